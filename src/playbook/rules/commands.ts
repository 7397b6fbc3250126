import { checkCommand } from '../commands.ts';
import type { PlaybookView } from './rule.ts';

/** The commands of steps: which program is known, and no value becomes part of a script. */
export function commands({ outline, findings }: PlaybookView): void {
  for (const { run, path } of outline.allSteps) if (run) checkCommand(run, [...path, 'run'], findings);
}
