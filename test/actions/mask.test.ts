import { describe, expect, it } from 'vitest';
import { createMask } from '../../src/actions/mask.ts';
import { secretProblem } from '../../src/actions/secret-value.ts';
import { fc } from '../helpers/properties.ts';
import { writings } from './writings.ts';

const pem = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu
NMoSfm76oqFvAp8Gy0iz5sxjZmSnXyCdPEovGhLa0VzMaQ8s+CLOyS56YyCFGeJZ
-----END PRIVATE KEY-----
`;

/** Values that can be secrets, of any characters, some with several lines. */
const secret = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 8, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'aA0+/=%&"\'\\ \n\r\t<>u:'), minLength: 8, maxLength: 40 }),
    fc.stringMatching(/^gh[ps]_[A-Za-z0-9]{36}$/),
  )
  .filter((value) => secretProblem('S', value) === null);
const words = fc.array(fc.constantFrom('the', 'job', 'failed', '42', '"', ':', '{', '%', 'https://', 'QUJD'), {
  maxLength: 5,
});

describe('a mask', () => {
  const mask = createMask([
    { name: 'NPM_TOKEN', value: 'npm_0123456789' },
    { name: 'GITHUB_TOKEN', value: 'npm_0123456789-and-more' },
  ]);

  it('puts a name where a secret stands, in every text, however deep, the keys too', () => {
    const data = { text: 'I used npm_0123456789.', list: [{ a: 'npm_0123456789' }], n: 7, no: null, npm_0123456789: 1 };
    expect(mask.deep(data)).toEqual({
      text: 'I used [NPM_TOKEN].',
      list: [{ a: '[NPM_TOKEN]' }],
      n: 7,
      no: null,
      '[NPM_TOKEN]': 1,
    });
  });

  it('given two keys that are masked alike, keeps both', () => {
    expect(mask.deep({ npm_0123456789: 1, '%6epm_0123456789': 2 })).toEqual({ '[NPM_TOKEN]': 1, '[NPM_TOKEN] (2)': 2 });
  });

  it('given data without secrets, returns it as it is', () => {
    const data = { list: ['nothing', { of: 'it' }], bytes: Buffer.from('npm_0123456789') };
    expect(mask.deep(data)).toBe(data);
  });

  it('given data as deep as none is, does not go down with it', () => {
    let deep: unknown = 'npm_0123456789';
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    expect(JSON.stringify(mask.deep([['npm_0123456789'], ...(deep as unknown[])]))).not.toContain('npm_');
  });

  it('given a secret that holds another, names the longer one', () => {
    expect(mask.text('npm_0123456789-and-more, npm_0123456789-and')).toBe('[GITHUB_TOKEN], [NPM_TOKEN]-and');
  });

  it('given secrets that overlap in the text, leaves nothing of either', () => {
    const overlapping = createMask([
      { name: 'A', value: 'abcdefgh12' },
      { name: 'B', value: 'gh12ijklmn' },
      { name: 'C', value: 'xyxyxyxy' },
    ]);
    expect(overlapping.text('abcdefgh12ijklmn!')).toBe('[A][B]!');
    expect(overlapping.text('xyxyxyxyxyxy! xyxyxyxyxyxyxyxy!')).toBe('[C]! [C]!');
    expect(overlapping.text('abcdefgh12abcdefgh12')).toBe('[A][A]');
  });

  it('leaves a text as it is around a secret with colours between its letters', () => {
    expect(mask.text('\u001b[1mused\u001b[0m n\u001b[31mpm_01\u001b[0m234\u0000567\u001b]0;x\u000789\u001b[0m.')).toBe(
      '\u001b[1mused\u001b[0m [NPM_TOKEN]\u001b[0m.',
    );
  });

  it('masks a secret from when it was added', () => {
    const growing = createMask();
    const stream = growing.stream();
    expect(growing.text('ghp_lent_by_hand')).toBe('ghp_lent_by_hand');
    expect(stream.write(Buffer.from('ghp_lent_by_hand '))).toBe('ghp_lent_by_hand ');
    expect(growing.add('LENT', 'ghp_lent_by_hand')).toBe(null);
    expect(growing.text('ghp_lent_by_hand')).toBe('[LENT]');
    expect(stream.write(Buffer.from('ghp_lent_by_hand '))).toBe('[LENT] ');
  });

  it('keeps masking what a name was before it got another value', () => {
    const changing = createMask([{ name: 'T', value: 'the-first-one' }]);
    changing.add('T', 'the-second-one');
    expect(changing.text('the-first-one the-second-one')).toBe('[T] [T]');
  });

  it('adds nothing that cannot be a secret, and says why', () => {
    const empty = createMask();
    expect(empty.add('T', 'short')).toMatch(/^T has 5 characters\./);
    expect(empty.text('short')).toBe('short');
  });
});

describe('a secret of several lines', () => {
  const mask = createMask([{ name: 'KEY', value: pem }]);

  it('is masked as a whole, with whatever line ends, and encoded', () => {
    const whole = pem.trim();
    for (const text of [
      whole,
      whole.replaceAll('\n', '\r\n'),
      JSON.stringify(whole).slice(1, -1),
      encodeURIComponent(whole),
    ]) {
      expect(mask.text(`<${text}>`)).toBe('<[KEY]>');
    }
    expect(mask.text(Buffer.from(pem).toString('base64'))).toBe('[KEY]K');
  });

  it('is masked line by line too, but for the fences of a key', () => {
    const [, first, second] = pem.split('\n');
    expect(mask.text(`  ${second}\n  ${first}`)).toBe('  [KEY]\n  [KEY]');
    expect(mask.text('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----');
  });
});

describe('what is inside a secret', () => {
  it('is masked where it is the key of a JSON document', () => {
    const value = JSON.stringify({ type: 'service_account', client: 'builder@acme.example', private_key: pem });
    const mask = createMask([{ name: 'GCP', value }]);
    expect(mask.text(pem)).toBe('[GCP]\n');
    expect(mask.text('service_account builder@acme.example')).toBe('service_account builder@acme.example');
  });

  it('is masked where it is the password of a URL', () => {
    const mask = createMask([{ name: 'DB', value: 'postgres://app:p%40ssw0rd-of-it@db.example/shop' }]);
    expect(mask.text('password p@ssw0rd-of-it is wrong for app at db.example')).toBe(
      'password [DB] is wrong for app at db.example',
    );
  });
});

describe('in whatever writing', () => {
  it.each(Object.entries(writings))('%s: a secret is found', (_, write) => {
    const value = 'q/9+ä"\\ \'Z%<&k=7\nsecond line:\t~(x)';
    const mask = createMask([{ name: 'S', value }]);
    const written = write(value);
    const masked = mask.text(`before ${written} after`);
    expect(masked).toContain('[S]');
    expect(masked).not.toContain(written.slice(4, -4));
  });

  it.each(Object.entries(writings))('%s: no secret is left, whatever stands around it', (_, write) => {
    fc.assert(
      fc.property(secret, words, words, (value, before, after) => {
        const written = write(value.trim());
        const masked = createMask([{ name: 'S', value }]).text(`${before.join(' ')}${written}${after.join(' ')}`);
        expect(masked).not.toContain(written);
        expect(masked).not.toContain(value.trim());
      }),
      { numRuns: 50 },
    );
  });

  it('a text without secrets is unchanged', () => {
    const mask = createMask([{ name: 'S', value: 'Zq8#Zq9#Zq7!' }]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(mask.text(text)).toBe(text);
      }),
    );
  });
});

describe('what cannot be a secret', () => {
  it.each([
    ['', 'T is empty.'],
    [' \n', 'T is empty.'],
    ['1234567\n', 'T has 7 characters.'],
    ['x'.repeat(70_000), 'T has 70000 characters. A secret has at most 65536.'],
    ['abc\u001bdefghi', 'T is not text'],
    ['abc\ufffddefghi', 'T is not text'],
    ['********', 'T is one character, again and again'],
  ])('%j: %s', (value, told) => {
    expect(secretProblem('T', value)).toContain(told);
  });

  it('is its own name', () => {
    expect(secretProblem('GITHUB_TOKEN', 'GITHUB_TOKEN')).toContain('holds its own name');
  });

  it('is told without its value', () => {
    expect(secretProblem('T', 'hunter2')).not.toContain('hunter2');
    expect(secretProblem('T', 'long enough')).toBe(null);
  });
});
