import type { InstanceRef } from '../../engine/entries.ts';
import { instanceOf } from '../../engine/state.ts';
import { stepOf } from '../../engine/targets.ts';
import { answerToRead, goesOn, isSameRef } from '../answers.ts';
import { isIncident, refKey } from '../context.ts';
import type { Act, Desk } from '../desk.ts';
import { emptyField } from '../field.ts';
import type { ActName } from '../key-row.ts';
import type { Pane } from '../view.ts';

/** Opens what a step shows: with a line to type finds on for a survey that goes on, else to be read. */
export function look(desk: Desk, ref: InstanceRef): void {
  const { state } = desk.c;
  const at = { step: ref.step, item: ref.item ?? null, top: 0 };
  const status = instanceOf(state, ref)?.status ?? 'waiting';
  const isOpen = status === 'active' || (isIncident(state) && status === 'running');
  const isSurvey = stepOf(state, ref.step)?.effect === 'survey' && isOpen;
  desk.change((view) => ({
    ...view,
    pane: isSurvey ? surveyPane(desk, at) : { kind: 'answer', ...at },
    answers: view.answers.filter((one) => !isSameRef(one, ref)),
  }));
}

/** In a drill the world has shown something; in an incident there is something to look with. */
function surveyPane(
  desk: Desk,
  at: { readonly step: string; readonly item: string | null; readonly top: number },
): Pane {
  const { step, item } = at;
  if (isIncident(desk.c.state)) return { kind: 'survey', step, item, field: emptyField, cursor: 0, marked: [] };
  return { kind: 'response', field: emptyField, ...at };
}

/** Opens what came back at once from what was just done. What comes later has its line on the screen. */
export function lookAtFresh(desk: Desk, ref: InstanceRef): void {
  if (desk.c.view.answers.some((one) => isSameRef(one, ref))) look(desk, ref);
}

/** The key that reads an answer. */
export const readAnswer: Act = (desk) => {
  const ref = answerToRead(desk.c);
  if (ref) look(desk, ref);
};

/** Handlers of an answer that is read. */
export const answerActs = {
  enter: (desk) => {
    const { pane } = desk.c.view;
    if (pane?.kind !== 'answer') return;
    const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
    desk.change((view) => ({ ...view, pane: null, notice: null }));
    if (goesOn(desk.c, ref)) desk.open('finish', { instance: refKey(ref) });
  },
} satisfies Partial<Record<ActName, Act>>;
