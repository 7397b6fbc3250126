import { labelOf } from '../../engine/queries.ts';
import { stepOf } from '../../engine/targets.ts';
import { type Context, keyRef } from '../context.ts';
import { fitting, progressOf, questionOf, valuesOf } from '../fill.ts';
import { formNamed } from '../forms/forms.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, type Line, line, paragraph, span } from '../lines.ts';
import { paletteChoices } from '../palette.ts';
import { plainLine } from '../plain.ts';
import type { FormPane, Pane } from '../view.ts';
import { choiceLines } from './choices.ts';
import { promptLine } from './prompt.ts';

/** A form being filled in: its title, what was answered, the question at hand. At most `height` lines. */
export function formLines(pane: FormPane, c: Context, canvas: Canvas, height: number): Line[] {
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
  if (!question) return [title];
  const problem =
    pane.problem === null ? [] : paragraph(plainLine(pane.problem), canvas.columns - 1, 1, 'bad').slice(0, 3);
  const label = paragraph(question.label, canvas.columns - 1, 1).slice(0, 6);
  const optional = question.optional ? [line('   It may be left empty.', 'dim')] : [];
  const hint = question.hint === undefined ? optional : paragraph(question.hint, canvas.columns - 3, 3, 'dim');
  const fixed = [title, ...answered(pane, c, canvas, height), ...problem, ...label];
  if (!question.choices) return [...fixed, promptLine(pane.field, canvas), ...hint].slice(0, height);
  const filter =
    question.choices.length > 9 || pane.field.text !== '' ? [promptLine(pane.field, canvas, ' find> ')] : [];
  const room = height - fixed.length - filter.length;
  return [
    ...fixed,
    ...filter,
    ...choiceLines(fitting(pane, question), pane.cursor, canvas, room, pane.field.text === ''),
  ];
}

/** What the form is for: a decision is not merely finished. */
function titleOf(pane: FormPane, { state }: Context): string {
  const { instance } = pane.given;
  const isDecision = instance !== undefined && stepOf(state, keyRef(instance).step)?.decide !== undefined;
  return pane.form === 'finish' && isDecision ? 'Decide' : formNamed(pane.form).title;
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
