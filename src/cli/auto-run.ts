import { clockText } from '../engine/time.ts';
import type { Clock, PlayClock } from '../run/clock.ts';
import { Narrator } from '../run/lines.ts';
import { type Failures, perform, performLive } from '../run/perform.ts';
import type { Session } from '../run/session.ts';
import { summaryOf } from '../run/summary.ts';
import type { Play } from '../scenario/model.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Setting } from './settings.ts';
import { nextCommand, summaryText } from './summary-text.ts';

/** How time passes in a played run. */
export type Driver =
  | { readonly how: 'at-once'; readonly clock: PlayClock }
  | { readonly how: 'watch'; readonly clock: Clock };

/** A run that a play plays to its end. */
export interface Playing {
  readonly session: Session;
  readonly play: Play;
  readonly driver: Driver;
  readonly store: Setting<string>;
  readonly json: boolean;
  /** How many entries were told before. */
  readonly told?: number;
}

/** Plays, tells what happens, writes the report, and says how it came out. Returns the exit code. */
export async function playOut({ session, play, driver, store, json, told = 0 }: Playing): Promise<number> {
  const teller = json ? jsonTeller(session, told) : lineTeller(session, told);
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.once('SIGINT', onSignal);
  const unsubscribe = session.subscribe(teller);
  try {
    if (!json) print(plain(`A scripted team plays this drill (${play.id}). On a terminal, without --auto, you do.`));
    for (const notice of session.notices) say(plain(notice));
    teller();
    const failures = await drive(session, play, driver, interrupt.signal);
    conclude({ session, play, store, json, failures });
    return failures.length > 0 ? exits.unmet : exits.done;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    say(`\nInterrupted at ${clockText(session.state.at)}. Everything until then is in the journal.`);
    say(`Go on: ${nextCommand(session.state, session.run, store)}`);
    return exits.interrupted;
  } finally {
    process.off('SIGINT', onSignal);
    unsubscribe();
    session.leave();
  }
}

function drive(session: Session, play: Play, driver: Driver, signal: AbortSignal): Promise<Failures> {
  if (driver.how === 'watch') return performLive(session, driver.clock, play, signal);
  return perform(session, driver.clock, play, signal);
}

function jsonTeller(session: Session, from: number): () => void {
  let told = from;
  return () => {
    for (const entry of session.entries.slice(told)) print(JSON.stringify(entry));
    told = session.entries.length;
  };
}

function lineTeller(session: Session, from: number): () => void {
  const narrator = new Narrator(session, from);
  return () => {
    for (const line of narrator.news()) print(plain(line));
  };
}

interface Concluded {
  readonly session: Session;
  readonly play: Play;
  readonly store: Setting<string>;
  readonly json: boolean;
  readonly failures: Failures;
}

function conclude({ session, play, store, json, failures }: Concluded): void {
  const report = writeReport(store.value, session);
  if (json) {
    print(JSON.stringify(summaryOf(session)));
    say(`The report is ${report}`);
  } else print(`\n${plain(summaryText(session, report, store)).trimEnd()}`);
  if (failures.length === 0) return;
  say(`\nThe play ${play.id} expected otherwise:`);
  for (const { expect, actual } of failures) say(plain(`  ${expect}: ${actual}`));
}
