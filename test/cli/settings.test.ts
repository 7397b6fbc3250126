import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/cli/settings.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { Problem } from '../../src/run/problem.ts';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const home = process.cwd();
let folder: string;
let here: string;
let mine: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakglass-settings-')));
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

const settings = (environment: Record<string, string> = {}) =>
  readSettings({}, { XDG_CONFIG_HOME: join(folder, 'config'), ...environment });

async function refusal(environment: Record<string, string> = {}): Promise<Problem> {
  try {
    await settings(environment);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('they were read');
}

describe('the settings of live runs', () => {
  it('are usual where nobody said otherwise', async () => {
    expect(await settings()).toMatchObject({
      secrets: { value: {}, from: {} },
      endpoints: { value: {}, from: {} },
      actions: { value: [], from: 'default' },
      selfApproval: { value: 'allowed', from: 'default' },
      ca: { value: null, from: 'default' },
      untrusted: [],
    });
  });

  it('come name by name from the working folder’s file over the user’s, each with where it came from', async () => {
    writeFileSync(
      mine,
      'secrets: { A: { env: MINE }, B: { env: MINE } }\nendpoints: { github: https://mine.example }\n',
    );
    writeFileSync(here, 'secrets: { B: { env: HERE }, C: { env: HERE } }\napprovals: { self: refused }\n');
    expect(await settings()).toMatchObject({
      secrets: {
        value: { A: { env: 'MINE' }, B: { env: 'HERE' }, C: { env: 'HERE' } },
        from: { A: mine, B: here, C: here },
      },
      endpoints: { value: { github: 'https://mine.example' }, from: { github: mine } },
      selfApproval: { value: 'refused', from: here },
    });
  });

  it('take an endpoint from the environment over every file', async () => {
    writeFileSync(here, 'endpoints: { azure-devops: https://file.example }\n');
    const { endpoints } = await settings({
      BREAKGLASS_ENDPOINT_AZURE_DEVOPS: 'http://127.0.0.1:8080/tfs',
      BREAKGLASS_ENDPOINT_OKTA: '',
    });
    expect(endpoints).toEqual({
      value: { 'azure-devops': 'http://127.0.0.1:8080/tfs' },
      from: { 'azure-devops': 'BREAKGLASS_ENDPOINT_AZURE_DEVOPS' },
    });
  });

  it('have paths from the folder of the file that says them, or from home', async () => {
    writeFileSync(
      mine,
      'secrets: { A: { file: secrets/a }, B: { command: [bin/get, ./b] }, C: { command: [op, read] } }\n',
    );
    writeFileSync(here, 'actions: [acts, ~/acts, /acts]\nca: ../ca.pem\n');
    const { secrets, actions, ca } = await settings();
    const config = join(folder, 'config', 'breakglass');
    expect(secrets.value).toEqual({
      A: { file: join(config, 'secrets', 'a') },
      B: { command: [join(config, 'bin', 'get'), './b'] },
      C: { command: ['op', 'read'] },
    });
    expect(actions.value).toEqual([join(folder, 'here', 'acts'), expect.stringMatching(/^\/.+\/acts$/), '/acts']);
    expect(ca.value).toBe(join(folder, 'ca.pem'));
  });

  it.each([
    'secrets: { A: { env: B } }',
    'endpoints: { github: https://x.example }',
    'actions: [acts]',
    'approvals: {}',
    'ca: ca.pem',
    'tell: { a: { teams: { url-secret: TEAMS_URL } } }',
  ])('of a working folder must be trusted where they say %s', async (said) => {
    writeFileSync(here, `${said}\n`);
    expect((await settings()).untrusted).toEqual([
      { sort: 'settings', id: here, file: here, text: `${said}\n`, shipped: false },
    ]);
  });

  it('of a working folder need no trust where they say who and where alone; the user’s own never do', async () => {
    writeFileSync(here, 'store: here\nperson: Mara\ncolor: never\n');
    writeFileSync(mine, 'secrets: { A: { command: [op, read] } }\n');
    expect((await settings()).untrusted).toEqual([]);
    process.chdir(join(folder, 'config', 'breakglass'));
    expect((await settings()).untrusted).toEqual([]);
  });

  it('can be read without a file', async () => {
    writeFileSync(mine, 'secrets: { A: { env: MINE } }\n');
    writeFileSync(here, 'secrets: { A: { env: HERE } }\n');
    const left = await readSettings({}, { XDG_CONFIG_HOME: join(folder, 'config') }, here);
    expect(left).toMatchObject({ secrets: { value: { A: { env: 'MINE' } } }, untrusted: [] });
  });
});

describe('an error in a settings file', () => {
  it.each([
    ['A: ghp_canary0123', '1:15', 'expected a mapping'],
    ['A: { env: ghp_canary0123 }', '1:22', 'expected the name of an environment variable'],
    ['A: { value: ghp_canary0123 }', '1:17', '`value` is not known here'],
    ['A: { env: [ghp_canary0123] }', '1:22', 'not a list'],
    ['A: { command: ghp_canary0123 }', '1:26', 'expected a list, not a text'],
    ['A: [ghp_canary0123]', '1:15', 'expected a mapping'],
    ['A: {}', '1:15', 'expected one of env, file and command'],
    ['A: { env: B, file: c }', '1:15', 'expected one of env, file and command'],
  ])(
    'that puts a secret (%s) where its place belongs is shown at its place, without the secret',
    async (said, at, message) => {
      writeFileSync(here, `secrets: { ${said} }\n`);
      const { kind, diagnostics } = await refusal();
      const shown = formatDiagnostics(diagnostics, { color: false });
      expect(kind).toBe('input');
      expect(shown).toContain(`breakglass.yaml:${at}: error`);
      expect(shown).toContain(message);
      expect(shown).not.toContain('canary');
    },
  );

  it.each([
    'secrets: ghp_canary0123',
    'secrets: [GITHUB_TOKEN=ghp_canary0123]',
    'secrets: {A: "ghp_canary0123"}',
    'secrets:\n  A: |\n    ghp_canary0123\n',
    'GITHUB_TOKEN: ghp_canary0123',
    'token: { of: { github: ghp_canary0123 } }',
    'endpoints: { github: "https://me:ghp_canary0123@x.example" }',
    'secrets: { A: ghp_canary0123',
    'secrets:\n  A: "ghp_canary0123\n',
    'secrets:\n  - A: B\n  C: ghp_canary0123\n',
  ])('never shows a secret: %j', async (said) => {
    writeFileSync(here, `${said}\n`);
    const { diagnostics } = await refusal();
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(formatDiagnostics(diagnostics, { color: false })).not.toContain('canary');
  });

  it('says where a secret is to be found instead', async () => {
    writeFileSync(here, 'secrets: { A: ghp_canary0123 }\n');
    const { diagnostics } = await refusal();
    expect(diagnostics.map(({ hint }) => hint)).toEqual([expect.stringContaining('{ env: NAME }')]);
  });

  it.each([
    'endpoints: { github: ftp://x.example }',
    'endpoints: { github: https:// }',
    'endpoints: { github: https://x.example?a=b }',
    'endpoints: { github: x.example }',
    'endpoints: { Git Hub: https://x.example }',
    'approvals: { self: maybe }',
    'approvals: { selfe: refused }',
    'actions: acts',
    'secrets: { lower: { env: B } }',
  ])('is said with line and caret: %s', async (said) => {
    writeFileSync(here, `${said}\n`);
    expect(formatDiagnostics((await refusal()).diagnostics, { color: false })).toMatch(
      /breakglass\.yaml:1:\d+: error.*\n.*\n.*\^/,
    );
  });

  it('of the environment names the variable', async () => {
    const { kind, message, hint } = await refusal({ BREAKGLASS_ENDPOINT_GITHUB: 'https://me:canary@x.example' });
    expect(kind).toBe('usage');
    expect(message).toBe('BREAKGLASS_ENDPOINT_GITHUB is no address of http or https.');
    expect(hint).not.toContain('canary');
  });
});

describe('config', () => {
  const place = usingProgram();

  it('shows where each comes from, and of a secret where it is alone', async () => {
    const file = join(place.folder, 'breakglass.yaml');
    writeFileSync(
      file,
      'secrets: { A: { env: OTHER }, B: { file: b }, C: { command: [op, read, op://canary/item] } }\nendpoints: { github: https://ghe.example/api/v3 }\nactions: [acts]\n',
    );
    const env = {
      OTHER: 'canary-value',
      SLACK_BOT_TOKEN: 'xoxb-canary-token',
      BREAKGLASS_ENDPOINT_OKTA: 'https://me.okta.example',
      BREAKGLASS_SLACK_EXERCISE_CHANNEL: '#drills',
    };
    const { stdout } = await breakglass(place, ['config', '--json'], { env });
    expect(JSON.parse(stdout).slice(4)).toEqual([
      { name: 'secrets.A', value: 'the environment variable OTHER', from: file },
      { name: 'secrets.B', value: `the file ${join(place.folder, 'b')}`, from: file },
      { name: 'secrets.C', value: 'the command op', from: file },
      { name: 'endpoints.github', value: 'https://ghe.example/api/v3', from: file },
      { name: 'endpoints.okta', value: 'https://me.okta.example', from: 'BREAKGLASS_ENDPOINT_OKTA' },
      { name: 'actions', value: join(place.folder, 'acts'), from: file },
      { name: 'approvals.self', value: 'allowed', from: 'default' },
      { name: 'contacts', value: 'none', from: 'default' },
      { name: 'ca', value: 'none', from: 'default' },
      { name: 'slack.exercise-channel', value: '#drills', from: 'BREAKGLASS_SLACK_EXERCISE_CHANNEL' },
      { name: 'slack.assume-compromised', value: false, from: 'default' },
      { name: 'slack.invite', value: 'nobody', from: 'default' },
      { name: 'slack.private', value: false, from: 'default' },
      { name: 'slack.answers', value: false, from: 'default' },
      { name: 'slack.people', value: 'nobody', from: 'default' },
      { name: 'slack.api-url', value: 'https://slack.com/api/', from: 'default' },
    ]);
    expect(stdout).not.toContain('canary');
  });
});

describe('the settings of Slack', () => {
  it('are usual where nobody said otherwise', async () => {
    expect((await settings()).slack).toEqual({
      exerciseChannel: { value: null, from: 'default' },
      assumeCompromised: { value: false, from: 'default' },
      invite: { value: [], from: 'default' },
      isPrivate: { value: false, from: 'default' },
      answers: { value: false, from: 'default' },
      people: { value: {}, from: 'default' },
      apiUrl: { value: null, from: 'default' },
    });
  });

  it('come key by key from the environment over the working folder’s file over the user’s', async () => {
    writeFileSync(
      mine,
      'slack: { exercise-channel: "#mine", invite: [U0123ABCD], api-url: https://mine.example/api }\n',
    );
    writeFileSync(here, 'slack: { exercise-channel: C0123ABCD, private: true, assume-compromised: true }\n');
    expect((await settings()).slack).toEqual({
      exerciseChannel: { value: 'C0123ABCD', from: here },
      assumeCompromised: { value: true, from: here },
      invite: { value: ['U0123ABCD'], from: mine },
      isPrivate: { value: true, from: here },
      answers: { value: false, from: 'default' },
      people: { value: {}, from: 'default' },
      apiUrl: { value: 'https://mine.example/api', from: mine },
    });
    const over = await settings({ BREAKGLASS_SLACK_EXERCISE_CHANNEL: '#env', SLACK_API_URL: 'https://env.example' });
    expect(over.slack.exerciseChannel).toEqual({ value: '#env', from: 'BREAKGLASS_SLACK_EXERCISE_CHANNEL' });
    expect(over.slack.apiUrl).toEqual({ value: 'https://env.example', from: 'SLACK_API_URL' });
  });

  it('of a working folder need trust', async () => {
    writeFileSync(here, 'slack: { assume-compromised: true }\n');
    expect((await settings()).untrusted.map(({ file }) => file)).toEqual([here]);
  });

  it.each([
    ['exercise-channel: drills', 'expected a channel'],
    ['exercise-channel: "#Drills & more"', 'expected a channel'],
    ['invite: [mara]', 'expected the member ID'],
    ['api-url: slack.example', 'expected an address'],
    ['chanel: "#x"', 'exercise-channel'],
  ])('given %s, is not valid', async (said, told) => {
    writeFileSync(here, `slack: { ${said} }\n`);
    const { diagnostics } = await refusal();
    expect(formatDiagnostics(diagnostics, { color: false })).toContain(told);
  });

  it.each([
    ['token: xoxb-12345678-abcdefgh'],
    ['bot: xoxb-12345678-abcdefgh'],
    ['exercise-channel: xoxb-12345678-abcdefgh'],
    ['invite: [xapp-1-12345678-abcdefgh]'],
    ['api-url: "https://me:abcdefgh@slack.example"'],
  ])('given a secret as %s, do not show it', async (said) => {
    writeFileSync(here, `slack: { ${said} }\n`);
    expect(formatDiagnostics((await refusal()).diagnostics, { color: false })).not.toContain('abcdefgh');
  });

  it.each([
    [{ BREAKGLASS_SLACK_EXERCISE_CHANNEL: 'drills' }, 'BREAKGLASS_SLACK_EXERCISE_CHANNEL'],
    [{ SLACK_API_URL: 'slack' }, 'SLACK_API_URL'],
  ])('given %j, are refused', async (environment, told) => {
    expect((await refusal(environment)).message).toContain(told);
  });
});
