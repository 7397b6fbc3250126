import type { Ask, CommandType } from '../../src/engine/commands.ts';
import type { InstanceRef } from '../../src/engine/entries.ts';
import { trackings } from '../../src/engine/improving.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { planOf } from '../../src/engine/plan.ts';
import { openInstances, refOf } from '../../src/engine/queries.ts';
import type { State } from '../../src/engine/state.ts';
import { fc } from '../helpers/properties.ts';
import { evidence } from './given.ts';

/** A command that does not know yet what it is about: it looks at the state when its turn comes. */
export interface Intent {
  readonly type: CommandType;
  readonly pick: number;
  readonly other: number;
  /** Milliseconds since the command before. */
  readonly pause: number;
}

const often: readonly CommandType[] = [
  'finish',
  'finish',
  'finish',
  'finish',
  'take',
  'request-approval',
  'approve',
  'approve',
  'add-item',
  'retract',
  'reopen',
];
const seldom: readonly CommandType[] = [
  'wake',
  'pause',
  'resume',
  'set-speed',
  'jump',
  'recover',
  'leave',
  'take-role',
  'hand-over',
  'revise-anchor',
  'revise-input',
  'release',
  'refuse-approval',
  'do-otherwise',
  'fail',
  'retry',
  'skip',
  'skip-phase',
  'break-glass',
  'add-step',
  'flag',
  'set-field',
  'rule-out',
  'rule-in',
  'rule-out-clock',
  'rule-in-clock',
  'not-possible',
  'page',
  'page',
  'answer-page',
  'next-page',
  'call-off-page',
  'answer-inject',
  'release-inject',
  'hold-inject',
  'drop-inject',
  'improvise-inject',
  'note',
  'correct',
  'stop',
  'observe',
  'rate',
  'add-improvement',
  'drop-improvement',
  'track-improvement',
  'tell',
  'begin-delivery',
  'end-delivery',
  'retry-delivery',
  'drop-delivery',
  'withhold',
  'close',
];

export const intents: fc.Arbitrary<Intent[]> = fc.array(
  fc.record({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...often) },
      { weight: 1, arbitrary: fc.constantFrom(...seldom.filter((type) => type !== 'stop')) },
      { weight: 0, arbitrary: fc.constantFrom(...seldom) },
    ),
    pick: fc.nat(60),
    other: fc.nat(60),
    pause: fc.oneof(fc.constant(0), fc.nat(90_000), fc.nat(600_000)),
  }),
  { maxLength: 40 },
);

const from = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const names = [
  'release.yml',
  'CI_TOKEN',
  'NPM_TOKEN',
  'DEPLOY_KEY',
  'lint.yml',
  'build.yml',
  '‮evil',
  '__proto__',
  'x'.repeat(40),
];

/** The command that an intent comes to in a state: mostly one that fits, and often one that does not. `about`: what it is about. */
export function askOf(state: State, { type, pick, other }: Intent, about?: InstanceRef): Ask {
  const { playbook, scenario } = state.definition;
  const steps = Object.keys(state.definition.steps);
  const everyRef = steps.flatMap((step): InstanceRef[] => Object.values(state.steps[step] ?? {}).map(refOf));
  const open = openInstances(state).map(refOf);
  const ref: InstanceRef = about ?? from(other % 4 === 0 ? everyRef : open, pick) ?? { step: from(steps, pick) ?? '' };
  const items = Object.keys(state.kindOf);
  const item = from(items, pick) ?? 'none';
  const reason = other % 9 === 0 ? '' : 'So.';
  const inject =
    from(
      (scenario?.injects ?? []).map(({ id }) => id),
      pick,
    ) ?? 'none';
  const phase = from(playbook.phases, pick)?.id ?? 'none';
  const objective = from(scenario?.objectives ?? [], pick);
  const awaiting = openInstances(state)
    .filter(({ status }) => status === 'awaiting-approval')
    .map(refOf);
  const asked = from(awaiting, pick) ?? ref;
  const waiting = from(Object.keys(state.outbox.slack?.pending ?? {}), pick) ?? 'm1';
  const called = from(Object.keys(state.pages), pick) ?? 'p1';
  const step = state.definition.steps[ref.step];
  const kind =
    from(['stage', 'credential', 'artifact', 'system', 'backup', 'account', 'stakeholder'] as const, other) ?? 'stage';
  const choices =
    step?.decide?.form === 'options'
      ? step.decide.options.map(({ id }) => id).filter((id) => id !== 'false-alarm')
      : Object.keys(state.register.backup ?? {});

  const asks: { [K in CommandType]: () => Ask } = {
    open: () => ({ type: 'wake' }),
    wake: () => ({ type: 'wake' }),
    pause: () => ({ type: 'pause' }),
    resume: () => ({ type: 'resume' }),
    recover: () => ({ type: 'recover' }),
    leave: () => ({ type: 'leave' }),
    close: () => ({ type: 'close' }),
    'set-speed': () => ({ type: 'set-speed', speed: [1, 2, 0.5, 0, 10][other % 5] ?? 1 }),
    jump: () => ({ type: 'jump' }),
    'take-role': () => ({
      type: 'take-role',
      role: ['lead', 'operator', 'legal', 'nobody'][other % 4] ?? '',
      person: 'Jon',
    }),
    'hand-over': () => ({
      type: 'hand-over',
      role: ['operator', 'communicator'][other % 2] ?? '',
      to: ['Jon', 'Ada'][pick % 2] ?? '',
      note: '',
    }),
    'revise-anchor': () => ({
      type: 'revise-anchor',
      anchor: 'intruded',
      value: [null, '2026-03-02T01:00:00Z', '2026-02-20T01:00:00Z', 'never'][other % 4] ?? null,
      source: 'log',
      reason,
    }),
    'revise-input': () => ({
      type: 'revise-input',
      input: 'repository',
      value: ['acme/x', 'no repository', null][other % 3] ?? null,
      reason,
    }),
    take: () => ({ type: 'take', ...ref }),
    release: () => ({ type: 'release', ...ref }),
    'request-approval': () => ({ type: 'request-approval', instances: [ref] }),
    approve: () => ({
      type: 'approve',
      instances: [asked],
      hash: other % 7 === 0 ? 'stale' : approvalFor(state, [asked]).hash,
    }),
    'refuse-approval': () => ({ type: 'refuse-approval', instances: [asked], reason }),
    finish: () => ({
      type: 'finish',
      ...ref,
      choice: from(choices, other) ?? '',
      answer: 'Yes.',
      rationale: 'Because.',
      evidence,
    }),
    'plan-action': () => ({ type: 'plan-action', ...ref, with: { any: 'thing' } }),
    'run-action': () => ({ type: 'run-action', ...ref, hash: planOf(state, ref)?.hash ?? 'none' }),
    'cancel-action': () => ({ type: 'cancel-action', ...ref }),
    look: () => ({ type: 'look', ...ref }),
    conclude: () => ({ type: 'conclude', ...ref, did: other % 2 === 0, how: reason }),
    'action-said': () => ({ type: 'action-said', ...ref, number: 1, lines: ['line'] }),
    'action-ended': () => ({
      type: 'action-ended',
      ...ref,
      number: 1,
      outcome: { verdict: 'ok', said: 'exit 0', milliseconds: 1 },
      raw: {},
    }),
    'go-on': () => ({ type: 'go-on' }),
    'do-otherwise': () => ({ type: 'do-otherwise', ...ref, how: reason, evidence }),
    fail: () => ({ type: 'fail', ...ref, reason }),
    retry: () => ({ type: 'retry', ...ref }),
    skip: () => ({ type: 'skip', ...ref, reason }),
    reopen: () => ({ type: 'reopen', ...(from(everyRef, pick) ?? ref), reason }),
    retract: () => ({ type: 'retract', ...(from(everyRef, pick) ?? ref), reason }),
    'skip-phase': () => ({ type: 'skip-phase', phase: other % 5 === 0 ? phase : 'none', reason }),
    'break-glass': () => ({
      type: 'break-glass',
      over:
        other % 5 === 0
          ? { what: 'gate', phase }
          : { what: (['require', 'approval', 'order', 'check'] as const)[other % 4] ?? 'order', ...ref },
      reason,
    }),
    'add-step': () => ({
      type: 'add-step',
      phase,
      title: 'Also',
      reason,
      ...(other % 2 ? { effect: 'isolate' as const, item } : {}),
    }),
    flag: () => ({ type: 'flag', step: ref.step, flag: 'slow', text: reason }),
    'add-item': () => ({
      type: 'add-item',
      kind,
      name: from(names, pick) ?? '',
      ...(kind === 'backup' ? { fields: { taken: '2026-03-01T00:00:00Z', digest: 'd' } } : {}),
    }),
    'set-field': () => ({
      type: 'set-field',
      item,
      field: ['needed', 'taken', 'nothing'][other % 3] ?? '',
      value: [true, '2026-03-02T00:00:00Z', null][pick % 3] ?? null,
      reason,
    }),
    'rule-out': () => ({ type: 'rule-out', item, reason }),
    'rule-in': () => ({ type: 'rule-in', item, reason }),
    'rule-out-clock': () => ({ type: 'rule-out-clock', clock: 'gdpr-authority', reason }),
    'rule-in-clock': () => ({ type: 'rule-in-clock', clock: 'gdpr-authority', reason }),
    'not-possible': () => ({
      type: 'not-possible',
      item,
      reached: (['isolated', 'revoked', 'proven-dead', 'quarantined'] as const)[other % 4] ?? 'isolated',
      reason,
    }),
    page: () => ({
      type: 'page',
      who: names[other % names.length] ?? 'lead',
      text: reason,
      chain: names.slice(0, pick % 4).map((name) => ({
        ...{ person: 'mara', name, why: 'named', wait: (1 + (other % 9)) * 30_000 },
        by: (['phone', 'sms', null] as const)[other % 3] ?? null,
        via: 'slack',
      })),
    }),
    'answer-page': () => ({ type: 'answer-page', page: called, person: reason }),
    'next-page': () => ({ type: 'next-page', page: called }),
    'call-off-page': () => ({ type: 'call-off-page', page: called, reason }),
    'answer-inject': () => ({ type: 'answer-inject', inject, answer: reason }),
    'release-inject': () => ({ type: 'release-inject', inject }),
    'hold-inject': () => ({ type: 'hold-inject', inject }),
    'drop-inject': () => ({ type: 'drop-inject', inject, reason }),
    'improvise-inject': () => ({ type: 'improvise-inject', from: 'A desk', via: 'phone', to: ['lead'], text: reason }),
    note: () => ({ type: 'note', text: reason }),
    correct: () => ({ type: 'correct', corrects: pick, text: reason }),
    stop: () => ({ type: 'stop', reason }),
    observe: () => ({ type: 'observe', objective: objective?.id ?? '', task: other % 3, met: pick % 2 === 0 }),
    rate: () => ({ type: 'rate', objective: objective?.id ?? '', rating: 'S', reason }),
    'add-improvement': () => ({
      type: 'add-improvement',
      text: reason,
      owner: 'Jon',
      due: ['2026-04-01', 'soon'][other % 2] ?? '',
      ...(pick % 2 === 0 && { finding: 'public-bucket' as const }),
    }),
    'drop-improvement': () => ({ type: 'drop-improvement', improvement: 'improvement-1', reason }),
    'track-improvement': () => ({
      type: 'track-improvement',
      improvement: 'improvement-1',
      tracker: 'github:acme/app',
      state: trackings[other % trackings.length] ?? 'sending',
      issue: `#${pick}`,
    }),
    tell: () => ({ type: 'tell', via: 'slack', to: 'run', sort: 'line', subject: reason, lines: [] }),
    'begin-delivery': () => ({ type: 'begin-delivery', via: 'slack', messages: [waiting] }),
    'end-delivery': () => ({
      type: 'end-delivery',
      via: 'slack',
      messages: [waiting],
      outcome: (['sent', 'put-off', 'unknown', 'refused'] as const)[other % 4] ?? 'sent',
      why: 'It does not answer.',
      receipt: { ts: String(pick) },
      ...(pick % 3 === 0 && { stops: true as const }),
    }),
    'retry-delivery': () => ({ type: 'retry-delivery', via: 'slack' }),
    'drop-delivery': () => ({ type: 'drop-delivery', via: 'slack', messages: [waiting], reason }),
    withhold: () => ({ type: 'withhold', via: 'slack', withheld: pick % 2 === 0, reason }),
  };
  return asks[type]();
}

const hostileTexts = [
  '',
  ' ',
  'constructor',
  '__proto__',
  'toString',
  'x'.repeat(100_000),
  '\u0000',
  '${{ now }}',
  '-',
  '\ud800',
];
const hostileNumbers = [Number.NaN, Number.POSITIVE_INFINITY, -1, -1e308, 1e308, 0.5, 2 ** 53, 1e-320];

/** The command with some of what it says made hostile; `at` says where, over and over. */
export function hostile(value: unknown, at: () => number): unknown {
  const pick = at();
  if (typeof value === 'string') return pick % 3 === 0 ? hostileTexts[pick % hostileTexts.length] : value;
  if (typeof value === 'number') return pick % 2 === 0 ? hostileNumbers[pick % hostileNumbers.length] : value;
  if (Array.isArray(value)) return pick % 4 === 0 ? [] : value.map((one) => hostile(one, at));
  if (typeof value !== 'object' || value === null) return value;
  const kept = (key: string) => key === 'type' || key === 'what';
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, kept(key) ? one : hostile(one, at)]));
}
