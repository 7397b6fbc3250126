import type { Moment, Source, Told, Who } from './source.ts';

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
  readonly granted: boolean;
  /** Asked for and given by the same person. */
  readonly self: boolean;
  readonly reason?: string;
}

export interface PeopleReport {
  readonly participants: readonly Participant[];
  readonly handovers: readonly Handover[];
  readonly approvals: readonly Approval[];
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
  const holders = new Map<string, string>();
  const hold = (role: string, name: string, at: number) => {
    const before = holders.get(role);
    if (before === name) return;
    const held = before === undefined ? undefined : person(before).roles.findLast((one) => one.role === role);
    if (held) held.until = at;
    holders.set(role, name);
    person(name).roles.push({ role, title: source.roleTitle(role), from: at, until: null });
  };
  const keyboards = new Map<string, number>();
  for (const entry of source.entries) {
    if (entry.by) person(entry.by.person).entries += 1;
    if (entry.typedBy !== undefined) keyboards.set(entry.typedBy, (keyboards.get(entry.typedBy) ?? 0) + 1);
    if (entry.type === 'role.taken') hold(entry.role, entry.person, entry.at);
    else if (entry.type === 'role.handed-over') hold(entry.role, entry.to, entry.at);
  }
  return {
    participants: [...people].map(([name, { roles, entries }]) => ({ person: name, roles, entries })),
    handovers: source.of('role.handed-over').map((entry) => handover(source, entry)),
    approvals: approvalsOf(source),
    keyboards: [...keyboards].map(([typedBy, entries]) => ({ typedBy, entries })),
  };
}

function handover(source: Source, entry: Told<'role.handed-over'>): Handover {
  const { from, to, note } = entry;
  return { moment: source.moment(entry), title: source.roleTitle(entry.role), from, to, note };
}

function approvalsOf(source: Source): Approval[] {
  const entries = [...source.of('approval.granted'), ...source.of('approval.refused')].sort((a, b) => a.seq - b.seq);
  return entries.map((entry) => ({
    moment: source.moment(entry),
    who: source.who(entry.by),
    what: entry.instances.map(source.step),
    granted: entry.type === 'approval.granted',
    self: entry.type === 'approval.granted' && entry.self,
    ...(entry.type === 'approval.refused' ? { reason: entry.reason } : {}),
  }));
}
