import { formatDuration } from '../language/time.ts';
import { hasAttacker } from '../scenario/attacker.ts';
import type { Definition } from './definition.ts';
import type { By, Entry, EntryType, InstanceRef, NoteSort, Override } from './entries.ts';
import { trackedWords } from './improving.ts';
import { itemOf, type State } from './state.ts';
import { clockText } from './time.ts';

/** The name of a register item or an added step by its id; undefined where there is none. */
export type NameOf = (id: string) => string | undefined;

/** The names that a run's register and its added steps give. */
export function namesIn(state: State): NameOf {
  return (id) => itemOf(state, id)?.name ?? state.added[id]?.title;
}

/**
 * What an entry says, in one line of plain English, past tense, without its time and without a full stop.
 * Texts from outside are in it as they are, on one line: a screen strips them, a report escapes them.
 */
export function sentenceOf(entry: Entry, definition: Definition, nameOf: NameOf): string {
  const tell = table[entry.type] as (entry: Entry, words: Words) => string;
  return oneLine(tell(entry, wordsOf(definition, nameOf)));
}

interface Words {
  /** `isolate-stages for build.yml`. */
  readonly step: (ref: InstanceRef) => string;
  readonly steps: (refs: readonly InstanceRef[]) => string;
  readonly item: (id: string) => string;
  readonly phase: (id: string) => string;
  /** The label of an option of a step, or the name of the item that was chosen. */
  readonly choice: (step: string, choice: string) => string;
  readonly objective: (id: string) => string;
  readonly task: (objective: string, task: number) => string;
  readonly move: (id: string) => string;
  /** What moves begin with: those of an attacker, or what happened in a case that has none. */
  readonly moved: { readonly happened: string; readonly blocked: string };
  readonly clock: (id: string) => string;
  /** That play, or the response, ended; and that the talk about it began. */
  readonly ended: string;
  readonly talked: string;
  /** `the message from Release monitor`. */
  readonly message: (inject: string) => string;
}

function wordsOf(definition: Definition, nameOf: NameOf): Words {
  const item = (id: string) => nameOf(id) ?? definition.things[id]?.name ?? id;
  const step = (ref: InstanceRef) => {
    const name = definition.steps[ref.step] ? ref.step : (nameOf(ref.step) ?? ref.step);
    return ref.item === undefined ? name : `${name} for ${item(ref.item)}`;
  };
  const { scenario } = definition;
  const objectives = scenario?.objectives ?? [];
  const objectiveOf = (id: string) => objectives.find((objective) => objective.id === id);
  return {
    item,
    step,
    steps: (refs) => list(refs.map(step)),
    phase: (id) => definition.phases[id]?.title ?? id,
    message: (id) => `the message from ${definition.injects[id]?.from ?? id}`,
    choice: (id, choice) => {
      const decide = definition.steps[id]?.decide;
      const option = decide?.form === 'options' ? decide.options.find((one) => one.id === choice) : undefined;
      return option?.label ?? item(choice);
    },
    objective: (id) => objectiveOf(id)?.title ?? id,
    task: (id, task) => objectiveOf(id)?.tasks[task]?.title ?? `task ${task + 1}`,
    move: (id) => scenario?.adversary.moves.find((move) => move.id === id)?.title ?? id,
    moved: scenario === null || hasAttacker(scenario) ? byAttacker : byItself,
    ended: scenario === null ? 'The response ended' : 'Play ended',
    talked: scenario === null ? 'The review began' : 'The hot wash began',
    clock: (id) => definition.playbook.clocks.find((clock) => clock.id === id)?.title ?? id,
  };
}

const byAttacker = { happened: 'The attacker', blocked: 'The attacker was stopped' };
const byItself = { happened: 'It happened', blocked: 'It was stopped' };
/** What a line about a move begins with: where a column says already whose it is, it can go. */
export const moveLead = /^(?:The attacker|It happened|It)( was stopped)?: /;

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `Mara took up X`, or `X was taken up` where nobody is named. */
function did(by: By | undefined, active: string, object: string, passive = `was ${active}`): string {
  return by ? `${by.person} ${active} ${object}` : `${object} ${passive}`;
}

/** Whom a page calls, and how. */
function called(turn: { readonly name: string; readonly by: string | null } | undefined): string {
  if (!turn) return 'nobody';
  return `${turn.name}${turn.by === null ? ', whom nothing reaches' : `, by ${turn.by}`}`;
}

function because(reason: string | undefined): string {
  return reason ? `: ${bare(reason)}` : '';
}

/** A person's own sentence inside another: without the full stop at its end. */
function bare(text: string): string {
  return text.trim().replace(/\.$/, '');
}

/** A time for people: `2026-03-02 03:12Z`. */
function when(iso: string | null): string {
  return iso === null ? 'unknown' : `${iso.slice(0, 16).replace('T', ' ')}Z`;
}

function overridden(over: Override, words: Words): string {
  if (over.what === 'gate') return `the gate of ${words.phase(over.phase)}`;
  const what = {
    require: 'what is required before',
    approval: 'the approval of',
    order: 'the order of',
    check: 'the check of',
  };
  return `${what[over.what]} ${words.step(over)}`;
}

/** `message m12`, `12 messages`. */
function messages({ messages: ids }: { readonly messages: readonly string[] }): string {
  return ids.length === 1 ? `message ${ids[0]}` : `${ids.length} messages`;
}

const turned = {
  opened: 'The clock started',
  paused: 'The clock was paused',
  resumed: 'The clock went on',
  speed: 'The clock changed its speed',
  jumped: 'The clock jumped',
  left: 'The run was left',
  recovered: 'The clock went on where it had stopped',
};
const came = { known: 'was known', found: 'was found', revealed: 'came to light', unplanned: 'was added' };
const verdicts = { met: 'came about', late: 'came too late', unmet: 'did not come about', open: 'was not judged' };

/** `revoked` says why a thing was of no use; in a sentence it was that. */
function asClause(why: string): string {
  return /^(?:is|was|does) /.test(why) ? why : `was ${why}`;
}

const noted: Readonly<Record<NoteSort, string>> = {
  well: 'what went well',
  poorly: 'what went poorly',
  lucky: 'where luck helped',
  factor: 'what contributed to it',
};

type Table = { readonly [T in EntryType]: (entry: Entry<T>, words: Words) => string };

const table: Table = {
  'run.opened': (e) =>
    `The run was opened: ${e.playbook.id} ${e.playbook.version}${e.scenario ? `, scenario ${e.scenario.id} ${e.scenario.version}` : ''}`,
  'run.recovered': (e) =>
    `The run was cut off, and is gone on with${e.lost > 0 ? `; what ran then: ${e.lost}` : ''}${e.waits ? '; what goes on by itself waits for a word' : ''}`,
  'run.gone-on': (e) => did(e.by, 'said', 'go', 'was said'),
  'time.anchored': (e) =>
    `${turned[e.why]}${e.why === 'jumped' ? ` to ${clockText(e.exercise)}` : ''}${e.speed === 1 ? '' : `, at ${e.speed} times the speed`}`,
  'anchor.revised': (e) =>
    e.by
      ? `${e.by.person} set the moment "${e.anchor}" to ${when(e.value)}, from ${e.source}${because(e.reason)}`
      : `The moment "${e.anchor}" is now ${when(e.value)}, from ${e.source}`,
  'input.revised': (e) => `${did(e.by, 'set', e.input)} to ${e.value ?? 'unknown'}${because(e.reason)}`,
  'role.taken': (e) => `${e.person} took the role ${e.role}${e.beside ? ' too' : ''}`,
  'role.handed-over': (e) => `${e.from} handed the role ${e.role} over to ${e.to}${because(e.note)}`,

  'phase.opened': (e, w) => `Phase opened: ${w.phase(e.phase)}`,
  'phase.closed': (e, w) => `Phase closed: ${w.phase(e.phase)}`,
  'phase.reopened': (e, w) => `Phase reopened: ${w.phase(e.phase)}, because ${e.because}`,
  'phase.skipped': (e, w) => `${did(e.by, 'skipped', `the phase ${w.phase(e.phase)}`)}${because(e.reason)}`,
  'milestone.reached': (e) => `Milestone reached: ${e.milestone}`,
  'milestone.withdrawn': (e) => `Milestone withdrawn: ${e.milestone}, because ${e.because}`,

  'step.opened': (e, w) => `${w.step(e)} opened${e.asks?.length ? `, and asks for ${list(e.asks)}` : ''}`,
  'step.not-needed': (e, w) => `${w.step(e)} was not needed: ${e.because}`,
  'step.taken': (e, w) => did(e.by, 'took up', w.step(e), 'was taken up'),
  'step.released': (e, w) => `${did(e.by, 'gave back', w.step(e), 'was given back')}${because(e.reason)}`,
  'step.answered': (e, w) =>
    `${did(e.by, 'decided', w.step(e))}: ${e.choice === undefined ? (e.answer ?? '') : bare(w.choice(e.step, e.choice))}${e.rationale ? `. Why: ${bare(e.rationale)}` : ''}`,
  'step.done': (e, w) =>
    `${did(e.by, 'finished', w.step(e))}${e.otherwise ? `, in another way: ${e.otherwise}` : ''}${e.evidence?.length ? ', with evidence' : ''}`,
  'step.failed': (e, w) => `${w.step(e)} failed${because(e.reason)}`,
  'step.retried': (e, w) => `${did(e.by, 'tried', w.step(e))} again`,
  'step.skipped': (e, w) => `${did(e.by, 'skipped', w.step(e))}${because(e.reason)}`,
  'step.reopened': (e, w) => `${did(e.by, 'reopened', w.step(e))}${because(e.reason)}`,
  'step.retracted': (e, w) => `${did(e.by, 'took back', w.step(e), 'was taken back')}${because(e.reason)}`,
  'step.overdue': (e, w) => `${w.step(e)} became overdue`,
  'step.started': (e, w) =>
    `${w.step(e)} ${{ action: 'started', wait: 'began to wait', repeat: 'went on to its next turn' }[e.what]}, until ${clockText(e.until)}`,
  'step.resolved': (e, w) => `What ${w.step(e)} asked about is known now`,
  'step.turn': (e, w) => `${w.step(e)} had its turn ${e.turn}`,
  'step.turn-due': (e, w) => `The next turn of ${w.step(e)} fell due`,
  'step.lost': (e, w) => `${w.step(e)} was running when the program stopped: nobody knows how it came out`,
  'step.unknown': (e, w) => `Nobody knows how ${w.step(e)} came out${because(e.because)}`,
  'step.returned': (e, w) => `${w.step(e)} stayed open`,
  'action.planned': (e, w) => `${did(e.by, 'chose', `${e.action} for ${w.step(e)}`, 'was chosen')}`,
  'action.requested': (e, w) => `${e.by ? `${e.by.person} ran` : 'Next ran'} for ${w.step(e)}: ${e.shown}`,
  'action.output': (e, w) => `${w.step(e)} printed: ${e.lines.at(-1) ?? ''}`,
  'action.cancelled': (e, w) => did(e.by, 'told', `${w.step(e)} to stop`, 'was told'),
  'action.finished': (e, w) =>
    `What ran for ${w.step(e)} ${{ ok: 'worked', failed: 'failed', unknown: 'has no known outcome' }[e.verdict]}: ${bare(e.said)}`,
  'action.concluded': (e, w) =>
    `${e.by ? `${e.by.person} looked at` : 'Somebody looked at'} ${w.step(e)}: it ${e.did ? 'happened' : 'did not happen'}${because(e.how)}`,
  'action.rehearsed': (e, w) => `Rehearsed for ${w.step(e)}, nothing was run: ${e.shown.join('; ')}`,
  'items.proposed': (e, w) => `${w.step(e)} found ${e.items.length}, to be confirmed by hand`,
  'step.added': (e, w) =>
    `${did(e.by, 'added', `the step ${e.title}`)} to ${w.phase(e.phase)}${e.role ? `, for ${e.role}` : ''}${because(e.reason)}`,
  'step.flagged': (e, w) => `${did(e.by, 'flagged', w.step(e))} as ${e.flag}${because(e.text)}`,
  'response.due': (e, w) => `${w.step(e)} got its answer under way, due ${clockText(e.until)}`,
  'response.shown': (e, w) => `${w.step(e)} showed its answer`,
  'approval.requested': (e, w) =>
    `${did(e.by, 'asked for', `the ${e.role}'s approval`, 'was asked for')} of ${w.steps(e.instances)}`,
  'approval.given': (e, w) =>
    `${did(e.by, 'approved', w.steps(e.instances))}, as one of several${e.self ? ' (self-approved)' : ''}`,
  'approval.granted': (e, w) => `${did(e.by, 'approved', w.steps(e.instances))}${e.self ? ' (self-approved)' : ''}`,
  'approval.refused': (e, w) =>
    `${did(e.by, 'refused to approve', w.steps(e.instances), 'was refused approval')}${because(e.reason)}`,
  'glass.broken': (e, w) =>
    `${did(e.by, 'broke', 'the glass', 'was broken')} over ${overridden(e.over, w)}${because(e.reason)}. What refused: ${bare(e.refused)}`,

  'item.added': (e, w) =>
    `${e.how === 'found' && e.by ? `${e.by.person} found ${e.name}` : `${e.name} ${came[e.how]}`} (${e.kind})${e.foundBy ? `, by ${w.step(e.foundBy)}` : ''}`,
  'item.field-set': (e, w) =>
    `${did(e.by, 'set', `${e.field} of ${w.item(e.item)}`)} to ${e.value ?? 'unknown'}${because(e.reason)}`,
  'item.ruled-out': (e, w) => `${did(e.by, 'ruled out', w.item(e.item))}${because(e.reason)}`,
  'item.ruled-in': (e, w) => `${did(e.by, 'ruled in', w.item(e.item), 'was ruled in again')}${because(e.reason)}`,
  'item.not-possible': (e, w) => `${w.item(e.item)} cannot be ${e.reached}${because(e.reason)}`,
  'effect.reached': (e, w) =>
    `${w.item(e.item)} was ${e.reached}${e.leaves ? `. What is left: ${bare(e.leaves)}` : ''}`,
  'effect.withdrawn': (e, w) => `${w.item(e.item)} was no longer ${e.reached}`,

  'message.posted': (e) => (e.by ? `${e.by.person} told ${e.to}: ${e.text}` : `Message to ${e.to}: ${e.text}`),
  'message.queued': (e) => `To be told by ${e.via}: ${e.subject}`,
  'delivery.begun': (e) => `${messages(e)} began to go out by ${e.via}`,
  'delivery.sent': (e) => `${messages(e)} went out by ${e.via}${e.found ? ', as was found there' : ''}`,
  'delivery.put-off': (e) => `${messages(e)} could not go out by ${e.via} yet${because(e.why)}`,
  'delivery.unknown': (e) => `Nobody knows whether ${messages(e)} went out by ${e.via}${because(e.why)}`,
  'delivery.refused': (e) =>
    `${e.via} did not take ${messages(e)}${because(e.why)}${e.stops ? '. Nothing goes out there until that is mended' : ''}`,
  'delivery.dropped': (e) => `${did(e.by, 'dropped', `${messages(e)} of ${e.via}`)}${because(e.reason)}`,
  'delivery.retried': (e) => `${did(e.by, 'had', `${messages(e)} of ${e.via}`, 'was to be')} tried again`,
  'route.changed': (e) =>
    `${e.by ? `${e.by.person} said` : 'It was said'} that details are ${e.withheld ? 'kept from' : 'told by'} ${e.via}${because(e.reason)}`,
  'clock.started': (e, w) =>
    `A deadline began to run: ${w.clock(e.clock)}, ${e.due === null ? 'with no fixed time' : `due ${clockText(e.due)}`}`,
  'clock.stopped': (e, w) => `A deadline stopped: ${w.clock(e.clock)}, because ${e.because}`,
  'clock.met': (e, w) => `A deadline was met: ${w.clock(e.clock)}`,
  'clock.missed': (e, w) => `A deadline was missed: ${w.clock(e.clock)}`,
  'clock.ruled-out': (e, w) => `A deadline was said not to apply: ${w.clock(e.clock)}, because: ${e.reason}`,
  'clock.ruled-in': (e, w) => `A deadline was said to apply after all: ${w.clock(e.clock)}, because: ${e.reason}`,

  'inject.delivered': (e) =>
    `${e.from}, by ${e.via}, to ${list(e.to)}: ${e.text}${e.question ? ` Asked: ${e.question}` : ''}`,
  'inject.held': (e, w) => did(e.by, 'held back', w.message(e.inject), 'was held back'),
  'inject.dropped': (e, w) => `${did(e.by, 'dropped', w.message(e.inject))}${because(e.reason)}`,
  'inject.answered': (e, w) => `${did(e.by, 'answered', w.message(e.inject))}: ${e.answer}`,

  'note.added': (e, w) =>
    `${e.by ? `${e.by.person} noted` : 'Noted'}${e.sort ? ` ${noted[e.sort]}` : ''}${e.ref ? ` on ${w.step(e.ref)}` : ''}: ${e.text}`,
  'entry.corrected': (e) => `${did(e.by, 'corrected', `entry ${e.corrects}`)}: ${e.text}`,
  'task.observed': (e, w) =>
    `${w.task(e.objective, e.task)}: seen to be ${e.met ? 'met' : 'not met'}${e.note ? `, ${e.note}` : ''}`,
  'objective.rated': (e, w) => `${did(e.by, 'rated', w.objective(e.objective))} ${e.rating}${because(e.reason)}`,
  'page.sent': (e) =>
    `${did(e.by, 'called for', e.who, 'was called for')}: ${called(e.chain[0])}. ${e.chain.length > 1 ? `Then ${list(e.chain.slice(1).map(({ name }) => name))}. ` : ''}To be said: ${bare(e.text)}`,
  'page.escalated': (e) => `Nobody answered for ${e.who}. Next: ${called({ name: e.name, by: e.way })}`,
  'page.answered': (e) => `${e.person} answered for ${e.who}`,
  'page.exhausted': (e) => `Everybody was called for ${e.who}, and nobody answered`,
  'page.called-off': (e) => `${did(e.by, 'called off', `the call for ${e.who}`)}${because(e.reason)}`,

  'improvement.added': (e) =>
    `Improvement: ${bare(e.text)}${e.owner ? `, owner ${e.owner}` : ''}${e.due ? `, due ${e.due}` : ''}${e.doneWhen ? `, done when: ${bare(e.doneWhen)}` : ''}`,
  'improvement.tracked': trackedWords,
  'improvement.dropped': (e) => `${did(e.by, 'dropped', `the improvement ${e.improvement}`)}${because(e.reason)}`,

  'world.moved': (e, w) => `${w.moved.happened}: ${w.move(e.move)}`,
  'world.blocked': (e, w) =>
    `${w.moved.blocked}: ${w.move(e.move)}, because ${list(e.blockedBy.map((one) => `${w.item(one.need)} ${asClause(one.why)}`))}${e.retryAt === undefined ? '' : `; tries again at ${clockText(e.retryAt)}`}`,
  'world.changed': (e, w) => `In truth: ${list(e.changes.map((change) => changed(change, w)))}`,
  'world.matched': (e, w) => `In truth ${w.item(e.item)} is ${w.item(e.thing)}`,

  'play.ended': (e, w) => `${w.ended}: ${e.outcome}${because(e.reason)}`,
  'hot-wash.opened': (_, w) => w.talked,
  'inject.judged': (e, w) => `What ${w.message(e.inject)} called for ${verdicts[e.judged.verdict]}: ${e.judged.text}`,
  'objective.suggested': (e, w) =>
    `Suggested for ${w.objective(e.objective)}: ${e.rating ?? 'no rating'}${because(e.because)}`,
  'run.closed': (e) => did(e.by, 'closed', 'the run'),
};

function changed(change: Entry<'world.changed'>['changes'][number], words: Words): string {
  if ('create' in change) return `${change.create.name} came to be (${change.because})`;
  if ('place' in change)
    return `${words.item(change.place)} got into ${list(change.in.map(words.item))} (${change.because})`;
  // What is wiped has no other state.
  const set = change.set.destroyed ? { destroyed: true } : change.set;
  const marks = Object.entries(set).map(([mark, on]) => (on ? mark : (lost[mark] ?? `not ${mark}`)));
  if (change.loss !== undefined) marks.push(`without the last ${formatDuration(change.loss)}`);
  return `${words.item(change.item)} is ${list(marks)} (${change.because})`;
}

const lost: Readonly<Record<string, string>> = {
  alive: 'dead',
  compromised: 'clean',
  isolated: 'reachable again',
  poisoned: 'clean',
  quarantined: 'served again',
  destroyed: 'back',
};
