import type { EntryType } from '../engine/entries.ts';
import { Approvals } from './approvals.ts';
import type { Moment, Source, Told, Who } from './source.ts';
import { inWords } from './words.ts';

const SHOWN_PEOPLE = 5;

export interface Participant {
  readonly person: string;
  /** Roles held, oldest first; `until` null: to the end. Milliseconds from T. */
  readonly roles: readonly {
    readonly role: string;
    readonly title: string;
    readonly from: number;
    readonly until: number | null;
  }[];
  /** Entries that say so to be theirs. */
  readonly entries: number;
}

export interface Handover {
  readonly moment: Moment;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

export interface Approval {
  readonly moment: Moment;
  readonly who: Who | null;
  /** What was approved, in words. */
  readonly what: readonly string[];
  /** False: refused. */
  readonly granted: boolean;
  /** Asked for and given by the same person. */
  readonly self: boolean;
  /** Where several must approve: which of how many this one was. */
  readonly several?: { readonly nth: number; readonly of: number };
  readonly reason?: string;
}

export interface PeopleReport {
  readonly participants: readonly Participant[];
  readonly handovers: readonly Handover[];
  readonly approvals: readonly Approval[];
  /** Of an incident: whether anybody could approve what they do themselves; null in a drill. */
  readonly selfApproval: 'allowed' | 'refused' | null;
  /** Who sat at the keyboards: system user and host, or the play; and how many entries came from there. */
  readonly keyboards: readonly { readonly typedBy: string; readonly entries: number }[];
}

/** Who took part, as what, from when to when, and who approved what. */
export function peopleOf(source: Source): PeopleReport {
  const people = new Map<
    string,
    { roles: { role: string; title: string; from: number; until: number | null }[]; entries: number }
  >();
  const person = (name: string) => {
    const known = people.get(name) ?? { roles: [], entries: 0 };
    people.set(name, known);
    return known;
  };
  const holding = (role: string, name: string) =>
    people.get(name)?.roles.find((one) => one.role === role && one.until === null);
  // Who takes a role alone takes it from whoever holds it; some roles several hold beside each other.
  const hold = (role: string, name: string, at: number, from: readonly string[]) => {
    if (holding(role, name)) return;
    for (const before of from) {
      const held = holding(role, before);
      if (held) held.until = at;
    }
    person(name).roles.push({ role, title: source.roleTitle(role), from: at, until: null });
  };
  const keyboards = new Map<string, number>();
  for (const entry of source.entries) {
    if (entry.by) person(entry.by.person).entries += 1;
    if (entry.typedBy !== undefined) keyboards.set(entry.typedBy, (keyboards.get(entry.typedBy) ?? 0) + 1);
    if (entry.type === 'role.taken') hold(entry.role, entry.person, entry.at, entry.beside ? [] : [...people.keys()]);
    else if (entry.type === 'role.handed-over') hold(entry.role, entry.to, entry.at, [entry.from]);
  }
  return {
    participants: [...people].map(([name, { roles, entries }]) => ({ person: name, roles, entries })),
    handovers: source.of('role.handed-over').map((entry) => handover(source, entry)),
    approvals: approvalsOf(source),
    selfApproval: source.exercise ? null : (source.state.run?.selfApproval ?? 'allowed'),
    keyboards: [...keyboards].map(([typedBy, entries]) => ({ typedBy, entries })),
  };
}

function handover(source: Source, entry: Told<'role.handed-over'>): Handover {
  const { from, to, note } = entry;
  return { moment: source.moment(entry), title: source.roleTitle(entry.role), from, to, note };
}

function approvalsOf(source: Source): Approval[] {
  const approvals = new Approvals(source);
  const answered: Approval[] = [];
  for (const entry of source.entries) {
    approvals.read(entry);
    if (!isAnswer(entry)) continue;
    const [first] = entry.instances;
    const isGiven = entry.type !== 'approval.refused';
    const several = isGiven && first ? approvals.of(first).at(-1)?.several : undefined;
    answered.push({
      moment: source.moment(entry),
      who: source.who(entry.by),
      what: entry.instances.map(source.step),
      granted: isGiven,
      self: isGiven && entry.self,
      ...(several ? { several } : {}),
      ...(isGiven ? {} : { reason: entry.reason }),
    });
  }
  return answered;
}

type Answer = 'approval.given' | 'approval.granted' | 'approval.refused';

const answers: ReadonlySet<EntryType> = new Set<Answer>(['approval.given', 'approval.granted', 'approval.refused']);

function isAnswer(entry: Told): entry is Told<Answer> {
  return answers.has(entry.type);
}

/** Who took part and as what, as a sentence begins: `Mara (Incident lead) and Jon (Operator)`. */
export function team({ participants }: PeopleReport): string {
  const players = participants.filter(({ roles }) => roles.length > 0);
  const titles = players.map(({ person, roles }) => {
    const held = inWords([...new Set(roles.map(({ title }) => title))]);
    return held === person ? person : `${person} (${held})`;
  });
  return titles.length === 0 ? 'A team that took no roles' : inWords(titles, SHOWN_PEOPLE);
}
