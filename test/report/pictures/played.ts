import type { Picture } from '../../../src/report/pictures/picture.ts';
import { picturesOf } from '../../../src/report/pictures/pictures.ts';
import { reportModel } from '../../../src/report/report.ts';
import type { Told } from '../../../src/report/source.ts';
import { PlayClock } from '../../../src/run/clock.ts';
import { loadScenario } from '../../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../../src/run/open.ts';
import { performAtOnce } from '../../../src/run/perform.ts';

/** Plays a shipped scenario to its end, at a wall time that is always the same. */
export function played(scenario: string, name: string) {
  const content = loadScenario(scenario);
  const clock = new PlayClock(Date.parse('2026-05-10T14:00:00Z'));
  const session = openInMemory({ content, roles: everyRole(content), seed: '7', clock, typedBy: `play:${name}` });
  performAtOnce(session, clock, playOf(content, name));
  const { definition } = session.state;
  const entries: readonly Told[] = session.entries;
  return { entries, definition, report: reportModel(entries, definition) };
}

/** The picture of that name; a test that asks for one that is not there fails. */
export function pictureOf(report: Parameters<typeof picturesOf>[0], id: Picture['id']): Picture {
  const picture = picturesOf(report).find((one) => one.id === id);
  if (!picture) throw new Error(`There is no picture ${id}.`);
  return picture;
}
