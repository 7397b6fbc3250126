import type { Piece } from '../../language/template.ts';
import { checkCommand } from '../commands.ts';
import type { Playbook } from '../model.ts';
import { canStartWith } from '../patterns.ts';
import type { PlaybookView } from './rule.ts';

/** The commands of steps: which program is known, and no value becomes part of a script, or an option. */
export function commands({ outline, findings }: PlaybookView): void {
  const isName = (value: Piece) => isHeld(value, outline.playbook);
  for (const { run, path } of outline.allSteps)
    if (run) checkCommand(run, { path: [...path, 'run'], isName }, findings);
}

/** An input that its pattern keeps from beginning with a dash. */
function isHeld({ expression: { root } }: Piece, { inputs }: Playbook): boolean {
  const name = root.kind === 'path' && root.context === 'inputs' ? root.segments[0]?.name : undefined;
  if (name === undefined || !Object.hasOwn(inputs, name)) return false;
  const pattern = inputs[name]?.pattern;
  return pattern?.startsWith('^') === true && !canStartWith(pattern.slice(1), '-');
}
