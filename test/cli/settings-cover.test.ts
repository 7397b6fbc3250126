import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettingsFile } from '../../src/cli/settings-file.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { Problem } from '../../src/run/problem.ts';
import { breakglass, usingProgram } from '../helpers/cli.ts';
import { fc } from '../helpers/properties.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakglass-cover-'));
const file = join(folder, 'breakglass.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All that is said of a settings file that is not valid; null: it is. */
function refusal(text: string): string | null {
  writeFileSync(file, text);
  try {
    readSettingsFile(file);
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.message, error.hint, formatDiagnostics(error.diagnostics, { color: false })].join('\n');
  }
}

/** Where people put a secret that belongs elsewhere. */
const places: readonly ((secret: string) => string)[] = [
  (secret) => `secrets:\n  A: ${secret}\n`,
  (secret) => `secrets:\n  A: { env: A, value: ${secret} }\n  B: { command: [op, read] }\n`,
  (secret) => `tell:\n  a:\n    email: { host: x.org, from: a@x.org, user: u, password: ${secret} }\n`,
  (secret) => `tell:\n  a:\n    webhook:\n      url-secret: ${secret}\n    to:\n      - a@x.org\n`,
  (secret) => `slack:\n  token: ${secret}\n  people: { U012ABCDE: ana }\n`,
  (secret) => `slack: ${secret}\n`,
  (secret) => `slack:\n  webhook: ${secret}\n`,
  (secret) => `trackers:\n  github:\n    token: ${secret}\n    api-url: https://x.example\n`,
  (secret) => `trackers: ${secret}\n`,
  (secret) => `endpoints: { npm: { token: ${secret} } }\n`,
  (secret) => `person: { password: ${secret} }\n`,
  (secret) => `auth: ${secret}\nstore: x\n`,
];

/** How it is written: as what YAML takes for something else, too. */
const written = [
  ...['%', '"%"', "'%'", '*%', '&%', '!%', '!% x', '# %', 'a #%', '"\\%"', '"\\U%"', '"%', '@%', '`%`', '|%', '> %'],
  ...['[%', '{%', '{%}', '[%]', 'a: %', '% x: y', '${{ % }}', '? %', '- %', 'a "%"', '"a" %', 'a\n  %', '|\n    %'],
  ...['https://u:%@x.org', '%\u202e', '%\u0007', '&a %'],
].map((form) => form.replace('%', 'Hunter-canary'));

const slips = [
  ':',
  '"',
  "'",
  '\n',
  '\t',
  '\r\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ' #',
  '&',
  '*',
  '!',
  '- ',
  '? ',
  '---\n',
].concat(['\ufeff', ' ', '  ', '\\', '<<: ', '__proto__: ', 'secrets: ', '&a ', '*a ', '!t ', '\u0000']);

describe('a secret in a settings file', () => {
  it('is shown by no error, wherever and however it is written, and whatever else is wrong', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...written),
        fc.array(fc.tuple(fc.nat(300), fc.constantFrom(...slips)), { maxLength: 2 }),
        (where, secret, wrong) => {
          const text = wrong.reduce(
            (all, [at, slip]) => spoilt(all, at % (all.length + 1), slip),
            where.map((place) => place(secret)).join(''),
          );
          expect(refusal(text) ?? '').not.toContain('canary');
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    'NPM_TOKEN=Hunter-canary\n',
    'credentials: Hunter-canary\n',
    'tell: { a: { email: { password: "Hunter-canary } } }\n',
    'tell: { a: { email: { password: Hunter-canary: x } } }\n',
    'slack: Hunter-canary\n',
    'secrets: { A: } # Hunter-canary\n',
    'endpoints: { npm: "https://x.example/?key=Hunter-canary" }\n',
  ])('is not shown: %j', (text) => {
    expect(refusal(text)).toContain('error[');
    expect(refusal(text)).not.toContain('canary');
  });
});

describe('a settings file that is not valid', () => {
  it('is shown with its names, so that the place of a slip is found', () => {
    expect(refusal('secrets:\n  A: { env: A }\n  B: { command: [op, read] \nstore: x\n')).toContain(
      '   3 |   B: { command: [xx, xxxx] ',
    );
  });

  it.each(['secrets: { A: { file: 12 } }\n', 'secrets: { A: { command: [op, read, 12] } }\n'])(
    'is not taken for one by what is crossed out in it: %j',
    (text) => {
      expect(refusal(text)).toContain('expected a text, not a number');
    },
  );

  it('names a key without a value', () => {
    expect(refusal('secrets:\n  A:\n')).toMatch(/nothing stands here.*\n.* A:/);
  });
});

describe('check', () => {
  const place = usingProgram();

  it('given a settings file of another folder that is not valid, shows no secret in it', async () => {
    const text = 'secrets: { A: Hunter-canary\n';
    mkdirSync(join(place.folder, 'other'));
    writeFileSync(join(place.folder, 'other', 'breakglass.yaml'), text);
    const { code, stdout, stderr } = await breakglass(place, ['check', 'other/breakglass.yaml']);
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringContaining('is not closed')]);
    expect(stderr).not.toContain('canary');
  });
});

/** With something put in, but not into the secret. */
function spoilt(text: string, at: number, slip: string): string {
  return /Hunter-canary/.test(text.slice(Math.max(0, at - 12), at + 12))
    ? text
    : text.slice(0, at) + slip + text.slice(at);
}

describe('a setting of another form', () => {
  it.each(['person: [ana]', 'store: { path: x }', 'actions: ./actions', 'approvals: allowed'])(
    'is not taken for a secret: %s',
    (said) => {
      expect(refusal(`${said}\n`)).toMatch(/expected/);
      expect(refusal(`${said}\n`)).not.toContain('Say where the secret is');
    },
  );
});
