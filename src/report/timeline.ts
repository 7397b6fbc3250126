import type { EntryType } from '../engine/entries.ts';
import { sentenceOf } from '../engine/sentences.ts';
import { optionOf } from './injects.ts';
import { sendersOf } from './messages.ts';
import type { Moment, Source, Told, Who } from './source.ts';
import { plainTimes } from './words.ts';

export type TimelineSort = 'event' | 'decision' | 'communication';

export interface TimelineRow {
  readonly moment: Moment;
  readonly sort: TimelineSort;
  /** The entry's type, as the journal has it. */
  readonly type: EntryType;
  /** How what ended came out; null where the entry ends nothing. */
  readonly outcome: 'success' | 'failure' | 'unknown' | null;
  readonly text: string;
  readonly who: Who | null;
  /** Milliseconds from T at which it belongs: of an incident when it happened, where that was told later. */
  readonly at: number;
  /** What was said later of this entry. */
  readonly corrections: readonly { readonly entry: number; readonly text: string }[];
}

/**
 * Which entries a reader of the timeline sees, and as what. `null`: a consequence, or work of the machinery, that another
 * row tells already. Every type is here, so that a new one is a decision and not an oversight.
 */
const sorts: { readonly [T in EntryType]: TimelineSort | null } = {
  'run.opened': 'event',
  'run.recovered': 'event',
  'run.gone-on': 'decision',
  'time.anchored': 'event',
  'anchor.revised': 'decision',
  'input.revised': 'decision',
  'role.taken': 'event',
  'role.handed-over': 'event',
  'phase.opened': 'event',
  'phase.closed': 'event',
  'phase.reopened': 'event',
  'phase.skipped': 'decision',
  'milestone.reached': 'event',
  'milestone.withdrawn': 'event',
  'step.opened': null,
  'step.not-needed': null,
  'step.resolved': null,
  'step.taken': null,
  'step.released': 'event',
  'step.answered': 'decision',
  'step.done': 'event',
  'step.failed': 'event',
  'step.retried': 'event',
  'step.skipped': 'decision',
  'step.reopened': 'event',
  'step.retracted': 'event',
  'step.overdue': 'event',
  'step.started': 'event',
  'step.lost': 'event',
  'step.unknown': 'event',
  'step.returned': null,
  'action.planned': null,
  'action.requested': 'event',
  'action.output': null,
  'action.cancelled': 'event',
  'action.finished': 'event',
  'action.concluded': 'decision',
  'action.rehearsed': 'event',
  'items.proposed': null,
  'step.turn': null,
  'step.turn-due': null,
  'step.added': 'decision',
  'step.flagged': 'event',
  'response.due': null,
  'response.shown': null,
  'approval.requested': 'communication',
  'approval.given': 'decision',
  'approval.granted': 'decision',
  'approval.refused': 'decision',
  'glass.broken': 'decision',
  'item.added': 'event',
  'item.field-set': 'event',
  'item.ruled-out': 'decision',
  'item.ruled-in': 'decision',
  'item.not-possible': 'decision',
  'effect.reached': null,
  'effect.withdrawn': 'event',
  'message.posted': 'communication',
  'message.queued': null,
  'delivery.begun': null,
  'delivery.sent': null,
  'delivery.put-off': null,
  'delivery.unknown': null,
  'delivery.refused': 'communication',
  'delivery.dropped': 'decision',
  'delivery.retried': null,
  'route.changed': 'decision',
  'clock.started': 'event',
  'clock.stopped': 'event',
  'clock.met': 'event',
  'clock.missed': 'event',
  'clock.ruled-out': 'decision',
  'clock.ruled-in': 'decision',
  'page.sent': 'communication',
  'page.escalated': 'communication',
  'page.answered': 'communication',
  'page.exhausted': 'communication',
  'page.called-off': 'decision',
  'inject.delivered': 'communication',
  'inject.held': null,
  'inject.dropped': null,
  'inject.answered': 'communication',
  'note.added': 'event',
  'entry.corrected': 'event',
  'task.observed': 'event',
  'objective.rated': 'decision',
  'improvement.added': 'decision',
  'improvement.dropped': 'decision',
  'improvement.tracked': 'communication',
  'world.moved': null,
  'world.blocked': null,
  'world.changed': null,
  'world.matched': null,
  'play.ended': 'event',
  'hot-wash.opened': 'event',
  'inject.judged': null,
  'objective.suggested': null,
  'run.closed': 'event',
};

/** Sentences with a time in them that nobody typed: it is told as on the rest of the page. */
const ownTimes: ReadonlySet<EntryType> = new Set(['time.anchored', 'step.started', 'clock.started']);

/** What happened, in the order in which it happened. What was told later stands where it belongs, and says so. */
export function timelineOf(source: Source): TimelineRow[] {
  const corrections = correctionsOf(source);
  const senders = sendersOf(source);
  const rows: TimelineRow[] = [];
  for (const entry of source.entries) {
    const sort = sorts[entry.type];
    if (sort === null || isTold(source, entry)) continue;
    const by = entry.by ?? senders.get(entry.seq);
    const told = inWords(source, entry);
    const text = sentenceOf(by && !entry.by ? { ...told, by } : told, source.definition, source.nameOf);
    rows.push({
      moment: source.moment(entry),
      sort,
      type: entry.type,
      outcome: outcomeOf(entry),
      text: ownTimes.has(entry.type) ? plainTimes(text) : text,
      who: source.who(by),
      at: happenedAt(source, entry),
      corrections: corrections.get(entry.seq) ?? [],
    });
  }
  return rows.sort((a, b) => a.at - b.at || a.moment.entry - b.moment.entry);
}

function outcomeOf(entry: Told): TimelineRow['outcome'] {
  switch (entry.type) {
    case 'step.done':
    case 'clock.met':
      return 'success';
    case 'step.failed':
    case 'clock.missed':
      return 'failure';
    case 'step.unknown':
    case 'step.lost':
      return 'unknown';
    case 'action.finished':
      return entry.verdict === 'ok' ? 'success' : entry.verdict === 'failed' ? 'failure' : 'unknown';
    case 'action.concluded':
      return entry.did ? 'success' : 'failure';
    default:
      return null;
  }
}

/** An option is told by its label. */
function inWords(source: Source, entry: Told): Told {
  if (entry.type !== 'inject.answered') return entry;
  const inject = source.definition.injects[entry.inject];
  return { ...entry, answer: optionOf(inject, entry.answer) ?? entry.answer };
}

/** An answer tells of its finishing; the opening of the clock tells nothing that the opening of the run does not. */
function isTold(source: Source, entry: Told): boolean {
  if (entry.type === 'time.anchored') return entry.why === 'opened';
  // That it began to go there is told by how it came out.
  if (entry.type === 'improvement.tracked') return entry.state === 'sending';
  if (entry.type !== 'step.done' || entry.otherwise !== undefined || entry.evidence?.length) return false;
  const step = source.definition.steps[entry.step];
  return step?.decide !== undefined || step?.notify !== undefined;
}

function happenedAt(source: Source, entry: Told): number {
  const happened = entry.happened === undefined || source.exercise ? Number.NaN : Date.parse(entry.happened);
  return Number.isNaN(happened) ? entry.at : happened - (source.state.run?.starts ?? 0);
}

function correctionsOf(source: Source): Map<number, { entry: number; text: string }[]> {
  const corrections = new Map<number, { entry: number; text: string }[]>();
  for (const entry of source.of('entry.corrected')) {
    const list = corrections.get(entry.corrects) ?? [];
    list.push({ entry: entry.seq, text: entry.text });
    corrections.set(entry.corrects, list);
  }
  return corrections;
}
