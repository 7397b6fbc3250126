import { describe, expect, it } from 'vitest';
import type { Body } from '../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../src/engine/evolve.ts';
import { gateLacks } from '../../src/engine/gates.ts';
import { itemsOf, type State } from '../../src/engine/state.ts';
import { kinds, type Reached } from '../../src/playbook/model.ts';
import type { ProgressPoint } from '../../src/report/progress.ts';
import { usable } from '../../src/world/usable.ts';
import { fc } from '../helpers/properties.ts';
import { playedOut, Run } from './build.ts';
import { played } from './pictures/played.ts';
import { PLAYBOOK } from './small-drill.ts';

const hittable = ['stage', 'credential', 'artifact', 'system', 'account'];
const containing: Readonly<Record<string, readonly Reached[]>> = {
  stage: ['isolated', 'removed', 'rebuilt', 'restored'],
  credential: ['revoked', 'proven-dead'],
  artifact: ['quarantined', 'removed'],
  system: ['isolated', 'removed', 'rebuilt', 'restored'],
  account: ['isolated', 'removed', 'rebuilt', 'restored'],
};

/** The same figures, counted anew over the whole register of a state, by the engine's own gates. */
function recounted(state: State): ProgressPoint['team'] {
  const items = kinds
    .flatMap((kind) => itemsOf(state, kind))
    .filter(({ ruledOut, kind }) => !ruledOut && hittable.includes(kind));
  const asking = Object.keys(state.definition.phases).filter((phase) => state.phases[phase]?.status !== 'skipped');
  const unmet = asking.flatMap((phase) =>
    gateLacks(state, phase).flatMap(({ rule, items: lacking }) => (rule.some ? [] : lacking)),
  );
  return {
    inScope: items.length,
    contained: items.filter(({ kind, reached }) => containing[kind]?.some((effect) => reached[effect])).length,
    unmet: new Set(unmet).size,
    phases: Object.keys(state.definition.phases).filter(
      (phase) => !['closed', 'skipped'].includes(state.phases[phase]?.status ?? ''),
    ).length,
  };
}

function recountedTruth({ world: { truth } }: State): ProgressPoint['truth'] {
  const things = Object.values(truth.things).filter(({ kind }) => hittable.includes(kind));
  const wasHit = things.filter(
    ({ stolen, poisoned, destroyedAt, history }) =>
      stolen || poisoned || destroyedAt !== undefined || history.some(({ compromised }) => compromised),
  );
  return {
    hit: wasHit.length,
    open: things.filter(({ id, destroyed }) => destroyed || usable(truth, id)).length,
  };
}

/** Gates that ask for more than one effect, of more than one kind, in more than one phase. */
const gates = PLAYBOOK.replace(
  '    gate: { stage: isolated }',
  `      - { step: verify-stages, after: [], role: operator, for-each: stage, effect: verify, do: Look at it. }
      - { step: revoke, after: [], role: operator, for-each: credential, effect: revoke, do: Revoke it. }
    gate: { stage: [isolated, verified], credential: revoked }`,
).replace(
  `        evidence: required
        reaches: cleared`,
  `        evidence: required
        reaches: cleared
      - { step: verify-backups, after: [], role: operator, for-each: backup, effect: verify, do: Look at it. }
    gate: { backup: verified, stage: isolated }`,
);
const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `item-${name}`);
const effects: readonly Reached[] = ['isolated', 'verified', 'revoked', 'restored', 'resumed'];
const name = fc.constantFrom(...names);
const effect = fc.constantFrom(...effects);
const step = fc.constantFrom('isolate-stages', 'hand-back');
const change: fc.Arbitrary<Body> = fc.oneof(
  fc.record({ type: fc.constant('item.ruled-out' as const), item: name, reason: fc.constant('No.') }),
  fc.record({ type: fc.constant('item.ruled-in' as const), item: name, reason: fc.constant('Yes.') }),
  fc.record({
    type: fc.constant('item.not-possible' as const),
    item: name,
    reached: effect,
    reason: fc.constant('No.'),
  }),
  fc.record({ type: fc.constant('effect.reached' as const), item: name, reached: effect, step }),
  fc.record({
    type: fc.constant('effect.withdrawn' as const),
    item: name,
    reached: effect,
    step,
    because: fc.constant('No.'),
  }),
  fc.constant<Body>({
    type: 'glass.broken',
    over: { what: 'gate', phase: 'isolate' },
    refused: 'It does not hold.',
    reason: 'Now.',
  } as Body),
);

describe('how a run went, by time', () => {
  it('given any changes of the register, when they are counted as they come, then it is what the register then holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 3 }), change), { maxLength: 40 }), (changes) => {
        const run = new Run({ playbook: gates, scenario: null });
        let minute = 1;
        const states = new Map<number, State>([[0, run.state]]);
        const told = (body: Body) => {
          run.at(minute).say(body);
          states.set(minute * 60_000, run.state);
        };
        for (const [index, item] of names.entries()) {
          const kind = (['stage', 'credential', 'backup', 'stage', 'account'] as const)[index] ?? 'stage';
          told({ type: 'item.added', item, kind, itemType: 'x', name: item, fields: {}, how: 'unplanned' });
        }
        for (const [later, body] of changes) {
          minute += later;
          told(body);
        }
        const { progress } = run.report;
        for (const [at, state] of states) {
          const point = progress.findLast((one) => one.at <= at);
          expect(point?.team).toEqual(recounted(state));
          expect(point?.truth).toBeNull();
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['poisoned-release', 'missed-one'],
    ['incomplete-rotation', 'as-it-happened'],
    ['four-ways-back', 'stop-first'],
    ['moved-tags', 'reissue-first'],
  ])('given %s as %s plays it, when it is counted, then it is what register and world then were', (scenario, play) => {
    const { entries, definition, report } = played(scenario, play);
    const fromT = report.progress.filter(({ at }) => at >= 0);
    expect(fromT.length).toBeGreaterThan(5);
    let state = initialState(definition);
    let next = 0;
    for (const { at, team, truth } of fromT) {
      const until = entries.findIndex((entry, index) => index >= next && entry.at > at);
      const end = until < 0 ? entries.length : until;
      state = evolveAll(state, entries.slice(next, end));
      next = end;
      expect({ at, team, truth }).toEqual({ at, team: recounted(state), truth: recountedTruth(state) });
    }
  });

  it('given a drill in play, then nothing of the truth is in it; once it is told, it begins before T, when nobody knew', () => {
    const run = playedOut();
    expect(run.report.progress[0]).toMatchObject({ at: -18_000_000, team: null, truth: { hit: 1, open: 1 } });
    const inPlay = new Run();
    expect(inPlay.report.progress).toEqual([
      { at: 0, team: { inScope: 1, contained: 0, unmet: 1, phases: 4 }, truth: null },
    ]);
  });
});
