import { formatDuration } from '../../language/time.ts';
import type { Path } from '../../playbook/model.ts';
import type { ScenarioView } from './rule.ts';

/** What is planned for after the end never comes. */
export function timesInPlay({ scenario, findings }: ScenarioView): void {
  if (!findings.isWhole(['duration'])) return;
  const { duration } = scenario;
  const check = (path: Path, at: number | undefined, what: string) => {
    if (at === undefined || at < duration) return;
    findings.add('warning', 'time-after-the-end', findings.at(path), {
      message: `play ends at T+${formatDuration(duration)}, so ${what}`,
      hint: 'Choose an earlier time, or a longer `duration`.',
    });
  };
  for (const { at, path } of scenario.injects) check([...path, 'at'], at, 'this never comes');
  for (const { at, path } of scenario.adversary.moves) check([...path, 'at'], at, 'this never happens');
  for (const { at, releases, path } of scenario.plays) {
    for (const [step, time] of Object.entries(at)) check([...path, 'at', step], time, 'this is never done');
    for (const [inject, time] of Object.entries(releases))
      check([...path, 'releases', inject], time, 'this never comes');
  }
}
