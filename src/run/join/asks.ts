import type { Ask, CommandType, Refusal } from '../../engine/commands.ts';
import {
  type Check,
  count,
  flag,
  isPlain,
  listOf,
  maybe,
  number,
  orNull,
  recordOf,
  scalar,
  shaped,
  text,
} from './shape.ts';

/** What concerns the process that holds the run: nobody else can know it. */
type HoldersOwn =
  | 'open'
  | 'wake'
  | 'leave'
  | 'recover'
  | 'action-said'
  | 'action-ended'
  | 'track-improvement'
  | 'tell'
  | 'begin-delivery'
  | 'end-delivery';
type Joined = Exclude<CommandType, HoldersOwn>;

/** Every field of a command: the compiler asks for one that is missing here. */
type Fields<T extends CommandType> = { readonly [F in keyof Required<Omit<Ask<T>, 'type'>>]: Check };

const ref = { step: text, item: maybe(text) };
const evidence = listOf(
  shaped({
    sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
    bytes: count,
    name: maybe(text),
    excerpt: maybe(text),
  }),
);
const over: Check = (value) =>
  isPlain(value) && value.what === 'gate'
    ? shaped({ what: text, phase: text })(value)
    : shaped({ what: text, ...ref })(value);
const because = { ...ref, reason: text };
const instances = { instances: listOf(shaped(ref)) };

const fields: { readonly [T in Joined]: Fields<T> } = {
  pause: {},
  resume: {},
  'set-speed': { speed: number },
  jump: { to: maybe(number) },
  'go-on': {},
  'take-role': { role: text, person: text },
  'hand-over': { role: text, to: text, note: text },
  'revise-anchor': { anchor: text, value: orNull(text), source: text, reason: text },
  'revise-input': { input: text, value: scalar, reason: text },
  take: ref,
  release: { ...ref, reason: maybe(text) },
  'request-approval': instances,
  approve: { ...instances, hash: text },
  'refuse-approval': { ...instances, reason: text },
  finish: {
    ...ref,
    choice: maybe(text),
    answer: maybe(text),
    rationale: maybe(text),
    evidence: maybe(evidence),
    outputs: maybe(recordOf(scalar)),
  },
  'plan-action': { ...ref, action: maybe(text), with: maybe(recordOf(text)), subjects: maybe(recordOf(text)) },
  'run-action': { ...ref, hash: text, rationale: maybe(text) },
  'cancel-action': ref,
  look: ref,
  conclude: { ...ref, did: flag, how: text, evidence: maybe(evidence) },
  'do-otherwise': { ...ref, how: text, evidence: maybe(evidence) },
  fail: because,
  retry: ref,
  skip: because,
  reopen: because,
  retract: because,
  'skip-phase': { phase: text, reason: text },
  'break-glass': { over, reason: text },
  'add-step': {
    phase: text,
    title: text,
    role: maybe(text),
    effect: maybe(text),
    item: maybe(text),
    reason: text,
  },
  flag: { step: text, flag: text, text },
  'add-item': {
    kind: text,
    name: text,
    itemType: maybe(text),
    fields: maybe(recordOf(scalar)),
    foundBy: maybe(shaped(ref)),
    known: maybe(flag),
  },
  'retry-delivery': { via: text, messages: maybe(listOf(text)) },
  'drop-delivery': { via: text, messages: listOf(text), reason: text },
  withhold: { via: text, withheld: flag, reason: text },
  'set-field': { item: text, field: text, value: scalar, reason: text },
  'rule-out': { item: text, reason: text },
  'rule-in': { item: text, reason: text },
  'not-possible': { item: text, reached: text, reason: text },
  'rule-out-clock': { clock: text, reason: text },
  'rule-in-clock': { clock: text, reason: text },
  page: {
    who: text,
    text,
    chain: listOf(shaped({ person: text, name: text, by: orNull(text), via: maybe(text), wait: number, why: text })),
  },
  'answer-page': { page: text, person: text },
  'next-page': { page: text },
  'call-off-page': { page: text, reason: text },
  'answer-inject': { inject: text, answer: text },
  'release-inject': { inject: text },
  'hold-inject': { inject: text },
  'drop-inject': { inject: text, reason: text },
  'improvise-inject': { from: text, via: text, to: listOf(text), text },
  note: { text, ref: maybe(shaped(ref)), sort: maybe(text), objective: maybe(text) },
  correct: { corrects: number, text },
  stop: { reason: text },
  observe: { objective: text, task: number, met: flag, note: maybe(text) },
  rate: { objective: text, rating: text, reason: text },
  'add-improvement': {
    text,
    owner: maybe(text),
    due: maybe(text),
    from: maybe(text),
    objective: maybe(text),
    element: maybe(text),
    doneWhen: maybe(text),
    finding: maybe(text),
  },
  'drop-improvement': { improvement: text, reason: text },
  close: {},
};

const holdersOwn: readonly string[] = [
  'open',
  'wake',
  'leave',
  'recover',
  'action-said',
  'track-improvement',
  'tell',
  'begin-delivery',
  'end-delivery',
  'action-ended',
] satisfies readonly HoldersOwn[];

/** A command from another terminal, or why it is none. What it says is the engine's to judge; its form is judged here. */
export function joinersAsk(said: unknown): { readonly ask: Ask } | { readonly refusal: Refusal } {
  if (!isPlain(said) || typeof said.type !== 'string') return { refusal: malformed };
  const { type } = said;
  if (holdersOwn.includes(type)) {
    const message = `${type} is the business of the terminal that holds the run.`;
    return { refusal: { code: 'not-allowed', message } };
  }
  const known: Readonly<Record<string, Readonly<Record<string, Check>>>> = fields;
  const form = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!form || !shaped({ ...form, type: text })(said)) return { refusal: malformed };
  return { ask: said as unknown as Ask };
}

const malformed: Refusal = { code: 'invalid', message: 'That is no command of this version of breakglass.' };
