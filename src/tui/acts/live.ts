import type { InstanceRef } from '../../engine/entries.ts';
import { labelOf } from '../../engine/queries.ts';
import { instanceOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { subjectName } from '../../run/session.ts';
import { refKey } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import type { ActName } from '../key-row.ts';
import { scrollTo } from '../list.ts';
import { toRun } from '../live/next.ts';
import { isConfirmed, runOf, runsOf } from '../live/runs.ts';
import { current } from '../now.ts';
import { plainLine } from '../plain.ts';
import { byHand, planNow } from '../plans.ts';
import type { CommandsPane, CommandsRun, Notice, Pane, SecretPane } from '../view.ts';

/** How something is run: why, where that was said already, and the pane to come back to. */
interface How {
  readonly rationale?: string | undefined;
  readonly under?: Pane | undefined;
}

/**
 * Runs what is shown for an instance: first asks for what is typed by hand and why it is done; then for a yes, unless exactly this
 * was approved.
 */
export function runIt(desk: Desk, ref: InstanceRef, how: How = {}): void {
  const { state, view } = desk.c;
  const { rationale, under } = how;
  const plan = planNow(state, ref);
  const run = runOf(desk.c, ref, rationale);
  if (!plan || !run) {
    sayWhyNot(desk, ref, under);
    return;
  }
  const name = byHand(state, ref, plan).find((one) => !view.lent.includes(subjectName(ref, one)));
  const back = under ? { under } : {};
  if (name !== undefined) askSecret(desk, ref, name, how);
  else if (rationale === undefined && stepOf(state, ref.step)?.rationale)
    desk.open('run-action', { instance: refKey(ref) }, under);
  else if (isConfirmed(desk.c, ref) && !isCut(desk)) start(desk, { step: ref.step, runs: [run], ...back });
  else openCommands(desk, { step: ref.step, runs: [run], note: '', ...back });
}

/** Whether NOW has no room for all that would be run: what was approved is run by one key where it is in sight. */
function isCut({ c, inSight }: Desk): boolean {
  return c.view.pane === null && (inSight.below ?? 0) > 0;
}

/** Asks for what is missing, or says what keeps it from being run. */
function sayWhyNot(desk: Desk, ref: InstanceRef, under: Pane | undefined): void {
  const instance = instanceOf(desk.c.state, ref);
  const next = instance ? toRun(desk.c, stepOf(desk.c.state, ref.step), instance, ref) : null;
  if (next?.does === 'form') {
    desk.open(next.form, next.given, under);
    return;
  }
  const label = labelOf(desk.c.state, ref);
  const text = next?.does === 'nothing' ? next.why : `Nothing can be run for ${label} as it stands.`;
  desk.change((view) => ({ ...view, notice: { tone: 'warn', text: plainLine(text) } }));
}

function askSecret(
  desk: Desk,
  { step, item = null }: { step: string; item?: string | null },
  name: string,
  how: How,
): void {
  const { rationale, under } = how;
  const pane: SecretPane = { kind: 'secret', step, item, name, count: 0, problem: null };
  const carried = { ...(rationale !== undefined && { rationale }), ...(under && { under }) };
  desk.change((view) => ({ ...view, notice: null, pane: { ...pane, ...carried } }));
}

function openCommands(desk: Desk, pane: Omit<CommandsPane, 'kind' | 'top'>): void {
  desk.change((view) => ({ ...view, notice: null, pane: { kind: 'commands', top: 0, ...pane } }));
}

/** Begins all of it, each by what was shown. Stops at the first that is refused, and says why. */
function start(desk: Desk, { step, runs, under }: Pick<CommandsPane, 'step' | 'runs' | 'under'>): void {
  for (const run of runs) {
    const ref = refOfRun(step, run);
    const rationale = run.rationale === undefined ? {} : { rationale: run.rationale };
    if (desk.command({ type: 'run-action', ...ref, hash: run.hash, ...rationale }, saidOf(desk, runs.length))) break;
  }
  const [first] = runs;
  // A secret that was typed is for one time: another time it may be another, or have been mistyped.
  const used = (name: string) => runs.some((run) => name.startsWith(subjectName(refOfRun(step, run), '')));
  // What was begun stays in sight, also when something new comes before it.
  const chosen = first ? refKey(refOfRun(step, first)) : null;
  desk.change((view) => ({
    ...view,
    chosen,
    nowTop: 0,
    pane: under ?? null,
    lent: view.lent.filter((name) => !used(name)),
  }));
}

function saidOf({ c }: Desk, count: number): string {
  if (c.state.run?.rehearsal) return 'Written down. In a rehearsal nothing is run that changes anything.';
  return count === 1 ? 'It runs. K tells it to stop.' : `${count} run. K tells the one in NOW to stop.`;
}

function refOfRun(step: string, { item }: CommandsRun): InstanceRef {
  return item === null ? { step } : { step, item };
}

/** What there is to say once something was told to stop. */
export const stopped = 'Told to stop. What it has done by then stays done, and nobody may know how much that is.';

/** Handlers of the run screen for what is run by itself. */
export const liveActs = {
  'run-all': (desk) => {
    const step = current(desk.c)?.ref?.step;
    if (step === undefined) return;
    const { runs, left } = runsOf(desk.c, step);
    if (runs.length === 0) {
      const text = `Nothing of ${step} can be run yet: it waits for approvals, for values, or for whoever holds its role.`;
      return desk.change((view) => ({ ...view, notice: { tone: 'warn', text } }));
    }
    const note = left === 0 ? '' : `${left} more of this step are not among them: R again, once they can be run.`;
    openCommands(desk, { step, runs, note });
  },
  'stop-running': (desk) => {
    const ref = current(desk.c)?.ref;
    if (ref) desk.command({ type: 'cancel-action', ...ref }, stopped);
  },
  details: (desk) => {
    const ref = current(desk.c)?.ref;
    if (ref)
      desk.change((view) => ({
        ...view,
        pane: { kind: 'details', step: ref.step, item: ref.item ?? null, top: 0 },
        notice: null,
      }));
  },
  plan: (desk) => aboutNow(desk, 'plan-action'),
  conclude: (desk) => aboutNow(desk, 'conclude'),
  'look-again': (desk) => {
    const ref = current(desk.c)?.ref;
    if (ref) desk.command({ type: 'look', ...ref }, 'It looks.');
  },
} satisfies Partial<Record<ActName, Act>>;

function aboutNow(desk: Desk, form: string): void {
  const ref = current(desk.c)?.ref;
  if (ref) desk.open(form, { instance: refKey(ref) });
}

/** Handlers of the exact commands: a yes runs them. */
export const commandsActs = {
  confirm: (desk, key) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'commands') return;
    const { below = 0 } = desk.inSight;
    if (key === 'enter' && below > 0) {
      // Nothing is run that was not in sight, but by a key that is pressed for nothing else.
      const top = scrollTo('pagedown', desk.inSight) ?? pane.top;
      const notice: Notice = { tone: 'warn', text: 'There is more: Enter shows the rest, y runs all of it now.' };
      desk.change((view) => ({ ...view, pane: { ...pane, top }, notice }));
      return;
    }
    desk.change((view) => ({ ...view, pane: null }));
    start(desk, pane);
  },
} satisfies Partial<Record<ActName, Act>>;

/** Handlers of a secret that is typed. */
export const secretActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'secret') return;
    const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
    const named = subjectName(ref, pane.name);
    const refused = desk.lend(named);
    if (refused) return desk.change((view) => ({ ...view, pane: { ...pane, count: 0, problem: refused.problem } }));
    desk.change((view) => ({ ...view, pane: pane.under ?? null, lent: [...view.lent, named] }));
    runIt(desk, ref, { rationale: pane.rationale, under: pane.under });
  },
} satisfies Partial<Record<ActName, Act>>;
