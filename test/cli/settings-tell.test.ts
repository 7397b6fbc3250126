import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/cli/settings.ts';
import { toldWords } from '../../src/cli/settings-tell.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { Problem } from '../../src/run/problem.ts';
import { fc } from '../helpers/properties.ts';

const home = process.cwd();
let folder: string;
let here: string;
let mine: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakglass-tell-')));
  mkdirSync(join(folder, 'config', 'breakglass'), { recursive: true });
  mkdirSync(join(folder, 'here'));
  here = join(folder, 'here', 'breakglass.yaml');
  mine = join(folder, 'config', 'breakglass', 'breakglass.yaml');
  process.chdir(join(folder, 'here'));
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const settings = () => readSettings({}, { XDG_CONFIG_HOME: join(folder, 'config') });
async function refusal(said: string): Promise<string> {
  writeFileSync(here, said);
  try {
    await settings();
  } catch (error) {
    if (error instanceof Problem) return formatDiagnostics(error.diagnostics, { color: false });
    throw error;
  }
  throw new Error('they were read');
}

const mail = 'email: { host: smtp.example.org, from: ir@example.org }';

describe('channels beside Slack', () => {
  it('come name by name from the working folder’s file over the user’s, each with where it came from', async () => {
    writeFileSync(mine, `tell: { board: { ${mail}, to: [a@example.org] }, chat: { teams: { url-secret: T } } }\n`);
    writeFileSync(here, `tell: { board: { ${mail}, to: [b@example.org] } }\n`);
    const { tell, untrusted } = await settings();
    expect(tell).toMatchObject({
      value: { board: { to: ['b@example.org'] }, chat: { teams: { 'url-secret': 'T' } } },
      from: { board: here, chat: mine },
    });
    expect(untrusted.map(({ file }) => file)).toEqual([here]);
  });

  it.each([
    [{ email: { host: 'h', from: 'f@x.org' }, to: ['a@x.org'] }, 'email for every audience to a@x.org, and the report'],
    [{ email: { host: 'h', from: 'f@x.org' }, audiences: ['customers'] }, 'email for customers'],
    [{ email: { host: 'h', from: 'f@x.org' }, audiences: ['board'], report: true }, 'email for board, and the report'],
    [{ email: { host: 'h', from: 'f@x.org' }, report: false }, 'email for every audience'],
    [{ webhook: { 'url-secret': 'U', secret: 'S' }, events: 'all' as const }, 'webhook, everything'],
  ])('%j is in words: %s', (told, words) => {
    expect(toldWords(told)).toBe(words);
  });

  it.each([
    ['{}', 'expected one of email, webhook, teams, mattermost and sms'],
    [`{ ${mail}, teams: { url-secret: A } }`, 'expected one of email'],
    ['{ email: { host: x.org, from: "IR <ir@x.org>" } }', 'expected one address, such as ir@example.org'],
    ['{ email: { host: "smtp://x.org", from: ir@x.org } }', 'expected the name of a server'],
    ['{ email: { host: x.org, from: ir@x.org, user: ir } }', 'expected both of user and password'],
    ['{ email: { host: x.org, from: ir@x.org, tls: none, user: ir, password: P } }', 'is not sent in clear'],
    [`{ ${mail}, to: [board] }`, 'expected one address, such as board@example.org'],
    [`{ ${mail}, events: all, audiences: [a] }`, 'with events all it hears everything'],
    ['{ webhook: { secret: S } }', 'expected one of url and url-secret'],
    ['{ webhook: { secret: S, url: "http://x.example/" } }', 'expected an address of https'],
    ['{ teams: { url-secret: A }, to: [a@x.org] }', 'is for email and sms'],
    ['{ mattermost: { url-secret: A }, report: true }', 'is for email: nothing else takes a file'],
    ['{ sms: { account: AC1, from: "+15005550006", token: T }, to: ["0151 1234"] }', 'expected a number such as'],
    ['{ sms: { account: AC1, from: "0151", token: T } }', 'or a messaging service'],
    ['{ sms: { account: me, from: MG1, token: T } }', 'expected the SID of an account'],
  ])('given %s, are not valid', async (said, told) => {
    expect(await refusal(`tell: { one: ${said} }\n`)).toContain(told);
  });

  it('cannot be called slack, which is a channel of its own', async () => {
    expect(await refusal(`tell: { slack: { ${mail} } }\n`)).toContain('slack is a name of its own');
  });
});

describe('a secret that stands among channels', () => {
  it.each([
    'tell: hunter2canary',
    'tell: [hunter2canary]',
    'tell: { a: hunter2canary }',
    'tell: { a: { teams: "https://x.example/hunter2canary" } }',
    'tell: { a: { teams: { url: "https://x.example/hunter2canary" } } }',
    'tell: { a: { teams: { url-secret: "https://x.example/hunter2canary" } } }',
    'tell: { a: { mattermost: { url-secret: [hunter2canary] } } }',
    'tell: { a: { discord: { url: "https://x.example/hunter2canary" } } }',
    'tell: { a: { webhook: { url: "https://me:hunter2canary@x.example/", secret: S } } }',
    'tell: { a: { webhook: { url: "https://x.example/", secret: whsec_hunter2canary } } }',
    'tell: { a: { url-secret: hunter2canary } }',
    'tell: { a: { email: { host: x.org, from: a@x.org, user: u, password: hunter2canary } } }',
    'tell: { a: { email: { host: x.org, from: a@x.org, pass: hunter2canary } } }',
    'tell: { a: { sms: { account: AC1, from: MG1, token: hunter2canary } } }',
    'tell: { a: { sms: { account: AC1, from: MG1, token: T, api-url: "https://me:hunter2canary@x.example" } } }',
    'tell: { a: { email: { prototype: hunter2-canary } } }',
    'tell: { a: { email: { constructor: { b: hunter2-canary, c: hunter2-canary } } } }',
    'tell: { a: { email: { host: x.org, from: a@x.org, password: P, password: hunter2-canary } } }',
    'tell: { a: { email: { from: a@x.org, password: P, hunter2-canary } } }',
    'tell: { a: { email: { from: a@x.org, [hunter2-canary]: P } } }',
    'tell: { a: { email: { <<: { password: hunter2-canary } } } }',
    'secrets: { A: { env: A }, A: hunter2-canary }',
    'slack: { people: { U012: ana }, people: [hunter2-canary] }',
    'tell: { a: { sms: { account: AC1, from: MG1, token: T, api-url: "https://x.example/?key=hunter-canary" } } }',
    'tell:\n  a:\n    sms:\n      account: AC1\n      from: MG1\n      token: |\n        hunter2canary\n',
  ])('is never shown: %j', async (said) => {
    const shown = await refusal(`${said}\n`);
    expect(shown).toContain('error');
    expect(shown).not.toContain('canary');
  });

  it('is met with the mend', async () => {
    const shown = await refusal('tell: { a: { teams: { url-secret: "https://x.example/hunter2canary" } } }\n');
    expect(shown).toMatch(/name of a secret/);
  });

  it('is shown under no key, whatever it is called', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[a-z-]{1,12}$/),
        fc.constantFrom('email', 'webhook', 'teams', 'sms'),
        async (key, kind) => {
          fc.pre(!['host', 'from', 'user', 'account', 'port', 'tls'].includes(key));
          const shown = await refusal(`tell: { a: { ${kind}: { "${key}": hunter2-canary } } }\n`);
          expect(shown).not.toContain('canary');
        },
      ),
      { numRuns: 60 },
    );
  });
});
