import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { type Decided, decide } from '../../src/engine/decide.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { evolve, initialState } from '../../src/engine/evolve.ts';
import type { State } from '../../src/engine/state.ts';
import { fc } from '../helpers/properties.ts';
import { askOf, hostile, type Intent, intents } from './arbitrary.ts';
import { book, scene } from './books.ts';
import { definitionOf, Run, shipped, T } from './given.ts';

const definition = shipped();
const document = { id: 'x', version: '1.0.0', sha256: '', text: '' };
const roles = { lead: 'Ada', operator: 'Ada', communicator: 'Ada' };
const by = { person: 'Ada' };

/** Plays a plan; `change` may change each command. `look` sees each decision, with the command and the moment. */
function play(
  plan: readonly Intent[],
  change: (ask: Ask) => Ask,
  look: (decided: Decided, ask: Ask, now: number, before: State) => void,
): void {
  const open = { type: 'open', run: 'test', kind: 'exercise', tool: 'test', playbook: document, roles } as const;
  let { state } = decide(initialState(definition), { ...open, scenario: { ...document, clues: {} }, now: T });
  let now = T;
  for (const intent of plan) {
    now += intent.pause;
    const ask = change(askOf(state, intent));
    const decided = decide(state, { ...ask, now, by });
    look(decided, ask, now, state);
    state = decided.state;
  }
}

describe('whatever is asked', () => {
  it('is done or refused, and never throws', () => {
    fc.assert(
      fc.property(intents, fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }), (plan, picks) => {
        let next = 0;
        const at = () => picks[next++ % picks.length] ?? 0;
        play(
          plan,
          (ask) => hostile(ask, at) as Ask,
          ({ entries }) => {
            for (const entry of entries) expect(Number.isFinite(entry.at)).toBe(true);
          },
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('nothing happens before what has happened, as long as play lasts', () => {
    fc.assert(
      fc.property(intents, (plan) => {
        let last = 0;
        play(
          plan,
          (ask) => ask,
          ({ entries, state }) => {
            if (state.stage !== 'play') return;
            for (const { at } of entries) {
              expect(at).toBeGreaterThanOrEqual(last);
              last = at;
            }
          },
        );
      }),
      { numRuns: 500 },
    );
  });

  it('where breaking the glass is offered it is done, and what it overrides refuses no more', () => {
    fc.assert(
      fc.property(intents, (plan) => {
        play(
          plan,
          (ask) => ask,
          ({ refusal, state }, ask, now) => {
            const glass = refusal?.glass;
            if (!glass || state.stage !== 'play') return;
            const broken = decide(state, { type: 'break-glass', over: glass, reason: 'It spreads.', now, by });
            expect(broken.refusal).toBeNull();
            expect(decide(broken.state, { ...ask, now, by }).refusal?.glass).not.toEqual(glass);
          },
        );
      }),
      { numRuns: 500 },
    );
  });

  it('with a word that means nothing is refused, and no object is the worse for it', () => {
    const run = new Run(definition);
    const item = { type: 'add-item', kind: '__proto__', name: 'release.yml' } as unknown as Ask;
    expect(run.refused(item)).toMatchObject({ code: 'invalid', message: '__proto__ is no word for kind.' });
    const glass = { type: 'break-glass', over: { what: 'all', step: 'acknowledge' }, reason: 'So.' } as unknown as Ask;
    expect(run.refused(glass).message).toBe('all is no word for what.');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('of a kind that there is not is refused', () => {
    const run = new Run(definitionOf(book('      - { step: look, role: lead, do: Look. }'), scene()));
    for (const type of ['constructor', 'launch'])
      expect(run.refused({ type } as unknown as Ask).message).toBe(`There is no command ${type}.`);
  });

  it('a time that is none is refused', () => {
    const { state } = new Run(definition);
    const { refusal, entries } = decide(state, { type: 'note', text: 'Seen.', now: T, happened: 'yesterday' });
    expect([refusal?.message, entries]).toEqual(['yesterday is not a time.', []]);
  });
});

describe('an entry that somebody made up', () => {
  it('does not fit where it would write into every object', () => {
    const { state } = new Run(definition);
    const stamp = { at: 0, recorded: '2026-03-02T08:12:00.000Z' };
    const body = {
      type: 'item.added',
      item: 'x',
      kind: '__proto__',
      itemType: 't',
      name: 'x',
      fields: {},
      how: 'found',
    };
    expect(() => evolve(state, { ...stamp, ...body } as unknown as Entry)).toThrow('nothing can be called __proto__');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
