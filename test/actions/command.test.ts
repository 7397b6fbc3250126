import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { start } from '../../src/actions/start.ts';
import { fc } from '../helpers/properties.ts';
import { around, command, script } from './calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakglass-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string, mode: number): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('a command', () => {
  it('runs to its end, and says what it printed', async () => {
    const code = 'console.log("out\\tput"); console.error("\u001b[31merrors\u001b[0m"); process.exit(3)';
    expect(await start(command(script(code)), around()).done).toEqual({
      how: 'exited',
      exit: 3,
      text: 'out\tput\n',
      errors: 'errors\n',
      bytes: 24,
      cut: false,
      milliseconds: expect.any(Number),
      tries: 1,
    });
  });

  it('finds nothing to read, no terminal, and a session of its own', async () => {
    const code = `
      process.stdin.on('data', () => {}).on('end', () => console.log('end of input'));
      try { require('node:fs').openSync('/dev/tty', 'r') } catch (error) { console.log(error.code) }
      console.log(require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ').slice(2, 4).map(Number).every((id) => id === process.pid));
    `;
    expect((await start(command(script(code)), around()).done).text).toBe('ENXIO\ntrue\nend of input\n');
  });

  it('gets secrets by its environment and its standard input, and whatever it prints of them is masked', async () => {
    const call = command(
      script('process.stdin.pipe(process.stdout); console.error(process.env.LOGIN, btoa(process.env.LOGIN))'),
      { env: { LOGIN: ['user:', { secret: 'TOKEN' }] }, stdin: ['{"a":"', { secret: 'KEY', as: 'json' }, '"}'] },
    );
    const secrets = { TOKEN: 'ghp_0123456789', KEY: 'line "one"\nline "two"' };
    const answer = await start(call, around(secrets)).done;
    expect(answer.text).toBe('{"a":"[KEY]"}');
    expect(answer.errors).toMatch(/^user:\[TOKEN\] \S+\[TOKEN\]=*\n$/);
  });

  it('given a secret that is missing or is none, is not started, and says why', async () => {
    const call = command(['true'], { env: { LOGIN: [{ secret: 'TOKEN' }] } });
    expect(await start(call, around()).done).toMatchObject({
      how: 'not-started',
      why: 'The secret TOKEN is not there.',
      tries: 0,
    });
    const short = await start(call, around({ TOKEN: 'short' })).done;
    expect(short).toMatchObject({ how: 'not-started', why: expect.stringMatching(/^TOKEN has 5 characters/) });
  });

  it('inherits the environment it is started in, but for what npm put there for the program that npm started', async () => {
    const environment = {
      PATH: process.env.PATH,
      NODE_OPTIONS: '--no-warnings',
      HTTPS_PROXY: 'http://proxy',
      npm_config_registry: 'https://npm.acme.example',
      npm_lifecycle_event: 'npx',
      npm_config_noproxy: '',
      npm_command: 'exec',
      INIT_CWD: '/',
      ADDED: 'before',
    };
    const call = command(script('console.log(JSON.stringify(Object.keys(process.env).sort()), process.env.ADDED)'), {
      env: { ADDED: ['by the call'] },
    });
    const { text } = await start(call, around({}, { environment })).done;
    expect(text).toBe('["ADDED","HTTPS_PROXY","NODE_OPTIONS","PATH","npm_config_registry"] by the call\n');
  });

  it('runs in the folder it is given', async () => {
    expect((await start(command(['pwd']), around({}, { folder: '/' })).done).text).toBe('/\n');
  });

  it('passes lines on as they come, masked; what listens and fails ends nothing', async () => {
    const lines: string[] = [];
    const call = command(script('console.log("a\\nghp_0123456789"); process.stdout.write("no end")'), {
      env: { T: [{ secret: 'TOKEN' }] },
    });
    const onOutput = (more: readonly string[]) => void lines.push(...more);
    await start(call, around({ TOKEN: 'ghp_0123456789' }, { onOutput })).done;
    expect(lines).toEqual(['a', '[TOKEN]', 'no end']);
    const fails = () => {
      throw new Error('no');
    };
    const answer = await start(call, around({ TOKEN: 'ghp_0123456789' }, { onOutput: fails })).done;
    expect(answer).toMatchObject({ how: 'exited', exit: 0, text: 'a\n[TOKEN]\nno end' });
  });

  it('shows bytes that are no UTF-8 as such', async () => {
    const answer = await start(
      command(script('process.stdout.write(Buffer.from([0x61, 0xff, 0xfe, 0, 0x62]))')),
      around(),
    ).done;
    expect(answer.text).toBe('a\ufffd\ufffdb');
  });

  it('says who ended it, if it was not itself', async () => {
    const answer = await start(command(script('process.kill(process.pid, "SIGKILL")')), around()).done;
    expect(answer).toMatchObject({ how: 'killed', why: 'It was ended by SIGKILL, which was not sent from here.' });
  });
});

describe('a command that cannot be started', () => {
  it.each([
    ['no program', ['no-such-program', 'x'], 'There is no program no-such-program on the PATH.'],
    ['no program by path', ['/no/such/program'], 'There is no program /no/such/program. Install it'],
    ['nothing', [], 'It names no program.'],
    ['an empty name', [''], 'It names no program.'],
    ['a folder', ['/'], '/ may not be executed by you.'],
    ['an argument with NUL', ['true', 'a\0b'], 'An argument holds a NUL character'],
    [
      'arguments beyond what the system takes',
      ['true', 'x'.repeat(3_000_000)],
      'Its arguments are too long for this system: 3000006 bytes.',
    ],
  ])('given %s, says why', async (_, argv, why) => {
    const answer = await start(command(argv), around()).done;
    expect(answer).toMatchObject({ how: 'not-started', text: '', why: expect.stringContaining(why) });
  });

  it('given a file that may not be executed, or whose interpreter is missing, names it', async () => {
    const plain = await start(command([file('plain', 'text', 0o644)]), around()).done;
    expect(plain.why).toContain(`${join(folder, 'plain')} may not be executed by you.`);
    const orphan = await start(command([file('orphan', '#!/no/such/interpreter\n', 0o755)]), around()).done;
    expect(orphan.why).toContain(`${join(folder, 'orphan')} is there, but what its first line names`);
  });

  it('given a folder that is missing, names it', async () => {
    const answer = await start(command(['true']), around({}, { folder: '/no/such/folder' })).done;
    expect(answer).toMatchObject({ how: 'not-started', why: 'The folder /no/such/folder is not there.' });
  });

  it('given a name with a secret in it, does not tell it', async () => {
    const mask = around().mask;
    mask.add('TOKEN', 'ghp_0123456789');
    const answer = await start(command(['ghp_0123456789']), around({}, { mask })).done;
    expect(answer.why).toContain('There is no program [TOKEN]');
  });
});

describe('arguments', () => {
  const recorder = file(
    'recorder.mjs',
    'process.stdout.write(JSON.stringify(process.argv.slice(2).map((word) => Buffer.from(word).toString("hex"))))',
    0o644,
  );
  const recorded = async (words: readonly string[]) => {
    const { text } = await start(command([process.execPath, recorder, ...words]), around()).done;
    return JSON.parse(text).map((hex: string) => Buffer.from(hex, 'hex').toString());
  };
  const hostile = [
    '$(touch /tmp/owned)',
    '`id`',
    '; rm -rf /',
    '&& true',
    '|| false',
    '> /dev/null',
    '$HOME',
    '${{ secrets.TOKEN }}',
    '*',
    '~',
    '\\',
    "it's",
    '"quoted"',
    '--flag',
    '-rf',
    '--',
    'a\nb',
    '\r\n',
    '\t',
    '',
    ' ',
    '\u001b]0;title\u0007',
    '\u202eevil',
    'π🔑',
    '%PATH%',
    '!!',
    '#',
    '\u0001',
  ];

  it('arrive byte for byte, whatever they hold: no shell reads them', async () => {
    expect(await recorded(hostile)).toEqual(hostile);
  });

  it('arrive byte for byte, whatever they are', async () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        words.map((all) => all.map((word) => word.replaceAll('\0', ''))),
        async (given) => {
          expect(await recorded(given)).toEqual(given);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('of a megabyte in all arrive too', async () => {
    const large = Array.from({ length: 10 }, (_, nth) => String(nth).repeat(100_000));
    expect(await recorded(large)).toEqual(large);
  });
});
