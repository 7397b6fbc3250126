import { listedClocks } from '../../engine/clock-list.ts';
import { clockWords } from '../clock-lines.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import type { Context } from '../context.ts';
import { type Canvas, type Frame, roomFor, rule } from '../frame.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { plainLine } from '../plain.ts';
import { scrolled } from './pane-parts.ts';

/** Every deadline of laws and contracts: which run and how long, who started them, which article sets them. */
export function clocksFrame(c: Context, canvas: Canvas): Frame {
  const head = [...headerLines(c, canvas), rule(canvas)];
  const foot = [rule(canvas), ...noticeLines(c, canvas), ...footerLines('clocks', c, canvas)];
  const room = roomFor(canvas, head, foot);
  return scrolled(clockPage(c, canvas), c.view.clocks.top, canvas, { head, foot, room });
}

function clockPage(c: Context, canvas: Canvas): Line[] {
  const clocks = listedClocks(c.state);
  if (clocks.length === 0) return [line(' The playbook names no deadline.')];
  return [
    ...paragraph(
      'Deadlines of laws and contracts. Not legal advice: ask a lawyer which of them bind.',
      canvas.columns - 1,
      1,
      'dim',
    ),
    ...clocks.flatMap((listed) => {
      const { title, status, isPressing, lines } = clockWords(listed, c.state, c.now);
      return [
        ...paragraph(plainLine(title), canvas.columns - 1, 1, 'strong'),
        [span('   '), span(plainLine(status), isPressing ? 'warn' : undefined)],
        ...lines.flatMap((one) => paragraph(plainLine(one), canvas.columns - 1, 3)),
        [],
      ];
    }),
  ];
}
