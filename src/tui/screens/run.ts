import { namesIn } from '../../engine/sentences.ts';
import { stepOf } from '../../engine/targets.ts';
import { mayApprove } from '../approvals.ts';
import { momentText } from '../clock.ts';
import { bannerLines } from '../components/banners.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { nowLines } from '../components/now.ts';
import { otherLines } from '../components/others.ts';
import { scopeLine } from '../components/scope.ts';
import type { Context } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, type Line, lineWidth, span } from '../lines.ts';
import { current, nowView } from '../now.ts';
import { plainLine } from '../plain.ts';
import type { Timeline } from '../timeline.ts';

/** Where the team works: NOW, everything else that is open, the scope, the log. */
export function runFrame(c: Context, canvas: Canvas, timeline: Timeline): Frame {
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)])];
  const whole = nowLines(c, canvas, Number.MAX_SAFE_INTEGER).lines.length;
  const { list, at } = nowView(c);
  // One line says how many others there are; what NOW does not take is theirs too.
  const others = Math.min(list.length - (at >= 0 ? 1 : 0), 1);
  const isShort = (foot: readonly Line[], isTight: boolean) =>
    whole + others + bannerLines(c, canvas, isTight).length > roomFor(canvas, head, foot);
  const wide = footOf(c, canvas, timeline);
  // What is to be approved or goes out is to be read whole: what is said elsewhere gives way to it.
  const open = current(c);
  const isWeighty = mayApprove(c, open) || stepOf(c.state, open?.ref?.step ?? '')?.notify !== undefined;
  const foot = isWeighty && isShort(wide, true) ? tightFootOf(c, canvas) : wide;
  const room = roomFor(canvas, head, foot);
  const banner = bannerLines(c, canvas, isShort(foot, false));
  const left = room - banner.length;
  const now = nowLines(c, canvas, Math.max(4, left - others));
  const rest = left - now.lines.length;
  const gap: Line[] = rest > others && others > 0 ? [[]] : [];
  const below = otherLines(c, canvas, rest - gap.length);
  return compose(canvas, head, [...banner, ...now.lines, ...gap, ...below], foot, now.inSight);
}

function footOf(c: Context, canvas: Canvas, timeline: Timeline): Line[] {
  const footer = footerLines('run', c, canvas, canvas.isSmall ? 1 : 2);
  const notice = noticeLines(c, canvas, canvas.isSmall ? 2 : 3);
  if (canvas.isSmall) return [...notice, ...footer];
  return [rule(canvas), scopeLine(c.state, canvas), logLine(c, canvas, timeline), rule(canvas), ...notice, ...footer];
}

/** The keys, and what went wrong. */
function tightFootOf(c: Context, canvas: Canvas): Line[] {
  const notice = c.view.notice?.tone === 'good' ? [] : noticeLines(c, canvas, 2);
  return [...(canvas.isSmall ? [] : [rule(canvas)]), ...notice, ...footerLines('run', c, canvas)];
}

/** The last things that happened, newest first: as many as are whole, and the newest in any case. */
function logLine(c: Context, canvas: Canvas, timeline: Timeline): Line {
  const { symbols } = canvas.theme;
  const parts = timeline.recent(3, namesIn(c.state)).map((place) => {
    const entry = timeline.at(place);
    return entry ? `${momentText(c.state, entry.at, c.now)} ${timeline.text(place)}` : '';
  });
  const log = (count: number): Line => [
    span(' LOG   ', 'strong'),
    span(parts.slice(0, count).join(` ${symbols.bar} `)),
  ];
  const told = toldSpans(c);
  const room = canvas.columns - (told.length > 0 ? lineWidth(told) + 2 : 0);
  const fitting = [3, 2].find((count) => lineWidth(log(count)) <= room) ?? 1;
  const left = cutLine(log(fitting), room, symbols.more);
  if (told.length === 0) return left;
  return [...left, span(' '.repeat(Math.max(2, canvas.columns - lineWidth(left) - lineWidth(told)))), ...told];
}

/** How it stands with what is told elsewhere: at all times, and loudest where something waits for a person. */
function toldSpans({ told }: Context): Line {
  const inTurn = [...told].sort((a, b) => Number(b.isTroubled) - Number(a.isTroubled));
  return inTurn
    .slice(0, 2)
    .flatMap(({ words, isTroubled }, index) => [
      ...(index > 0 ? [span('  ')] : []),
      span(plainLine(words), isTroubled ? 'warn' : undefined),
    ]);
}
