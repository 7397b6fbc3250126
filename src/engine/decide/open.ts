import { formatInstant, parseInstant } from '../../language/time.ts';
import type { Playbook, Scalar } from '../../playbook/model.ts';
import type { Scenario } from '../../scenario/model.ts';
import { enter } from '../../world/attack.ts';
import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import { movesDue } from '../due.ts';
import type { Body } from '../entries.ts';
import { inputValue } from '../inputs.ts';
import { register } from '../settle/injects.ts';
import { tryMove } from '../settle/play.ts';
import { settle } from '../settle.ts';
import { fireDue } from './fire.ts';

/** Opens a run: the facts of the case, what is known from the start, and what the attacker did before T. */
export function openRun(decision: Decision, command: Command<'open'>): void {
  const { scenario } = decision.state.definition;
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
    inputs: inputsOf(decision, scenario, command.inputs),
    ...clocksUsed(decision),
    anchors: scenario ? anchorsOf(scenario, starts) : anchorsGiven(command, starts),
    ...(command.routes && command.routes.length > 0 && { routes: command.routes }),
    ...(command.takes && Object.keys(command.takes).length > 0 && { takes: command.takes }),
    ...incidentOf(command),
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

/** The text of the library's clocks, so that the run can be told when the library has changed. */
function clocksUsed(decision: Decision): Pick<Body<'run.opened'>, 'clocks'> {
  const used = decision.state.definition.playbook.clocks.flatMap(({ uses, written }) =>
    uses !== undefined && written ? [[uses, written] as const] : [],
  );
  return used.length === 0 ? {} : { clocks: Object.fromEntries(used) };
}

function takeAtOpening(decision: Decision, role: string, person: string): void {
  const { playbook, scenario } = decision.state.definition;
  if (!Object.hasOwn(playbook.roles, role) && !Object.hasOwn(scenario?.cast ?? {}, role))
    refuse('invalid', `There is no role ${role} in this playbook${scenario ? ' or its cast' : ''}.`, {
      hint: `There are: ${Object.keys({ ...playbook.roles, ...scenario?.cast }).join(', ')}.`,
    });
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

function inputsOf(decision: Decision, scenario: Scenario | null, given: Inputs | undefined): Inputs {
  const { playbook } = decision.state.definition;
  const names = Object.entries(playbook.inputs);
  if (!scenario) {
    const values = Object.entries(given ?? {}).map(([name, value]) => [name, held(playbook, name, value)] as const);
    const known = Object.fromEntries(values);
    return Object.fromEntries(names.map(([name, input]) => [name, known[name] ?? input.default ?? null]));
  }
  return Object.fromEntries(
    names.map(([name, input]) => [name, given?.[name] ?? scenario?.inputs[name] ?? input.default ?? null]),
  );
}

/** What a person gave at the opening of an incident is held to what the playbook says of it. */
function held(playbook: Playbook, name: string, value: Scalar | null): Scalar | null {
  const kept = inputValue(playbook, name, value);
  return 'value' in kept ? kept.value : refuse('invalid', kept.message, { hint: kept.hint });
}

function anchorsGiven({ anchors = {} }: Command<'open'>, starts: number) {
  const moment = (text: string | null | undefined) => {
    const at = typeof text === 'string' ? parseInstant(text) : null;
    if (typeof text === 'string' && at === null)
      refuse('invalid', `${text} is not a time.`, { hint: 'Write it as 2026-03-02T08:12:00Z.' });
    if (at !== null && at > starts)
      refuse('invalid', `${text} has not come yet.`, { hint: 'Give a time that has been.' });
    return at === null ? null : formatInstant(at);
  };
  return {
    known: anchors.known === undefined ? formatInstant(starts) : moment(anchors.known),
    intruded: moment(anchors.intruded),
  };
}

/** What only an incident is opened with. */
function incidentOf({ kind, catalogues, endpoints, selfApproval, rehearsal, title, alert }: Command<'open'>) {
  if (kind === 'exercise') return {};
  return {
    ...(catalogues && { catalogues }),
    ...(endpoints && Object.keys(endpoints).length > 0 && { endpoints }),
    ...(selfApproval && { selfApproval }),
    ...(rehearsal && { rehearsal }),
    ...(title !== undefined && { title }),
    ...(alert && { alert }),
  };
}

function anchorsOf(scenario: Scenario, starts: number): { known: string | null; intruded: string | null } {
  const { known, intruded, intrudedKnownBy } = scenario.anchors;
  const told = intruded !== null && intrudedKnownBy === undefined;
  return { known: formatInstant(starts + known), intruded: told ? formatInstant(starts + intruded) : null };
}
