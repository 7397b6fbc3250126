import { span as length } from '../../report/words.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { kindSpan } from '../components/header.ts';
import { type Context, freeRoles, rolesOf } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, ends, type Line, line, paragraph, reflow, span } from '../lines.ts';
import { windowAround, windowFrom } from '../list.ts';
import { plain, plainLine } from '../plain.ts';

/** What a team is told before play: the story, who is who, what DRILL means. `improvements` are open from the last drill. */
export function briefingFrame(c: Context, canvas: Canvas, improvements: readonly string[]): Frame {
  const { scenario, playbook } = c.state.definition;
  const title = plainLine(scenario?.title ?? playbook.title);
  const minutes = scenario ? `${Math.round((scenario.session ?? scenario.duration) / 60_000)} minutes` : '';
  const head: Line[] = [
    ends([kindSpan(c.state), span(` ${title}`, 'strong')], [span(minutes)], canvas.columns - 1),
    ...paragraph(aboutLine(c), canvas.columns - 1, 1, 'dim'),
    rule(canvas),
  ];
  const foot = [rule(canvas), ...noticeLines(c, canvas), ...footerLines('briefing', c, canvas)];
  const room = roomFor(canvas, head, foot);
  const roles = roleLines(c, canvas, Math.max(3, Math.min(rolesOf(c.state).length + 1, Math.floor(room / 2))));
  const drill = paragraph(drillWords(c), canvas.columns - 1, 1, 'warn');
  const story = storyLines(c, canvas, improvements);
  const height = Math.max(1, room - roles.length - drill.length - 2);
  const { from, to } = windowFrom(story.length, c.view.briefing.top, height);
  const left = story.length - to;
  const more = left > 0 ? line(`   ${canvas.theme.symbols.more} ${left} more lines: PgDn`, 'dim') : [];
  return compose(canvas, head, [...drill, ...story.slice(from, to), more, [], ...roles], foot, { top: from, height });
}

function drillWords({ state }: Context): string {
  const { scenario } = state.definition;
  // The one thing that may ever leave a drill.
  const leaves =
    (state.run?.routes ?? []).length > 0
      ? '. What you do is told in the exercise channel, and leaves this machine in no other way'
      : ', and nothing you do leaves this machine';
  const real = `DRILL: nothing here is real${leaves}. The clock starts when you begin.`;
  if (scenario?.session === undefined) return real;
  return `${real} The story lasts ${length(scenario.duration)}: > jumps over quiet hours to what concerns you next.`;
}

function storyLines(c: Context, canvas: Canvas, improvements: readonly string[]): Line[] {
  const { scenario, playbook } = c.state.definition;
  const story = paragraph(reflow(plain(scenario?.briefing ?? playbook.summary)), canvas.columns - 2, 1);
  if (improvements.length === 0) return story;
  const open = improvements.flatMap((text) => paragraph(plainLine(text), canvas.columns - 1, 3));
  return [...story, [], line(' Still open from the last drill of this playbook', 'strong'), ...open];
}

function aboutLine(c: Context): string {
  const { scenario, playbook } = c.state.definition;
  const based = scenario ? (scenario.basedOn.case === 'fictional' ? 'a made-up case' : 'a case that happened') : '';
  return plainLine([`playbook ${playbook.id} ${playbook.version}`, based].filter(Boolean).join(', '));
}

function roleLines(c: Context, canvas: Canvas, height: number): Line[] {
  const roles = rolesOf(c.state);
  const { cursor } = c.view.briefing;
  const { from, to } = windowAround(roles.length, cursor, height - 1);
  const free = freeRoles(c);
  const unheld = free.length;
  const note =
    unheld === 0
      ? 'Every role that is needed is held.'
      : unheld === 1
        ? '1 needed is free: whoever begins takes it, and can hand it over.'
        : `${unheld} needed are free: whoever begins takes them, and can hand them over.`;
  const rows = roles.slice(from, to).map(({ id, title, duty }, index): Line => {
    const here = from + index === cursor;
    const holder = c.state.roles[id];
    const mark = ` ${here ? canvas.theme.symbols.here : ' '} `;
    const isNeeded = free.includes(id);
    const who = holder === undefined ? (isNeeded ? 'nobody' : 'not needed') : plainLine(holder);
    return cutLine(
      [
        span(mark, 'key'),
        span(id.padEnd(14), here ? 'strong' : undefined),
        span(who.padEnd(14), holder !== undefined ? 'good' : isNeeded ? 'warn' : 'dim'),
        span(plainLine(`${title}. ${duty}`), 'dim'),
      ],
      canvas.columns,
      canvas.theme.symbols.more,
    );
  });
  return [[span(' ROLES  ', 'strong'), span(note, unheld === 0 ? 'dim' : 'warn')], ...rows];
}
