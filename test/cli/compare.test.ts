import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { borgRepository, filledFolder, flipByte, largestIn, ran, resticRepository } from '../helpers/backups.ts';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const at = (...names: string[]) => join(place.folder, ...names);
const compare = (args: readonly string[], env: Record<string, string> = {}) =>
  breakglass(place, ['compare', ...args], { env });

/** Breaks one thing in a folder that filledFolder filled. */
const tampering: [string, string, (folder: string) => void][] = [
  ['a byte of a file', 'content data.bin', (folder) => flipByte(join(folder, 'data.bin'))],
  ['a file that is missing', 'missing ärger.conf', (folder) => rmSync(join(folder, 'ärger.conf'))],
  ['a file too many', 'unexpected bin/.hidden', (folder) => writeFileSync(join(folder, 'bin', '.hidden'), 'x')],
  ['a folder too many', 'unexpected bin/new', (folder) => mkdirSync(join(folder, 'bin', 'new'))],
  ['an empty folder that is missing', 'missing empty', (folder) => rmSync(join(folder, 'empty'), { recursive: true })],
  [
    'a link that leads elsewhere',
    'target current',
    (folder) => {
      rmSync(join(folder, 'current'));
      symlinkSync('/bin/sh', join(folder, 'current'));
    },
  ],
  [
    'a file in the place of a link to it',
    'type current',
    (folder) => {
      const content = readFileSync(join(folder, 'current'));
      rmSync(join(folder, 'current'));
      writeFileSync(join(folder, 'current'), content, { mode: 0o755 });
    },
  ],
  ['a file that became executable', 'executable data.bin', (folder) => chmodSync(join(folder, 'data.bin'), 0o755)],
];

beforeEach(() => filledFolder(at('srv', 'data')));

/** A folder of all tests of a part, which backs `source` up and makes a clean place of it. Each test works on a copy. */
function backedUp<T>(back: (source: string, repository: string, clean: string) => T) {
  const shared = { folder: '', source: '', backup: undefined as T | undefined };
  beforeAll(() => {
    shared.folder = mkdtempSync(join(tmpdir(), 'breakglass-backup-'));
    shared.source = join(shared.folder, 'srv', 'data');
    filledFolder(shared.source);
    mkdirSync(join(shared.folder, 'clean'));
    shared.backup = back(shared.source, join(shared.folder, 'repository'), join(shared.folder, 'clean'));
  });
  afterAll(() => rmSync(shared.folder, { recursive: true, force: true }));
  return () => {
    for (const name of ['repository', 'clean']) ran(['cp', '-a', join(shared.folder, name), at(name)]);
    if (shared.backup === undefined) throw new Error('there is no backup');
    return { source: shared.source, restored: at('clean', shared.source), ...shared.backup };
  };
}

describe('compare, with a real restic repository', () => {
  const copied = backedUp((source, repository, clean) => {
    const restic = resticRepository(repository);
    const { id } = restic.backup(source);
    ran(['restic', 'restore', id, '--target', clean], { env: restic.env });
    return { id };
  });
  const given = () => {
    const { id, ...rest } = copied();
    const env = {
      RESTIC_REPOSITORY: at('repository'),
      RESTIC_PASSWORD: 'correct horse battery',
      RESTIC_CACHE_DIR: at('cache'),
    };
    return { ...rest, env, dump: ['--', 'restic', 'dump', id, '/', '--archive', 'tar'] };
  };

  it('given what was restored, says that it is the same, and changes nothing', async () => {
    const { source, restored, dump, env } = given();
    const whole = await compare([at('clean'), ...dump], env);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toMatch(/^SAME {2}\S+: 3 files, 300,031 bytes, each as in restic dump/);
    const part = await compare([restored, '--below', source, '--json', ...dump], env);
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(JSON.parse(part.stdout)).toEqual({
      same: true,
      files: 3,
      bytes: 300_031,
      digest,
      expected: digest,
      differences: [],
      more: 0,
    });
    expect(ran(['diff', '--recursive', '--no-dereference', source, restored])).toBe('');
    expect(readdirSync(place.folder).sort()).toEqual(['cache', 'clean', 'repository', 'srv']);
  });

  it.each(tampering)('given %s, exits 5 and names it', async (_, told, tamper) => {
    const { source, restored, dump, env } = given();
    tamper(restored);
    const { code, stdout } = await compare([restored, '--below', source, '--json', ...dump], env);
    const { same, differences, digest, expected } = JSON.parse(stdout);
    expect({ code, same }).toEqual({ code: 5, same: false });
    expect(differences.map(({ what, path }: { what: string; path: string }) => `${what} ${path}`)).toEqual([told]);
    expect(digest).not.toBe(expected);
  });

  it('given a pack in which one bit was flipped, compares nothing: restic does not get it out', async () => {
    const { dump, env } = given();
    const pack = largestIn(at('repository', 'data'));
    chmodSync(pack, 0o600);
    flipByte(pack);
    const { code, stdout, stderr } = await compare([at('clean'), ...dump], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^breakglass: restic ended with [12], so nothing was compared\.\nIt said: /);
    expect(() => ran(['restic', 'check', '--read-data'], { env })).toThrow(
      /ciphertext verification failed|does not match/,
    );
  });

  it.each([
    ['is gone', (index: string) => rmSync(index)],
    ['was cut', (index: string) => truncateSync(index, Math.floor(statSync(index).size / 2))],
  ])('given a repository of which a part %s, compares nothing, and restic check fails', async (_, harm) => {
    const { dump, env } = given();
    const index = largestIn(at('repository', 'index'));
    chmodSync(index, 0o600);
    harm(index);
    expect(await compare([at('clean'), ...dump], env)).toMatchObject({ code: 1, stdout: '' });
    expect(() => ran(['restic', 'check', '--read-data'], { env })).toThrow();
  });

  it('given a wrong password, compares nothing and says what restic said', async () => {
    const { dump, env } = given();
    const { code, stderr } = await compare([at('clean'), ...dump], { ...env, RESTIC_PASSWORD: 'wrong' });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('wrong password') });
  });
});

describe('compare, with a real Borg repository', () => {
  const copied = backedUp((source, repository, clean) => {
    const borg = borgRepository(repository);
    borg.create('monday', source);
    ran(['borg', 'extract', '::monday'], { cwd: clean, env: borg.env });
    return { env: borg.env };
  });
  const given = () => {
    const { env, ...rest } = copied();
    // The copy of a repository is another place of it, which Borg asks about.
    const moved = {
      ...env,
      BORG_REPO: at('repository'),
      BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes',
      BORG_BASE_DIR: at('base'),
    };
    return { ...rest, env: moved, dump: ['--', 'borg', 'export-tar', '::monday', '-'] };
  };

  it('given what was extracted, says that it is the same; then what was changed, and exits 5', async () => {
    const { source, restored, dump, env } = given();
    const against = [restored, '--below', source, ...dump];
    expect(await compare(against, env)).toMatchObject({ code: 0, stderr: '' });
    flipByte(join(restored, 'data.bin'));
    const { code, stdout } = await compare(against, env);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^DIFFERENT .*\n {2}content {5}data\.bin: .*\n$/);
  });

  it('given a segment in which one bit was flipped, compares nothing', async () => {
    const { dump, env } = given();
    flipByte(largestIn(at('repository', 'data')));
    expect(await compare([at('clean'), ...dump], env)).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('compare, with git and with a manifest', () => {
  it('given a checkout and the archive of its commit, says that it is the same; then what was changed', async () => {
    const git = ['git', '-C', at('srv', 'data'), '-c', 'user.name=T', '-c', 'user.email=t@example.org'];
    for (const words of [
      ['init', '-q'],
      ['add', '.'],
      ['commit', '-qm', 'One'],
    ])
      ran([...git, ...words]);
    ran(['git', 'clone', '-q', at('srv', 'data'), at('clone')]);
    rmSync(at('clone', '.git'), { recursive: true });
    const archive = ['--', 'git', '-C', at('srv', 'data'), 'archive', 'HEAD'];
    expect(await compare([at('clone'), ...archive])).toMatchObject({ code: 0 });
    flipByte(at('clone', 'bin', 'serve'));
    const { code, stdout } = await compare([at('clone'), ...archive]);
    expect({ code, stdout }).toMatchObject({
      code: 5,
      stdout: expect.stringContaining('content     bin/serve: a file'),
    });
  });

  it.each(tampering)('given what digests printed before, and %s, exits 5 and names it', async (_, told, tamper) => {
    const { stdout: manifest } = await breakglass(place, ['digests', at('srv', 'data')]);
    writeFileSync(at('known-good'), manifest);
    const against = [at('srv', 'data'), '--manifest', at('known-good'), '--json'];
    expect(await compare(against)).toMatchObject({ code: 0 });
    tamper(at('srv', 'data'));
    const { code, stdout } = await compare(against);
    const told2 = JSON.parse(stdout).differences.map(
      (one: { what: string; path: string }) => `${one.what} ${one.path}`,
    );
    expect({ code, told: told2 }).toEqual({ code: 5, told: [told] });
  });

  it('given what sha256sum printed, compares the content of files, and takes links for unexpected', async () => {
    const sums = 'find . -type f -print0 | xargs -0 sha256sum';
    writeFileSync(at('SHA256SUMS'), ran(['sh', '-c', sums], { cwd: at('srv', 'data') }));
    const { code, stdout } = await compare([at('srv', 'data'), '--manifest', 'SHA256SUMS']);
    expect(code).toBe(5);
    expect(stdout).toMatch(/^DIFFERENT .*\n {2}unexpected {2}current: a link to bin\/serve\n$/);
    rmSync(at('srv', 'data', 'current'));
    expect(await compare([at('srv', 'data'), '--manifest', 'SHA256SUMS'])).toMatchObject({ code: 0 });
  });

  it('digests --json gives the digest that compare gives, and that of a single file as sha256sum does', async () => {
    const tar = ['--', 'tar', '-c', '-C', at('srv', 'data'), '.'];
    const compared = JSON.parse((await compare([at('srv', 'data'), '--json', ...tar])).stdout);
    const { stdout } = await breakglass(place, ['digests', at('srv', 'data'), '--json']);
    expect(JSON.parse(stdout)).toEqual({ files: 3, bytes: 300_031, digest: compared.digest });
    const one = JSON.parse((await breakglass(place, ['digests', at('srv', 'data', 'data.bin'), '--json'])).stdout);
    expect(one.digest).toBe(`sha256:${ran(['sha256sum', at('srv', 'data', 'data.bin')]).slice(0, 64)}`);
  });
});

describe('compare never says "same" of what it could not compare', () => {
  const tar = (args: readonly string[] = ['.']) => ['--', 'tar', '-c', '-C', at('srv', 'data'), ...args];

  it.each([
    ['a program that fails', ['--', 'false'], 1, 'false ended with 1, so nothing was compared.'],
    ['a program that is killed', ['--', 'sh', '-c', 'kill -9 $$'], 1, 'sh was ended by SIGKILL'],
    [
      'a program that is not there',
      ['--', 'no-such-program', 'x'],
      2,
      'There is no program no-such-program on the PATH.',
    ],
    ['a program that may not be started', ['--', '/etc/passwd'], 2, '/etc/passwd may not be executed by you.'],
    ['a program that prints nothing', ['--', 'true'], 3, 'What true printed cannot be compared. Nothing came.'],
    ['text', ['--', 'printf', 'hello'], 3, 'It is no tar archive.'],
    ['an endless program', ['--', 'yes'], 3, 'It is no tar archive, or is damaged.'],
    ['no program and no manifest', [], 2, 'One program, or one manifest.'],
    ['a program and a manifest', ['--manifest', 'x', '--', 'true'], 2, 'One program, or one manifest.'],
    ['a manifest that is not there', ['--manifest', 'none'], 2, 'There is no file none.'],
    ['a manifest that is none', ['--manifest', '/etc/passwd'], 3, '/etc/passwd, line 1: This is no line of a manifest'],
    ['a manifest that never ends', ['--manifest', '/dev/zero'], 3, '/dev/zero is not a regular file.'],
    ['a part with a way out', ['--below', '../x', '--', 'true'], 3, 'leads out of the folder'],
  ])('given %s', async (_, args, exit, told) => {
    const { code, stdout, stderr } = await compare([at('srv', 'data'), ...args]);
    expect(stderr).toContain(told);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
  });

  it('given an archive that is cut, by a program that is pleased with it', async () => {
    const cut = `tar -c -C '${at('srv', 'data')}' . | head -c 100000`;
    const { code, stderr } = await compare([at('srv', 'data'), '--', 'sh', '-c', cut]);
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('It ends before the end') });
  });

  it('given a whole archive, by a program that fails after it', async () => {
    const failing = `tar -c -C '${at('srv', 'data')}' . && echo 'a file was skipped' >&2 && exit 1`;
    const { code, stdout, stderr } = await compare([at('srv', 'data'), '--', 'sh', '-c', failing]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('It said: a file was skipped');
  });

  it('given an archive that holds no file, or none below the part that is asked for', async () => {
    expect(await compare([at('srv', 'data', 'empty'), ...tar(['./empty'])])).toMatchObject({ code: 3 });
    const { code, stderr } = await compare([at('srv', 'data'), '--below', 'opt', ...tar()]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('It holds nothing below opt.') });
  });

  it('given a folder that is none', async () => {
    symlinkSync(at('srv', 'data'), at('way'));
    for (const [name, told] of [
      ['none', 'There is nothing at'],
      ['way', 'is a link'],
      ['srv/data/data.bin', 'is no folder'],
    ] as const) {
      const { code, stderr } = await compare([at(name), ...tar()]);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
    }
  });

  it('given a file that it may not read', async () => {
    chmodSync(at('srv', 'data', 'data.bin'), 0);
    chmodSync(place.folder, 0o755);
    const nobody = [
      'setpriv',
      '--reuid=65534',
      '--regid=65534',
      '--clear-groups',
      '--bounding-set=-all',
      '--inh-caps=-all',
    ];
    writeFileSync(at('m'), `${'a'.repeat(64)}  data.bin\n`);
    const { code, stderr } = await breakglass(place, ['compare', at('srv', 'data'), '--manifest', at('m')], {
      under: process.getuid?.() === 0 ? nobody : [],
    });
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('data.bin could not be read: EACCES'),
    });
  });

  it('given names that look like lines and control the terminal, shows them as names', async () => {
    const name = 'a\nSAME  everything\u001b[2J\u009b31m';
    writeFileSync(at('srv', 'data', name), 'x');
    const { stdout } = await compare([
      at('srv', 'data'),
      ...tar(['bin', 'empty', 'data.bin', 'current', 'ärger.conf']),
    ]);
    expect(stdout).toContain('  unexpected  a\\nSAME  everything[2J31m: a file');
    expect(stdout).not.toMatch(/^SAME/m);
  });

  it('given a program whose words look like options, hands them on and starts no shell', async () => {
    const odd = ['--json', '--store', '$(touch pwned)', '; touch pwned', '--', '-x'];
    const { code, stderr } = await compare([
      at('srv', 'data'),
      '--',
      'sh',
      '-c',
      'printf "<%s>" "$@" >&2; exit 1',
      'sh',
      ...odd,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(`It said: ${odd.map((word) => `<${word}>`).join('')}`);
    expect(readdirSync(place.folder)).not.toContain('pwned');
  });
});
