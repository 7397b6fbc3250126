import { formatInstant } from '../../language/time.ts';
import type { Playbook, Scalar } from '../../playbook/model.ts';
import type { Scenario } from '../../scenario/model.ts';
import { enter } from '../../world/attack.ts';
import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import { movesDue } from '../due.ts';
import { register } from '../settle/injects.ts';
import { tryMove } from '../settle/play.ts';
import { settle } from '../settle.ts';
import { fireDue } from './fire.ts';

/** Opens a run: the facts of the case, what is known from the start, and what the attacker did before T. */
export function openRun(decision: Decision, command: Command<'open'>): void {
  const { playbook, scenario } = decision.state.definition;
  if ((command.kind === 'exercise') !== (scenario !== null))
    refuse('invalid', 'An exercise needs a scenario, and an incident has none.');
  const starts = scenario?.starts ?? command.now;
  const recordedScenario = command.scenario ? { scenario: command.scenario } : {};
  decision.at = 0;
  decision.say({
    type: 'run.opened',
    run: command.run,
    kind: command.kind,
    tool: command.tool,
    timezone: scenario?.timezone ?? command.timezone ?? 'UTC',
    starts: formatInstant(starts),
    ...(command.seed === undefined ? {} : { seed: command.seed }),
    playbook: command.playbook,
    ...recordedScenario,
    inputs: inputsOf(playbook, scenario, command.inputs),
    anchors: anchorsOf(scenario, starts),
  });
  const wall = formatInstant(command.now);
  decision.follow({
    type: 'time.anchored',
    wall,
    exercise: 0,
    speed: command.speed ?? 1,
    running: command.paused !== true,
    why: 'opened',
  });
  for (const thing of scenario?.world ?? []) if (thing.known) register(decision, thing.id, 'known');
  beforePlay(decision, scenario);
  for (const [role, person] of Object.entries(command.roles)) takeAtOpening(decision, role, person);
  settle(decision);
  fireDue(decision);
}

function takeAtOpening(decision: Decision, role: string, person: string): void {
  const { playbook, scenario } = decision.state.definition;
  if (!Object.hasOwn(playbook.roles, role) && !Object.hasOwn(scenario?.cast ?? {}, role))
    refuse('invalid', `There is no role ${role} in this playbook or its cast.`);
  decision.follow({ type: 'role.taken', role, person });
}

/** What the attacker did before T has happened when play opens. */
function beforePlay(decision: Decision, scenario: Scenario | null): void {
  if (!scenario) return;
  const { enters } = scenario.adversary;
  if (enters) {
    decision.at = enters.at;
    const changes = enter(decision.state.world.truth, enters, enters.at);
    if (changes.length > 0) decision.follow({ type: 'world.changed', changes });
  }
  const earlier = () =>
    movesDue(decision.state)
      .filter(({ at }) => at < 0)
      .sort((a, b) => a.at - b.at);
  for (let [due] = earlier(); due; [due] = earlier()) {
    decision.at = due.at;
    tryMove(decision, due.move);
  }
  decision.at = 0;
}

type Inputs = Readonly<Record<string, Scalar | null>>;

function inputsOf(playbook: Playbook, scenario: Scenario | null, given: Inputs | undefined): Inputs {
  const names = Object.entries(playbook.inputs);
  return Object.fromEntries(
    names.map(([name, input]) => [name, given?.[name] ?? scenario?.inputs[name] ?? input.default ?? null]),
  );
}

function anchorsOf(scenario: Scenario | null, starts: number): { known: string | null; intruded: string | null } {
  if (!scenario) return { known: formatInstant(starts), intruded: null };
  const { known, intruded, intrudedKnownBy } = scenario.anchors;
  const told = intruded !== null && intrudedKnownBy === undefined;
  return { known: formatInstant(starts + known), intruded: told ? formatInstant(starts + intruded) : null };
}
