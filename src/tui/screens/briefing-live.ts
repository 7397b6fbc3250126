import { storyTime } from '../../engine/context.ts';
import { markOf, rolesHeldBy } from '../../engine/queries.ts';
import type { State } from '../../engine/state.ts';
import { type BriefingRow, briefingRows } from '../briefing-rows.ts';
import { fieldText, length } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { kindSpan } from '../components/header.ts';
import { type Context, freeRoles, holderNames, rolesOf, titleOf } from '../context.ts';
import { momentAsks } from '../forms/facts.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, ends, type Line, line, paragraph, reflow, span } from '../lines.ts';
import { windowAround, windowFrom } from '../list.ts';
import { plain, plainLine } from '../plain.ts';

/** What a team is told when it is real: what it is, what LIVE means, what is not known yet, who is who. */
export function liveBriefingFrame(c: Context, canvas: Canvas, improvements: readonly string[]): Frame {
  const head = headLines(c, canvas);
  const keys = footerLines('briefing', c, canvas, canvas.isSmall ? 1 : 2);
  const foot = [...(canvas.isSmall ? [] : [rule(canvas)]), ...noticeLines(c, canvas, canvas.isSmall ? 2 : 3), ...keys];
  const room = roomFor(canvas, head, foot);
  const warn = meaning(c, canvas).flatMap((text) => paragraph(text, canvas.columns - 1, 1, 'warn'));
  const list = listLines(c, canvas);
  const left = Math.max(4, room - warn.length - 3);
  const listHeight = Math.min(list.lines.length, canvas.isSmall ? left : Math.max(4, Math.floor(room * 0.6)));
  const { from: first } = windowAround(list.lines.length, list.at, listHeight);
  const story = storyLines(c, canvas, improvements);
  const height = Math.max(1, room - listHeight - warn.length - 2);
  const { from, to } = windowFrom(story.length, c.view.briefing.top, height);
  const below = story.length - to;
  const more = below > 0 ? line(`   ${canvas.theme.symbols.more} ${below} more lines: PgDn`, 'dim') : [];
  const gap: Line[] = canvas.isSmall ? [] : [[]];
  const rows = list.lines.slice(first, first + listHeight);
  const body = [...warn, ...story.slice(from, to), more, ...gap, ...rows];
  return compose(canvas, head, body, foot, { top: from, height });
}

function headLines({ state }: Context, canvas: Canvas): Line[] {
  const { playbook } = state.definition;
  const severity = [span(`SEV ${playbook.severity}`)];
  const first = ends([kindSpan(state), span(` ${titleOf(state)}`, 'strong')], severity, canvas.columns - 1);
  if (canvas.isSmall) return [first];
  const title = state.run?.title === undefined ? '' : `: ${playbook.title}`;
  const about = plainLine(`playbook ${playbook.id} ${playbook.version}${title}`);
  return [first, ...paragraph(about, canvas.columns - 1, 1, 'dim'), rule(canvas)];
}

/** What it means that it is real, and what it means to be alone. */
const shortly = {
  LIVE: 'LIVE: commands run against real systems.',
  REHEARSAL: 'REHEARSAL: only what changes nothing is run.',
};

function meaning(c: Context, { isSmall }: Canvas): string[] {
  const { state, now } = c;
  const isRehearsal = markOf(state) === 'REHEARSAL';
  if (isSmall) return [isRehearsal ? shortly.REHEARSAL : shortly.LIVE, ...alone(c)];
  const { known } = state.anchors;
  const since = known === null ? '' : ` It was known ${length(storyTime(state, now) - known)} ago.`;
  const real = isRehearsal
    ? 'REHEARSAL of a live run: only what changes nothing is run. The rest is shown, and written down as rehearsed.'
    : `LIVE: commands run against real systems, each after it was shown in full. The clock runs already.${since}`;
  return [real, ...alone(c)];
}

function alone(c: Context): string[] {
  const { state } = c;
  const own = Object.keys(state.definition.playbook.roles);
  const held = rolesHeldBy(state, c.view.speaker);
  const isAlone = own.length > 1 && own.every((role) => held.includes(role) || state.roles[role] === undefined);
  if (state.run?.selfApproval === 'refused') return ['Policy of this run: nobody approves what they do themselves.'];
  return isAlone ? ['Alone, you approve what you do yourself: it is recorded as self-approved.'] : [];
}

function storyLines({ state }: Context, canvas: Canvas, improvements: readonly string[]): Line[] {
  const { columns } = canvas;
  const { alert } = state.run ?? {};
  const raised = alert
    ? [
        [],
        line(` Raised by ${plainLine(alert.source)}`, 'strong'),
        ...alert.links.flatMap((link) => paragraph(plainLine(link), columns - 1, 3)),
      ]
    : [];
  const open = improvements.flatMap((text) => paragraph(plainLine(text), columns - 1, 3));
  const earlier =
    open.length === 0 ? [] : [[], line(' Still open from the last drill of this playbook', 'strong'), ...open];
  return [...paragraph(reflow(plain(state.definition.playbook.summary)), columns - 2, 1), ...raised, ...earlier];
}

/** What may be unknown, and the roles: one list, and the line of it that is marked. */
function listLines(c: Context, canvas: Canvas): { readonly lines: readonly Line[]; readonly at: number } {
  const rows = briefingRows(c);
  const cursor = Math.min(c.view.briefing.cursor, rows.length - 1);
  const facts = rows.filter(({ row }) => row !== 'role').length;
  const lines = rows.map((row, at) => rowLine(row, at === cursor, c, canvas));
  const unknown = rows.filter((row) => row.row !== 'role' && factOf(row, c.state) === null).length;
  const known =
    unknown === 0 ? 'Everything is known that is asked.' : `${unknown} unknown: they can be said now or later.`;
  return {
    lines: [
      [span(' FACTS  ', 'strong'), span(known, unknown === 0 ? 'dim' : 'warn')],
      ...lines.slice(0, facts),
      [span(' ROLES  ', 'strong'), ...roleNote(c)],
      ...lines.slice(facts),
    ].map((one) => cutLine(one, canvas.columns, canvas.theme.symbols.more)),
    at: cursor + (cursor < facts ? 1 : 2),
  };
}

function roleNote(c: Context): Line {
  const free = freeRoles(c).length;
  if (free === 0) return [span('Every role is held.', 'dim')];
  return [span(`${free} ${free === 1 ? 'is' : 'are'} free: a takes all that are, t the marked one.`, 'warn')];
}

/** What is known of a fact, for people; null: nothing. */
function factOf(row: BriefingRow, state: State): string | null {
  if (row.row === 'anchor') {
    const moment = state.anchors[row.anchor];
    return moment === null ? null : fieldText(new Date(moment).toISOString());
  }
  const value = row.row === 'input' ? (state.inputs[row.input] ?? null) : null;
  return value === null ? null : plainLine(fieldText(value));
}

function rowLine(row: BriefingRow, here: boolean, c: Context, canvas: Canvas): Line {
  const mark = span(` ${here ? canvas.theme.symbols.here : ' '} `, 'key');
  const tone = here ? 'strong' : undefined;
  if (row.row === 'role') {
    const role = rolesOf(c.state).find(({ id }) => id === row.role);
    const holders = holderNames(c.state, row.role);
    const most = c.state.definition.playbook.roles[row.role]?.people;
    const who = `${holders ?? 'nobody'}${most === undefined ? '' : ` (of ${most})`}`;
    return [
      mark,
      span(row.role.padEnd(14), tone),
      span(who.padEnd(14), holders === null ? 'warn' : 'good'),
      span(plainLine(`${role?.title ?? ''}. ${role?.duty ?? ''}`), 'dim'),
    ];
  }
  const value = factOf(row, c.state);
  const name = row.row === 'anchor' ? row.anchor : row.input;
  const ask =
    row.row === 'anchor' ? momentAsks[row.anchor] : (c.state.definition.playbook.inputs[row.input]?.ask ?? '');
  return [
    mark,
    span(name.padEnd(14), tone),
    span((value ?? 'unknown').padEnd(19), value === null ? 'warn' : undefined),
    span(canvas.isSmall ? '' : plainLine(ask), 'dim'),
  ];
}
