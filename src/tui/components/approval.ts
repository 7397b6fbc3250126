import type { InstanceRef } from '../../engine/entries.ts';
import { labelOf } from '../../engine/queries.ts';
import { approverOf } from '../approvals.ts';
import type { Context } from '../context.ts';
import type { Canvas, InSight } from '../frame.ts';
import { type Line, line, span } from '../lines.ts';
import { plainLine } from '../plain.ts';
import { approvalLines, approvalNotes } from './now-live.ts';

/** What one approval would cover, with what is to be said before it is given. */
export function approvalBody(instances: readonly InstanceRef[], c: Context, canvas: Canvas): Line[] {
  const title = approvalTitle(instances, c, canvas);
  return [title, ...approvalNotes(instances, c, canvas), ...approvalLines(instances, c, canvas)];
}

function approvalTitle(instances: readonly InstanceRef[], c: Context, canvas: Canvas): Line {
  const [first] = instances;
  const role = approverOf(c.state, first?.step ?? '');
  const what = instances.length === 1 && first ? labelOf(c.state, first) : `${first?.step}, ${instances.length} items`;
  return [span(` ${canvas.theme.symbols.here} APPROVE ${plainLine(what)}`, 'strong'), span(`   for ${role}`, 'dim')];
}

/** More than so many are not laid out together: one page of them after the other. */
export const FEW = 40;
const LONGEST_PAGE = 200;

/** An approval of very many: its title stays, and only the items in sight are worked out. */
export function manyToApprove(
  refs: readonly InstanceRef[],
  [head = [], ...does]: readonly Line[],
  c: Context,
  canvas: Canvas,
  height: number,
): { readonly lines: Line[]; readonly inSight: InSight } {
  const top = Math.min(c.view.nowTop, refs.length - 1);
  const above = [head, approvalTitle(refs, c, canvas), ...approvalNotes(refs, c, canvas)];
  const room = Math.max(1, Math.min(LONGEST_PAGE, height - above.length - does.length - 1));
  const shown: Line[] = [];
  let count = 0;
  // Where one alone has no room, its end cannot be scrolled to: it is not in sight whatever is.
  let cut = 0;
  for (let at = top; at < refs.length && shown.length < room; at += 1) {
    const block = approvalLines(refs.slice(at, at + 1), c, canvas, true);
    if (count > 0 && shown.length + block.length > room) break;
    if (block.length > room) cut = 1;
    shown.push(...block.slice(0, room));
    count += 1;
  }
  const rest = line(
    `     ${canvas.theme.symbols.more} items ${top + 1} to ${top + count} of ${refs.length}: PgDn, PgUp`,
    'warn',
  );
  const below = refs.length - top - count + cut;
  return { lines: [...above, ...shown, rest, ...does], inSight: { top, height: count + 1, below } };
}
