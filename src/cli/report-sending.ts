import type { State } from '../engine/state.ts';
import type { Report } from '../report/model.ts';
import { Problem } from '../run/problem.ts';
import type { RunSession } from '../run/run-session.ts';
import { requireTrust } from '../run/trust.ts';
import { exits } from './exit.ts';
import { withRun } from './outbox-parts.ts';
import { plain, say } from './output.ts';
import { messageOf, type ReportMessage } from './report-message.ts';
import type { Written } from './report-writing.ts';
import type { Settings } from './settings.ts';
import { deliver, lastWords, leftWords } from './telling.ts';

/** What `--send` names all channels of the run by, but those that are for some audiences alone. */
const ALL = 'all';

/** A report that is to be sent: its files, and the model that they were made of. */
export interface Sending {
  readonly run: string;
  readonly files: readonly Written[];
  readonly report: Report;
}

/**
 * Sends a report where its run is told: page one in the thread of the run, the files with it. It goes through the outbox, so it is in
 * the journal first, goes once, and waits where it cannot go. Returns the exit code; 5 where something still waits.
 */
export async function sendReport(
  { run, files, report }: Sending,
  channels: readonly string[],
  settings: Settings,
): Promise<number> {
  return withRun(run, settings, async (session) => {
    // Asked again of the run as it stands: while the files were made, somebody may have kept details from a channel.
    for (const via of channelsOf(session.state, channels, settings)) tell(session, via, files, messageOf(run, report));
    const outbox = await deliver(session, settings);
    if (outbox) await lastWords(outbox, session, true);
    const left = leftWords(session);
    for (const line of left) say(plain(`Not sent yet: ${line}`));
    return left.length > 0 ? exits.unmet : exits.done;
  });
}

/**
 * Which of the run's channels are meant: asked before anything is written. @throws Problem where the run is not told there, and
 * where nobody has trusted what says how to tell it
 */
export function channelsOf(state: State, channels: readonly string[], { untrusted }: Settings): string[] {
  requireTrust(untrusted);
  const run = state.run?.id ?? '';
  const routes = (state.run?.routes ?? []).filter(({ via }) => !state.outbox[via]?.withheld);
  const open = routes.map(({ via }) => via);
  if (open.length === 0)
    throw new Problem(
      'usage',
      `The run ${run} is told nowhere but here, or its details are withheld there.`,
      'A run is told where that was set up when it was opened: docs/telling.md. The files can be sent by hand.',
    );
  const unknown = channels.find((via) => via !== ALL && !open.includes(via));
  if (unknown !== undefined)
    throw new Problem('usage', `The run ${run} is not told by ${unknown}.`, `It is told by: ${open.join(', ')}.`);
  if (!channels.includes(ALL)) return [...new Set(channels)];
  // What goes to customers does not bring them the inside of an incident because nobody thought of it.
  const forEverybody = routes.filter(({ audiences, report }) => report || audiences === undefined);
  const chosen = [...new Set([...forEverybody.map(({ via }) => via), ...channels])].filter((via) => via !== ALL);
  if (chosen.length > 0) return chosen;
  throw new Problem(
    'usage',
    `Each channel of the run ${run} is for some audiences alone.`,
    `Name those that are to have the report: --send ${open.join(',')}.`,
  );
}

function tell(session: RunSession, via: string, files: readonly Written[], message: ReportMessage): void {
  const { subject, lines, fileName, unnamed } = message;
  const isStory = session.state.run?.routes?.some((route) => route.via === via && route.tells === 'run');
  for (const [index, { path, format }] of files.entries()) {
    const file = session.keep({ file: path });
    if ('problem' in file) throw new Problem('store', `${path} is not kept: ${file.problem}.`);
    const refusal = session.dispatch({
      type: 'tell',
      via,
      to: 'run',
      sort: 'file',
      ...(isStory && { thread: 'headline' }),
      subject,
      lines: index === 0 ? lines : [],
      ...(unnamed && { unnamed }),
      file: fileName === null ? file : { ...file, name: `${fileName}.${format.extension}` },
    });
    if (refusal) throw new Problem('usage', refusal.message, refusal.hint);
  }
}
