import type { Ask, Refusal } from '../../engine/commands.ts';
import type { InstanceRef } from '../../engine/entries.ts';
import { labelOf } from '../../engine/queries.ts';
import { instanceOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { approvableWith, isSelfRefused, mayApprove, requestOf } from '../approvals.ts';
import { briefingRow, briefingRows } from '../briefing-rows.ts';
import { momentText } from '../clock.ts';
import { freeRoles, isIncident, refKey, rolesOf } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import { overrideKey } from '../forms/steps.ts';
import type { ActName } from '../key-row.ts';
import { takesFree } from '../key-tests.ts';
import { moveCursor, scrollTo } from '../list.ts';
import { nextOf } from '../next.ts';
import { current, nowView, openKey, unread, waitingBehind } from '../now.ts';
import { plainLine } from '../plain.ts';
import { approvalNow } from '../plans.ts';
import { look, lookAtFresh, readAnswer } from './answers.ts';
import { runIt } from './live.ts';

/** Forms that are about the instance which NOW shows. */
const aboutNow: ReadonlySet<string> = new Set(['do-otherwise', 'skip', 'fail', 'release']);

/** Handlers of the run screen. */
export const runActs = {
  do: (desk) => {
    const open = current(desk.c);
    if (!open) return;
    const next = nextOf(desk.c, open);
    if (next.does === 'form') desk.open(next.form, next.given);
    else if (next.does === 'response') look(desk, next.ref);
    else if (next.does === 'run') runIt(desk, next.ref);
    else if (next.does === 'command') settle(desk, next.ask, next.said);
    else if (next.does === 'ask-approval')
      settle(desk, { type: 'request-approval', instances: approvableWith(desk.c, next.step) }, next.said);
  },
  move: (desk, key) => {
    const { list, at } = nowView(desk.c);
    const to = at < 0 ? 0 : moveCursor(at, key, list.length, 1);
    const open = to === null ? undefined : list[to];
    if (open) desk.change((view) => ({ ...view, chosen: openKey(open), nowTop: 0, notice: null }));
  },
  scroll: (desk, key) => {
    const top = scrollTo(key, desk.inSight);
    if (top !== null) desk.change((view) => ({ ...view, nowTop: top }));
  },
  choose: (desk, key) => {
    const open = nowView(desk.c).list[Number(key) - 1];
    if (open) desk.change((view) => ({ ...view, chosen: openKey(open), nowTop: 0, notice: null }));
  },
  unchoose: (desk) => desk.change((view) => ({ ...view, chosen: null, nowTop: 0, notice: null })),
  approve: (desk, _, arg) => {
    const instances = asked(desk, arg === 'one');
    if (instances.length === 0 || (arg !== 'unseen' && showsMore(desk, instances, arg === 'one'))) return;
    const said = approvedWords(desk, instances);
    desk.command({ type: 'approve', instances, hash: approvalNow(desk.c.state, instances).hash }, said);
  },
  refuse: (desk) => {
    const instances = asked(desk, false);
    if (instances.length > 0) desk.open('refuse-approval', { instances: instances.map(refKey).join(' ') });
  },
  form: (desk, _, arg = '') => {
    const ref = aboutNow.has(arg) ? current(desk.c)?.ref : undefined;
    desk.open(arg, ref ? { instance: refKey(ref) } : {});
  },
  evidence: (desk) => {
    const ref = current(desk.c)?.ref;
    if (ref) desk.open('finish', { instance: refKey(ref), with: 'evidence' });
  },
  pause: (desk) => {
    desk.command(desk.c.state.clock.running ? { type: 'pause' } : { type: 'resume' });
  },
  jump: (desk) => {
    const lines = [
      'Jump to the next thing that concerns you?',
      'Time goes on to it, or to the end of play where nothing comes before; nobody can act in between.',
    ];
    desk.change((view) => ({ ...view, pane: { kind: 'confirm', what: 'jump', lines } }));
  },
  'break-glass': (desk) => {
    const glass = desk.c.view.notice?.glass;
    if (glass) desk.open('break-glass', { over: overrideKey(glass) });
  },
  message: (desk) => {
    const [inject] = desk.c.view.pane ? waitingBehind(desk.c) : unread(desk.c);
    if (inject !== undefined) openMessage(desk, inject);
  },
  answer: readAnswer,
} satisfies Partial<Record<ActName, Act>>;

/** Opens a message to players, over the pane that is open if one is. It is read by that, and its banner goes. */
export function openMessage(desk: Desk, inject: string): void {
  desk.change((view) => ({
    ...view,
    pane: { kind: 'message', inject, top: 0, ...(view.pane ? { under: view.pane } : {}) },
    notice: null,
    read: view.read.includes(inject) ? view.read : [...view.read, inject],
  }));
}

/** Handlers of the briefing. */
export const briefingActs = {
  begin: (desk) => {
    if (takesFree(desk.c)) for (const role of freeRoles(desk.c)) takeRole(desk, role);
    const { state } = desk.c;
    if (
      state.run?.kind === 'exercise' &&
      state.stage === 'play' &&
      !state.clock.running &&
      desk.command({ type: 'resume' })
    )
      return;
    desk.change((view) => ({ ...view, screen: 'run', notice: null }));
  },
  move: (desk, key) => {
    const cursor = moveCursor(desk.c.view.briefing.cursor, key, briefingRows(desk.c).length, 4);
    if (cursor !== null) desk.change((view) => ({ ...view, briefing: { ...view.briefing, cursor } }));
  },
  scroll: (desk, key) => {
    const top = scrollTo(key, desk.inSight);
    if (top !== null) desk.change((view) => ({ ...view, briefing: { ...view.briefing, top } }));
  },
  'take-role-here': (desk) => {
    const here = briefingRow(desk.c);
    if (here?.row === 'role') takeRole(desk, here.role);
    else if (here?.row === 'anchor') desk.open('revise-anchor', { anchor: here.anchor });
    else if (here?.row === 'input') desk.open('revise-input', { input: here.input });
  },
  'take-free-roles': (desk) => {
    for (const { id, plays } of rolesOf(desk.c.state))
      if (plays && desk.c.state.roles[id] === undefined) takeRole(desk, id);
  },
} satisfies Partial<Record<ActName, Act>>;

function takeRole(desk: Desk, role: string): void {
  const { speaker } = desk.c.view;
  desk.command({ type: 'take-role', role, person: speaker }, `${speaker} is ${role}.`);
}

/** Where several must approve, that one alone does not do. */
function approvedWords({ c }: Desk, [first]: readonly InstanceRef[]): string {
  const needed = (first && stepOf(c.state, first.step)?.approvals) ?? 1;
  const given = (first && instanceOf(c.state, first)?.approval?.given?.length) ?? 0;
  const left = needed - given - 1;
  return left > 0 ? `Approved. ${left} more must, each another person.` : 'Approved.';
}

/** What an approval given now is for; nothing where who speaks may not give it. */
function asked(desk: Desk, isOne: boolean): InstanceRef[] {
  const open = current(desk.c);
  if (!mayApprove(desk.c, open)) return [];
  return isOne && open?.ref ? [open.ref] : requestOf(desk.c, open);
}

/** Nothing live is approved that was not in sight, but by a key that is pressed for nothing else. Whether there was more to show. */
function showsMore(desk: Desk, instances: readonly InstanceRef[], isOne: boolean): boolean {
  const { c, inSight } = desk;
  if (!isIncident(c.state) || isSelfRefused(c, instances)) return false;
  const see = (nowTop: number, text: string) =>
    desk.change((view) => ({ ...view, nowTop, notice: { tone: 'warn', text: plainLine(text) } }));
  if (isOne && c.view.nowTop > 0) {
    see(0, `Only ${instances.map((ref) => labelOf(c.state, ref)).join()} is approved by A: here it is.`);
    return true;
  }
  if (isOne || (inSight.below ?? 0) === 0) return false;
  see(scrollTo('pagedown', inSight) ?? c.view.nowTop, 'There is more: a shows the rest, y approves all of it now.');
  return true;
}

/** What takes its time leaves NOW at once: it is said until when. */
function sayRunning(desk: Desk, ref: InstanceRef): void {
  const running = instanceOf(desk.c.state, ref)?.running;
  if (running?.what !== 'action') return;
  const text = plainLine(
    `${labelOf(desk.c.state, ref)} runs until ${momentText(desk.c.state, running.until)}. Go on meanwhile.`,
  );
  desk.change((view) => ({ ...view, notice: { tone: 'good', text } }));
}

/** Does the natural next thing, and goes on where it leads: a survey that was taken up shows what it found. */
function settle(desk: Desk, ask: Ask, said: string | undefined): Refusal | null {
  const open = current(desk.c);
  let refusal = desk.command(ask, said);
  // Where one of many cannot be asked for yet, the one in sight still may.
  if (refusal && ask.type === 'request-approval' && ask.instances.length > 1 && open?.ref)
    refusal = desk.command({ ...ask, instances: [open.ref] }, said);
  if (!refusal && ask.type === 'take' && open) {
    // What was begun stays in sight, also when something new comes before it.
    desk.change((view) => ({ ...view, chosen: openKey(open) }));
    const now = current(desk.c);
    const next = now && nextOf(desk.c, now);
    if (next?.does === 'response') look(desk, next.ref);
  }
  if (!refusal && 'step' in ask && desk.c.view.pane === null) {
    lookAtFresh(desk, ask);
    sayRunning(desk, ask);
  }
  return refusal;
}
