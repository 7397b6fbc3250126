import { formatDuration } from '../../language/time.ts';
import type { Path } from '../../playbook/model.ts';
import type { ScenarioView } from './rule.ts';

/** Play starts with an attacker who is inside and a team that knows of it: what comes later is told by moves and injects. */
export function timesBeforePlay({ scenario, findings }: ScenarioView): void {
  const { anchors, adversary } = scenario;
  const check = (path: Path, at: number | null | undefined, message: string, hint: string) => {
    if (at != null && at > 0) findings.add('error', 'time-after-start', findings.at(path), { message, hint });
  };
  const known = 'the team knows that something is wrong when play starts, so this must be at T or before it';
  const inside = 'the attacker is inside when play starts, so this must be at T or before it';
  check(
    ['anchors', 'known'],
    anchors.known,
    known,
    'Write T, or a time before it. What they learn later is an inject.',
  );
  check(['anchors', 'intruded'], anchors.intruded, inside, 'Write T, or a time before it.');
  check(
    ['adversary', 'enters', 'at'],
    adversary.enters?.at,
    inside,
    'Write a time before T. What they do later is a move.',
  );
}

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
