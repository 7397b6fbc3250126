import type { Entry, EntryType } from '../entries.ts';
import { namesIn, sentenceOf } from '../sentences.ts';
import type { State } from '../state.ts';
import { stepOf } from '../targets.ts';
import type { Told } from '../telling.ts';

/** Where each is told: in the thread of its phase, or under the headline. What is not here is not told by itself. */
const threads: { readonly [T in EntryType]?: 'phase' | 'headline' } = {
  'run.recovered': 'headline',
  'anchor.revised': 'headline',
  'input.revised': 'headline',
  'role.taken': 'headline',
  'role.handed-over': 'headline',
  'phase.reopened': 'phase',
  'phase.skipped': 'phase',
  'milestone.reached': 'headline',
  'milestone.withdrawn': 'headline',
  'step.answered': 'phase',
  'step.done': 'phase',
  'step.failed': 'phase',
  'step.skipped': 'phase',
  'step.reopened': 'phase',
  'step.retracted': 'phase',
  'step.overdue': 'phase',
  'step.unknown': 'phase',
  'step.lost': 'phase',
  'step.added': 'phase',
  'action.concluded': 'phase',
  'glass.broken': 'phase',
  'item.added': 'headline',
  'item.ruled-out': 'headline',
  'item.not-possible': 'headline',
  'effect.withdrawn': 'headline',
  'message.posted': 'phase',
  'clock.started': 'headline',
  'clock.stopped': 'headline',
  'clock.met': 'headline',
  'clock.missed': 'headline',
  'inject.delivered': 'phase',
  'inject.answered': 'phase',
  'page.sent': 'headline',
  'page.escalated': 'headline',
  'page.answered': 'headline',
  'page.exhausted': 'headline',
  'page.called-off': 'headline',
  'note.added': 'headline',
  'entry.corrected': 'headline',
  'play.ended': 'headline',
  'route.changed': 'headline',
  'run.closed': 'headline',
};

/** What is not to wait behind the rest. */
const urgent: ReadonlySet<EntryType> = new Set([
  'clock.missed',
  'step.unknown',
  'step.lost',
  'glass.broken',
  'page.exhausted',
]);

/** The head of a phase's thread, as it stands; and what happened, one line each. */
export function linesOf(state: State, entry: Entry): Told[] {
  const heads = isOfPhase(entry) ? [topicOf(state, entry.phase)] : [];
  const place = threads[entry.type];
  // What was said there already stands there.
  if (!place || (entry.type === 'note.added' && entry.typedBy?.startsWith('slack:'))) return heads;
  const phase = place === 'phase' ? phaseOf(state, entry) : undefined;
  const thread = phase === undefined ? 'headline' : `phase/${phase}`;
  const subject = sentenceOf(entry, state.definition, namesIn(state));
  const line: Told = { to: 'run', sort: 'line', thread, subject, lines: [] };
  return [...heads, urgent.has(entry.type) ? { ...line, urgent: true } : line];
}

type OfPhase = Entry<'phase.opened' | 'phase.closed' | 'phase.reopened' | 'phase.skipped'>;

function isOfPhase(entry: Entry): entry is OfPhase {
  return ['phase.opened', 'phase.closed', 'phase.reopened', 'phase.skipped'].includes(entry.type);
}

function topicOf(state: State, phase: string): Told {
  const title = state.definition.phases[phase]?.title ?? phase;
  const status = state.phases[phase]?.status ?? 'waiting';
  return { to: 'run', sort: 'topic', slot: `phase/${phase}`, subject: `${title}: ${status}`, lines: [] };
}

/** The phase that an entry belongs to; what belongs to none is of the one that is open first. */
function phaseOf(state: State, entry: Entry): string | undefined {
  const { phase, step, over } = entry as { phase?: string; step?: string; over?: { phase?: string; step?: string } };
  const named = phase ?? over?.phase;
  const of = named ?? stepOf(state, step ?? over?.step ?? '')?.phase;
  if (of !== undefined && state.phases[of]?.status !== 'waiting') return of;
  return state.definition.playbook.phases.find(({ id }) => isOpen(state, id))?.id;
}

function isOpen(state: State, phase: string): boolean {
  const status = state.phases[phase]?.status;
  return status === 'open' || status === 'reopened';
}
