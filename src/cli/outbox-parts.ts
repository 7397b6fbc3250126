import type { Ask } from '../engine/commands.ts';
import { awaitingWord } from '../engine/decide/outbox.ts';
import type { By } from '../engine/entries.ts';
import type { Pending, State } from '../engine/state.ts';
import { journalPath } from '../journal/store.ts';
import { realClock } from '../run/clock.ts';
import { tellClosing } from '../run/outbox/closing.ts';
import { standingsOf } from '../run/outbox/standings.ts';
import { Problem } from '../run/problem.ts';
import { readRun } from '../run/replay.ts';
import { resumeRun } from '../run/resume.ts';
import type { RunSession } from '../run/run-session.ts';
import { lastOpen } from '../run/runs.ts';
import { storeWith } from '../run/store.ts';
import { requireTrust } from '../run/trust.ts';
import { channelKeys } from './channel-keys.ts';
import { exits } from './exit.ts';
import { orJoin } from './or-join.ts';
import type { OutboxFlags } from './outbox-flags.ts';
import { plain, print, say } from './output.ts';
import { writeReport } from './report-file.ts';
import type { Settings } from './settings.ts';
import { typist } from './surroundings.ts';
import { deliver, lastWords } from './telling.ts';

interface Given {
  readonly flags: OutboxFlags;
  readonly settings: Settings;
}

const words = { queued: 'waits', begun: 'may be there', unknown: 'may be there', dead: 'was not taken' };

/** Shows what waits. Returns the exit code. */
export async function listOutbox(named: string | undefined, { flags, settings }: Given): Promise<number> {
  const run = named ?? (await lastOpen(settings.store.value));
  const { state } = readRun(journalPath(storeWith(settings.store.value, run), run));
  show(run, state, flags.json === true);
  return exits.done;
}

/** Sends what waits, and waits until that has come to an end. Returns the exit code. */
export async function retryOutbox(
  named: string | undefined,
  messages: readonly string[],
  { flags, settings }: Given,
): Promise<number> {
  requireTrust(settings.untrusted);
  const run = named ?? (await lastOpen(settings.store.value));
  return withRun(run, settings, async (session, by) => {
    const via = viasOf(session.state, flags.via);
    if (via.length === 0) throw new Problem('usage', `The run ${run} is told nowhere but here.`);
    for (const one of via) {
      const named = messages.filter((id) => Object.hasOwn(session.state.outbox[one]?.pending ?? {}, id));
      if (messages.length > 0 && named.length === 0) continue;
      if (isStuck(session.state, one) || named.length > 0)
        give(session, { type: 'retry-delivery', via: one, ...(named.length > 0 && { messages: named }) }, by);
    }
    refuseUnknown(session.state, messages);
    // Who closed it may have been cut off before that was told.
    tellClosing(session, () => writeReport(settings.store.value, session));
    const outbox = await deliver(session, settings);
    if (outbox) await lastWords(outbox, session, true);
    for (const one of outbox?.unset ?? []) say(plain(`Nothing is set up here to send by ${one}. ${settingOf(one)}`));
    show(run, session.state, flags.json === true);
    return Object.values(session.state.outbox).some(({ pending }) => Object.keys(pending).length > 0)
      ? exits.unmet
      : exits.done;
  });
}

/** Takes messages out of the outbox. Returns the exit code. */
export async function dropFromOutbox(
  run: string,
  messages: readonly string[],
  { flags, settings }: Given,
): Promise<number> {
  return withRun(run, settings, async (session, by) => {
    refuseUnknown(session.state, messages);
    for (const [via, { pending }] of Object.entries(session.state.outbox)) {
      const here = messages.filter((id) => Object.hasOwn(pending, id));
      if (here.length > 0)
        give(session, { type: 'drop-delivery', via, messages: here, reason: flags.reason ?? '' }, by);
    }
    show(run, session.state, flags.json === true);
    return exits.done;
  });
}

/** Does something in a run that nobody else has open, and leaves it. */
export async function withRun(
  run: string,
  settings: Settings,
  work: (session: RunSession, by: By) => Promise<number>,
): Promise<number> {
  const session = await orJoin(run, settings, () =>
    resumeRun(settings.store.value, run, { clock: () => realClock, typedBy: typist, keys: channelKeys(settings) }),
  );
  try {
    return await work(session, { person: settings.person.value });
  } finally {
    if (session.state.run?.kind === 'exercise') session.dispatch({ type: 'leave' });
    session.leave();
  }
}

/** What has to be set for a channel to be there. Slack lacks nothing else than where drills are told: a live run makes its own. */
function settingOf(via: string): string {
  if (via === 'slack') return 'A drill is told in slack.exercise-channel alone: name it, and try again.';
  return `Set it up as ${via} under tell: in breakglass.yaml, and try again.`;
}

function give(session: RunSession, ask: Ask, by: By): void {
  const refusal = session.dispatch(ask, by);
  if (refusal) throw new Problem('usage', refusal.message, refusal.hint);
}

function viasOf({ outbox }: State, via: string | undefined): string[] {
  const all = Object.keys(outbox);
  if (via !== undefined && !all.includes(via))
    throw new Problem('usage', `The run is not told by ${via}.`, `It is told by: ${all.join(', ') || 'nothing'}.`);
  return via === undefined ? all : [via];
}

/** Something of it waits for a person's word. */
function isStuck({ outbox }: State, via: string): boolean {
  const queue = outbox[via];
  return queue !== undefined && awaitingWord(queue).length > 0;
}

function refuseUnknown({ outbox }: State, messages: readonly string[]): void {
  const known = new Set(Object.values(outbox).flatMap(({ pending }) => Object.keys(pending)));
  const unknown = messages.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new Problem('usage', `No message ${unknown} waits.`, `These do: ${[...known].join(', ') || 'none'}.`);
}

function show(run: string, state: State, asJson: boolean): void {
  if (asJson) {
    print(JSON.stringify({ run, channels: Object.entries(state.outbox).map(([via, queue]) => asData(via, queue)) }));
    return;
  }
  const standings = standingsOf(state);
  if (standings.length === 0) say(plain(`The run ${run} is told nowhere but here.`));
  for (const { via, sentence } of standings) {
    print(plain(sentence));
    for (const [id, one] of Object.entries(state.outbox[via]?.pending ?? {})) print(plain(`  ${lineOf(id, one)}`));
  }
}

function asData(via: string, { pending, sent, superseded, dropped, stopped, withheld }: State['outbox'][string]) {
  const waiting = Object.entries(pending).map(([id, one]) => {
    const { status, sort, to, subject, tries, why, mend } = one;
    return { message: id, status, sort, to, subject, tries, why: why ?? null, mend: mend ?? null };
  });
  return { via, sent, superseded, dropped, withheld, stopped: stopped ?? null, waiting };
}

function lineOf(id: string, { status, subject, tries, why, mend }: Pending): string {
  const often = tries > 0 ? `, tried ${tries} ${tries === 1 ? 'time' : 'times'}` : '';
  const because = [why, mend].filter((text) => text !== undefined).join('. ');
  return `${id}  ${words[status]}${often}${because === '' ? '' : ` (${because})`}: ${subject}`;
}
