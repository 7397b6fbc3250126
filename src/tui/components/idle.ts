import { rolesHeldBy } from '../../engine/queries.ts';
import { type Context, freeRoles, isIncident } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { keptPhases } from '../kept-phases.ts';
import { type Line, line, paragraph } from '../lines.ts';
import { plainLine } from '../plain.ts';

/** What there is to say where nothing is for who speaks: what keeps a phase, whose things are open, what comes. */
export function idleLines(c: Context, canvas: Canvas, others: number): Line[] {
  if (c.state.stage !== 'play') return [];
  const kept = keptPhases(c.state).flatMap((text) => paragraph(plainLine(text), canvas.columns - 1, 6, 'warn'));
  kept.push(...roleHints(c).flatMap((text) => paragraph(text, canvas.columns - 1, 6, 'warn')));
  if (others > 0)
    return [...kept, line(`      ${others} open with others or running by themselves: up and down look at them.`)];
  const jumps = c.state.run?.kind === 'exercise' ? '> jumps to it, ' : '';
  const ends = isIncident(c.state) ? 'w ends the response' : 'w ends play';
  const next = `The next thing comes by itself. ${jumps}n writes a note, ${ends}.`;
  return [...kept, ...paragraph(next, canvas.columns - 1, 6)];
}

/** Why there may be nothing to do for somebody in an incident: they hold no role, or what there is to do is nobody's. */
function roleHints(c: Context): string[] {
  if (!isIncident(c.state)) return [];
  const free = freeRoles(c);
  const isNobody = rolesHeldBy(c.state, c.view.speaker).length === 0;
  return [
    ...(isNobody ? [`${plainLine(c.view.speaker)} holds no role: @ says who speaks, + takes a role.`] : []),
    ...(free.length > 0 ? [`Nobody holds ${free.join(', ')}: + takes a role.`] : []),
  ];
}
