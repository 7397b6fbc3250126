import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { itemOf, runningOf } from '../../../src/engine/state.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { addThing, folder, isolatedBy, isolating, needed, openLive, ref, run, runToEnd } from './given.ts';

describe('given a live run and a command', () => {
  it('it runs once, what it printed is in the journal and whole in the evidence', async () => {
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`run: [node, -p, "'one\\\\ntwo'"]\n    holds: "\${{ outputs.text != '' }}"`),
    });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance.status).toBe('done');
    expect(instance.acted).toMatchObject([{ number: 1, lines: ['one', 'two'], outcome: { verdict: 'ok', exit: 0 } }]);
    const kept = instance.acted?.[0]?.outcome?.evidence;
    const file = join(session.dir, 'evidence', session.run, kept?.sha256 ?? '');
    expect(readFileSync(file, 'utf8')).toContain('one\ntwo');
    expect(itemOf(session.state, 'thing')?.reached.isolated).toHaveLength(1);
  });

  it('its request is on the disk before it starts', async () => {
    const out = join(folder(), 'seen');
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`run: [cp, "--", "\${{ item.name }}", ${out}]\n    holds: "\${{ outputs.exit == 0 }}"`),
    });
    // What it copies is the journal as it finds it.
    addThing(session, session.journal);
    const [item = ''] = Object.keys(session.state.kindOf);
    expect((await runToEnd(session, { step: 'isolate', item })).status).toBe('done');
    const types = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(types.at(-1)).toBe('action.requested');
  });

  it('a program that is not there did nothing, and is said to be missing', async () => {
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`run: [no-such-program]\n    holds: "\${{ outputs.exit == 0 }}"`),
    });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance.status).toBe('failed');
    expect(instance.reason).toContain('Nothing happened');
    expect(instance.reason).toContain('no-such-program');
  });

  it('told to stop, it stops, and nobody claims to know how it came out', async () => {
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(
        `run: [node, -e, "console.log('up'); setInterval(() => {}, 1000)"]\n    holds: "\${{ outputs.exit == 0 }}"`,
      ),
    });
    addThing(session);
    run(session, ref);
    await isUp(session);
    expect(session.dispatch({ type: 'cancel-action', ...ref }, { person: 'Ada' })).toBeNull();
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('may have'),
    });
  });

  it('a check is asked again until it sees it', async () => {
    const flag = join(folder(), 'flag');
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(`run: [node, -e, "require('node:fs').writeFileSync(process.env.FLAG, '')"]
    check:
      run: [node, -e, "const fs = require('node:fs'); const f = process.env.FLAG; fs.appendFileSync(f, 'x'); console.log(fs.readFileSync(f, 'utf8'))"]
      holds: "\${{ contains(outputs.text, 'xxx') }}"
      within: 60s
      every: 1s`),
      environment: { FLAG: flag },
    });
    addThing(session);
    expect((await runToEnd(session, ref)).status).toBe('done');
    expect(readFileSync(flag, 'utf8')).toBe('xxx');
  });

  it('several run at a time, each by itself', async () => {
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(
        `run: [echo, "--", "\${{ item.name }}"]\n    holds: "\${{ contains(outputs.text, item.name) }}"`,
      ),
    });
    const names = Array.from({ length: 8 }, (_, index) => `thing-${index}`);
    for (const name of names) addThing(session, name);
    for (const item of names) run(session, { step: 'isolate', item });
    await session.quiet();
    expect(names.map((item) => needed(session, { step: 'isolate', item }).status)).toEqual(names.map(() => 'done'));
  });
});

describe('given a live run that is left while something runs', () => {
  const running = `run: [node, -e, "console.log('up'); setInterval(() => {}, 1000)"]\n    holds: "\${{ outputs.exit == 0 }}"`;

  it('what runs is told to stop, and what came of it is written down first', async () => {
    const session = await openLive({ playbook: isolating, catalogue: isolatedBy(running) });
    addThing(session);
    run(session, ref);
    await isUp(session);
    await session.quiet(true);
    expect(needed(session, ref).status).toBe('outcome-unknown');
  });

  it('what had not started has not happened', async () => {
    const session = await openLive({ playbook: isolating, catalogue: isolatedBy(running) });
    addThing(session);
    run(session, ref);
    await session.quiet(true);
    expect(needed(session, ref)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('Nothing happened'),
    });
  });
});

describe('given a journal that takes nothing any more', () => {
  it('nothing is run that could not be written down first', async () => {
    const flag = join(folder(), 'flag');
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(
        `run: [node, -e, "require('node:fs').writeFileSync(process.env.FLAG, '')"]\n    holds: "\${{ outputs.exit == 0 }}"`,
      ),
      environment: { FLAG: flag },
    });
    addThing(session);
    // Somebody else writes into the journal: the writer stops for good.
    writeFileSync(session.journal, 'x');
    expect(() => run(session, ref)).toThrow();
    await session.quiet();
    expect(existsSync(flag)).toBe(false);
    expect(readdirSync(session.dir)).toContain('runs');
  });
});

/** Until the command says that it runs. */
function isUp(session: RunSession): Promise<void> {
  return new Promise((resolve) => {
    session.subscribe(() => {
      if (runningOf(needed(session, ref))?.lines.includes('up')) resolve();
    });
  });
}
