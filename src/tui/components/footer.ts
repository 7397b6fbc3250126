import type { Context } from '../context.ts';
import type { Canvas } from '../frame.ts';
import { keyName } from '../key-names.ts';
import type { KeyRow } from '../key-row.ts';
import { labelOfRow, rowsOf } from '../keys.ts';
import { cutLine, type Line, lineWidth, paragraph, type Span, span } from '../lines.ts';
import type { Notice, Place } from '../view.ts';

/** The keys that work now, as many as fit on `most` lines; `? help` is always among them where it works. */
export function footerLines(place: Place, c: Context, canvas: Canvas, most = 1): Line[] {
  const { columns, theme } = canvas;
  const rows = rowsOf(place).filter((row) => !isQuiet(row, c) && (row.when?.(c) ?? true));
  const parts = rows.map((row): Span[] => [
    span(keyName(row.keys[0] ?? '', theme.symbols), 'key'),
    span(` ${labelOfRow(row, c)}  `),
  ]);
  const last = rows.at(-1)?.act === 'help' ? parts.pop() : undefined;
  const lines: Span[][] = [[span(' ')]];
  for (const part of parts) {
    const current = lines.at(-1) ?? [];
    const room = columns - (lines.length === most && last ? lineWidth(last) : 0) + 2;
    if (lineWidth(current) + lineWidth(part) <= room) current.push(...part);
    else if (lines.length < most) lines.push([span(' '), ...part]);
  }
  if (last) {
    const current = lines.at(-1) ?? [];
    // A line that is not the last kept no room for it.
    if (lineWidth(current) + lineWidth(last) <= columns + 2) current.push(...last);
    else lines.push([span(' '), ...last]);
  }
  return lines.map(trimmed);
}

function trimmed(spans: Line): Line {
  const last = spans.at(-1);
  return last ? [...spans.slice(0, -1), { ...last, text: last.text.trimEnd() }] : spans;
}

/**
 * How the last thing came out, on at most `most` lines. What went wrong has more of them: its end says what to do. Where that is
 * not enough, it is seen that there is more.
 */
export function noticeLines(c: Context, canvas: Canvas, most = 3): Line[] {
  const { notice } = c.view;
  if (!notice) return [];
  const text = noticeText(notice, 'G breaks the glass, with a reason.', 'G');
  const lines = paragraph(text, canvas.columns - 1, 1, notice.tone);
  const room = notice.tone === 'bad' ? 2 * most : most;
  const { more } = canvas.theme.symbols;
  if (lines.length <= room) return lines;
  const last = lines.slice(room - 1).flatMap((one) => one.map((part) => part.text.trim()));
  return [...lines.slice(0, room - 1), cutLine([span(` ${last.join(' ')}`, notice.tone)], canvas.columns - 1, more)];
}

const glassWords = /break(?:s|ing)? the glass/;

/** What a notice says. Where it can be overridden, `hint` says by which key, or `key` alone where the notice says the rest. */
export function noticeText({ refused, text, glass }: Notice, hint: string, key: string): string {
  const said = `${refused ? 'Refused: ' : ''}${text}`;
  if (!glass) return said;
  return glassWords.test(text) ? said.replace(glassWords, (words) => `${words} (${key})`) : `${said} ${hint}`;
}

function isQuiet({ quiet }: KeyRow, c: Context): boolean {
  return typeof quiet === 'function' ? quiet(c) : quiet === true;
}
