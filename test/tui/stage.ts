import { fileURLToPath } from 'node:url';
import { define } from '../../src/engine/definition.ts';
import type { Route } from '../../src/engine/telling.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadScenario } from '../../src/run/content.ts';
import { everyRole, openInMemory } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import type { Session } from '../../src/run/session.ts';
import type { Response } from '../../src/scenario/model.ts';

const scenario = fileURLToPath(new URL('./drill/poisoned-release.yaml', import.meta.url));

export interface Stage {
  readonly session: Session;
  /** Milliseconds of exercise time go by, and what is due comes. */
  wait(ms: number): void;
}

export interface StageOptions {
  /** Role to person; without it Mara holds every role that plays. */
  readonly roles?: Readonly<Record<string, string>>;
  readonly paused?: boolean;
  /** Where the drill is told of. */
  readonly routes?: readonly Route[];
  /** What steps show beyond the sample's, by step; `takes` in milliseconds. */
  readonly responses?: Responses;
}

export type Responses = Readonly<Record<string, { readonly show: string; readonly takes?: number }>>;

const content = loadScenario(scenario);
const playing = [...Object.keys(content.playbook.roles), 'legal'];

/** The sample with more to show. */
function answering(responses: Responses): typeof content {
  const more = Object.entries(responses).map(([step, { show, takes = 0 }]) => {
    const response: Response = { step, show, takes, finds: {}, falseLeads: [], outputs: {}, path: ['responses', step] };
    return [step, response] as const;
  });
  const scenario = {
    ...content.scenario,
    responses: { ...content.scenario.responses, ...Object.fromEntries(more) },
  };
  return { ...content, scenario, definition: define(content.playbook, scenario) };
}

/** A drill of the sample scenario in memory, under a clock that the test moves. */
export function openStage({ roles, paused = false, responses = {}, routes }: StageOptions = {}): Stage {
  const clock = new PlayClock(Date.parse('2026-05-04T09:00:00Z'));
  const held = roles ?? Object.fromEntries(playing.map((role) => [role, 'Mara']));
  const session = openInMemory({
    content: answering(responses),
    roles: held,
    clock,
    typedBy: 'test',
    seed: 'stage',
    paused,
    ...(routes && { routes }),
  });
  return {
    session,
    wait(ms) {
      clock.moveTo(clock.wall() + ms);
      session.dispatch({ type: 'wake' });
    },
  };
}

/** The same drill played to its end by one of its plays: in the hot wash. */
export function playedStage(name: string): Stage {
  const clock = new PlayClock(Date.parse('2026-05-04T09:00:00Z'));
  const play = content.scenario.plays.find(({ id }) => id === name);
  if (!play) throw new Error(`no play ${name}`);
  const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: `play:${name}`, seed: 'stage' });
  performAtOnce(session, clock, play);
  return { session, wait: (ms) => clock.moveTo(clock.wall() + ms) };
}

/** A drill of any content, with Mara in every role. */
export function stageOf(what: typeof content): Stage {
  const clock = new PlayClock(Date.parse('2026-05-04T09:00:00Z'));
  const roles = Object.fromEntries([...Object.keys(what.playbook.roles), 'legal'].map((role) => [role, 'Mara']));
  const session = openInMemory({ content: what, roles, clock, typedBy: 'test', seed: 'stage' });
  return {
    session,
    wait(ms) {
      clock.moveTo(clock.wall() + ms);
      session.dispatch({ type: 'wake' });
    },
  };
}
