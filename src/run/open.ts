import { rmSync } from 'node:fs';
import type { Ask } from '../engine/commands.ts';
import type { By } from '../engine/entries.ts';
import { initialState } from '../engine/evolve.ts';
import type { Route } from '../engine/telling.ts';
import { createMemoryJournal } from '../journal/memory.ts';
import { createRun } from '../journal/runs.ts';
import { probeStore } from '../journal/store.ts';
import { nearest } from '../language/nearest.ts';
import type { Play } from '../scenario/model.ts';
import type { Clock } from './clock.ts';
import type { LoadedScenario } from './content.ts';
import { keepIn, keepNowhere } from './evidence.ts';
import { maskOf } from './mask.ts';
import { runId } from './names.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from './outbox/slack-token.ts';
import { version } from './package.ts';
import { Problem } from './problem.ts';
import { RunSession } from './run-session.ts';
import { shippedNames } from './shipped.ts';

/** Room that a run is sure to find beside its documents, in bytes. */
const ROOM = 256 * 1024;

/** What a drill is opened with. */
export interface Drill {
  readonly content: LoadedScenario;
  /** Role to the person who holds it from the start. */
  readonly roles: Readonly<Record<string, string>>;
  readonly seed?: string;
  readonly speed?: number;
  /** The clock stands until someone lets it run: a briefing comes first. */
  readonly paused?: boolean;
  readonly clock: Clock;
  /** Where it is told of beside the screen: an exercise channel, or nowhere. */
  readonly routes?: readonly Route[];
  /** `mara@laptop`, or `play:by-the-book`. */
  readonly typedBy: string;
  readonly by?: By;
}

/**
 * Opens a drill and its journal in a store. That the store can take it is tried before anything is written.
 * @throws StoreError, RunNameError, Problem
 */
export async function openDrill(dir: string, drill: Drill): Promise<RunSession> {
  const { content, clock } = drill;
  const id = runId(content.scenario.id, clock.wall(), drill.seed);
  const { playbook, scenario } = content.documents;
  const texts = [playbook.text, scenario.text, ...Object.values(scenario.clues)];
  const documents = texts.reduce((sum, { length }) => sum + length, 0);
  const store = probeStore(dir, { bytes: ROOM + 4 * documents });
  const held = await createRun(store, id);
  const mask = maskOf([...content.playbook.secrets, SLACK_TOKEN, SLACK_APP_TOKEN], process.env);
  const keep = keepIn(store, held.name, mask);
  const session = new RunSession({
    ...parts(drill, mask),
    run: held.name,
    path: held.path,
    journal: held.journal,
    keep,
    receive: held.receive,
  });
  try {
    begin(session, drill, id);
    return session;
  } catch (error) {
    // A run that never began leaves no trace: there is nothing in it to go on with.
    session.leave();
    rmSync(held.path, { force: true });
    throw error;
  }
}

/** Opens a drill that leaves nothing behind. */
export function openInMemory(drill: Drill): RunSession {
  const id = runId(drill.content.scenario.id, drill.clock.wall(), drill.seed ?? '');
  const mask = maskOf([], {});
  const journal = createMemoryJournal();
  const session = new RunSession({ ...parts(drill, mask), run: id, path: 'memory', journal, keep: keepNowhere(mask) });
  begin(session, drill, id);
  return session;
}

/** Every role of a drill, those of the cast that play included, held by someone called as the role is. */
export function everyRole({ playbook, scenario }: LoadedScenario): Record<string, string> {
  const own = Object.entries(playbook.roles).map(([role, { title }]) => [role, title]);
  const cast = Object.entries(scenario.cast).flatMap(([role, { title, plays }]) => (plays ? [[role, title]] : []));
  return Object.fromEntries([...own, ...cast]);
}

/** Refuses a role that the drill does not have. @throws Problem with the nearest right name */
export function checkRoles({ playbook, scenario }: LoadedScenario, roles: Iterable<string>): void {
  const known = [...Object.keys(playbook.roles), ...Object.keys(scenario.cast)];
  for (const role of roles) {
    if (known.includes(role)) continue;
    const near = nearest(role, known);
    const hint = near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`;
    throw new Problem('usage', `There is no role ${JSON.stringify(role.slice(0, 100))} in ${scenario.id}.`, hint);
  }
}

/** A play of a scenario by its name; without one, the first. @throws Problem */
export function playOf({ scenario }: LoadedScenario, name?: string): Play {
  const names = scenario.plays.map(({ id }) => id);
  const play = name === undefined ? scenario.plays[0] : scenario.plays.find(({ id }) => id === name);
  if (play) return play;
  if (name === undefined)
    throw new Problem('usage', `${scenario.id} has no play, so nobody is there to play it.`, 'Drill it on a terminal.');
  const near = nearest(name, names);
  const plays = near ? `Did you mean ${near}?` : `There are: ${names.join(', ') || 'none'}.`;
  // `--auto` takes the word after it.
  const hint = shippedNames('scenario').includes(name) ? `To drill ${name}: breakglass drill ${name} --auto` : plays;
  throw new Problem('usage', `${scenario.id} has no play ${JSON.stringify(name.slice(0, 100))}.`, hint);
}

function parts({ content, clock, typedBy }: Drill, mask: <T>(said: T) => T) {
  return { clock, typedBy, mask, state: initialState(content.definition), entries: [] };
}

function begin(session: RunSession, drill: Drill, id: string): void {
  const { documents } = drill.content;
  const ask: Ask<'open'> = {
    type: 'open',
    run: id,
    kind: 'exercise',
    tool: `breakglass ${version}`,
    playbook: documents.playbook,
    scenario: documents.scenario,
    roles: drill.roles,
    takes: drill.content.definition.takes,
    ...(drill.seed !== undefined && { seed: drill.seed }),
    ...(drill.speed !== undefined && { speed: drill.speed }),
    ...(drill.paused && { paused: true }),
    ...(drill.routes && { routes: drill.routes }),
  };
  const refusal = session.dispatch(ask, drill.by);
  if (session.broken) throw new Problem('store', session.broken);
  if (refusal) throw new Problem('usage', refusal.message, refusal.hint);
}
