import { joinRun, takeRoles } from '../run/join/join.ts';
import type { RemoteSession } from '../run/join/remote-session.ts';
import { type Ended, playRun } from '../tui/play.tsx';
import { callBook } from './call-book.ts';
import { exits } from './exit.ts';
import type { JoinFlags } from './join-flags.ts';
import { inColor, plain, print } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Settings } from './settings.ts';
import { summaryText } from './summary-text.ts';
import { typistHere } from './surroundings.ts';
import { staySmall } from './terminal-run.ts';

/** A run that another process holds, on this terminal. Returns the exit code. */
export async function terminalJoin(run: string, settings: Settings, flags: JoinFlags): Promise<number> {
  staySmall();
  const { store, person } = settings;
  const observes = flags.observer === true;
  const session = await joinRun(store.value, run, { typedBy: typistHere(), observes });
  const report = () => writeReport(store.value, session);
  let ended: Ended;
  try {
    session.note(takeRoles(session, flags.as ?? {}));
    ended = await playRun({
      session,
      you: { person: speakerOf(session, flags) ?? person.value },
      fresh: false,
      book: await callBook(settings),
      options: { color: inColor(process.stdout) },
      onReport: report,
    });
  } finally {
    session.leave();
  }
  const written = session.state.stage === 'play' ? null : report();
  // Where nobody holds it any more, it can be taken; else it goes on without this terminal.
  const again = session.broken === null ? 'join' : 'resume';
  print(plain(summaryText(session, written, store, again)).trimEnd());
  return ended === 'interrupted' ? exits.interrupted : exits.done;
}

/** The lead speaks first where there is one at this terminal, or else who is named first. */
function speakerOf({ state }: RemoteSession, { as = {} }: JoinFlags): string | undefined {
  return as[state.definition.lead] ?? Object.values(as)[0];
}
