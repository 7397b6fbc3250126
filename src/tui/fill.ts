import type { Context } from './context.ts';
import { edit, emptyField, fieldOf } from './field.ts';
import type { Choice, Form, Question } from './forms/form.ts';
import { moveCursor } from './list.ts';
import { pick } from './pick.ts';
import type { Press } from './press.ts';
import { type FormPane, type Values, withField } from './view.ts';

const PAGE = 8;

/** A form on its way: opened with what is known already, which is not asked again. */
export function openForm(name: string, form: Form, given: Values, c: Context): FormPane {
  return atQuestion(
    { kind: 'form', form: name, given, values: {}, field: emptyField, cursor: 0, problem: null },
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
    return { pane: { ...pane, problem: problemWith(question) }, isComplete: false };
  const next = atQuestion({ ...pane, values: { ...pane.values, [question.name]: said }, problem: null }, form, c);
  return { pane: next, isComplete: questionOf(next, form, c) === undefined };
}

function problemWith(question: Question): string {
  if (!question.choices) return 'This is needed. Type it, or press Esc to leave the form.';
  return question.choices.length === 0
    ? 'There is nothing to choose from now. Esc leaves the form.'
    : 'Nothing fits what was typed. Backspace takes it back.';
}

/** Back to the question before this one, with its answer in place; null at the first. */
export function goBack(pane: FormPane, form: Form, c: Context): FormPane | null {
  const last = Object.keys(pane.values).at(-1);
  if (last === undefined) return null;
  const { [last]: said = '', ...values } = pane.values;
  return atQuestion({ ...pane, values, problem: null }, form, c, said);
}

/** An edit of a text, a move among choices, or a digit that is one of them. Null where the press is none of these. */
export function press(pane: FormPane, question: Question, pressed: Press): FormPane | null {
  if (question.choices && 'key' in pressed) {
    const count = fitting(pane, question).length;
    const isMove = pressed.key.length > 1;
    const cursor = isMove ? moveCursor(pane.cursor, pressed.key, count, PAGE) : null;
    if (cursor !== null) return { ...pane, cursor, problem: null };
    const digit = pane.field.text === '' && /^[1-9]$/.test(pressed.key) ? Number(pressed.key) : 0;
    if (digit > 0) return digit <= count ? { ...pane, cursor: digit - 1, problem: null } : pane;
  }
  const field = edit(pane.field, pressed);
  return field && withField({ ...pane, problem: null }, field);
}

/** The pane at its next question: the field and the cursor as the question has them at first, or as they were left. */
function atQuestion(pane: FormPane, form: Form, c: Context, said?: string): FormPane {
  const question = questionOf(pane, form, c);
  const initial = said ?? question?.initial ?? '';
  if (!question?.choices) return { ...pane, field: fieldOf(initial), cursor: 0 };
  const marked = question.choices.findIndex(({ value }) => value === initial);
  return { ...pane, field: emptyField, cursor: Math.max(0, marked) };
}
