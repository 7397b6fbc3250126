import { calledNow } from '../../engine/page.ts';
import { formatDuration } from '../../language/time.ts';
import { callable, pagesHere, pageText, stepsFor } from '../calls.ts';
import { footerLines, noticeLines } from '../components/footer.ts';
import { headerLines } from '../components/header.ts';
import { type Context, isIncident } from '../context.ts';
import { type Canvas, type Frame, roomFor, rule } from '../frame.ts';
import { type Line, line, paragraph, span } from '../lines.ts';
import { plainLine } from '../plain.ts';
import { scrolled } from './pane-parts.ts';

/** Who to call, in which order, at which number; first of all whoever is being called now. */
export function contactsFrame(c: Context, canvas: Canvas): Frame {
  const head = [...headerLines(c, canvas), ...(canvas.isSmall ? [] : [rule(canvas)])];
  const foot = [
    ...(canvas.isSmall ? [] : [rule(canvas)]),
    ...noticeLines(c, canvas),
    ...footerLines('contacts', c, canvas),
  ];
  const room = roomFor(canvas, head, foot);
  return scrolled(contactsPage(c, canvas), c.view.contacts.top, canvas, { head, foot, room });
}

function contactsPage(c: Context, canvas: Canvas): Line[] {
  const width = canvas.columns - 1;
  const drill = isIncident(c.state)
    ? []
    : paragraph('A drill: say that you call. Nobody is really called.', width, 1, 'drill');
  const called = pagesHere(c.state).flatMap((page) => [
    ...paragraph(`${page.status === 'exhausted' ? 'CALLED, and' : 'CALLING'} ${pageText(c, page)}`, width, 1, 'warn'),
    ...paragraph(`To be said: ${plainLine(page.text)}`, width, 3),
    ...(calledNow(page) && page.status === 'waiting' ? [] : paragraph('Call by other ways, or start again.', width, 3)),
    [],
  ]);
  if (!c.book)
    return [
      ...drill,
      ...called,
      ...paragraph(whyNone(c), width, 1, c.bookTrouble === undefined ? undefined : 'warn'),
      ...paragraph('p calls somebody by name all the same.', width, 1),
    ];
  return [...drill, ...called, ...callable(c).flatMap((name) => nameLines(c, name, width))];
}

function whyNone({ bookTrouble }: Context): string {
  if (bookTrouble === undefined)
    return 'No contacts are set up on this machine: breakglass contacts --example shows how.';
  return `The contacts cannot be read. ${plainLine(bookTrouble)} breakglass contacts shows it; start again when it is mended.`;
}

function nameLines(c: Context, name: string, width: number): Line[] {
  const steps = stepsFor(c, name) ?? [];
  const isPerson = c.book !== undefined && Object.hasOwn(c.book.contacts.people, name);
  if (isPerson) return [];
  const title = c.state.definition.playbook.roles[name]?.title;
  return [
    [span(` ${plainLine(title === undefined ? name : `${name}: ${title}`)}`, 'strong')],
    ...steps.flatMap(({ person, via, address, wait, outOfHours, local }, index) => {
      const way = via === null ? 'NO WAY TO REACH THEM' : via === 'phone' ? (address ?? '') : `${via} ${address ?? ''}`;
      const hours = outOfHours ? `${local ?? ''} OUT OF HOURS` : (local ?? '');
      const after = index + 1 < steps.length ? `wait ${formatDuration(wait)}` : 'the last';
      const text = [`${index + 1}. ${person.name}`, way, hours, after].filter((part) => part.trim() !== '').join(', ');
      return paragraph(plainLine(text), width, 3);
    }),
    line(''),
  ];
}
