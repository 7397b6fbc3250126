import { scopeSummary, storyTime } from '../../engine/context.ts';
import { namesIn } from '../../engine/sentences.ts';
import { timeOfDay } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { bannerLines, nowLines, otherLines } from '../components/now.ts';
import type { Context } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, type Line, span } from '../lines.ts';
import { current, mayApprove } from '../now.ts';
import { plainLine } from '../plain.ts';
import type { Timeline } from '../timeline.ts';

/** Where the team works: NOW, everything else that is open, the scope, the log. */
export function runFrame(c: Context, canvas: Canvas, timeline: Timeline): Frame {
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)])];
  const foot = footOf(c, canvas, timeline);
  const room = roomFor(canvas, head, foot);
  const banner = bannerLines(c, canvas);
  const left = room - banner.length;
  // What is to be approved comes before what else is open: all of it is to be read.
  const share = mayApprove(c, current(c)) ? left - 3 : Math.ceil(left * 0.65);
  const now = nowLines(c, canvas, Math.max(4, Math.min(left, share)));
  const others = otherLines(c, canvas, left - now.lines.length - 1);
  return compose(canvas, head, [...banner, ...now.lines, ...(others.length > 0 ? [[], ...others] : [])], foot, now.top);
}

function footOf(c: Context, canvas: Canvas, timeline: Timeline): Line[] {
  const { symbols } = canvas.theme;
  const footer = footerLines('run', c, canvas, canvas.isSmall ? 1 : 2);
  const notice = noticeLines(c, canvas, canvas.isSmall ? 2 : 3);
  if (canvas.isSmall) return [...notice, ...footer];
  const scope: Line = [span(' SCOPE ', 'strong'), span(plainLine(scopeSummary(c.state)))];
  return [
    rule(canvas),
    cutLine(scope, canvas.columns, symbols.more),
    logLine(c, canvas, timeline),
    rule(canvas),
    ...notice,
    ...footer,
  ];
}

/** The last things that happened, newest first. */
function logLine(c: Context, canvas: Canvas, timeline: Timeline): Line {
  const { symbols } = canvas.theme;
  const parts = timeline.recent(3, namesIn(c.state)).map((place) => {
    const entry = timeline.at(place);
    return entry ? `${timeOfDay(storyTime(c.state, entry.at))} ${timeline.text(place)}` : '';
  });
  return cutLine([span(' LOG   ', 'strong'), span(parts.join(` ${symbols.bar} `))], canvas.columns, symbols.more);
}
