import { labelOf, markOf } from '../engine/queries.ts';
import type { App } from './app.ts';
import { pagesHere, pageText } from './calls.ts';
import { formLines } from './components/form.ts';
import { nowLines } from './components/now.ts';
import { otherLines } from './components/others.ts';
import { type Context, isIncident } from './context.ts';
import { fitting, questionOf } from './fill.ts';
import { formNamed } from './forms/forms.ts';
import { type Canvas, canvasFor } from './frame.ts';
import { isHotWashText } from './hot-wash.ts';
import type { KeyRow } from './key-row.ts';
import { labelOfRow, rowsOf } from './keys.ts';
import { type Line, line, textOfLine } from './lines.ts';
import { surveyHowTo, surveyLines, understandSurvey } from './live/survey-reading.ts';
import { nowView, unread } from './now.ts';
import { paletteChoices } from './palette.ts';
import { pick } from './pick.ts';
import { plainLine } from './plain.ts';
import type { Press } from './press.ts';
import { frameOf } from './screens/screen.ts';
import type { Size } from './terminal.ts';
import type { Theme } from './theme.ts';
import type { Place } from './view.ts';

const wholes: ReadonlySet<Place> = new Set([
  'response',
  'answer',
  'entry',
  'message',
  'help',
  'brief',
  'clocks',
  'contacts',
  'briefing',
  'commands',
  'details',
]);

/** Screens are composed for this size when they are read aloud: a text is whole, and a long list stays a page. */
export function readingSize(app: App): Size {
  const place = app.place();
  const isWhole = wholes.has(place) || (place === 'hot-wash' && isHotWashText(app.c));
  return { columns: 160, rows: isWhole ? 5000 : 60 };
}

/** Acts that only move something on a screen that is not there. */
const silent: ReadonlySet<KeyRow['act']> = new Set(['redraw', 'suspend', 'move', 'choose', 'palette']);

/** What can be done now, as the key table has it. */
export function menuOf(app: App): { readonly key: string; readonly label: string }[] {
  const { c } = app;
  return rowsOf(app.place()).flatMap((row) => {
    const key = row.keys[0];
    const works = row.when?.(c) ?? true;
    return key && works && !silent.has(row.act) ? [{ key, label: labelOfRow(row, c) }] : [];
  });
}

/** What is to be heard of where things stand. */
export function reading(app: App, theme: Theme, improvements: readonly string[]): string[] {
  const canvas = canvasFor(readingSize(app), theme, isIncident(app.c.state));
  const place = app.place();
  const lines =
    place === 'run'
      ? runLines(app, canvas)
      : (paneLines(app, canvas) ?? frameOf(app, theme, improvements).lines.slice(0, -1));
  return lines.map((one) => textOfLine(one).trim().replace(/ {3,}/g, '  ')).filter((text) => text !== '');
}

function runLines(app: App, canvas: Canvas): Line[] {
  const { c } = app;
  const waiting = unread(c).length;
  const messages =
    waiting === 0
      ? []
      : [[{ text: `${waiting} ${markOf(c.state)} ${waiting === 1 ? 'message' : 'messages'} to read: type m.` }]];
  const held = c.state.held ? [line('HELD: what goes out by itself waits. g lets it go on.')] : [];
  const answers = c.view.answers.length === 0 ? [] : [line(`${answersWaiting(c)}: type v.`)];
  const pages = pagesHere(c.state).map((page) => line(`CALL ${pageText(c, page)}. Type p.`));
  const [first = [], ...rest] = nowLines(c, canvas, 200).lines;
  const now = [line(`${markOf(c.state)} ${textOfLine(first).trim()}`), ...rest];
  return [...held, ...pages, ...messages, ...answers, ...now, ...otherLines(c, canvas, 12)];
}

/** `1 answer to read, from restore-backup weekly`. */
export function answersWaiting({ state, view: { answers } }: Context): string {
  const names = answers.map((ref) => plainLine(labelOf(state, ref)));
  return `${answers.length} ${answers.length === 1 ? 'answer' : 'answers'} to read, from ${names.join(', ')}`;
}

function paneLines(app: App, canvas: Canvas): Line[] | null {
  const { c } = app;
  const { pane } = c.view;
  if (pane?.kind === 'form') return formLines(pane, c, canvas, 40);
  if (pane?.kind === 'survey') return [line(pane.step), ...surveyLines(pane, c)];
  if (pane?.kind !== 'palette') return null;
  const found = paletteChoices(c, pane.field.text);
  if (found.length === 0) return [line(`Nothing has "${plainLine(pane.field.text)}" in it.`)];
  return found.map(({ label }, index) => [{ text: `${index + 1} ${label}` }]);
}

/** How to answer, in a line. */
export function howTo(app: App): string {
  switch (app.place()) {
    case 'text':
      return 'Type the answer and press Enter. !cancel leaves the form.';
    case 'choice':
      return 'Type a number or a part of the words. !cancel leaves the form.';
    case 'palette':
      return 'Type a number, or other words to look for. !cancel goes back.';
    case 'response':
      return 'Type one find a line. An empty line finishes. !later leaves it open.';
    case 'survey':
      return surveyHowTo;
    case 'secret':
      return 'Type or paste it: it is not shown. !cancel goes back.';
    case 'commands':
      return 'y runs it, n does not.';
    case 'answer':
      return 'An empty line goes on. !back closes it.';
    case 'filter':
      return 'Type what to look for. An empty line shows everything.';
    case 'confirm':
      return 'y or n?';
    default:
      return 'An empty line does the first thing, a number looks at another, ? lists what can be done. Or type a command.';
  }
}

/** What a typed line means where things stand: the presses that a person at the screen would make. Null: nothing. */
export function understand(app: App, typed: string): readonly Press[] | null {
  const said = typed.trim();
  const { pane } = app.c.view;
  if (said === '!cancel' || said === '!later' || said === '!back') return [{ key: 'esc' }];
  switch (app.place()) {
    case 'text':
      return [{ key: 'ctrl-e' }, ...(said === '' ? [] : [{ key: 'ctrl-u' }, { paste: said }]), { key: 'enter' }];
    case 'response':
    case 'filter':
      return [{ key: 'ctrl-e' }, { key: 'ctrl-u' }, ...(said === '' ? [] : [{ paste: said }]), { key: 'enter' }];
    case 'survey':
      return pane?.kind === 'survey' ? understandSurvey(pane, app.c, said) : null;
    case 'secret':
      return [{ key: 'ctrl-u' }, { paste: typed }, { key: 'enter' }];
    case 'commands':
      // An empty line may be one too many: it runs nothing.
      return said === '' ? [] : act(app, said);
    case 'choice':
      return choose(app, said);
    case 'palette':
      return choosePalette(app, said);
    default:
      return act(app, said);
  }
}

function choose(app: App, said: string): readonly Press[] | null {
  const { c } = app;
  const { pane } = c.view;
  const question = pane?.kind === 'form' ? questionOf(pane, formNamed(pane.form), c) : undefined;
  if (pane?.kind !== 'form' || !question) return null;
  if (said === '') return [{ key: 'enter' }];
  const choices = fitting(pane, question);
  const number = Number(said);
  const at =
    Number.isInteger(number) && number >= 1 && number <= choices.length
      ? number - 1
      : choices.indexOf(pick(choices, said)[0] ?? { value: '', label: '' });
  return at < 0 ? null : [{ key: 'home' }, ...down(at), { key: 'enter' }];
}

function choosePalette(app: App, said: string): readonly Press[] | null {
  const { pane } = app.c.view;
  if (pane?.kind !== 'palette') return null;
  const number = Number(said);
  const count = paletteChoices(app.c, pane.field.text).length;
  if (said === '' || (Number.isInteger(number) && number >= 1 && number <= count))
    return [{ key: 'home' }, ...down(said === '' ? 0 : number - 1), { key: 'enter' }];
  return [{ key: 'ctrl-e' }, { key: 'ctrl-u' }, { paste: said }];
}

const down = (times: number): Press[] => Array.from({ length: times }, () => ({ key: 'down' }));

/** A line on a screen: nothing is its first key, a number is one of what is open, else a key, else a command. */
function act(app: App, said: string): readonly Press[] | null {
  if (said === '') return [{ key: 'enter' }];
  const open = app.place() === 'run' ? nowView(app.c) : null;
  if (open && /^\d+$/.test(said))
    return Number(said) >= 1 && Number(said) <= open.list.length ? lookAt(open.at, Number(said) - 1) : null;
  const isKey = rowsOf(app.place()).some(({ keys }) => keys.includes(said));
  if (isKey) return [{ key: said }];
  return said.length > 1 ? [{ key: ':' }, { paste: said.replace(/^:/, '') }] : null;
}

/** As many arrows as it takes from one place of the list to another. */
function lookAt(from: number, to: number): Press[] {
  // From nothing, the first arrow comes to the first.
  const steps = from < 0 ? to + 1 : to - from;
  return Array.from({ length: Math.abs(steps) }, () => ({ key: steps < 0 ? 'up' : 'down' }));
}
