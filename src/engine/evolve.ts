import { initialWorld } from '../world/evolve.ts';
import type { Definition } from './definition.ts';
import { Draft, EntryMisfit } from './draft.ts';
import type { Entry } from './entries.ts';
import { applyActions } from './evolve/actions.ts';
import type { Applying } from './evolve/applying.ts';
import { applyApprovals } from './evolve/approvals.ts';
import { applyInjects } from './evolve/injects.ts';
import { applyOutbox } from './evolve/outbox.ts';
import { applyPages } from './evolve/pages.ts';
import { applyRegister } from './evolve/register.ts';
import { applyRun } from './evolve/run.ts';
import { applySteps } from './evolve/steps.ts';
import { applyWorld } from './evolve/world.ts';
import type { State } from './state.ts';

/** How each entry changes the state; every type is in exactly one of these. */
const byType = {
  ...applyRun,
  ...applySteps,
  ...applyActions,
  ...applyApprovals,
  ...applyRegister,
  ...applyInjects,
  ...applyOutbox,
  ...applyPages,
  ...applyWorld,
} satisfies Required<Applying>;
const appliers = new Map(Object.entries(byType) as [string, (draft: Draft, entry: Entry) => void][]);

/** The state before the first entry. */
export function initialState(definition: Definition): State {
  const { playbook, scenario } = definition;
  return {
    definition,
    seq: 0,
    run: null,
    stage: 'new',
    outcome: null,
    at: 0,
    clock: { wall: 0, exercise: 0, speed: 1, running: false },
    inputs: {},
    anchors: { known: null, intruded: null },
    roles: {},
    beside: {},
    held: false,
    phases: Object.fromEntries(playbook.phases.map((phase) => [phase.id, { status: 'waiting' as const }])),
    steps: {},
    added: {},
    register: {},
    kindOf: {},
    milestones: {},
    clocks: {},
    pages: {},
    injects: {},
    flags: {},
    glass: 0,
    improvements: {},
    observed: {},
    ratings: {},
    world: {
      truth: initialWorld(scenario?.world ?? []),
      moves: Object.fromEntries((scenario?.adversary.moves ?? []).map((move) => [move.id, move.at])),
      matches: {},
    },
    facts: null,
    outbox: {},
    asked: {},
    timers: {},
  };
}

/**
 * The state after one entry. Pure: the state given stays as it is.
 * @throws EntryMisfit where the entry does not fit the state, or is of a type that is not known.
 */
export function evolve(state: State, entry: Entry): State {
  return evolveAll(state, [entry]);
}

/** The state after many entries; what `evolve` one by one would give, at a tenth of the cost. */
export function evolveAll(state: State, entries: Iterable<Entry>): State {
  const draft = new Draft(state);
  for (const entry of entries) apply(draft, entry);
  return draft.state;
}

/** Applies an entry to a draft. */
export function apply(draft: Draft, entry: Entry): void {
  const applier = appliers.get(entry.type);
  if (!applier) throw new EntryMisfit(`it is of the unknown type ${JSON.stringify(entry.type)}`);
  if (draft.state.stage === 'new' && entry.type !== 'run.opened')
    throw new EntryMisfit('the first entry must be run.opened');
  const playing = draft.state.stage === 'play' || draft.state.stage === 'new';
  applier(draft, entry);
  draft.state.seq += 1;
  if (playing) draft.state.at = Math.max(draft.state.at, entry.at);
}
