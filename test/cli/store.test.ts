import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, type Ended, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const isRoot = process.getuid?.() === 0;

/** In a mount namespace of its own, `store` is a fresh disk with these options; what is printed after tells what is left on it. */
function onDisk(options: string): readonly string[] {
  const unshare = isRoot ? ['unshare', '--mount'] : ['unshare', '--map-root-user', '--mount'];
  const script = `mkdir -p "$1"; mount -t tmpfs -o ${options} tmpfs "$1"; shift; "$@"; code=$?; find "$BREAKGLASS_STORE" -mindepth 1 | sed "s/^/left: /" 1>&2; exit $code`;
  return [...unshare, 'sh', '-c', script, 'sh', place.store];
}

function expectRefusal({ code, stdout, stderr }: Ended, told: RegExp): void {
  expect(stderr).toMatch(told);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('a store that cannot take a run is told of before play starts', () => {
  it('given a read-only disk', async () => {
    const ended = await breakglass(place, ['drill', '--auto'], { under: onDisk('ro') });
    expectRefusal(ended, /read-only/);
  });

  it('given a disk without room for a run, leaves nothing on it', async () => {
    const ended = await breakglass(place, ['drill', '--auto'], { under: onDisk('size=96k') });
    expectRefusal(ended, /no space is left/);
    expect(ended.stderr).not.toContain('left: ');
  });

  it("given another user's folder", async () => {
    // Anybody but root, in a folder of root's.
    const store = isRoot ? place.store : '/usr/breakglass-store';
    if (isRoot) {
      chmodSync(place.folder, 0o755);
      mkdirSync(store, { mode: 0o755 });
    }
    const under = isRoot ? ['setpriv', '--reuid', '65534', '--clear-groups'] : [];
    expectRefusal(
      await breakglass(place, ['drill', '--auto'], { under, env: { BREAKGLASS_STORE: store } }),
      /belongs to another user/,
    );
    if (isRoot) expect(readdirSync(store)).toEqual([]);
  });

  it('given a file', async () => {
    writeFileSync(place.store, '');
    expectRefusal(await breakglass(place, ['drill', '--auto']), /is a file, not a folder|is not a folder/);
  });
});

describe('a store that is not there yet', () => {
  it('is made by a drill, for its owner alone', async () => {
    expect((await breakglass(place, ['drill', '--auto', 'nobody-home'])).code).toBe(0);
    expect(readdirSync(place.store).sort()).toEqual(['evidence', 'reports', 'runs']);
  });

  it.each([['runs'], ['check'], ['test', 'poisoned-release'], ['config'], ['schema']])(
    'is not made by %s',
    async (...args) => {
      expect((await breakglass(place, args)).code).toBe(0);
      expect(existsSync(place.store)).toBe(false);
    },
  );
});

describe('a disk that fills up in the middle of a drill', () => {
  it('stops it, shows nothing that was not written, and leaves a journal that is whole', async () => {
    // Room to begin, and taken away once it has begun.
    const script = `mkdir -p "$1"; mount -t tmpfs -o size=3m tmpfs "$1"; store="$1"; shift
      "$@" > out.jsonl 2> err.txt & pid=$!
      while ! grep -q '"step.taken"' out.jsonl; do sleep 0.02; done
      dd if=/dev/zero of="$store/filler" bs=1k 2> /dev/null
      wait $pid; code=$?
      rm "$store/filler"; cp -r "$store" kept; exit $code`;
    const unshare = isRoot ? ['unshare', '--mount'] : ['unshare', '--map-root-user', '--mount'];
    const under = [...unshare, 'sh', '-c', script, 'sh', place.store];
    const { code } = await breakglass(place, ['drill', '--auto', '--speed', '300', '--json'], { under });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(place.folder, 'err.txt'), 'utf8')).toMatch(/no space|probably full/);
    expect(code).toBe(1);
    const kept = join(place.folder, 'kept');
    const [journal = ''] = readdirSync(join(kept, 'runs')).filter((name) => name.endsWith('.jsonl'));
    const verified = await breakglass(place, ['verify', join(kept, 'runs', journal), '--json']);
    expect(verified.code).toBe(0);
    const shown = readFileSync(join(place.folder, 'out.jsonl'), 'utf8').trimEnd().split('\n');
    expect(JSON.parse(verified.stdout).head.seq).toBe(JSON.parse(shown.at(-1) ?? '').seq);
  });
});
