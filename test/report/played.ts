import { reportModel } from '../../src/report/report.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadScenario } from '../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import { steady } from './steady.ts';

/** Plays a shipped scenario to its end, at a wall time that is always the same. */
export function played(scenario: string, name: string) {
  const content = loadScenario(scenario);
  const play = playOf(content, name);
  const clock = new PlayClock(Date.parse('2026-05-10T14:00:00Z'));
  const session = openInMemory({ content, roles: everyRole(content), seed: '7', clock, typedBy: `play:${name}` });
  performAtOnce(session, clock, play);
  return reportModel(session.entries.map(steady), session.state.definition);
}
