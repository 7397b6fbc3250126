import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runningOf } from '../../../src/engine/state.ts';
import type { Hands } from '../../../src/run/hands.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import {
  addThing,
  folder,
  incidentOf,
  isolatedBy,
  isolating,
  needed,
  type Opening,
  openLive,
  ref,
  run,
} from './given.ts';

const endless = isolatedBy(
  `run: [node, -e, "console.log('up'); setInterval(() => {}, 1000)"]\n    holds: "\${{ outputs.exit == 0 }}"`,
);

/** A live run whose hands do one thing otherwise. */
function openWith(opening: Opening, otherwise: (hands: Hands) => Partial<Hands>): ReturnType<typeof openLive> {
  const { live } = incidentOf(opening);
  return openLive({ ...opening, more: { live: { ...live, hands: { ...live.hands, ...otherwise(live.hands) } } } });
}

function isUp(session: RunSession): Promise<void> {
  return new Promise((resolve) => {
    session.subscribe(() => {
      if (runningOf(needed(session, ref))?.lines.includes('up')) resolve();
    });
  });
}

describe('given a live run that is left between two calls of an action', () => {
  it('the next one is not begun, and what was done is told', async () => {
    const flag = join(folder(), 'flag');
    const two = isolatedBy(`calls:
      - { call: first, run: [node, -e, "0"] }
      - { call: second, run: [node, -e, "require('node:fs').writeFileSync(process.env.FLAG, '')"] }`);
    let session: RunSession | undefined;
    session = await openWith({ playbook: isolating, catalogue: two, environment: { FLAG: flag } }, (hands) => ({
      start(call, around) {
        const inHand = hands.start(call, around);
        // Whoever leaves does so when the first has ended, and before anybody looked at its answer.
        const done = inHand.done.then((answer) => {
          void session?.quiet(true);
          return answer;
        });
        return { ...inHand, done, stop: () => inHand.stop() };
      },
    }));
    addThing(session);
    run(session, ref);
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('stopped after first'),
      acted: [{ call: 'first', cancelled: true }],
    });
    expect(existsSync(flag)).toBe(false);
  });
});

describe('given something that runs, and a journal that takes nothing any more', () => {
  it('it is told to stop all the same', async () => {
    const session = await openLive({ playbook: isolating, catalogue: endless });
    addThing(session);
    run(session, ref);
    await isUp(session);
    writeFileSync(session.journal, 'x');
    const refusal = session.dispatch({ type: 'cancel-action', ...ref }, { person: 'Ada' });
    expect(refusal).toMatchObject({ message: session.broken, hint: expect.stringContaining('told to stop') });
    // It ends: without that this would wait for ever.
    await session.quiet();
    expect(session.busy).toBe(false);
  });

  it('by nobody who may not', async () => {
    const session = await openLive({ playbook: isolating, catalogue: endless });
    addThing(session);
    run(session, ref);
    await isUp(session);
    writeFileSync(session.journal, 'x');
    expect(session.dispatch({ type: 'cancel-action', ...ref }, { person: 'Eve' })).toMatchObject({
      code: 'not-allowed',
    });
    expect(session.dispatch({ type: 'note', text: 'Is anybody there?' }, { person: 'Ada' })?.code).toBe('not-now');
    expect(session.dispatch({ type: 'cancel-action', ...ref }, { person: 'Eve' })?.hint).toBeUndefined();
    expect(session.busy).toBe(true);
  });
});

describe('given a fault of Breakglass itself while something runs', () => {
  const done = isolatedBy(`run: [node, -e, "0"]\n    holds: "\${{ outputs.exit == 0 }}"`);

  it('nobody claims to know how it came out, and the run goes on', async () => {
    const session = await openWith({ playbook: isolating, catalogue: done }, () => ({
      judge() {
        throw new TypeError('no such word');
      },
    }));
    addThing(session);
    run(session, ref);
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('no such word'),
    });
    expect(session.dispatch({ type: 'note', text: 'Odd.' }, { person: 'Ada' })).toBeNull();
  });

  it('a result that no journal can hold leaves nothing running for ever', async () => {
    const session = await openWith({ playbook: isolating, catalogue: done }, () => ({
      judge: () => ({ verdict: 'ok', said: 'x'.repeat(17 * 1024 * 1024) }),
    }));
    addThing(session);
    run(session, ref);
    await session.quiet();
    expect(needed(session, ref)).toMatchObject({
      status: 'outcome-unknown',
      unknown: expect.stringContaining('could not be written down'),
    });
  });
});

describe('given a rehearsal', () => {
  it('hands that are told to change something do not', async () => {
    const flag = join(folder(), 'flag');
    const catalogue = isolatedBy(
      `run: [node, -e, "require('node:fs').writeFileSync(process.env.FLAG, '')"]\n    holds: "\${{ outputs.exit == 0 }}"`,
    );
    const opening = { playbook: isolating, catalogue, environment: { FLAG: flag } };
    const session = await openLive({ ...opening, more: { rehearsal: true } });
    addThing(session);
    run(session, ref);
    await session.quiet();
    expect(needed(session, ref).status).toBe('done');
    expect(existsSync(flag)).toBe(false);
  });
});
