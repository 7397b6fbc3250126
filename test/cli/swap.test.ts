import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakglass, type Given, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const killer = pathToFileURL(fileURLToPath(new URL('./die-at-rename.mjs', import.meta.url))).href;

const held = (name: string) => {
  const file = join(place.folder, name, 'f');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
const all = () => ({ restored: held('restored'), live: held('live'), before: held('live.before-restore') });
const swap = (flags: readonly string[] = [], given: Given = {}) =>
  breakglass(place, ['swap', 'restored', 'live', ...flags], given);

beforeEach(() => {
  for (const name of ['restored', 'live']) {
    mkdirSync(join(place.folder, name));
    writeFileSync(join(place.folder, name, 'f'), name);
  }
});

describe('swap', () => {
  it('puts what was restored in place, and says where what was there lies', async () => {
    const { code, stdout, stderr } = await swap();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      `SWAPPED  ${join(place.folder, 'live')} is what was restored.\nWhat was there before lies at ${join(place.folder, 'live.before-restore')}\n`,
    );
    expect(all()).toEqual({ restored: null, live: 'restored', before: 'live' });
  });

  it('--keep names what is kept, --json prints what was done', async () => {
    const { code, stdout } = await swap(['--keep', '2026-03-02', '--json']);
    expect(code).toBe(0);
    const live = join(place.folder, 'live');
    expect(JSON.parse(stdout)).toEqual({ live, before: `${live}.before-2026-03-02`, finished: false });
  });

  it.each([['../x'], ['a/b'], [''], ['.x'], ['x'.repeat(121)]])('given --keep %j, exits 2', async (suffix) => {
    expect(await swap([`--keep=${suffix}`])).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(place.folder).sort()).toEqual(['live', 'restored']);
  });

  it('refuses with exit 2, says why and what to do, and changes nothing', async () => {
    mkdirSync(join(place.folder, 'live.before-restore'));
    const { code, stdout, stderr } = await swap();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /live\.before-restore is there already\.\nKeep what is live under another name: --keep\.\n$/,
    );
    expect(all()).toEqual({ restored: 'restored', live: 'live', before: null });
  });

  it.each([
    ['restored', ['restored', 'live']],
    ['live', ['restored', 'live']],
    ['other', ['other/restored', 'live']],
  ])('given that %s is a file system of its own, refuses before anything is done', async (name, paths) => {
    mkdirSync(join(place.folder, 'other'));
    const root = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const script = 'mount -t tmpfs tmpfs "$0" && mkdir "$0/restored" && echo x > "$0/restored/f" && exec "$@"';
    const under = ['unshare', '--mount', ...root, 'sh', '-c', script, join(place.folder, name)];
    const { code, stderr } = await breakglass(place, ['swap', ...paths], { under });
    expect(stderr).toMatch(/is on another file system than .*, so it cannot be renamed\. Nothing was changed\./);
    expect(code).toBe(2);
  });
});

describe('a swap that is killed', () => {
  const dying = (at: number) => swap([], { node: ['--import', killer], env: { DIE_AT: String(at) } });

  it('before its first rename, has changed nothing and is done by the same command', async () => {
    expect(await dying(1)).toMatchObject({ signal: 'SIGKILL' });
    expect(all()).toEqual({ restored: 'restored', live: 'live', before: null });
    expect(await swap()).toMatchObject({ code: 0, stdout: expect.stringContaining('SWAPPED') });
    expect(all()).toEqual({ restored: null, live: 'restored', before: 'live' });
  });

  it('between its two renames, has lost nothing and is finished by the same command', async () => {
    expect(await dying(2)).toMatchObject({ signal: 'SIGKILL' });
    expect(all()).toEqual({ restored: 'restored', live: null, before: 'live' });
    expect(await swap()).toMatchObject({ code: 0, stdout: expect.stringContaining('FINISHED') });
    expect(all()).toEqual({ restored: null, live: 'restored', before: 'live' });
  });
});
