import { type Item, itemsOf } from '../../engine/state.ts';
import { pad } from '../../language/fit.ts';
import { kinds } from '../../playbook/model.ts';
import { fieldText, momentText } from '../clock.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import type { Context } from '../context.ts';
import { type Canvas, compose, type Frame, roomFor, rule } from '../frame.ts';
import { cutLine, flow, type Line, line, paragraph, span } from '../lines.ts';
import { windowOf } from '../list.ts';
import { plainLine } from '../plain.ts';

/** The scope register: kinds as tabs, items with what they have reached and when, ruled-out ones with their reason. */
export function registerFrame(c: Context, canvas: Canvas): Frame {
  const { tab, cursor } = c.view.register;
  const head = [...headerLines(c, canvas), ...tabLines(c, canvas), rule(canvas)];
  const foot = [
    ...(canvas.isSmall ? [] : [rule(canvas)]),
    ...noticeLines(c, canvas),
    ...footerLines('register', c, canvas),
  ];
  const room = roomFor(canvas, head, foot);
  const items = itemsOf(c.state, kinds[tab] ?? 'stage');
  if (items.length === 0)
    return compose(canvas, head, [line(` No ${kinds[tab]} is in the register. + adds one.`, 'dim')], foot);
  const marked = items[Math.min(cursor, items.length - 1)];
  const detail = marked ? detailLines(marked, c, canvas).slice(0, Math.max(2, Math.floor(room / 2))) : [];
  const height = Math.max(1, room - detail.length - 1);
  const { from, to } = windowOf(items.length, cursor, height, c.view.pageTop);
  const rows = items.slice(from, to).map((item, index) => itemLine(item, from + index === cursor, c, canvas));
  return compose(
    canvas,
    head,
    [...rows, ...Array.from({ length: Math.max(0, height - rows.length) }, (): Line => []), [], ...detail],
    foot,
    { top: from, height },
  );
}

function tabLines(c: Context, canvas: Canvas): Line[] {
  const tabs = kinds.map((kind, index): Line => {
    const count = itemsOf(c.state, kind).length;
    const here = index === c.view.register.tab;
    return [
      span(here ? `[${kind} ${count}]` : ` ${kind} ${count} `, here ? 'selected' : count === 0 ? 'dim' : undefined),
    ];
  });
  return flow(tabs, canvas.columns, 1);
}

function itemLine(item: Item, here: boolean, { state, now }: Context, canvas: Canvas): Line {
  const { symbols } = canvas.theme;
  const out = item.ruledOut !== undefined;
  const reached = Object.entries(item.reached).map(
    ([effect, times]) =>
      `${effect} ${momentText(state, times.at(-1)?.at ?? 0, now)}${times.at(-1)?.leaves ? ', not all of it' : ''}`,
  );
  const impossible = Object.keys(item.notPossible).map((effect) => `cannot be ${effect}`);
  const words = out
    ? `RULED OUT: ${plainLine(item.ruledOut?.reason ?? '')}`
    : [...reached, ...impossible].join(', ') || 'nothing done yet';
  const name = pad(plainLine(item.name), Math.min(28, Math.floor(canvas.columns / 3)));
  return cutLine(
    [
      span(` ${here ? symbols.here : ' '} `, 'key'),
      span(name, out ? 'dim' : here ? 'strong' : undefined),
      span(`  ${words}`, out ? 'dim' : undefined),
    ],
    canvas.columns,
    symbols.more,
  );
}

const came = { known: 'known from the start', found: 'found', revealed: 'came to light', unplanned: 'added' };

function detailLines(item: Item, { state, now }: Context, canvas: Canvas): Line[] {
  const from = item.foundBy ? ` by ${item.foundBy.step}` : '';
  const fields = Object.entries(item.fields).map(([name, value]) => `${name}: ${fieldText(value)}`);
  const impossible = Object.entries(item.notPossible).map(
    ([effect, { reason }]) => `It cannot be ${effect}: ${reason}`,
  );
  return [
    line(` ${plainLine(item.name)}`, 'strong'),
    line(
      `   ${plainLine(item.type)}, ${came[item.how]}${item.how === 'known' ? '' : ` at ${momentText(state, item.addedAt, now)}`}${from}`,
      'dim',
    ),
    ...paragraph(plainLine(fields.join(', ')), canvas.columns - 1, 3).filter(() => fields.length > 0),
    ...leftOf(item).flatMap((text) => paragraph(plainLine(text), canvas.columns - 1, 3, 'warn')),
    ...impossible.flatMap((text) => paragraph(plainLine(text), canvas.columns - 1, 3)),
  ];
}

/** What is alive or open of it all the same. */
function leftOf({ reached }: Item): string[] {
  return Object.entries(reached).flatMap(([effect, times]) => {
    const leaves = times.at(-1)?.leaves;
    return leaves === undefined ? [] : [`It is ${effect}, and this is left: ${leaves}`];
  });
}
