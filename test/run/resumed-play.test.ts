import { describe, expect, it } from 'vitest';
import { initialState } from '../../src/engine/evolve.ts';
import { wallOf } from '../../src/engine/time.ts';
import { createMemoryJournal } from '../../src/journal/memory.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadScenario } from '../../src/run/content.ts';
import { keepNowhere } from '../../src/run/evidence.ts';
import { maskOf } from '../../src/run/mask.ts';
import { everyRole, playOf } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import { Player } from '../../src/run/player.ts';
import { replay } from '../../src/run/replay.ts';
import { RunSession } from '../../src/run/run-session.ts';
import type { Stored } from '../../src/run/session.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { fc } from '../helpers/properties.ts';

const content = loadScenario('poisoned-release');
const start = content.scenario.starts ?? 0;
const mask = maskOf([], {});

/** What happened and when, without what a new beginning adds: the clock's anchors and the chain. */
function told(entries: readonly Stored[]): unknown[] {
  return entries.flatMap((entry) => {
    const { seq: _, hash: __, ...rest } = entry as Stored & Record<string, unknown>;
    const { prev: ___, more: ____, ...said } = rest;
    return entry.type === 'time.anchored' ? [] : [said];
  });
}

describe('a play that was cut off anywhere', () => {
  const play = playOf(content, 'by-the-book');
  const whole = playInMemory(content, play).session;

  it('goes on from its journal alone and comes out the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (moments) => {
        const journal = createMemoryJournal();
        const clock = new PlayClock(start);
        const base = { run: 'cut', path: 'memory', journal, typedBy: `play:${play.id}`, keep: keepNowhere(mask), mask };
        const first = new RunSession({ ...base, clock, state: initialState(content.definition), entries: [] });
        const opened = whole.entries[0];
        if (opened?.type !== 'run.opened') throw new Error('a run begins otherwise');
        const { playbook, scenario } = content.documents;
        first.dispatch({
          type: 'open',
          run: opened.run,
          kind: 'exercise',
          tool: opened.tool,
          playbook,
          scenario,
          roles: everyRole(content),
        });
        const player = new Player(first, play, 0);
        for (let moment = 0; moment < moments; moment += 1) {
          const at = player.next();
          if (at === null) break;
          clock.moveTo(wallOf(first.state, at) ?? 0);
          first.dispatch({ type: 'wake' });
          if (first.state.stage === 'play') player.act(at);
        }
        const { state, entries } = replay('memory', [...journal.read()]);
        // The definition is another one, read anew; what it has worked out so far is no part of the run.
        expect({ ...state, definition: null }).toEqual({ ...first.state, definition: null });
        const again = new PlayClock(start + state.at);
        const second = new RunSession({ ...base, clock: again, state, entries });
        if (state.stage === 'play') second.dispatch({ type: 'recover' });
        expect(performAtOnce(second, again, play)).toEqual([]);
        expect(told(second.entries)).toEqual(told(whole.entries));
      }),
      { numRuns: 25 },
    );
  });
});
