import { describe, expect, it } from 'vitest';
import { maskOf, WITHHELD } from '../../src/alert/mask.ts';
import { readAlert } from '../../src/alert/read.ts';
import { fc } from '../helpers/properties.ts';
import { alertIn, fixture } from './fixture.ts';

/** Everything but `withheld`, as one text. */
function shown(given: unknown): string {
  const { withheld, ...rest } = alertIn(given);
  return JSON.stringify(rest);
}

const rest = (secret: string) => ({
  number: 1,
  secret_type: 'npm_access_token',
  secret,
  html_url: `https://github.com/acme/storefront/security/secret-scanning/1?x=${secret}`,
  resolution_comment: `it was ${secret}`,
  first_location_detected: { path: `config/${secret}.txt` },
});

describe('a secret in an alert', () => {
  it('comes out in `withheld`, and nowhere else', () => {
    const given = fixture('github-secret-rest.json');
    expect([...alertIn(given).withheld].sort()).toEqual(['MADEUPKEYID000000003', 'made-up-npm-token/0007']);
    expect(shown(given)).not.toMatch(/MADEUPKEYID|made-up-npm/);
  });

  it('is masked wherever else it stands', () => {
    const { items, inputs } = alertIn(rest('made-up-0051'));
    expect(items[0]?.fields.place).toBe(`config/${WITHHELD}.txt`);
    expect(inputs.place).toBe(`config/${WITHHELD}.txt of acme/storefront`);
    expect(shown(rest('made-up-0051'))).not.toContain('0051');
  });

  it('leaves the evidence byte for byte as it came, but for itself', () => {
    const text =
      '{ "number": 1.0,\n\t"secret_type":"npm_access_token", "secret" :"made\\u002dup\\/0052", "note": "caf\\u00e9 made-up/0052!" }';
    expect(alertIn(text).evidence).toBe(
      '{ "number": 1.0,\n\t"secret_type":"npm_access_token", "secret" :"[withheld]", "note": "café [withheld]!" }',
    );
  });

  it('is taken out of the evidence where it is too short to be looked for in other texts', () => {
    const alert = alertIn({
      number: 1,
      secret_type: 'password',
      secret: 'abc1',
      note: 'abc1 is not masked in a sentence',
    });
    expect(alert.withheld).toEqual(['abc1']);
    expect(alert.evidence).toContain('"secret":"[withheld]"');
  });

  it('of several lines is masked line by line', () => {
    const lines = Array.from({ length: 3 }, (_, index) => `${'AbC9'.repeat(15)}${index}`);
    const key = ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----'].join('\n');
    const given = { title: `key ${lines[1]}`, alert_id: 1, body: `found ${key} there`, tags: `host:${lines[2]}` };
    expect(shown(given)).not.toContain('AbC9');
    expect(alertIn(given).title).toBe(`key ${WITHHELD}`);
  });

  it('in a request or an answer of a scan is withheld', () => {
    expect(alertIn(fixture('sarif-zap.json')).withheld).toEqual(
      expect.arrayContaining(['made-up-bearer-0044', 'made-up-session-0045', 'made-up-session-0046']),
    );
    expect(shown(fixture('sarif-zap.json'))).not.toMatch(/made-up-(?:bearer|session)/);
  });

  it('in a snippet of a finding about a secret is withheld, and the part of it that is quoted', () => {
    expect(alertIn(fixture('sarif-sonar.json')).withheld).toEqual([
      "connect('shop', 'made-up-pass0043');",
      'made-up-pass0043',
    ]);
  });

  const letters = 'aB3dE6gH9j';
  it.each([
    ['GitHub', `ghp_${letters.repeat(4)}`],
    ['GitHub, fine-grained', `github_pat_${letters.repeat(5)}`],
    ['GitLab', `glpat-${letters.repeat(2)}`],
    ['npm', `npm_${letters.repeat(4).slice(0, 36)}`],
    ['PyPI', `pypi-${letters.repeat(6)}`],
    ['Slack', `xoxb-${letters}-${letters}`],
    ['Vault', `hvs.${letters.repeat(3)}`],
    ['a web token', `eyJ${letters}.${letters.repeat(2)}.${letters}`],
  ])('of %s is known by its looks, in any text', (_, secret) => {
    const given = { title: `seen ${secret} in a log`, alert_id: 1, link: `https://app.datadoghq.com/x?y=${secret}` };
    expect(alertIn(given).title).toBe(`seen ${WITHHELD} in a log`);
    expect(shown(given)).not.toContain(letters);
  });

  it.each([
    ['mysqldump --password=made-up-0060 shop', `mysqldump --password=${WITHHELD} shop`],
    ['curl -H "Authorization: Bearer made-up-0061-abcdef"', `curl -H "Authorization: Bearer ${WITHHELD}"`],
    ['see https://ada:made-up-0062@ci.acme.example/job', `see https://ada:${WITHHELD}@ci.acme.example/job`],
    ['got {"api_key":"made-up-0063-abc"}', `got {"api_key":"${WITHHELD}"}`],
    ['POST /login?token=made-up-0064', `POST /login?token=${WITHHELD}`],
  ])('is known by what stands before it: %s', (title, expected) => {
    expect(alertIn({ title, alert_id: 1 }).title).toBe(expected);
  });

  it.each([
    'Secret npm-token was read by somebody new',
    'kube_secret_info{secret="npm-token"} > 0',
    'Token: expired. Password: reset it',
    'Basic understanding of bearer tokens is needed',
  ])('is not seen where there is none: %s', (title) => {
    expect(alertIn({ title, alert_id: 1 })).toMatchObject({ title, withheld: [] });
  });

  it('among labels is the name of one', () => {
    const labels = { alertname: 'SecretRead', secret: 'npm-token', namespace: 'shop', pod: 'p' };
    expect(alertIn({ labels, startsAt: '2026-03-02T08:00:00Z' }).withheld).toEqual([]);
  });

  it.each(['REDACTED', '*****', '', 'null', '$TOKEN'])('that was taken out already is none: %j', (password) => {
    expect(alertIn({ title: 'x', alert_id: 1, password }).withheld).toEqual([]);
  });

  it('is one of too many to be masked where there are a thousand', () => {
    const given = {
      title: 'x',
      alert_id: 1,
      all: Array.from({ length: 1_100 }, (_, index) => ({ password: `pw-${index}-x` })),
    };
    expect(readAlert(JSON.stringify(given))).toMatchObject({
      problem: expect.stringContaining('more than 1000 secrets'),
    });
  });

  it('never gets out, whatever it is', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 120, unit: 'binary' })
      .filter((text) => /[^\s*•.x]{6}/i.test(text));
    fc.assert(
      fc.property(secret, (one) => {
        const { withheld, evidence, ...told } = alertIn(rest(one));
        fc.pre(withheld.includes(one) && !JSON.stringify({ ...rest(''), ...alertIn(rest('')) }).includes(one));
        const texts: string[] = [];
        JSON.parse(evidence, (_, value) => texts.push(String(value)));
        for (const text of [
          ...texts,
          ...told.items.map(({ name, fields }) => name + String(fields.place)),
          told.title,
        ]) {
          expect(text).not.toContain(one);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('a mask', () => {
  const naive = (text: string, secrets: readonly string[]) => secrets.every((secret) => !text.includes(secret));

  it('leaves none of its secrets, and all that is none of them', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 6, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 200 }),
        (secrets, around) => {
          const text = [around, ...secrets].join('c');
          const masked = maskOf(secrets)(text);
          expect(naive(masked, secrets)).toBe(true);
          expect(masked.split('c').length).toBe(text.split('c').length);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it.each([
    ['abcdef', 'xabcdefx', 'x[withheld]x'],
    ['abcdef', 'abcdefabcdef', '[withheld]'],
    ['abcdef', 'abcde', 'abcde'],
    ['short', 'short', 'short'],
    ['abcabcabd', 'abcabcabcabd', 'abc[withheld]'],
  ])('of %s makes of %s %s', (secret, text, expected) => {
    expect(maskOf([secret])(text)).toBe(expected);
  });

  it('finds what is left of a long secret that was cut off', () => {
    const secret = Array.from({ length: 30 }, (_, index) => `part${index}`).join('-');
    expect(maskOf([secret])(`it is ${secret.slice(0, 100)}`)).toMatch(/^it is \[withheld\].{0,47}$/);
  });
});
