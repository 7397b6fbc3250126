import { listedClocks } from '../../engine/clock-list.ts';
import { scopeSummary } from '../../engine/context.ts';
import { gateHolds, labelOf, nowList, type Open } from '../../engine/queries.ts';
import { itemOf } from '../../engine/state.ts';
import { length, momentText, since } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { type Context, holderNames, itemName, rolesOf } from '../context.ts';
import { allInstances } from '../forms/choices.ts';
import { type Canvas, type Frame, roomFor, rule } from '../frame.ts';
import { type Line, line, paragraph } from '../lines.ts';
import { plainLine } from '../plain.ts';
import { scrolled } from './pane-parts.ts';

/** For someone who comes late: clocks, milestones, decisions, who is who, what is open, what is theirs. */
export function briefFrame(c: Context, canvas: Canvas): Frame {
  const head = [...headerLines(c, canvas), rule(canvas)];
  const foot = [rule(canvas), ...noticeLines(c, canvas), ...footerLines('brief', c, canvas)];
  const room = roomFor(canvas, head, foot);
  return scrolled(briefLines(c, canvas), c.view.brief.top, canvas, { head, foot, room });
}

function briefLines(c: Context, canvas: Canvas): Line[] {
  const { mine, others } = nowList(c.state, c.view.speaker);
  const sections: [string, string[]][] = [
    [`For ${c.view.speaker}`, mine.map((open) => openWords(open, c))],
    ['Decisions', decisions(c)],
    ['Milestones', milestones(c)],
    ['Scope', [scopeSummary(c.state), ...gates(c)]],
    [
      'Deadlines',
      listedClocks(c.state).flatMap(({ clock, now: { status, due } }) => {
        const left = due === null ? ', no fixed time' : `, ${length(due - c.now)} left`;
        return status === 'not-started' ? [] : [`${clock.short}: ${status}${status === 'running' ? left : ''}`];
      }),
    ],
    ['People', rolesOf(c.state).map(({ id, title }) => `${id}: ${holderNames(c.state, id) ?? 'nobody'} (${title})`)],
    ['Open with others', others.map((open) => openWords(open, c))],
  ];
  return sections.flatMap(([title, rows]) =>
    rows.length === 0
      ? []
      : [
          line(` ${plainLine(title)}`, 'strong'),
          ...rows.flatMap((row) => paragraph(plainLine(row), canvas.columns - 1, 3)),
          [] as Line,
        ],
  );
}

function openWords(open: Open, c: Context): string {
  if (!open.ref) return `answer ${c.state.injects[open.inject ?? '']?.shown?.from ?? ''}`;
  const whose = open.why === 'open' ? `, ${open.owner ?? `nobody holds ${open.role ?? 'it'}`}` : '';
  return `${labelOf(c.state, open.ref)}: ${open.instance?.status ?? ''}${whose}`;
}

function decisions(c: Context): string[] {
  return allInstances(c.state).flatMap(({ step, choice, answer, rationale, endedAt, endedBy }) => {
    if (choice === undefined && answer === undefined) return [];
    const decide = c.state.definition.steps[step]?.decide;
    const option = decide?.form === 'options' ? decide.options.find(({ id }) => id === choice)?.label : undefined;
    const said =
      option ??
      (choice !== undefined && itemOf(c.state, choice) ? itemName(c.state, choice) : (choice ?? answer ?? ''));
    const when =
      endedAt === undefined ? '' : ` (${momentText(c.state, endedAt, c.now)}${endedBy ? `, ${endedBy.person}` : ''})`;
    return [`${step}: ${said.replace(/\.$/, '')}${rationale === undefined ? '' : `, because ${rationale}`}${when}`];
  });
}

function milestones(c: Context): string[] {
  return Object.entries(c.state.milestones).flatMap(([name, { at, times }]) => {
    if (times.length === 0) return [];
    return [
      at === null
        ? `${name}: withdrawn`
        : `${name}: ${since(c.state, 'known', at) ?? momentText(c.state, at, c.now)} after known`,
    ];
  });
}

function gates(c: Context): string[] {
  return c.state.definition.playbook.phases.flatMap(({ id, title }) => {
    const status = c.state.phases[id]?.status;
    if (status !== 'open' && status !== 'reopened') return [];
    return gateHolds(c.state, id).missing.map(({ rule: gate, items, unsurveyed }) =>
      unsurveyed
        ? `${title} waits: nobody has looked for any ${gate.kind}`
        : `${title} waits for ${gate.effects.join(' and ')}: ${gate.some ? 'one of ' : ''}${items.map((item) => itemName(c.state, item)).join(', ')}`,
    );
  });
}
