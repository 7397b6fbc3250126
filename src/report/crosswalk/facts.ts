import type { Source, Told } from '../source.ts';
import { count } from '../words.ts';
import { backups, contained, criteria, eradicated, preserved, restored, verified } from './effect-facts.ts';
import { distinct, type Fact, numbers, type Rule, some } from './fact.ts';
import { brandsTold, escalated, legal, recoveryTold, told } from './telling-facts.ts';

/** The playbook was worked through, as far as it was. */
function planFollowed(source: Source): Fact | null {
  const done = source.of('step.done');
  const [opened] = source.of('run.opened');
  if (!opened || done.length === 0) return null;
  const closed = source.of('phase.closed').filter(({ phase }) => source.state.phases[phase]?.status === 'closed');
  const { title, version } = source.definition.playbook;
  const phases = count(source.definition.playbook.phases.length, 'phase');
  return {
    says: `The playbook “${title}” ${version} was followed: ${count(done.length, 'step')} finished, ${distinct(closed.map(({ phase }) => phase)).length} of ${phases} closed`,
    entries: numbers(opened, ...done, ...closed),
  };
}

/** Roles were taken by people who are named. A role that nobody took is held by its own title. */
function rolesTaken(source: Source): Fact | null {
  const taken = source.of('role.taken').filter(({ role, person }) => isNamed(source, role, person));
  const handed = source.of('role.handed-over').filter(({ role, to }) => isNamed(source, role, to));
  if (taken.length + handed.length === 0) return null;
  const roles = distinct([...taken, ...handed].map(({ role }) => source.roleTitle(role)));
  return {
    says: `${count(roles.length, 'role')} had a name to it: ${some(roles)}`,
    entries: numbers(...taken, ...handed),
  };
}

function isNamed(source: Source, role: string, person: string): boolean {
  return person !== source.roleTitle(role) && person !== role;
}

function raised(source: Source): Fact | null {
  const [opened] = source.of('run.opened');
  if (!opened?.alert) return null;
  return { says: `It was raised by an alert of ${opened.alert.source}`, entries: numbers(opened) };
}

/** Decisions, what was ruled out, and what was found out about the beginning. */
function assessed(source: Source): Fact | null {
  const decided = source.of('step.answered');
  const ruled = source.of('item.ruled-out');
  if (decided.length + ruled.length === 0) return null;
  const why = decided.filter(({ rationale }) => rationale).length;
  return {
    says: `${count(decided.length, 'decision')} were taken, ${why} of them with a rationale; ${count(ruled.length, 'item')} examined and ruled out`.replace(
      /^1 decision were/,
      '1 decision was',
    ),
    entries: numbers(...decided, ...ruled),
  };
}

function analysed(source: Source): Fact | null {
  const since = source
    .of('anchor.revised')
    .filter(({ anchor, value, by }) => anchor === 'intruded' && value !== null && by);
  if (since.length === 0) return null;
  return {
    says: 'It was established since when the intrusion went on, with the source of that',
    entries: numbers(...since),
  };
}

/** Surveys that were finished, and what they and others put into scope. */
function scoped(source: Source): Fact | null {
  const items = source.of('item.added').filter(({ how }) => how !== 'known');
  const surveys = source.of('step.done').filter(({ step }) => source.definition.steps[step]?.effect === 'survey');
  if (items.length + surveys.length === 0) return null;
  return {
    says: `${count(surveys.length, 'survey')} finished; ${count(items.length, 'item')} found and taken into scope`,
    entries: numbers(...surveys, ...items),
  };
}

/** Everything that was done stands in a chain of hashes. */
function recorded(source: Source): Fact | null {
  const acts = source.entries.filter(({ type }) => acting.has(type));
  if (acts.length === 0) return null;
  return {
    says: `${count(acts.length, 'entry says', 'entries say')} what was done, when and by whom, in a journal whose entries are chained by SHA-256`,
    entries: numbers(...acts),
  };
}

const acting = new Set<string>([
  ...['step.done', 'step.answered', 'step.failed', 'step.skipped', 'step.retracted'],
  ...['action.requested', 'action.finished', 'action.concluded', 'approval.granted', 'glass.broken'],
]);

function evidenceKept(source: Source): Fact | null {
  const given = source.entries.filter(hasEvidence);
  if (given.length === 0) return null;
  return {
    says: `${count(given.length, 'entry', 'entries')} came with evidence, kept under its SHA-256`,
    entries: numbers(...given),
  };
}

function hasEvidence(entry: Told): boolean {
  if (entry.type === 'run.opened') return entry.alert?.evidence !== undefined;
  if (entry.type === 'action.finished') return entry.evidence !== undefined;
  const holds = entry.type === 'step.done' || entry.type === 'step.started' || entry.type === 'action.concluded';
  return holds && (entry.evidence?.length ?? 0) > 0;
}

/** A talk about it took place, and something came of it or was rated. */
function reviewed(source: Source): Fact | null {
  const talked = source.of('hot-wash.opened');
  const came = [...source.of('improvement.added'), ...source.of('objective.rated'), ...source.of('task.observed')];
  if (talked.length === 0 || came.length === 0) return null;
  return {
    says: 'It was reviewed after its end, and what came of that was written down',
    entries: numbers(...talked, ...came),
  };
}

function improvements(source: Source): Fact | null {
  const dropped = new Set(source.of('improvement.dropped').map(({ improvement }) => improvement));
  const added = source.of('improvement.added').filter(({ improvement }) => !dropped.has(improvement));
  if (added.length === 0) return null;
  const owned = added.filter(({ owner }) => owner).length;
  return {
    says: `${count(added.length, 'improvement')} written down, ${owned} of them with an owner. Whether they were carried out is not in it`,
    entries: numbers(...added),
  };
}

/** What in the plan was found to be in the way. */
function planChanges(source: Source): Fact | null {
  const found = [...source.of('step.flagged'), ...source.of('step.added'), ...source.of('glass.broken')];
  if (found.length === 0) return null;
  return {
    says: `${count(found.length, 'place')} in the playbook found to be changed. Whether it was changed is not in it`,
    entries: numbers(...found),
  };
}

/** Rated or reviewed by people: a suggestion of the program is no evaluation. */
function evaluated(source: Source): Fact | null {
  const review = reviewed(source);
  const better = improvements(source);
  if (!review || !better) return null;
  return { says: better.says, entries: distinct([...review.entries, ...better.entries]).sort((a, b) => a - b) };
}

function ended(source: Source): Fact | null {
  const end = source.of('play.ended').filter(({ outcome }) => outcome === 'closed');
  if (end.length === 0) return null;
  const closed = source.of('phase.closed').filter(({ phase }) => source.state.phases[phase]?.status === 'closed');
  return {
    says: 'Every phase was closed, each once its gate held, and the response was ended',
    entries: numbers(...closed, ...end),
  };
}

/** Every rule by its name: what a control names. */
export const facts = {
  planFollowed,
  rolesTaken,
  raised,
  assessed,
  analysed,
  scoped,
  recorded,
  evidenceKept,
  reviewed,
  improvements,
  planChanges,
  evaluated,
  ended,
  contained,
  eradicated,
  preserved,
  restored,
  verified,
  backups,
  criteria,
  told,
  brandsTold,
  escalated,
  legal,
  recoveryTold,
} as const satisfies Readonly<Record<string, Rule>>;

export type FactName = keyof typeof facts;
