import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Renaming, type Swap, swap } from '../../../src/run/restore/swap.ts';
import { testFolder } from '../../helpers/journal/folder.ts';

/** A folder with a restored and a live folder in it, and how they are swapped. */
function place() {
  const dir = testFolder();
  const at = (name: string) => join(dir, name);
  const fill = (name: string, text = name) => {
    mkdirSync(at(name), { recursive: true });
    writeFileSync(join(at(name), 'f'), text);
  };
  fill('restored');
  fill('live');
  const asked: Swap = { restored: at('restored'), live: at('live'), keep: 'restore', absent: false };
  const held = (name: string) => (existsSync(at(name)) ? readFileSync(join(at(name), 'f'), 'utf8') : null);
  const all = () => ({ restored: held('restored'), live: held('live'), before: held('live.before-restore') });
  return { dir, at, fill, asked, all };
}

const before = { restored: 'restored', live: 'live', before: null };
const between = { restored: 'restored', live: null, before: 'live' };
const after = { restored: null, live: 'restored', before: 'live' };

/** Renames for real, but fails at these times, counted from one. Notes what was flushed. */
function failingAt(...times: readonly number[]): Renaming & { readonly flushed: string[] } {
  let time = 0;
  const flushed: string[] = [];
  return {
    flushed,
    flush: (folder) => void flushed.push(folder),
    rename: (from, to) => {
      time += 1;
      if (times.includes(time)) throw Object.assign(new Error(`EIO: i/o error, rename '${from}'`), { code: 'EIO' });
      renameSync(from, to);
    },
  };
}

describe('a swap', () => {
  it('puts what was restored in place and keeps what was there', () => {
    const { asked, all, at } = place();
    expect(swap(asked)).toEqual({ live: at('live'), before: at('live.before-restore'), finished: false });
    expect(all()).toEqual(after);
  });

  it('takes single files too', () => {
    const { asked, at } = place();
    swap({ ...asked, restored: join(at('restored'), 'f'), live: join(at('live'), 'f'), keep: 'x' });
    expect(readFileSync(join(at('live'), 'f'), 'utf8')).toBe('restored');
    expect(readFileSync(join(at('live'), 'f.before-x'), 'utf8')).toBe('live');
  });

  it('flushes the folder of the place, and the one that something was taken from', () => {
    const { dir, asked, at, fill } = place();
    fill('clean/srv');
    const system = failingAt();
    swap({ ...asked, restored: at('clean/srv') }, system);
    expect(system.flushed).toEqual([dir, dir, at('clean')]);
  });

  it('given a link on the way, works on what it leads to', () => {
    const { dir, asked, all } = place();
    const way = join(testFolder(), 'way');
    symlinkSync(dir, way);
    swap({ ...asked, live: join(way, 'live', '.') });
    expect(all()).toEqual(after);
  });

  it('given that nothing is in the place, does it where that was said', () => {
    const { asked, all, at } = place();
    renameSync(at('live'), at('lost'));
    expect(() => swap(asked)).toThrow('There is nothing at');
    expect(all()).toMatchObject({ restored: 'restored', live: null });
    expect(swap({ ...asked, absent: true })).toMatchObject({ before: null, finished: false });
    expect(all()).toEqual({ restored: null, live: 'restored', before: null });
  });
});

describe('a swap that does not come to its end', () => {
  it('given that the first rename fails, has changed nothing', () => {
    const { asked, all } = place();
    expect(() => swap(asked, failingAt(1))).toThrow(/could not be moved away\. Nothing was changed: EIO/);
    expect(all()).toEqual(before);
  });

  it('given that the second fails, takes the first back and says so', () => {
    const { asked, all } = place();
    expect(() => swap(asked, failingAt(2))).toThrow(/EIO.* was put back: everything is as it was\.$/);
    expect(all()).toEqual(before);
  });

  it('given that it cannot be taken back either, says where everything is, and finishes when asked again', () => {
    const { asked, all, at } = place();
    expect(() => swap(asked, failingAt(2, 3))).toThrow(`NOTHING IS AT ${at('live')}: what was there lies at`);
    expect(all()).toEqual(between);
    expect(swap(asked)).toEqual({ live: at('live'), before: at('live.before-restore'), finished: true });
    expect(all()).toEqual(after);
  });

  it('given that finishing fails, stays where it was', () => {
    const { asked, all, at } = place();
    renameSync(at('live'), at('live.before-restore'));
    expect(() => swap(asked, failingAt(1))).toThrow('Nothing was changed.');
    expect(all()).toEqual(between);
  });

  it('given that it was done already, refuses and says so', () => {
    const { asked, all } = place();
    swap(asked);
    expect(() => swap(asked)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('so it seems to be swapped already') }),
    );
    expect(all()).toEqual(after);
  });

  it('given that neither is there, says where what was live lies', () => {
    const { asked, at } = place();
    renameSync(at('live'), at('live.before-restore'));
    renameSync(at('restored'), at('gone'));
    expect(() => swap(asked)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(`lies at ${at('live.before-restore')}`) }),
    );
  });
});

describe('a swap is refused before anything is done', () => {
  it.each([
    ['nothing was restored', { restored: 'none' }, 'There is nothing at'],
    ['what was restored is empty', { restored: 'empty' }, 'is empty.'],
    ['a file that was restored is empty', { restored: 'nil', live: 'live/f' }, 'is empty.'],
    ['what was restored is a link', { restored: 'link' }, 'is a link.'],
    ['what is live is a link', { live: 'link' }, 'is a link.'],
    ['what was restored is a pipe', { restored: 'pipe' }, 'is neither a folder nor a file.'],
    ['a folder is to take the place of a file', { live: 'live/f' }, 'is a folder and'],
    ['a file is to take the place of a folder', { restored: 'restored/f' }, 'is a file and'],
    ['it is in what is live', { restored: 'live/in' }, 'lies inside of'],
    ['what is live is in it', { live: 'restored/in' }, 'lies inside of'],
    ['it is what is live', { restored: 'live' }, 'cannot take its own place.'],
    ['it is what is live, by another name', { restored: 'live/../live/.' }, 'cannot take its own place.'],
    ['the name for what is live is taken', { keep: 'taken' }, 'is there already.'],
    ['it is what was kept', { restored: 'live.before-taken', keep: 'taken' }, 'is there already.'],
    ['its folder is not there', { live: 'nowhere/live' }, 'There is no folder'],
  ] as const)('given that %s', (_, given, told) => {
    const { dir, at, fill, asked, all } = place();
    fill('live/in');
    fill('restored/in');
    fill('live.before-taken');
    mkdirSync(at('empty'));
    writeFileSync(at('nil'), '');
    symlinkSync(at('restored'), at('link'));
    spawnSync('mkfifo', [at('pipe')]);
    const names = readdirSync(dir, { recursive: true }).sort();
    const paths = Object.fromEntries(
      Object.entries(given).map(([key, name]) => [key, key === 'keep' ? name : at(name)]),
    );
    const refused = () => swap({ ...asked, ...paths });
    expect(refused).toThrow(expect.objectContaining({ name: 'Problem', kind: 'usage' }));
    expect(refused).toThrow(told);
    expect(all()).toEqual(before);
    expect(readdirSync(dir, { recursive: true }).sort()).toEqual(names);
  });

  it('given the root', () => {
    const { asked } = place();
    expect(() => swap({ ...asked, live: '/' })).toThrow('/ cannot be moved.');
  });
});
