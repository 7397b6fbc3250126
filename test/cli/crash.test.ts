import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, ended, jsonLines, printed, program, start, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

/** A played drill by the wall clock: it goes on while it is looked at. */
const slowly = ['drill', '--auto', '--seed', 'seven'];
const fast = [...slowly, '--speed', '300'];

function journals(): string[] {
  return readdirSync(join(place.store, 'runs')).filter((name) => name.endsWith('.jsonl'));
}

function journal(): string {
  return join(place.store, 'runs', journals()[0] ?? '');
}

function run(): string {
  return (journals()[0] ?? '').replace('.jsonl', '');
}

/** Kills a drill in its middle. */
async function killed(): Promise<void> {
  const drill = start(place, fast);
  const end = ended(drill);
  await printed(drill, 'finished survey-stages');
  drill.kill('SIGKILL');
  expect((await end).signal).toBe('SIGKILL');
}

describe('a drill that was killed with -9 in its middle', () => {
  it('goes on where it stood, by the play that was playing it, and comes out as it would have', async () => {
    await killed();
    const before = readFileSync(journal(), 'utf8');
    const { code, stdout, stderr } = await breakglass(place, ['resume', run(), '--json']);
    expect(stderr).toContain('The clock stood at');
    expect(code).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      outcome: 'closed',
      world: { compromised: [], alive: [], served: [] },
    });
    expect(readFileSync(journal(), 'utf8').startsWith(before)).toBe(true);
    expect((await breakglass(place, ['verify', run()])).code).toBe(0);
  });

  it('is found without its name', async () => {
    await killed();
    expect(JSON.parse((await breakglass(place, ['runs', '--json'])).stdout)).toMatchObject([
      { run: run(), stage: 'play', status: expect.stringContaining('open, first') },
    ]);
    expect((await breakglass(place, ['resume'])).code).toBe(0);
    expect(await breakglass(place, ['resume'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no open run'),
    });
  });

  it('given a torn last line, sets it aside and says so', async () => {
    await killed();
    appendFileSync(journal(), '{"v":1,"seq":9999,"type":"note.added","te');
    const verified = await breakglass(place, ['verify', run()]);
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('41 bytes of an entry that was not finished'),
    });
    const { code, stderr } = await breakglass(place, ['resume', run()]);
    expect(stderr).toContain('was set aside: 41 bytes');
    expect(code).toBe(0);
    expect(readdirSync(join(place.store, 'runs')).filter((name) => name.includes('.torn-'))).toHaveLength(1);
    expect((await breakglass(place, ['verify', run()])).code).toBe(0);
  });

  it('takes a note, for which its clock goes on standing', async () => {
    await killed();
    expect((await breakglass(place, ['note', run(), 'The machine lost its power.'])).code).toBe(0);
    const last = jsonLines(readFileSync(journal(), 'utf8')).at(-1);
    expect(last).toMatchObject({ type: 'note.added', text: 'The machine lost its power.' });
    expect(Number(last?.at)).toBeLessThan(10 * 60_000);
  });
});

describe('a drill that is interrupted', () => {
  it('exits 130 and says how to go on', async () => {
    const drill = start(place, fast);
    const end = ended(drill);
    await printed(drill, 'finished survey-stages');
    drill.kill('SIGINT');
    const { code, stderr } = await end;
    expect(code).toBe(130);
    expect(stderr).toContain(`Go on: node ${program} resume ${run()}\n`);
    expect((await breakglass(place, ['resume', run()])).code).toBe(0);
  });
});

describe('a second writer', () => {
  it('is refused, told who holds the run, and changes nothing', async () => {
    const drill = start(place, [...slowly, '--speed', '1']);
    const end = ended(drill);
    await printed(drill, 'Phase opened');
    const before = readFileSync(journal(), 'utf8');
    for (const args of [
      ['resume', run()],
      ['note', run(), 'Me too.'],
    ]) {
      const { code, stdout, stderr } = await breakglass(place, args);
      expect(code).toBe(4);
      expect(stdout).toBe('');
      expect(stderr).toContain(`process ${drill.pid}`);
      expect(stderr).toContain('Leave it there first, or wait until it is left.');
    }
    expect(readFileSync(journal(), 'utf8')).toBe(before);
    const listed = await breakglass(place, ['runs']);
    expect(listed.stdout).toContain(`open in process ${drill.pid}`);
    drill.kill('SIGINT');
    expect((await end).code).toBe(130);
  });

  it('is let in once the first one is gone', async () => {
    await killed();
    expect((await breakglass(place, ['note', run(), 'Now me.'])).code).toBe(0);
  });
});

describe('a run that people played', () => {
  it('cannot be gone on with by a play', async () => {
    expect((await breakglass(place, ['drill', '--auto'])).code).toBe(0);
    const [only = ''] = journals();
    const { code, stderr } = await breakglass(place, ['resume', only.replace('.jsonl', '')]);
    expect(code).toBe(2);
    expect(stderr).toContain('is closed');
    expect(stderr).toContain(`Add to it: node ${program} note ${only.replace('.jsonl', '')} '…'\n`);
  });
});
