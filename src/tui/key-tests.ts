import { openPages } from '../engine/page.ts';
import { actionsFor } from '../engine/plan.ts';
import { rolesHeldBy } from '../engine/queries.ts';
import { runningOf } from '../engine/state.ts';
import { stepAfter } from '../engine/step-machine.ts';
import { stepOf } from '../engine/targets.ts';
import { mayApprove } from './approvals.ts';
import { type Context, freeRoles, isIncident } from './context.ts';
import { hotWashRow } from './hot-wash.ts';
import { checkOf } from './live/next.ts';
import { rowAt, surveyRows } from './live/survey.ts';
import { nextOf } from './next.ts';
import { current } from './now.ts';
import { openNow, planNow } from './plans.ts';
import { isSearched } from './view.ts';

// What the tables of keys ask of things as they are.

export const playing = (c: Context) => c.state.stage === 'play';
export const drilling = (c: Context) => playing(c) && c.state.run?.kind === 'exercise';
export const onStep = (c: Context) => playing(c) && current(c)?.ref !== undefined;
/** Somebody has what NOW shows, and may give it back. */
export function isHad(c: Context): boolean {
  const status = current(c)?.instance?.status;
  return onStep(c) && status !== undefined && stepAfter(status, 'release') !== null;
}
export const approving = (c: Context) => mayApprove(c, current(c));
/** The playbook has deadlines; some of them run; some were said not to apply. */
export const hasClocks = (c: Context) => c.state.definition.playbook.clocks.length > 0;
export const clockRuns = (c: Context) => Object.values(c.state.clocks).some(({ status }) => status === 'running');
const outs = (c: Context) => Object.values(c.state.clocks).filter(({ status }) => status === 'not-applicable').length;
export const clockIn = (c: Context) => outs(c) < c.state.definition.playbook.clocks.length;
export const clockOut = (c: Context) => outs(c) > 0;
/** Somebody is called, or was and did not answer; and there is somebody after them. */
export const calling = (c: Context) => playing(c) && openPages(c.state).length > 0;
export const callWaits = (c: Context) => playing(c) && openPages(c.state).some(({ status }) => status === 'waiting');
export const refused = (c: Context) => c.view.notice?.glass !== undefined;
export const washing = (c: Context) => c.state.stage === 'hot-wash';
/** A form in which something was answered that can be gone back to. */
export const isBegun = ({ view: { pane } }: Context) => pane?.kind === 'form' && Object.keys(pane.values).length > 0;
export const isMarked = ({ view: { pane } }: Context) => pane?.kind !== 'form' || pane.cursor >= 0;
/** Words were typed among choices. */
export const isSearching = ({ view: { pane } }: Context) => pane?.kind === 'form' && isSearched(pane);
export const onRow = (kind: string) => (c: Context) => washing(c) && hotWashRow(c)?.kind === kind;

export function canDo(c: Context): boolean {
  const open = current(c);
  return playing(c) && open !== undefined && nextOf(c, open).does !== 'nothing';
}

export function doLabel(c: Context): string {
  const open = current(c);
  const next = open && nextOf(c, open);
  return next && next.does !== 'nothing' ? next.label : 'do';
}

const responding = (c: Context) => playing(c) && isIncident(c.state);
/** NOW shows something that a person may begin. */
const isOpen = (c: Context) =>
  !['running', 'outcome-unknown', 'failed', 'awaiting-approval'].includes(current(c)?.instance?.status ?? 'failed');

/** What NOW shows runs. */
export function acting(c: Context): boolean {
  const instance = current(c)?.instance;
  return responding(c) && instance !== undefined && runningOf(instance) !== undefined;
}

/** What NOW shows runs, and nobody has told it to stop. */
export function stoppable(c: Context): boolean {
  const instance = current(c)?.instance;
  return acting(c) && instance !== undefined && !runningOf(instance)?.cancelled;
}

/** What NOW shows is ticked off by a person, not run. */
export function finishable(c: Context): boolean {
  const status = current(c)?.instance?.status;
  const isDone = status === 'awaiting-approval' || status === 'failed';
  const isLive = responding(c) && (runnable(c) || acting(c) || unknown(c) || isDone);
  return onStep(c) && !isLive;
}

/** Something could be run for what NOW shows. */
export function runnable(c: Context): boolean {
  const ref = current(c)?.ref;
  if (!ref || !responding(c) || !isOpen(c)) return false;
  const step = stepOf(c.state, ref.step);
  return step?.decide === undefined && step?.effect !== 'survey' && planNow(c.state, ref) !== null;
}

/** How many instances of the step that NOW shows are open. */
export function siblings(c: Context): number {
  const step = current(c)?.ref?.step;
  return openNow(c.state).filter((one) => one.step === step).length;
}

/** There is an action to choose for what NOW shows. */
export function choosable(c: Context): boolean {
  const ref = current(c)?.ref;
  return ref !== undefined && responding(c) && isOpen(c) && actionsFor(c.state, ref).length > 0;
}

/** Something is or was run for what NOW shows. */
export function hasDetails(c: Context): boolean {
  const open = current(c);
  if (!responding(c) || !open?.ref) return false;
  return open.instance?.acted !== undefined || planNow(c.state, open.ref) !== null;
}

export const unknown = (c: Context) => responding(c) && current(c)?.instance?.status === 'outcome-unknown';

export function lookable(c: Context): boolean {
  const ref = current(c)?.ref;
  return unknown(c) && ref !== undefined && checkOf(c, ref) !== null;
}

export const held = (c: Context) => responding(c) && c.state.held;

/** Nothing is typed in a survey, so that its rows take the keys. */
export const onRows = ({ view: { pane } }: Context) => pane?.kind === 'survey' && pane.field.text === '';

/** Nothing is typed, and something was found. */
export function hasFinds(c: Context): boolean {
  const { pane } = c.view;
  return pane?.kind === 'survey' && onRows(c) && surveyRows(c.state, pane)[0]?.row === 'find';
}

/** The cursor of a survey stands on something that was found. */
export function onFind(c: Context): boolean {
  const { pane } = c.view;
  return pane?.kind === 'survey' && onRows(c) && rowAt(c, pane)?.row === 'find';
}

/** Whether who begins takes what nobody has: in a drill, and in an incident where they would have nothing to do else. */
export function takesFree(c: Context): boolean {
  if (freeRoles(c).length === 0) return false;
  return !isIncident(c.state) || rolesHeldBy(c.state, c.view.speaker).length === 0;
}
