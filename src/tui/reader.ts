import { createInterface } from 'node:readline';
import { markOf } from '../engine/queries.ts';
import { namesIn } from '../engine/sentences.ts';
import { wrap } from '../language/fit.ts';
import type { BrokenBook, CallBook } from '../run/contacts.ts';
import type { Session } from '../run/session.ts';
import { App } from './app.ts';
import { momentText } from './clock.ts';
import { noticeText } from './components/footer.ts';
import { titleOf } from './context.ts';
import { editedLine, Hush } from './live/hush.ts';
import { plain, plainLine } from './plain.ts';
import { answersWaiting, howTo, menuOf, reading, readingSize, understand } from './reading.ts';
import { themeOf } from './theme.ts';
import type { Pane, ScreenName } from './view.ts';

export interface ReaderProps {
  readonly session: Session;
  readonly person: string;
  readonly screen: ScreenName;
  readonly improvements: readonly string[];
  readonly book?: CallBook | BrokenBook | undefined;
  readonly onReport?: (() => string) | undefined;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * A run in lines that are only ever added to: what is new, what there is to do, and a line to type on. It is driven by the
 * same keys and forms as the screens. Ends when the run is left, when no more can be typed, or by a signal: that interrupts.
 */
export async function readRun(props: ReaderProps): Promise<'left' | 'interrupted'> {
  const lines = createInterface({ input: props.input, terminal: false });
  let ended: 'left' | 'interrupted' = 'left';
  const leave = (how: typeof ended) => {
    ended = how;
    lines.close();
  };
  const interrupt = () => leave('interrupted');
  const reader = new Reader(props, leave);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  try {
    reader.tell();
    for await (const line of lines) if (!reader.hear(line)) break;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
    reader.end();
    lines.close();
  }
  return ended;
}

/** What is only read: nothing is typed into it, so `?` asks what can be done. */
const readOnly: ReadonlySet<Pane['kind']> = new Set(['message', 'answer', 'entry']);

class Reader {
  readonly #app: App;
  readonly #props: ReaderProps;
  readonly #theme = themeOf({ color: false, unicode: false, words: true });
  readonly #unsubscribe: () => void;
  readonly #hush: Hush;
  #isLeft = false;
  #told = 0;
  #hearing = false;
  #last = '';
  /** The keys of the list that was said last. */
  #menu: readonly string[] = [];

  constructor(props: ReaderProps, leave: (how: 'left' | 'interrupted') => void) {
    this.#props = props;
    this.#app = new App(props.session, props.person, props.screen, {
      size: () => readingSize(this.#app),
      leave: (how) => {
        this.#isLeft = true;
        leave(how);
      },
      suspend: () => {},
      redraw: () => {},
      book: props.book,
      onReport: props.onReport,
    });
    this.#hush = new Hush(props.input, () => leave('interrupted'));
    this.#told = props.session.entries.length;
    // What comes while nobody types is said at once.
    this.#unsubscribe = props.session.subscribe(() => {
      if (this.#hearing) return;
      const from = this.#told;
      if (this.#news() && this.#app.c.view.answers.length > 0) this.#say(`${answersWaiting(this.#app.c)}: type v.`);
      // What was found has its numbers before anybody types one.
      const isFound = props.session.entries.slice(from).some(({ type }) => type === 'items.proposed');
      if (isFound && this.#app.place() === 'survey') this.tell();
    });
    const { state, run } = props.session;
    this.#say(`${markOf(state)}: ${titleOf(state)}, run ${run}.`);
  }

  /** Says where things stand. */
  tell(): void {
    const { notice } = this.#app.c.view;
    if (notice) this.#say(noticeText(notice, 'Type G to break the glass, with a reason.', 'type G'));
    const text = reading(this.#app, this.#theme, this.#props.improvements).join('\n');
    // Where nothing changed, nothing is said again.
    if (text !== this.#last) this.#say(text);
    this.#last = text;
    this.#say(howTo(this.#app));
    this.#hush.set(this.#app.place() === 'secret');
  }

  /** Does what a line asks for. False: the run is left. */
  hear(typed: string): boolean {
    const line = this.#app.place() === 'secret' ? editedLine(typed) : typed;
    const said = line.trim();
    const { pane } = this.#app.c.view;
    if (said === '?' && (pane === null || readOnly.has(pane.kind))) {
      this.#listMenu();
      return true;
    }
    const listed = this.#menu[Number(said) - 1];
    this.#menu = [];
    const presses = listed === undefined ? understand(this.#app, said) : [{ key: listed }];
    if (!presses) this.#say(`Nothing here is called ${plainLine(said)}.`);
    this.#hearing = true;
    for (const press of presses ?? []) this.#app.press(press);
    this.#hearing = false;
    if (this.#isLeft) return false;
    this.#news();
    this.tell();
    return true;
  }

  end(): void {
    this.#hush.set(false);
    this.#unsubscribe();
  }

  /** What can be done, by numbers that hold for the next line. */
  #listMenu(): void {
    const rows = menuOf(this.#app);
    this.#menu = rows.map(({ key }) => key);
    rows.forEach(({ key, label }, index) => {
      this.#say(`${index + 1} ${label} (${key})`);
    });
    this.#say('Type a number, or a key.');
  }

  /** The entries since the last time that are worth a line, oldest first. True: an answer of a step is among them. */
  #news(): boolean {
    const { session } = this.#props;
    const fresh = session.entries.length - this.#told;
    if (fresh <= 0) return false;
    const { timeline } = this.#app;
    const places = timeline.recent(20, namesIn(session.state)).filter((place) => place >= this.#told);
    this.#told = session.entries.length;
    for (const place of places.reverse()) {
      const entry = timeline.at(place);
      const word = entry?.type === 'inject.delivered' ? `${markOf(session.state)} MESSAGE ` : '';
      this.#say(`${momentText(session.state, entry?.at ?? 0, session.now())} ${word}${timeline.text(place)}`);
    }
    return session.entries.slice(-fresh).some(({ type }) => type === 'response.shown');
  }

  #say(text: string): void {
    const { output } = this.#props;
    const columns = 'columns' in output && typeof output.columns === 'number' ? output.columns : 0;
    // A terminal would break a line that is too long in the middle of a word.
    output.write(`${columns > 0 ? wrap(plain(text), columns).join('\n') : plain(text)}\n`);
  }
}
