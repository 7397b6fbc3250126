import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

describe('a command line that is wrong', () => {
  it.each([
    ['a command', ['drll'], "Did you mean 'drill'?"],
    ['a command with options of its own', ['respnd', 'x', '--input', 'a=b'], 'there is no command'],
    ['an option', ['drill', '--sed', '7'], '--seed'],
    ['a scenario', ['drill', 'poisoned-relase'], 'Did you mean poisoned-release?'],
    ['a play', ['drill', '--auto', 'by-the-bok'], 'Did you mean by-the-book?'],
    [
      'a play that is a scenario',
      ['drill', '--auto', 'poisoned-release'],
      'breakglass.js drill poisoned-release --auto',
    ],
    ['a role', ['drill', '--auto', '--as', 'laed=Mara'], 'Did you mean lead?'],
    ['a role for two', ['drill', '--as', 'lead=Mara', '--as', 'lead=Jon'], 'lead is given to Mara already'],
    ['a role without a name', ['drill', '--as', 'lead'], 'It must be like lead=Mara.'],
    ['a speed', ['drill', '--speed', '0'], 'above 0'],
    ['a speed that is no number', ['drill', '--speed', 'fast'], 'above 0'],
    ['a seed', ['drill', '--seed', ''], '1 to 200 characters'],
    ['a store without a name', ['drill', '--auto', '--store', ''], 'It is empty.'],
    ['a format', ['check', '--format', 'sarfi'], 'Did you mean sarif?'],
    ['a report format', ['report', 'x', '--format', 'mdd'], 'Did you mean md?'],
    ['a playbook', ['graph', 'compromised-pipelin'], 'Did you mean compromised-pipeline?'],
    ['a document', ['schema', 'playbok'], 'Did you mean playbook?'],
    ['a run', ['verify', 'no-such-run'], 'There is no run "no-such-run"'],
    ['a run with a path in it', ['note', '../x', 'text'], 'There is no run "../x"'],
    ['a file', ['verify', './none.jsonl'], 'There is no file ./none.jsonl'],
    ['a time', ['note', 'x', '--at', 'noon', 'text'], '2026-03-02T08:40:00Z'],
    ['an entry', ['note', 'x', '--corrects', '-1', 'text'], 'number of an entry'],
    ['a missing argument', ['verify'], "missing required argument 'run'"],
    ['an argument too many', ['runs', 'all'], 'too many arguments'],
    ['a path to check', ['check', 'nowhere'], 'There is nothing at nowhere'],
    ['a name to check', ['check', 'poisoned-relase'], 'Did you mean poisoned-release?'],
    ['a pattern to check', ['check', 'plays/*.yaml'], 'No file is named by that pattern.'],
    ['a scenario that is a playbook', ['drill', 'compromised-pipeline'], 'compromised-pipeline is a playbook, not a'],
    ['a playbook that is a scenario', ['graph', 'poisoned-release'], 'breakglass.js drill poisoned-release'],
    ['a command to help with', ['help', 'drll'], "Did you mean 'drill'?"],
    ['a scenario to test', ['test', 'missed-release'], 'There is no scenario'],
  ])('given %s that is not there, exits 2 and names the right one', async (_, args, told) => {
    const { code, stdout, stderr } = await breakglass(place, args);
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('given BREAKGLASS_NOW that is no time, exits 2', async () => {
    const { code, stderr } = await breakglass(place, ['drill', '--auto'], { env: { BREAKGLASS_NOW: 'yesterday' } });
    expect(stderr).toContain('BREAKGLASS_NOW is not a time');
    expect(code).toBe(2);
  });

  it('given nothing to go on with, says how to begin', async () => {
    expect(await breakglass(place, ['resume'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('breakglass.js drill'),
    });
  });
});

describe('help and version', () => {
  it('alone and not on a terminal, shows help and exits 2', async () => {
    const { code, stdout, stderr } = await breakglass(place, []);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: breakglass');
    expect(stderr).toContain('Exit codes:');
  });

  it.each([['--help'], ['help'], ['-h']])('%s shows help and exits 0', async (flag) => {
    expect(await breakglass(place, [flag])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('Start here:'),
    });
  });

  it.each([[['help', 'drill']], [['--store', 'x', 'help', 'drill']]])(
    '%j shows the help of that command',
    async (args) => {
      expect(await breakglass(place, args)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Usage: breakglass drill'),
      });
    },
  );

  it('every command has help with its options and the global ones', async () => {
    const { stdout } = await breakglass(place, ['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) .* {2}\S/gm)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'help' && name !== 'breakglass');
    expect(commands).toEqual([
      'drill',
      'respond',
      'join',
      'resume',
      'runs',
      'note',
      'verify',
      'report',
      'trends',
      'clocks',
      'improvements',
      'outbox',
      'contacts',
      'print',
      'check',
      'test',
      'describe',
      'graph',
      'schema',
      'compare',
      'digests',
      'swap',
      'doctor',
      'slack',
      'trust',
      'config',
    ]);
    for (const command of commands) {
      const help = await breakglass(place, [command, '--help']);
      expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('--store <dir>') });
    }
  });

  it.each([['--version'], ['-V']])('%s shows the version', async (flag) => {
    expect(await breakglass(place, [flag])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('settings', () => {
  const settings = async (args: string[], env: Record<string, string> = {}) => {
    const { stdout } = await breakglass(place, ['config', '--json', ...args], { env });
    return Object.fromEntries(
      JSON.parse(stdout).map(({ name, value, from }: Record<string, string>) => [name, [value, from]]),
    );
  };

  it('come from the flag, over the environment, over the working folder, over the user, over what is usual', async () => {
    const mine = join(place.folder, 'config', 'breakglass', 'breakglass.yaml');
    mkdirSync(join(place.folder, 'config', 'breakglass'), { recursive: true });
    const file = join(place.folder, 'breakglass.yaml');
    const none = { BREAKGLASS_STORE: '' };
    expect((await settings([], none)).store).toEqual([join(place.folder, 'data', 'breakglass'), 'default']);
    writeFileSync(mine, 'store: /mine\nperson: Mara\n');
    expect((await settings([], none)).store).toEqual(['/mine', mine]);
    writeFileSync(file, 'store: here\n');
    expect(await settings([], none)).toMatchObject({
      store: [join(place.folder, 'here'), file],
      person: ['Mara', mine],
    });
    expect((await settings([], { BREAKGLASS_STORE: '/env' })).store).toEqual(['/env', 'BREAKGLASS_STORE']);
    expect((await settings(['--store', '/flag'], { BREAKGLASS_STORE: '/env' })).store).toEqual(['/flag', '--store']);
  });

  it('of a file may begin at the home of the user', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'store: ~/drills\n');
    const { store } = await settings([], { BREAKGLASS_STORE: '' });
    expect(store?.[0]).toBe(join(place.folder, 'drills'));
  });

  it('ignore an XDG folder that is not absolute, as its specification says', async () => {
    const { store } = await settings([], { BREAKGLASS_STORE: '', XDG_DATA_HOME: 'relative' });
    expect(store).toEqual([join(place.folder, '.local', 'share', 'breakglass'), 'default']);
  });

  it('tell of colour', async () => {
    expect((await settings([], { NO_COLOR: '1', FORCE_COLOR: '1' })).color).toEqual(['never', 'NO_COLOR']);
    expect((await settings([], { FORCE_COLOR: '1' })).color).toEqual(['always', 'FORCE_COLOR']);
    expect((await settings(['--no-color'], { FORCE_COLOR: '1' })).color).toEqual(['never', '--no-color']);
  });

  it('given a key that is not known, exit 3 with its place and the right one', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'stroe: /x\n');
    const { code, stderr } = await breakglass(place, ['config']);
    expect(code).toBe(3);
    expect(stderr).toContain('breakglass.yaml:1:1');
    expect(stderr).toContain('store');
  });
});
