import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const trap = pathToFileURL(fileURLToPath(new URL('./trap.mjs', import.meta.url))).href;

async function trapped(args: readonly string[], env: Record<string, string> = {}) {
  const log = join(place.folder, 'trap.log');
  const { code, stderr } = await breakglass(place, args, { node: ['--import', trap], env: { TRAP_LOG: log, ...env } });
  return { code, stderr, caught: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] };
}

describe('a drill', () => {
  it('starts no process and reaches no network', async () => {
    expect(await trapped(['drill', '--auto'])).toEqual({ code: 0, stderr: '', caught: [] });
  });

  it('nor does what goes with it', async () => {
    await breakglass(place, ['drill', '--auto', '--seed', 'seven', '--json'], {
      env: { BREAKGLASS_NOW: '2026-03-02T08:12:00Z' },
    });
    const [run] = JSON.parse((await breakglass(place, ['runs', '--json'])).stdout).map(
      (one: { run: string }) => one.run,
    );
    for (const args of [['note', run, 'A note.'], ['report', run], ['verify', run], ['runs'], ['test'], ['check']]) {
      expect((await trapped(args)).caught).toEqual([]);
    }
  });

  it('comes out the same where there is no network at all', async () => {
    const under = process.getuid?.() === 0 ? ['unshare', '--net'] : ['unshare', '--map-root-user', '--net'];
    expect((await breakglass(place, ['drill', '--auto'], { under })).code).toBe(0);
  });

  it('is played where Node itself forbids processes and workers', async () => {
    const flag = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
    expect((await breakglass(place, ['test'], { node: [flag, '--allow-fs-read=*'] })).code).toBe(0);
  });
});

describe('the trap', () => {
  it.each([
    ['spawn', 'child_process.spawn'],
    ['execSync', 'child_process.execSync'],
    ['connect', 'net.connect'],
    ['listen', 'net.listen'],
    ['http', 'http.get'],
    ['https', 'https.get'],
    ['lookup', 'dns.lookup'],
    ['dgram', 'dgram.createSocket'],
    ['fetch', 'fetch'],
    ['tls', 'tls.connect'],
  ])('catches %s', async (door, label) => {
    expect((await trapped(['--version'], { TRAP_TRY: door })).caught).toEqual([label]);
  });

  it('lets a local socket through', async () => {
    expect((await trapped(['--version'], { TRAP_TRY: 'a local socket' })).caught).toEqual([]);
  });
});
