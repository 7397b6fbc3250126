import { labelOf } from '../../engine/queries.ts';
import { namesIn } from '../../engine/sentences.ts';
import { stepOf } from '../../engine/targets.ts';
import { type Context, isNumbered, keyRef } from '../context.ts';
import type { Field } from '../field.ts';
import { fitting, progressOf, questionOf, valuesOf } from '../fill.ts';
import { type Question, titleIn } from '../forms/form.ts';
import { formNamed } from '../forms/forms.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, type Line, line, paragraph, span } from '../lines.ts';
import { paletteChoices } from '../palette.ts';
import { plain, plainLine } from '../plain.ts';
import { entryNumbered, entryText, isHidden } from '../timeline.ts';
import type { FormPane, Pane } from '../view.ts';
import { choiceLines } from './choices.ts';
import { promptLine } from './prompt.ts';

/** Choices that stay in sight below a long text. */
const LEAST_CHOICES = 4;

interface FormParts {
  readonly above: readonly Line[];
  readonly options: readonly Line[];
}

/** A form being filled in: its title, what was answered, the question at hand. At most `height` lines. */
export function formLines(pane: FormPane, c: Context, canvas: Canvas, height: number): Line[] {
  const { above, options } = formParts(pane, c, canvas, height);
  return [...above, ...options];
}

/** The same, with the rows of the choices by themselves: their number is what a page of them is. */
export function formParts(pane: FormPane, c: Context, canvas: Canvas, height: number): FormParts {
  const form = formNamed(pane.form);
  const question = questionOf(pane, form, c);
  const { at, of } = progressOf(pane, form, c);
  const about =
    pane.given.instance === undefined ? '' : `  ${plainLine(labelOf(c.state, keyRef(pane.given.instance)))}`;
  const title: Line = [
    span(` ${titleOf(pane, c)}`, 'strong'),
    span(about),
    span(of > 1 ? `  (${at} of ${of})` : '', 'dim'),
  ];
  if (!question) return { above: [title], options: [] };
  const problem =
    pane.problem === null ? [] : paragraph(plainLine(pane.problem), canvas.columns - 1, 1, 'bad').slice(0, 3);
  const label = paragraph(question.label, canvas.columns - 1, 1).slice(0, 6);
  const optional = question.optional ? [line('   It may be left empty.', 'dim')] : [];
  const hint = question.hint === undefined ? optional : paragraph(question.hint, canvas.columns - 3, 3, 'dim');
  // The problem says it in as many words.
  const isUnmarked = question.choices !== undefined && pane.cursor < 0 && pane.problem === null;
  const how = isUnmarked ? [line('   An arrow or a number marks an answer, Enter sends it.', 'dim')] : [];
  const before = answered(pane, c, canvas, height);
  const below = question.choices ? Math.min(question.choices.length, LEAST_CHOICES) : 1 + hint.length;
  const taken = 1 + before.length + problem.length + label.length + how.length + below;
  const subject = subjectLines(pane, c, canvas, Math.max(2, height - taken));
  const fixed = [title, ...subject, ...before, ...problem, ...label, ...how];
  if (!question.choices)
    return { above: [...fixed, promptLine(veiled(pane, question), canvas), ...hint].slice(0, height), options: [] };
  const filter =
    question.choices.length > 9 || pane.field.text !== '' ? [promptLine(pane.field, canvas, ' find> ')] : [];
  const room = height - fixed.length - filter.length;
  return { above: [...fixed, ...filter], options: optionLines(pane, question, canvas, room) };
}

/** What is typed, or as many dots where it must not be seen. */
function veiled({ field }: FormPane, { veil }: Question): Field {
  return veil?.(field.text) ? { ...field, text: [...field.text].map(() => '*').join('') } : field;
}

/** The choices that have what was typed; where none has, how to have them back. */
function optionLines(pane: FormPane, question: Question, canvas: Canvas, room: number): Line[] {
  const choices = fitting(pane, question);
  const isTyped = pane.field.text !== '';
  if (choices.length === 0 && isTyped) return [line('   No option has these words: Esc clears.', 'warn')];
  return choiceLines(choices, pane.cursor, canvas, room, !isTyped);
}

/** What is answered or corrected, in its own words: as many rows of it as leave room for the question. */
function subjectLines(pane: FormPane, c: Context, canvas: Canvas, room: number): Line[] {
  const text = subjectOf(pane, c);
  if (text === null) return [];
  const rows = paragraph(text, canvas.columns - 2, 3);
  const rest = line(`   ${canvas.theme.symbols.more} ${rows.length - room + 1} more lines`, 'dim');
  return rows.length <= room ? rows : [...rows.slice(0, room - 1), rest];
}

function subjectOf(pane: FormPane, c: Context): string | null {
  const { inject, corrects } = valuesOf(pane);
  if (pane.form === 'answer-inject' && inject !== undefined) {
    const shown = c.state.injects[inject]?.shown;
    return shown ? `${plainLine(`${shown.from}, by ${shown.via}:`)}\n${plain(shown.text).trimEnd()}` : null;
  }
  if (pane.form === 'add-improvement' && pane.given.text !== undefined) return plainLine(pane.given.text);
  const entry = pane.form === 'correct' ? entryNumbered(c.entries, Number(corrects)) : undefined;
  return entry && !(isHidden(entry) && !isNumbered(c.state))
    ? entryText(entry, c.entries, c.state.definition, namesIn(c.state))
    : null;
}

/** What the form is for: a decision is not merely finished. */
function titleOf(pane: FormPane, { state }: Context): string {
  const { instance } = pane.given;
  const isDecision = instance !== undefined && stepOf(state, keyRef(instance).step)?.decide !== undefined;
  if (pane.form === 'add-improvement' && pane.given.from !== undefined) return 'Accept an improvement';
  return pane.form === 'finish' && isDecision ? 'Decide' : titleIn(formNamed(pane.form), state);
}

/** What was answered before, where there is room for it. */
function answered(pane: FormPane, c: Context, canvas: Canvas, height: number): Line[] {
  const values = valuesOf(pane);
  const questions = formNamed(pane.form)
    .asks(values, c)
    .filter(({ name }) => name in pane.values);
  const lines = questions.map(({ name, label, choices }): Line => {
    const said = choices?.find(({ value }) => value === values[name])?.label ?? values[name] ?? '';
    return cutLine(
      [span(`   ${label} `, 'dim'), span(plainLine(said) || 'nothing')],
      canvas.columns,
      canvas.theme.symbols.more,
    );
  });
  return lines.slice(-Math.max(0, Math.min(4, height - 10)));
}

/** The palette: what was typed, and what fits it. */
export function paletteLines(
  pane: Extract<Pane, { kind: 'palette' }>,
  c: Context,
  canvas: Canvas,
  height: number,
): Line[] {
  const choices = paletteChoices(c, pane.field.text);
  return [promptLine(pane.field, canvas, ' : '), ...choiceLines(choices, pane.cursor, canvas, height - 1, false)];
}
