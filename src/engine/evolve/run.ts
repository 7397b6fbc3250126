import { parseInstant } from '../../language/time.ts';
import { type PhaseMove, stepPhases } from '../../playbook/machine.ts';
import { type Draft, EntryMisfit } from '../draft.ts';
import { noFacts } from '../facts.ts';
import type { PhaseState } from '../state.ts';
import type { Applying } from './applying.ts';
import { emptyOutbox } from './outbox.ts';

const instant = (text: string | null): number | null => (text === null ? null : parseInstant(text));

function movePhase(draft: Draft, id: string, move: PhaseMove): PhaseState {
  const { definition, phases } = draft.state;
  const statuses = Object.fromEntries(Object.entries(phases).map(([phase, state]) => [phase, state.status]));
  const next = stepPhases(definition.machine, statuses, { type: move, phase: id })?.[id];
  if (!next) throw new EntryMisfit(`phase ${id} cannot ${move}: it is ${phases[id]?.status ?? 'not in this playbook'}`);
  const phase = draft.phase(id);
  phase.status = next;
  return phase;
}

/** The run itself, its clock, the facts of the case, roles, phases, milestones, and what is said after play. */
export const applyRun = {
  'run.opened': (draft, entry) => {
    const { state } = draft;
    if (state.stage !== 'new') throw new EntryMisfit('a run opens once');
    const starts = parseInstant(entry.starts);
    if (starts === null) throw new EntryMisfit(`the run starts at no time: ${entry.starts}`);
    const {
      run: id,
      kind,
      recorded: openedAt,
      timezone,
      endpoints,
      routes,
      selfApproval,
      rehearsal,
      title,
      alert,
    } = entry;
    state.run = {
      id,
      kind,
      openedAt,
      starts,
      timezone,
      ...(endpoints && { endpoints }),
      ...(routes && { routes }),
      ...(selfApproval && { selfApproval }),
      ...(rehearsal && { rehearsal }),
      ...(title !== undefined && { title }),
      ...(alert && { alert }),
    };
    state.stage = 'play';
    for (const { via, withheld } of routes ?? []) draft.table('outbox')[via] = emptyOutbox(withheld ?? false);
    state.inputs = entry.inputs;
    state.anchors = { known: instant(entry.anchors.known), intruded: instant(entry.anchors.intruded) };
  },
  'time.anchored': (draft, entry) => {
    const wall = instant(entry.wall) ?? 0;
    draft.state.clock = { wall, exercise: entry.exercise, speed: entry.speed, running: entry.running };
  },
  'anchor.revised': (draft, entry) => {
    draft.state.anchors = { ...draft.state.anchors, [entry.anchor]: instant(entry.value) };
  },
  'input.revised': (draft, entry) => {
    draft.state.inputs = { ...draft.state.inputs, [entry.input]: entry.value };
  },
  'run.recovered': (draft, entry) => {
    draft.state.held = entry.waits;
  },
  'run.gone-on': (draft) => {
    draft.state.held = false;
  },
  'role.taken': (draft, entry) => {
    if (entry.beside) draft.table('beside')[entry.role] = [...(draft.state.beside[entry.role] ?? []), entry.person];
    else draft.table('roles')[entry.role] = entry.person;
  },
  'role.handed-over': (draft, { role, from, to }) => {
    const others = draft.state.beside[role] ?? [];
    if (others.includes(from)) draft.table('beside')[role] = others.map((one) => (one === from ? to : one));
    else draft.table('roles')[role] = to;
  },

  'phase.opened': (draft, entry) => {
    movePhase(draft, entry.phase, 'open').openedAt = entry.at;
  },
  'phase.closed': (draft, entry) => {
    movePhase(draft, entry.phase, 'close').closedAt = entry.at;
  },
  'phase.reopened': (draft, entry) => {
    movePhase(draft, entry.phase, 'reopen').reopenedAt = entry.at;
  },
  'phase.skipped': (draft, entry) => {
    const phase = movePhase(draft, entry.phase, 'skip');
    phase.closedAt = entry.at;
    phase.reason = entry.reason;
  },
  'milestone.reached': (draft, entry) => {
    const before = draft.state.milestones[entry.milestone]?.times ?? [];
    draft.table('milestones')[entry.milestone] = { at: entry.at, times: [...before, entry.at] };
  },
  'milestone.withdrawn': (draft, entry) => {
    const before = draft.state.milestones[entry.milestone]?.times ?? [];
    draft.table('milestones')[entry.milestone] = { at: null, times: before };
  },

  'clock.started': (draft, entry) => {
    const { due, since, latestSince, determined } = entry;
    draft.table('clocks')[entry.clock] = {
      status: 'running',
      due,
      startedAt: entry.at,
      ...(since !== undefined && { since }),
      ...(latestSince !== undefined && { latestSince }),
      ...(determined && { determined }),
    };
  },
  'clock.stopped': (draft, entry) => {
    Object.assign(draft.record('clocks', entry.clock), { status: 'stopped', endedAt: entry.at });
  },
  'clock.met': (draft, entry) => {
    Object.assign(draft.record('clocks', entry.clock), { status: 'met', endedAt: entry.at });
  },
  'clock.missed': (draft, entry) => {
    Object.assign(draft.record('clocks', entry.clock), { status: 'missed', endedAt: entry.at });
  },
  'clock.ruled-out': (draft, entry) => {
    const before = draft.state.clocks[entry.clock] ?? { status: 'not-started' as const, due: null };
    const { reason, at, by } = entry;
    const ruledOut = { reason, at, before: before.status, ...(by && { by }) };
    draft.table('clocks')[entry.clock] = { ...before, status: 'not-applicable', ruledOut };
  },
  'clock.ruled-in': (draft, entry) => {
    const { ruledOut, ...now } = draft.state.clocks[entry.clock] ?? { status: 'not-started' as const, due: null };
    if (!ruledOut) throw new EntryMisfit(`the clock ${entry.clock} was not ruled out`);
    draft.table('clocks')[entry.clock] = { ...now, status: ruledOut.before };
  },

  'note.added': () => {},
  'entry.corrected': (draft, entry) => {
    if (entry.corrects < 1 || entry.corrects > draft.state.seq)
      throw new EntryMisfit(`there is no entry ${entry.corrects}`);
  },
  'task.observed': (draft, entry) => {
    const before = draft.state.observed[entry.objective];
    draft.table('observed')[entry.objective] = { ...before, [entry.task]: entry.met };
  },
  'objective.rated': (draft, entry) => {
    Object.assign(draft.record('ratings', entry.objective), { final: entry.rating, reason: entry.reason });
  },
  'improvement.added': (draft, entry) => {
    const { text, owner, due, from, finding } = entry;
    draft.table('improvements')[entry.improvement] = {
      text,
      ...(owner === undefined ? {} : { owner }),
      ...(due === undefined ? {} : { due }),
      ...(from === undefined ? {} : { from }),
      ...(finding === undefined ? {} : { finding }),
    };
  },
  'improvement.dropped': (draft, entry) => {
    draft.record('improvements', entry.improvement).dropped = entry.reason;
  },
  'improvement.tracked': (draft, entry) => {
    const { tracker, state, issue, url, why } = entry;
    const improvement = draft.record('improvements', entry.improvement);
    const now = {
      state,
      ...(issue === undefined ? {} : { issue }),
      ...(url === undefined ? {} : { url }),
      ...(why === undefined ? {} : { why }),
    };
    improvement.tracked = { ...(improvement.tracked ?? {}), [tracker]: now };
  },
  'play.ended': (draft, entry) => {
    if (draft.state.stage !== 'play') throw new EntryMisfit('play has ended already');
    draft.state.stage = 'over';
    draft.state.outcome = entry.outcome;
  },
  'hot-wash.opened': (draft, entry) => {
    if (draft.state.stage !== 'over') throw new EntryMisfit('the hot wash follows play');
    draft.state.stage = 'hot-wash';
    draft.state.facts = { ...noFacts, ...entry.facts };
  },
  'objective.suggested': (draft, entry) => {
    const { rating, because, evidence } = entry;
    const before = draft.state.ratings[entry.objective];
    draft.table('ratings')[entry.objective] = { ...before, suggested: rating, because, evidence };
  },
  'run.closed': (draft) => {
    if (draft.state.stage !== 'hot-wash') throw new EntryMisfit('a run closes after its hot wash');
    draft.state.stage = 'closed';
  },
} satisfies Applying;
