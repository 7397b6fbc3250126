import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { breakglass, program, usingProgram } from '../helpers/cli.ts';
import { playbookText } from '../run/texts.ts';

const place = usingProgram();
const file = (...path: string[]) => join(place.folder, ...path);
const marker = () => file('ran');

const plan = (program = 'touch') =>
  playbookText(
    `
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, run: [${program}, "${marker()}"] }
`,
    'plan',
  );

const list = async () => JSON.parse((await breakglass(place, ['trust', '--list', '--json'])).stdout);

/** Answers the question that the command asks on a terminal. Gives its exit code and all that it showed. */
function answered(answer: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: place.folder,
    XDG_CONFIG_HOME: file('config'),
    TERM: 'xterm',
    CI: 'false',
  };
  const pty = spawn(process.execPath, [program, ...args], { cols: 200, rows: 50, cwd: place.folder, env });
  let text = '';
  let isAnswered = false;
  pty.onData((data) => {
    text += data;
    if (isAnswered || !text.includes('[y/N] ')) return;
    isAnswered = true;
    pty.write(answer);
  });
  return new Promise((resolve) => pty.onExit(({ exitCode }) => resolve({ code: exitCode, text })));
}

describe('trust', () => {
  it('without anybody to ask shows what would be run, trusts nothing, exits 4 and says the command', async () => {
    writeFileSync(file('plan.yaml'), plan());
    const { code, stdout, stderr } = await breakglass(place, ['trust', 'plan.yaml']);
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: expect.stringMatching(/Not trusted: plan\.yaml\.\n.*trust plan\.yaml --yes\n$/),
    });
    expect(stdout).toContain('playbook plan  plan.yaml');
    expect(stdout).toContain(`step one  touch ${marker()}`);
    expect(await list()).toEqual([]);
    expect(existsSync(marker())).toBe(false);
  });

  it('--yes trusts; the same content is then trusted, a changed one shows what changed and asks again', async () => {
    writeFileSync(file('plan.yaml'), plan());
    expect(await breakglass(place, ['trust', 'plan.yaml', '--yes'])).toMatchObject({
      code: 0,
      stderr: 'Trusted: plan.yaml\n',
    });
    expect(await list()).toMatchObject([{ sort: 'playbook', id: 'plan', file: file('plan.yaml') }]);
    expect(await breakglass(place, ['trust', 'plan.yaml'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('is trusted'),
    });
    writeFileSync(file('plan.yaml'), plan('rm'));
    const { code, stdout } = await breakglass(place, ['trust', 'plan.yaml']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/Changed since:\n {4}@@ .*\n(.*\n)* {4}-.*run: \[touch.*\n {4}\+.*run: \[rm/);
    expect(existsSync(marker())).toBe(false);
  });

  it.each([
    ['y\r', 0, 1],
    ['Yes\r', 0, 1],
    ['\r', 4, 0],
    ['n\r', 4, 0],
    ['yo\r', 4, 0],
    ['\u0004', 4, 0],
    ['\u0003', 130, 0],
  ])('on a terminal asks; to %j it exits %i', async (answer, code, trusted) => {
    writeFileSync(file('plan.yaml'), plan());
    expect(await answered(answer, ['trust', 'plan.yaml'])).toMatchObject({
      code,
      text: expect.stringContaining('touch'),
    });
    expect(await list()).toHaveLength(trusted);
  });

  it('on a terminal asks nothing with --no-input', async () => {
    writeFileSync(file('plan.yaml'), plan());
    const { code, text } = await answered('y\r', ['trust', 'plan.yaml', '--no-input']);
    expect(code).toBe(4);
    expect(text).not.toContain('[y/N]');
  });

  it('without a file takes what the settings of the folder name', async () => {
    expect(await breakglass(place, ['trust'])).toMatchObject({ code: 2 });
    mkdirSync(file('acts'));
    writeFileSync(file('breakglass.yaml'), 'secrets: { T: { command: [./get, the token] } }\nactions: [acts]\n');
    writeFileSync(
      file('acts', 'own.yaml'),
      'format: 1\ncatalogue: own\nversion: 1.0.0\ntitle: O\ntools: [{ tool: own, version: [own, -V], from: us }]\nactions:\n  - { action: a, title: A, effect: verify, type: t, run: [own, look], docs: https://own.example, read-only: true }\n',
    );
    const { code, stdout } = await breakglass(place, ['trust', '--yes']);
    expect(code).toBe(0);
    expect(stdout).toContain(`secret T  runs ${file('get')} 'the token'`);
    expect(stdout).toContain('own/a           own look');
    expect((await list()).map(({ sort }: { sort: string }) => sort)).toEqual(['settings', 'catalogue']);
  });

  it('--json gives what it would show as data', async () => {
    writeFileSync(file('plan.yaml'), plan());
    const { code, stdout } = await breakglass(place, ['trust', 'plan.yaml', '--json']);
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toEqual([
      {
        sort: 'playbook',
        id: 'plan',
        file: file('plan.yaml'),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        trusted: false,
        known: false,
        runs: [{ of: 'step one', does: `touch ${marker()}` }],
        secrets: [],
        changes: null,
      },
    ]);
  });

  it('--forget trusts no more, by id, by file or by the beginning of the hash; another name is refused with the nearest', async () => {
    writeFileSync(file('plan.yaml'), plan());
    const give = () => breakglass(place, ['trust', 'plan.yaml', '--yes']);
    await give();
    const [{ sha256 }] = await list();
    for (const name of ['plan', 'plan.yaml', sha256.slice(0, 8)]) {
      expect(await breakglass(place, ['trust', '--forget', name])).toMatchObject({ code: 0 });
      expect(await list()).toEqual([]);
      await give();
    }
    expect(await breakglass(place, ['trust', '--forget', 'plam'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean plan?'),
    });
    expect(await breakglass(place, ['trust', '--forget', sha256.slice(0, 4)])).toMatchObject({ code: 2 });
  });

  it('of many at once loses none', async () => {
    const names = Array.from({ length: 6 }, (_, number) => `plan-${number}`);
    for (const name of names)
      writeFileSync(file(`${name}.yaml`), plan().replace('playbook: plan', `playbook: ${name}`));
    await Promise.all(names.map((name) => breakglass(place, ['trust', `${name}.yaml`, '--yes'])));
    expect((await list()).map(({ id }: { id: string }) => id).sort()).toEqual(names);
  });

  it('shows what would steer a terminal or hide as what it is', async () => {
    writeFileSync(file('plan.yaml'), plan('"a\\u001b[2J\\u202eb"'));
    const { stdout } = await breakglass(place, ['trust', 'plan.yaml']);
    expect(stdout).toContain(`$'a\\x1b[2J\\u202eb'`);
    for (const hidden of ['\u001b', '\u202e']) expect(stdout).not.toContain(hidden);
  });
});

describe('what is not trusted', () => {
  it('is not responded with, and nothing of it is run', async () => {
    writeFileSync(file('plan.yaml'), plan());
    const refused = await breakglass(place, ['respond', 'plan.yaml']);
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('trust plan.yaml') });
    expect(existsSync(marker())).toBe(false);
    expect(existsSync(join(place.store, 'runs'))).toBe(false);
  });

  it('may be a working folder’s settings, but not where they only say where runs are kept', async () => {
    writeFileSync(file('breakglass.yaml'), 'person: Mara\n');
    expect(await breakglass(place, ['respond', 'leaked-secret'])).toMatchObject({ code: 0 });
    writeFileSync(file('breakglass.yaml'), 'secrets: { GITHUB_TOKEN: { command: [touch, ran] } }\n');
    expect(await breakglass(place, ['respond', 'leaked-secret'])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('trust breakglass.yaml'),
    });
    expect(existsSync(marker())).toBe(false);
  });

  it('is drilled all the same: a drill runs nothing', async () => {
    writeFileSync(file('breakglass.yaml'), 'secrets: { T: { command: [touch, ran] } }\n');
    expect(await breakglass(place, ['drill', '--auto', '--json'])).toMatchObject({ code: 0 });
    expect(existsSync(marker())).toBe(false);
  });

  it('cannot make itself trusted through the store that it sets', async () => {
    writeFileSync(file('plan.yaml'), plan());
    await breakglass(place, ['trust', 'plan.yaml', '--yes']);
    const records = readFileSync(file('config', 'breakglass', 'trust', 'records.jsonl'), 'utf8');
    mkdirSync(file('repo', 'trust'), { recursive: true });
    writeFileSync(file('repo', 'trust', 'records.jsonl'), records);
    writeFileSync(file('breakglass.yaml'), 'store: repo\n');
    const { code } = await breakglass(place, ['trust', 'plan.yaml'], {
      env: { XDG_CONFIG_HOME: file('other'), BREAKGLASS_STORE: '' },
    });
    expect(code).toBe(4);
  });
});

describe('trust of settings', () => {
  it('shows everybody whom messages would reach by them, whose word counts, and where tokens go', async () => {
    const settings = {
      slack: { answers: true, people: { U0MARA: 'Mara' } },
      tell: {
        board: { email: { host: 'mx.example.net', from: 'ir@example.org' }, to: ['who@example.net'], report: true },
        bridge: { webhook: { url: 'https://hook.example.net/x', secret: 'BRIDGE' }, events: 'all' },
        pager: {
          sms: { account: 'AC01', from: '+15005550006', token: 'TWILIO', 'api-url': 'https://sms.example.net' },
          to: ['+4915112345678'],
        },
      },
      trackers: { github: { 'api-url': 'https://git.example.net', token: 'GITHUB_TOKEN' } },
      contacts: 'people.yaml',
    };
    writeFileSync(file('breakglass.yaml'), JSON.stringify(settings));
    const { code, stdout } = await breakglass(place, ['trust', 'breakglass.yaml']);
    expect(code).toBe(4);
    for (const words of [
      "slack.people  what U0MARA presses and writes in Slack counts as Mara's word",
      'tell.board  tells by email for every audience to who@example.net, and the report, through mx.example.net',
      'tell.bridge  tells by webhook, everything, to https://hook.example.net/x',
      'tell.pager  tells by sms for every audience to +4915112345678, with its token to https://sms.example.net',
      'trackers.github  improvements and the token go there: api-url https://git.example.net, token GITHUB_TOKEN',
      `contacts  who is called and told is read from ${file('people.yaml')}`,
    ])
      expect(stdout.replaceAll(/ {2,}/g, '  ')).toContain(words);
  });
});
