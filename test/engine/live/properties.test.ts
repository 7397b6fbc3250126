import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import { decide } from '../../../src/engine/decide.ts';
import type { Entry, InstanceRef } from '../../../src/engine/entries.ts';
import { evolve, evolveAll, initialState } from '../../../src/engine/evolve.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { refOf } from '../../../src/engine/queries.ts';
import { type Instance, instanceOf, keyOf, runningOf, type State } from '../../../src/engine/state.ts';
import { stepOf } from '../../../src/engine/targets.ts';
import { fc } from '../../helpers/properties.ts';
import { hostile, type Intent } from '../arbitrary.ts';
import { T } from '../given.ts';
import { liveAskOf, liveIntents, speakerOf } from './arbitrary.ts';
import { live, liveDefinition, liveRun } from './given.ts';

const definition = liveDefinition(
  live(`
      - { step: survey, after: [], role: operator, effect: survey, of: stage, do: List them. }
      - { step: isolate, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it., approval: { role: approver, expires: 30m }, timeout: 20m, on-failure: [{ step: unplug, role: operator, run: [unplug, it] }] }
      - { step: revoke, after: [], role: operator, for-each: credential, effect: revoke, do: Revoke it., approval: { role: approver, count: 2 } }
      - { step: prove, after: [revoke], role: operator, for-each: credential, effect: prove-dead, do: Use it once. }
      - { step: restore, after: [], role: operator, for-each: backup, effect: restore, do: Restore it., approval: lead, require: "\${{ item.digest == 'd' }}" }
      - { step: sweep, after: [], role: operator, run: [sweep, all], approval: lead, repeat: { every: 10m, until: "\${{ run.reached.over != null }}" } }
      - { step: last, after: [], role: operator, do: x, reaches: over }`),
);

/** What the journal says of the approvals of an instance, worked out by itself: not as the engine does. */
interface Standing {
  /** Who has approved what plan, since it was asked for, and when the first of them did. */
  approved: { plan: string; people: string[]; at: number } | null;
  /** Of this nobody's approval is needed. */
  waived: string | null;
  /** It was begun by right. */
  begun: string | null;
}

const fresh = (): Standing => ({ approved: null, waived: null, begun: null });
const ends: readonly Entry['type'][] = [
  'step.released',
  'step.retried',
  'step.reopened',
  'step.retracted',
  'step.opened',
];
const usesUp: readonly Entry['type'][] = ['step.returned', 'step.turn-due'];

/** Follows a run, and holds each entry to what must hold before it. */
class Watch {
  readonly #standings = new Map<string, Standing>();

  see(state: State, entry: Entry): void {
    if (entry.type === 'play.ended') expect(running(state)).toEqual([]);
    if (entry.type === 'approval.granted' || entry.type === 'approval.given')
      for (const ref of entry.instances) this.#approved(state, ref, entry);
    if (entry.type === 'approval.requested' || entry.type === 'approval.refused')
      for (const ref of entry.instances) this.#of(ref).approved = null;
    if (entry.type === 'glass.broken' && entry.over.what === 'approval')
      this.#of(entry.over).waived = planOf(state, entry.over)?.hash ?? '';
    if (!('step' in entry)) return;
    if (ends.includes(entry.type) || (usesUp.includes(entry.type) && hasChanged(state, entry)))
      Object.assign(this.#of(entry), fresh());
    if (entry.type === 'action.requested') this.#requested(state, entry);
    if (entry.type === 'effect.reached') this.#reached(state, entry);
  }

  #approved(state: State, ref: InstanceRef, { by, at }: Entry): void {
    const standing = this.#of(ref);
    const plan = planOf(state, ref)?.hash ?? '';
    const before = standing.approved?.plan === plan ? standing.approved : { plan, people: [], at };
    standing.approved = { ...before, people: [...new Set([...before.people, by?.person ?? ''])] };
  }

  #requested(state: State, entry: Entry<'action.requested'>): void {
    const instance = instanceOf(state, entry);
    expect(instance && runningOf(instance), 'nothing runs twice at a time').toBeUndefined();
    expect(entry.number, 'numbers rise by one').toBe((instance?.acted?.length ?? 0) + 1);
    expect(entry.plan, 'it is what was shown').toBe(planOf(state, entry)?.hash);
    if (entry.readOnly) return;
    expect(state.run?.rehearsal, 'a rehearsal changes nothing').toBeUndefined();
    const step = stepOf(state, entry.step);
    if (step?.approval === undefined) return;
    const standing = this.#of(entry);
    if (entry.call !== planOf(state, entry)?.calls[0]?.id) {
      expect(standing.begun, 'what follows belongs to what was begun').toBe(entry.plan);
      return;
    }
    const { approved, waived } = standing;
    const isApproved =
      approved?.plan === entry.plan &&
      approved.people.length >= (step.approvals ?? 1) &&
      entry.at - approved.at <= (step.approvalExpires ?? Number.POSITIVE_INFINITY);
    expect(isApproved || waived === entry.plan, 'it is approved, or let pass').toBe(true);
    Object.assign(standing, { begun: entry.plan, waived: null });
  }

  #reached(state: State, { step, item }: Entry<'effect.reached'>): void {
    if (stepOf(state, step)?.approval === undefined) return;
    const { approved, waived, begun } = this.#of({ step, item });
    expect(approved ?? waived ?? begun, 'no effect without approval').not.toBeNull();
  }

  #of({ step, item }: InstanceRef): Standing {
    const key = `${step} ${keyOf(item)}`;
    const standing = this.#standings.get(key) ?? fresh();
    this.#standings.set(key, standing);
    return standing;
  }
}

function running(state: State): Instance[] {
  return Object.values(state.steps).flatMap((of) => Object.values(of).filter((one) => runningOf(one)));
}

function hasChanged(state: State, ref: InstanceRef): boolean {
  return instanceOf(state, ref)?.acted?.at(-1)?.readOnly === false;
}

/** Plays a plan. `after` sees the state after each command. */
function play(
  plan: readonly Intent[],
  rehearsal: boolean,
  after: (state: State, now: number) => void = () => {},
  change: (ask: Ask) => Ask = (ask) => ask,
) {
  const run = liveRun(definition, {
    roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' },
    ...(rehearsal && { rehearsal: true as const }),
  });
  run.does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada');
  for (const kind of ['stage', 'credential'] as const)
    run.does(
      { type: 'add-item', kind, name: 'first', itemType: kind === 'stage' ? 'github-workflow' : 'token' },
      'Jon',
    );
  let { state } = run;
  const entries = [...run.entries];
  const watch = new Watch();
  let now = T;
  for (const intent of plan) {
    now += intent.pause;
    const by = { person: speakerOf(intent) };
    const decided = decide(state, { ...change(liveAskOf(state, intent)), now, by });
    let at = state;
    for (const entry of decided.entries) {
      watch.see(at, entry);
      at = evolve(at, entry);
      entries.push(entry);
    }
    state = decided.state;
    after(state, now);
  }
  return { state, entries };
}

/** A state as data that can be compared. */
const plain = ({ definition: _, ...state }: State): unknown => structuredClone(state);

describe('a live run, whatever is asked of it', () => {
  it('reaches no system but by what was approved, one call at a time, and replays to the same state', () => {
    fc.assert(
      fc.property(liveIntents, fc.boolean(), (plan, rehearsal) => {
        const { state, entries } = play(plan, rehearsal);
        expect(plain(evolveAll(initialState(definition), entries))).toEqual(plain(state));
      }),
      { numRuns: 300 },
    );
  }, 300_000);

  it('can always write down how what runs has ended', () => {
    fc.assert(
      fc.property(liveIntents, (plan) => {
        play(plan, false, (state, now) => {
          for (const one of running(state)) {
            const number = runningOf(one)?.number ?? 0;
            const outcome = { verdict: 'unknown', said: 'it broke off', milliseconds: 1 } as const;
            const ended = decide(state, { type: 'action-ended', ...refOf(one), number, outcome, raw: {}, now });
            expect(ended.refusal).toBeNull();
            expect(instanceOf(ended.state, one)?.status).toBe('outcome-unknown');
          }
        });
      }),
      { numRuns: 100 },
    );
  }, 300_000);

  it('made hostile in any part, is done or refused, and never throws', () => {
    fc.assert(
      fc.property(liveIntents, fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }), (plan, picks) => {
        let next = 0;
        const at = () => picks[next++ % picks.length] ?? 0;
        const { state, entries } = play(plan, false, undefined, (ask) => hostile(ask, at) as Ask);
        expect(plain(evolveAll(initialState(definition), entries))).toEqual(plain(state));
      }),
      { numRuns: 150 },
    );
  }, 300_000);

  it('is such that these plans come to something: every sort of entry of an action is among them', () => {
    const types = new Map<string, number>();
    fc.assert(
      fc.property(liveIntents, (plan) => {
        for (const { type } of play(plan, false).entries) types.set(type, (types.get(type) ?? 0) + 1);
      }),
      { numRuns: 100 },
    );
    for (const type of ['action.requested', 'action.finished', 'action.concluded', 'action.cancelled', 'run.recovered'])
      expect(types.get(type) ?? 0, type).toBeGreaterThan(0);
    for (const type of ['approval.given', 'approval.granted', 'glass.broken', 'step.returned', 'step.unknown'])
      expect(types.get(type) ?? 0, type).toBeGreaterThan(0);
  }, 300_000);
});
