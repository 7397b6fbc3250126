import { stepOf } from '../../engine/targets.ts';
import { type Context, keyRef } from '../context.ts';
import { needsProof } from '../next.ts';
import type { Values } from '../view.ts';

export const evidenceHint = 'Paste a text, or give the path of a file: it begins with / ./ ../ or ~';

/** Whether the instance that a form is about proves a death, which is shown and not said. */
export function provesDeath({ instance = '' }: Values, c: Context): boolean {
  const step = stepOf(c.state, keyRef(instance).step);
  return step !== undefined && needsProof(c, step);
}
