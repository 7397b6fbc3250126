import { labelOf, markOf } from '../../engine/queries.ts';
import { cut } from '../../language/fit.ts';
import { pagesHere, pageText } from '../calls.ts';
import { type Context, kindTone } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, type Line, lineWidth, span } from '../lines.ts';
import { current, unread } from '../now.ts';
import { plainLine } from '../plain.ts';

/** Exercise time for which a message has two lines. */
const FRESH = 60_000;

/** What came and was not read yet, above NOW: the oldest message, and the oldest answer of a step. */
export function bannerLines(c: Context, canvas: Canvas, isTight: boolean): Line[] {
  return [
    ...heldLines(c, canvas),
    ...pageLines(c, canvas),
    ...messageLines(c, canvas, isTight),
    ...answerLines(c, canvas),
  ];
}

/** After a crash: what goes on by itself waits for a word. */
function heldLines({ state }: Context, canvas: Canvas): Line[] {
  if (!state.held || state.stage !== 'play') return [];
  const first = [span(' HELD ', 'selected')];
  return [withKey(first, 'after a crash: what goes out by itself waits', '', 'g', canvas, ' lets it go on')];
}

/** Whom to call now: that does not wait until somebody looks at the screen of contacts. */
function pageLines(c: Context, canvas: Canvas): Line[] {
  const pages = c.state.stage === 'play' ? pagesHere(c.state) : [];
  const [page] = pages;
  if (!page) return [];
  const more = pages.length > 1 ? ` (1 of ${pages.length})` : '';
  return [withKey([span(' CALL ', 'selected')], pageText(c, page), more, 'p', canvas, ' answers it')];
}

function messageLines(c: Context, canvas: Canvas, isTight: boolean): Line[] {
  const waiting = unread(c).filter((id) => id !== current(c)?.inject);
  const inject = waiting[0] === undefined ? undefined : c.state.injects[waiting[0]];
  if (!inject?.shown) return [];
  const { from, via, to, text } = inject.shown;
  const { columns, theme } = canvas;
  const more = waiting.length > 1 ? ` (1 of ${waiting.length})` : '';
  const first = [span(` ${markOf(c.state)} MESSAGE `, kindTone(c.state))];
  if (isTight || c.now - (inject.deliveredAt ?? 0) > FRESH)
    return [withKey(first, `${from}: ${text}`, more, 'm', canvas)];
  return [
    withKey(first, `${from}, by ${via}, to ${to.join(', ')}`, more, 'm', canvas),
    cutLine([span(`   ${plainLine(text)}`)], columns, theme.symbols.more),
  ];
}

function answerLines(c: Context, canvas: Canvas): Line[] {
  const { answers } = c.view;
  const [ref] = answers;
  if (!ref) return [];
  const more = answers.length > 1 ? ` (1 of ${answers.length})` : '';
  return [withKey([span(' ANSWER ', 'selected')], `from ${labelOf(c.state, ref)}`, more, 'v', canvas)];
}

/** What it is and the key that reads it. The words between are cut: the key stays. */
function withKey(
  first: Line,
  text: string,
  more: string,
  key: string,
  { columns, theme }: Canvas,
  does = ' reads it',
): Line {
  const last: Line = [span(`${more}   `), span(key, 'key'), span(does)];
  const room = columns - lineWidth(first) - lineWidth(last) - 1;
  return [...first, span(` ${cut(plainLine(text), room, theme.symbols.more)}`, 'warn'), ...last];
}
