import type { Context } from './context.ts';
import { edit, emptyField, fieldOf } from './field.ts';
import type { Choice, Form, Question } from './forms/form.ts';
import { moveCursor } from './list.ts';
import { pick } from './pick.ts';
import type { Press } from './press.ts';
import { type FormPane, type Values, withField } from './view.ts';

/** A form on its way: opened with what is known already, which is not asked again. */
export function openForm(name: string, form: Form, given: Values, c: Context): FormPane {
  return atQuestion(
    { kind: 'form', form: name, given, values: {}, field: emptyField, cursor: 0, problem: null, several: false },
    form,
    c,
  );
}

/** Everything that was given or answered so far. */
export function valuesOf(pane: FormPane): Values {
  return { ...pane.values, ...pane.given };
}

/** The question that is to be answered now; undefined when none is left. */
export function questionOf(pane: FormPane, form: Form, c: Context): Question | undefined {
  return form.asks(valuesOf(pane), c).find(({ name }) => !(name in pane.given) && !(name in pane.values));
}

/** How many questions come in all, as far as can be told, and which one this is (from 1). */
export function progressOf(pane: FormPane, form: Form, c: Context): { readonly at: number; readonly of: number } {
  const asked = form.asks(valuesOf(pane), c).filter(({ name }) => !(name in pane.given));
  return { at: Object.keys(pane.values).length + 1, of: asked.length };
}

/** The choices of a question that fit what was typed. */
export function fitting(pane: FormPane, question: Question): Choice[] {
  return pick(question.choices ?? [], pane.field.text);
}

/** What Enter made of the answer: the pane with the next question, or with what is wrong; or everything is answered. */
export function answerIt(
  pane: FormPane,
  form: Form,
  c: Context,
): { readonly pane: FormPane; readonly isComplete: boolean } {
  const question = questionOf(pane, form, c);
  if (!question) return { pane, isComplete: true };
  const said = question.choices ? fitting(pane, question)[pane.cursor]?.value : pane.field.text.trim();
  if (said === undefined || (said === '' && !question.optional && !question.choices))
    return { pane: { ...pane, problem: problemWith(question, pane) }, isComplete: false };
  const wrong = question.check?.(said) ?? null;
  // It may be a secret in the wrong place: no screen shows it again.
  if (wrong !== null) return { pane: { ...pane, field: emptyField, problem: wrong }, isComplete: false };
  const fault = question.fault?.(said) ?? null;
  if (fault !== null) return { pane: { ...pane, problem: fault }, isComplete: false };
  const next = atQuestion({ ...pane, values: { ...pane.values, [question.name]: said }, problem: null }, form, c);
  return { pane: next, isComplete: questionOf(next, form, c) === undefined };
}

function problemWith(question: Question, pane: FormPane): string {
  if (!question.choices) return 'This is needed. Type it, or press Esc to leave the form.';
  if (question.choices.length === 0) return 'There is nothing to choose from now. Esc leaves the form.';
  if (pane.field.text === '')
    return 'Nothing is chosen yet. An arrow or a number marks an answer, then Enter sends it.';
  return fitting(pane, question).length === 0
    ? 'Nothing fits what was typed.'
    : 'Nothing is chosen yet. Up and down mark an answer, then Enter sends it.';
}

/** Back to the question before this one, with its answer in place; null at the first. */
export function goBack(pane: FormPane, form: Form, c: Context): FormPane | null {
  const last = Object.keys(pane.values).at(-1);
  if (last === undefined) return null;
  const { [last]: said = '', ...values } = pane.values;
  const here = questionOf(pane, form, c);
  const typed = here && !here.choices && !here.veil ? { [here.name]: pane.field.text } : {};
  return atQuestion(
    { ...pane, values, before: { ...pane.before, ...typed, [last]: said }, problem: null },
    form,
    c,
    said,
  );
}

/** An edit of a text, a move among choices, or a digit that is one of them. Null where the press is none of these. `page`: how far a page goes. */
export function press(pane: FormPane, question: Question, pressed: Press, page: number): FormPane | null {
  if (question.choices && 'key' in pressed) {
    const count = fitting(pane, question).length;
    const isMove = pressed.key.length > 1;
    const cursor = isMove ? moveCursor(pane.cursor, pressed.key, count, page) : null;
    if (cursor !== null) return { ...pane, cursor, problem: null };
    const digit = pane.field.text === '' && /^[1-9]$/.test(pressed.key) ? Number(pressed.key) : 0;
    if (digit > 0) return digit <= count ? { ...pane, cursor: digit - 1, problem: null } : pane;
  }
  const field = edit(pane.field, pressed);
  if (!field) return null;
  const next = withField({ ...pane, problem: null }, field);
  return question.unmarked && !isOnlyOne(next, question) ? { ...next, cursor: -1 } : next;
}

/** What was typed fits one choice and no other. */
function isOnlyOne(pane: FormPane, question: Question): boolean {
  return pane.field.text.trim() !== '' && fitting(pane, question).length === 1;
}

/** The pane with all its choices again, marked as they were at first. */
export function unfiltered(pane: FormPane, question: Question): FormPane {
  return { ...pane, field: emptyField, cursor: markedAt(question, question.initial ?? ''), problem: null };
}

/** The place of the choice that is marked at first; -1 where none is. */
function markedAt({ choices = [], unmarked = false }: Question, value: string): number {
  return Math.max(
    unmarked ? -1 : 0,
    choices.findIndex((one) => one.value === value),
  );
}

/** The pane at its next question: the field and the cursor as the question has them at first, or as they were left. */
function atQuestion(pane: FormPane, form: Form, c: Context, said?: string): FormPane {
  const question = questionOf(pane, form, c);
  const before = question?.unmarked || question?.veil ? undefined : pane.before?.[question?.name ?? ''];
  const initial = said ?? before ?? question?.initial ?? '';
  if (!question?.choices) return { ...pane, field: fieldOf(initial), cursor: 0, several: false };
  const several = question.choices.length > 1;
  return { ...pane, field: emptyField, cursor: markedAt(question, initial), several };
}
