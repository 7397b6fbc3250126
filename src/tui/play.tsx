import { markOf } from '../engine/queries.ts';
import type { BrokenBook, CallBook } from '../run/contacts.ts';
import type { Session } from '../run/session.ts';
import { isReadAloud } from './aloud.ts';
import { App } from './app.ts';
import { RunView } from './components/run-view.tsx';
import { titleOf } from './context.ts';
import { plainLine } from './plain.ts';
import { readRun } from './reader.ts';
import { type Streams, Terminal } from './terminal.ts';
import { speaksUnicode, themeOf } from './theme.ts';

export interface ScreenOptions {
  /** False: no colour. */
  readonly color: boolean;
  /** Lines that are only ever added to, for a screen reader; no alternate screen. Default: INK_SCREEN_READER, or a dumb terminal. */
  readonly screenReader?: boolean;
  /** Symbols beyond ASCII. Default: as the locale says. */
  readonly unicode?: boolean;
  /** Default: the process's own. */
  readonly streams?: Streams;
}

export interface PlayProps {
  readonly session: Session;
  /** Who is at the keyboard. Roles are taken by entries; those that the session has count. */
  readonly you: { readonly person: string };
  /** The run was opened just now: the briefing comes first, and the clock stands until play begins. */
  readonly fresh: boolean;
  readonly options: ScreenOptions;
  /** Improvements still open from the last drill of this playbook, in words. */
  readonly improvements?: readonly string[];
  /** Who can be called from here. */
  readonly book?: CallBook | BrokenBook | undefined;
  /** Writes the report; returns its path. */
  readonly onReport?: () => string;
}

/** `interrupted`: by Ctrl-C or a signal, before the run was closed. */
export type Ended = 'left' | 'closed' | 'interrupted';

/**
 * Plays a run on the terminal until it is left or closed. The session is left open: whoever opened it leaves it. A signal
 * that ends the program and Ctrl-C end play as leaving does, and are told apart from it; the terminal is as it was on
 * every way out.
 */
export async function playRun(props: PlayProps): Promise<Ended> {
  const { session, options } = props;
  if (props.fresh && session.state.run?.kind === 'exercise' && session.state.clock.running)
    session.dispatch({ type: 'pause' });
  const how = isReadAloud(options) ? await hearRun(props) : await showRun(props);
  return session.state.stage === 'closed' ? 'closed' : how;
}

/** For a screen reader. */
async function hearRun({
  session,
  you,
  fresh,
  options,
  improvements,
  book,
  onReport,
}: PlayProps): Promise<'left' | 'interrupted'> {
  const { stdin, stdout } = options.streams ?? process;
  return readRun({
    session,
    person: you.person,
    screen: firstScreen(session, fresh),
    improvements: improvements ?? [],
    book,
    onReport,
    input: stdin,
    output: stdout,
  });
}

async function showRun(props: PlayProps): Promise<'left' | 'interrupted'> {
  const { session, options, fresh, you } = props;
  const theme = themeOf({ color: options.color, unicode: options.unicode ?? speaksUnicode(process.env) });
  const { scenario } = session.state.definition;
  const title = `${markOf(session.state)} ${scenario ? plainLine(scenario.id) : titleOf(session.state)}`;
  const streams = options.streams ?? { stdin: process.stdin, stdout: process.stdout };
  let ended: 'left' | 'interrupted' = 'left';
  const end = (how: typeof ended) => {
    ended = how;
    terminal.close();
  };
  const terminal = new Terminal(streams, { title, onEnd: () => end('interrupted') });
  const app = new App(session, you.person, firstScreen(session, fresh), {
    size: () => terminal.size(),
    leave: end,
    suspend: () => terminal.suspend(),
    redraw: () => terminal.redraw(),
    book: props.book,
    onReport: props.onReport,
  });
  await terminal.show(<RunView app={app} terminal={terminal} theme={theme} improvements={props.improvements ?? []} />);
  return ended;
}

/** Where a run begins on the screen. */
function firstScreen({ state }: Session, fresh: boolean): 'briefing' | 'run' | 'hot-wash' {
  if (state.stage !== 'play') return 'hot-wash';
  return fresh ? 'briefing' : 'run';
}
