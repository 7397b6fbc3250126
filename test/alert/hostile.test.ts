import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/alert/alert.ts';
import { formats } from '../../src/alert/formats.ts';
import { readAlert } from '../../src/alert/read.ts';
import { kinds } from '../../src/playbook/model.ts';
import { fc } from '../helpers/properties.ts';
import { alertIn, fixture } from './fixture.ts';

const clean = /^[^\p{Cc}\p{Cs}\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff]*$/u;

/** What every alert keeps to, whatever it was read from. */
function holds(alert: Alert): void {
  const line = (text: unknown, longest = 300) => {
    expect(text).toMatch(clean);
    expect(String(text).length).toBeLessThanOrEqual(longest);
  };
  line(alert.source);
  line(alert.title);
  expect(alert.title).not.toBe('');
  for (const time of [alert.raised, alert.began]) if (time !== undefined) expect(time).toMatch(/^2\d{3}-.{18}Z$/);
  expect(alert.items.length).toBeLessThanOrEqual(50);
  const seen = alert.items.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`);
  expect(new Set(seen).size).toBe(seen.length);
  for (const { kind, itemType, name, fields } of alert.items) {
    expect(kinds).toContain(kind);
    expect(itemType).toMatch(/^[a-z][a-z0-9-]{0,59}$/);
    expect(name.trim()).not.toBe('');
    for (const text of [name, ...Object.values(fields)]) if (typeof text === 'string') line(text);
  }
  for (const value of Object.values(alert.inputs)) line(value);
  expect(alert.links.length).toBeLessThanOrEqual(10);
  for (const link of alert.links) expect(link).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
  for (const one of alert.left) line(one);
}

const evils = [
  'a\u001b[31mred\u001b[0m\u0007b',
  'a\u001b]52;c;ZXZpbA==\u0007b',
  '\u202egpj.exe\u2066',
  'one\r\ntwo\tthree\u2028four',
  '\ud800 half \udc00',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '${{ secrets.TOKEN }} $(rm -rf /) `id` ; --flag',
  'x'.repeat(200_000),
  '😀'.repeat(400),
];

/** The payload with every text in it replaced. */
function poisoned(text: string, evil: string): string {
  return text.replace(/(": *)"(?:[^"\\]|\\.)*"/g, (_, colon: string) => colon + JSON.stringify(evil));
}

const fixtures = [
  ['github-secret-webhook.json', ['alert']],
  ['github-secret-rest.json', [0]],
  ['github-code-webhook.json', ['alert', 'rule']],
  ['alertmanager.json', ['alerts', 0, 'labels']],
  ['grafana.json', ['alerts', 0, 'labels']],
  ['datadog-custom.json', []],
  ['elastic-flat.json', []],
  ['elastic-nested.json', ['hits', 'hits', 0, '_source', 'host']],
  ['sarif-sonar.json', ['runs', 0, 'tool', 'driver', 'rules', 0]],
  ['sarif-snyk.json', ['runs', 0, 'results', 0, 'message']],
  ['sarif-gitleaks.json', ['runs', 0, 'results', 0, 'locations', 0]],
] as const;

describe('hostile texts in an alert', () => {
  it.each(fixtures)('in every place of %s end in data that is clean and bounded', (name) => {
    for (const evil of evils) {
      const read = readAlert(poisoned(fixture(name), evil));
      if ('alert' in read) holds(read.alert);
      else expect(read.hint).not.toBe('');
    }
  });

  it('are on one line in a name, and cut with a sign that they were', () => {
    const labels = { alertname: `one\r\n\ttwo ${'x'.repeat(5_000)}`, pod: 'p\u202eq\u0000' };
    const alert = alertIn({ labels, startsAt: '2026-03-02T08:00:00Z' });
    expect(alert.title).toMatch(/^one two x{291}…$/);
    expect(alert.items[0]?.name).toBe('pq');
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    '//x',
    'HTTPS://ok.example',
    `https://x/${'a'.repeat(3_000)}`,
  ])('are no link unless they are one: %s', (link) => {
    const { links } = alertIn({ title: 'x', alert_id: 1, link });
    expect(links).toEqual(link === 'HTTPS://ok.example' ? ['https://ok.example/'] : []);
  });

  it('do not reach the prototypes of objects', () => {
    const evil = '{"__proto__":{"title":"x"},"alert_id":1,"constructor":{"prototype":{"polluted":1}}}';
    expect(readAlert(evil)).toHaveProperty('problem');
    expect(readAlert('{"title":"x","alert_id":1,"tags":["__proto__:a","constructor:b","host:h"]}')).toMatchObject({
      alert: { items: [{ name: 'h' }] },
    });
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    'not-a-time',
    '2026-03-02',
    '2026-03-02T08:00:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    -1,
    1e300,
    '99999999999999999999',
  ])('make no time of %j', (startsAt) => {
    expect(alertIn({ labels: { alertname: 'x' }, startsAt })).not.toHaveProperty('raised');
  });

  it.each([
    [1772440001, '2026-03-02T08:26:41.000Z'],
    ['1772440001000', '2026-03-02T08:26:41.000Z'],
    [1772440001000000, '2026-03-02T08:26:41.000Z'],
    ['2026-03-02 08:26:41Z', '2026-03-02T08:26:41.000Z'],
    ['2026-03-02T09:26:41.123456789+01:00', '2026-03-02T08:26:41.123Z'],
  ])('a time is known as %j', (date, raised) => {
    expect(alertIn({ title: 'x', alert_id: 1, date }).raised).toBe(raised);
  });
});

/** What would be slow for a search that looks again from every place. None of these may take long, or throw. */
const slow: readonly (readonly [string, string])[] = [
  ['beginnings of a web token', '-eyJabcdefgh'],
  ['beginnings of a key', '-----BEGIN RSA PRIVATE KEY-----x'],
  ['beginnings of a password', 'password="'],
  ['addresses', '://a:'],
  ['links in a message', '[['],
  ['escape sequences', '\u001b]'],
  ['commas', ',:,'],
];

describe('an alert of four megabytes', () => {
  it.each(slow)('of %s is read or refused', (_, unit) => {
    const text = unit.repeat(Math.floor(1_900_000 / unit.length));
    const texts = [
      { title: text, alert_id: 1, tags: text },
      {
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'gitleaks' } }, results: [{ message: { text }, ruleId: 'r' }] }],
      },
    ];
    for (const one of texts) {
      const read = readAlert(JSON.stringify(one).slice(0, 4_194_304));
      if ('alert' in read) holds(read.alert);
    }
  });

  it('of a text that nearly is a secret everywhere is read', () => {
    const title = 'a'.repeat(4_000_000);
    expect(alertIn({ password: `${'a'.repeat(47)}b`, title, alert_id: 1 }).title).toHaveLength(300);
  });

  it('of findings that all have the same long rule is read', () => {
    const rule = {
      id: 'r',
      shortDescription: { text: 'hard-coded '.repeat(50_000) },
      properties: { tags: Array(9_000).fill('cwe-1') },
    };
    const results = Array(20_000).fill({ ruleId: 'r' });
    holds(alertIn({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x', rules: [rule] } }, results }] }));
  });
});

describe('any JSON', () => {
  fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 400 });

  it('gives an alert or a problem, and never throws', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const read = readAlert(text);
        if ('alert' in read) holds(read.alert);
        else expect(read.problem).toMatch(clean);
      }),
    );
  });

  it('gives one in any place of a real alert too', () => {
    for (const [name, path] of fixtures) {
      const text = fixture(name);
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 3 }), fc.nat({ max: 40 }), (value, which) => {
          const document: unknown = JSON.parse(text);
          const place = path.reduce<unknown>(
            (here, key) => (here as Record<string, unknown> | undefined)?.[key],
            document,
          );
          const keys = Object.keys((place ?? {}) as object);
          const key = keys[which % Math.max(1, keys.length)];
          if (key !== undefined) (place as Record<string, unknown>)[key] = value;
          const read = readAlert(JSON.stringify(document));
          if ('alert' in read) holds(read.alert);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('is a sort of alert or none, whatever its known keys hold', () => {
    const keys = fc.constantFrom(
      ...'alert alerts labels annotations startsAt secret_type secret number rule tool runs version results locations'.split(
        ' ',
      ),
      ...'kibana.alert.rule.name signal _source fields hits event.kind @timestamp title alert_id tags date link'.split(
        ' ',
      ),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('x', 'firing', 'open', 1, null, true),
        tie('record'),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
      record: fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const read = readAlert(JSON.stringify(value) ?? 'null');
        if ('alert' in read) holds(read.alert);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the list of formats', () => {
  it('has every fixture for one of its sorts', () => {
    const read = [...fixtures.map(([name]) => name), 'datadog-default.json', 'elastic.ndjson', 'sarif-zap.json'];
    for (const name of read) expect(readAlert(fixture(name))).toHaveProperty('alert');
    expect(formats.map(({ name }) => name)).toHaveLength(7);
  });
});
