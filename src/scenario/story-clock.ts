import { parseStoryTime, type StoryTime } from '../language/time.ts';
import type { Findings } from '../playbook/findings.ts';
import type { Path } from '../playbook/model.ts';

/** Turns times of a story into milliseconds from T. What cannot be told is said, and taken as T. */
export interface StoryClock {
  at(path: Path, time: StoryTime | null): number;
  /** The same for a text that no schema has looked at. */
  read(path: Path, text: string): number;
}

/** `starts`: story time of T, epoch milliseconds; null where it is the moment at which play opens. */
export function createStoryClock(starts: number | null, findings: Findings): StoryClock {
  const at: StoryClock['at'] = (path, time) => {
    if (time === null) {
      findings.add('error', 'shape-format', findings.at(path), {
        message: 'expected a time such as T-3h, T+18m or 2026-03-02T08:12:00Z',
        hint: 'T is the moment at which play starts.',
      });
      return 0;
    }
    if (time.kind === 'relative') return time.offset;
    if (starts !== null) return time.at - starts;
    if (findings.has(['starts'])) return 0;
    findings.add('error', 'time-without-start', findings.at(path), {
      message: 'this is an absolute time, and nothing says when T is',
      hint: 'Give the time of T under `starts`, or count from T: T-3h.',
    });
    return 0;
  };
  return { at, read: (path, text) => at(path, parseStoryTime(text)) };
}
