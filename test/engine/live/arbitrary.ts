import type { Ask, CommandType } from '../../../src/engine/commands.ts';
import type { InstanceRef } from '../../../src/engine/entries.ts';
import { actionsFor } from '../../../src/engine/plan.ts';
import { openInstances, refOf } from '../../../src/engine/queries.ts';
import { type Instance, runningOf, type State } from '../../../src/engine/state.ts';
import { stepOf } from '../../../src/engine/targets.ts';
import { fc } from '../../helpers/properties.ts';
import { askOf, type Intent } from '../arbitrary.ts';

const often: readonly CommandType[] = [
  'run-action',
  'run-action',
  'run-action',
  'action-ended',
  'action-ended',
  'action-ended',
  'request-approval',
  'request-approval',
  'approve',
  'approve',
  'approve',
  'plan-action',
  'add-item',
  'conclude',
  'retry',
  'cancel-action',
  'look',
];
const seldom: readonly CommandType[] = [
  'wake',
  'recover',
  'go-on',
  'cancel-action',
  'look',
  'action-said',
  'take',
  'release',
  'refuse-approval',
  'finish',
  'do-otherwise',
  'fail',
  'skip',
  'reopen',
  'retract',
  'skip-phase',
  'break-glass',
  'break-glass',
  'add-step',
  'set-field',
  'set-field',
  'rule-out',
  'rule-in',
  'not-possible',
  'take-role',
  'hand-over',
  'page',
  'answer-page',
  'next-page',
  'note',
  'stop',
];

/** What people ask of a live run, in any order. */
export const liveIntents: fc.Arbitrary<Intent[]> = fc.array(
  fc.record({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...often) },
      { weight: 1, arbitrary: fc.constantFrom(...seldom) },
    ),
    pick: fc.nat(60),
    other: fc.nat(60),
    pause: fc.oneof(fc.constant(0), fc.nat(90_000), fc.nat(2_400_000)),
  }),
  { minLength: 40, maxLength: 90, size: 'max' },
);

const from = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

const things = [
  { kind: 'stage', name: 'build.yml', itemType: 'github-workflow' },
  { kind: 'stage', name: 'release.yml', itemType: 'github-workflow' },
  { kind: 'credential', name: 'old-token', itemType: 'token' },
  { kind: 'backup', name: 'nightly', itemType: 'restic', fields: { taken: '2026-03-01T00:00:00Z', digest: 'd' } },
] as const;

const raws = [
  { text: 'disabled', json: { same: true, digest: 'd' } },
  { text: 'active', json: { same: false } },
  { json: [{ name: 'found.yml', repo: 'acme/app' }] },
  {},
];

/** The instances that a command is about where it may be done at all: it is more often refused for what it says than for that. */
const fitting: { readonly [K in CommandType]?: (one: Instance, state: State) => boolean } = {
  'action-ended': (one) => runningOf(one) !== undefined,
  'action-said': (one) => runningOf(one) !== undefined,
  'cancel-action': (one) => runningOf(one) !== undefined,
  look: ({ status }) => status === 'outcome-unknown',
  conclude: ({ status }) => status === 'outcome-unknown',
  retry: ({ status }) => status === 'failed',
  'break-glass': (one, state) => isIdle(one) && stepOf(state, one.step)?.approval !== undefined,
  'request-approval': (one, state) => isIdle(one) && stepOf(state, one.step)?.approval !== undefined,
  'run-action': (one, state) =>
    one.step !== 'survey' && actionsFor(state, refOf(one)).length > 0 && isIdle(one) && isLet(one, state),
  'plan-action': ({ status }) => status === 'active' || status === 'ready' || status === 'awaiting-approval',
};

function isIdle({ status }: Instance): boolean {
  return status === 'active' || status === 'ready';
}

function isLet({ step, approval, overridden }: Instance, state: State): boolean {
  const isNeeded = stepOf(state, step)?.approval !== undefined;
  return !isNeeded || approval?.state === 'granted' || overridden.includes('approval');
}

/** The command that an intent comes to in a live run. */
export function liveAskOf(state: State, intent: Intent): Ask {
  const { type, pick, other } = intent;
  const fits = fitting[type];
  const open = openInstances(state);
  const fit = fits && other % 5 !== 0 ? open.filter((one) => fits(one, state)) : [];
  const one = from(fit, pick);
  const reason = 'So.';
  if (type === 'add-item') return { type, ...(from(things, pick) ?? things[0]) };
  if (type === 'set-field')
    return { type, ...correction(other), item: from(Object.keys(state.kindOf), pick) ?? 'none', reason };
  if (type === 'take-role') return { type, role: 'approver', person: from(['Priya', 'Ada', 'Jon'], pick) ?? '' };
  if (type === 'hand-over') return { type, role: 'operator', to: from(['Mara', 'Jon'], pick) ?? '', note: '' };
  if (!one) return askOf(state, intent);
  if (type === 'plan-action') return planned(state, refOf(one), other);
  if (type === 'break-glass') return { type, over: { what: 'approval', ...refOf(one) }, reason };
  if (type === 'action-ended') return ended(one, pick, other);
  return askOf(state, intent, refOf(one));
}

/** Who says it: mostly who may. */
export function speakerOf({ type, pick, other }: Intent): string {
  if (other % 8 === 0) return from(['Mara', 'Jon', 'Priya', 'Ada', 'Eve'], pick) ?? '';
  if (type === 'approve') return from(['Priya', 'Ada', 'Mara'], other) ?? '';
  return ['break-glass', 'skip-phase', 'stop', 'go-on'].includes(type) ? 'Mara' : 'Jon';
}

function ended(one: Instance, pick: number, other: number): Ask {
  const verdict = from(['ok', 'ok', 'ok', 'failed', 'unknown'] as const, other) ?? 'ok';
  // Now and then of a call that does not run.
  const number = (runningOf(one)?.number ?? 0) + (pick % 7 === 0 ? 1 : 0);
  const proof = other % 2 === 0 ? { proof: 'dead' as const } : {};
  const outcome = { verdict, said: 'so it ended', milliseconds: 1, ...proof };
  return { type: 'action-ended', ...refOf(one), number, outcome, raw: from(raws, other) ?? {} };
}

function correction(other: number): { field: string; value: string } {
  const all = [
    { field: 'repository', value: 'acme/other' },
    { field: 'repository', value: 'acme/app' },
    { field: 'type', value: 'token' },
    { field: 'type', value: 'github-workflow' },
  ];
  return from(all, other) ?? { field: 'type', value: 'token' };
}

function planned(state: State, ref: InstanceRef, other: number): Ask {
  const action = from(actionsFor(state, ref), other);
  const values = {
    repository: ['acme/app', 'acme/other'][other % 2] ?? '',
    into: ['/srv/a', '/srv/b'][other % 2] ?? '',
  };
  const given = Object.entries(values).filter(([name]) => action && Object.hasOwn(action.inputs, name));
  return {
    type: 'plan-action',
    ...ref,
    ...(action && { action: action.id }),
    with: Object.fromEntries(given),
    ...(action && Object.keys(action.subjects).length > 0 && { subjects: { old: 'env:OLD_TOKEN' } }),
  };
}
