import { besideTheCase, knownAt, sourcesOfMilestones } from '../../engine/in-the-case.ts';
import type { State } from '../../engine/state.ts';
import { pad } from '../../language/fit.ts';
import { widthOf } from '../../language/width.ts';
import { span as length } from '../../report/words.ts';
import { isIncident } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { plainLine } from '../plain.ts';

const NAME = 22;
const TIME = 18;

/** The milestones of the team, and beside them the victim's own where they are published, with the source. */
export function milestoneLines(state: State, canvas: Canvas): Line[] {
  const victims = new Map(besideTheCase(state).map(({ milestone, victim }) => [milestone, victim]));
  const names = Object.keys(state.definition.reachedBy);
  if (names.length === 0) return [line('  The playbook names no milestone.', 'dim')];
  const known = knownAt(state) ?? 0;
  const rows = names.flatMap((name) => {
    const at = state.milestones[name]?.at ?? null;
    const target = isIncident(state) ? state.definition.playbook.targets[name] : undefined;
    const wanted = target ? `${length(target.within)} from ${target.from}` : '';
    return row(name, at === null ? null : at - known, { victims, wanted }, canvas);
  });
  const isBeside = victims.size > 0;
  const beside = isBeside ? pad('the victim', TIME) : isIncident(state) ? 'to be within' : '';
  const titles = `  ${pad('since it was known', NAME)}${pad('you', TIME)}${beside}`;
  const head = canvas.isSmall ? [] : [line(titles, 'dim')];
  return [...head, ...rows, ...(isBeside ? theCase(state, canvas) : [])];
}

interface Beside {
  readonly victims: ReadonlyMap<string, number>;
  /** What the playbook asks for, in words. */
  readonly wanted: string;
}

function row(name: string, team: number | null, { victims, wanted }: Beside, canvas: Canvas): Line[] {
  const own = team === null ? 'not reached' : length(team);
  const victim = victims.get(name);
  const theirs = victims.size === 0 ? '' : victim === undefined ? 'not published' : length(victim);
  const tone = team === null ? 'bad' : undefined;
  // A name as long as its column would push the figures out of theirs.
  if (canvas.isSmall || widthOf(name) >= NAME) {
    const beside = theirs === '' ? (wanted === '' ? '' : `, to be within ${wanted}`) : `, the victim: ${theirs}`;
    return [line(`  ${name}`, 'strong'), ...paragraph(`you: ${own}${beside}`, canvas.columns - 1, 4, tone)];
  }
  const difference = team === null || victim === undefined ? '' : comparison(team - victim);
  const last = wanted === '' ? [span(pad(theirs, TIME)), span(difference, 'dim')] : [span(wanted, 'dim')];
  return [[span(`  ${pad(name, NAME)}`), span(pad(own, TIME), tone), ...last]];
}

function comparison(later: number): string {
  if (Math.abs(later) < 1000) return 'the same';
  return `${length(Math.abs(later))} ${later < 0 ? 'sooner' : 'later'}`;
}

/** Whose times they are, and where they were published. */
function theCase({ definition: { scenario } }: State, canvas: Canvas): Line[] {
  if (!scenario) return [];
  const sources = sourcesOfMilestones(scenario);
  return [
    [],
    ...paragraph(
      plainLine(`The victim: ${scenario.basedOn.case}. From when it knew, as published in:`),
      canvas.columns - 1,
      2,
    ),
    ...sources.flatMap(({ title, url, path }) =>
      paragraph(plainLine([title, url, path].filter(Boolean).join(': ')), canvas.columns - 1, 4, 'dim'),
    ),
  ];
}
