import { StringData } from '@actions/expressions/data/index';
import { format } from '@actions/expressions/funcs/format';
import { Problem, wrongCount } from './expression-problems.ts';
import type { Node } from './expression-tree.ts';
import { functions } from './functions.ts';
import { type FunctionName, isFact } from './names.ts';
import type { Range } from './source.ts';

/** Holds a call to its form, so that nothing about it can fail once a run is going. */
export function checkCall(name: FunctionName, args: readonly Node[], range: Range): void {
  const { least, most, form } = functions[name];
  if (args.length < least || args.length > most) throw wrongCount(name, range);
  const first = args[0];
  if (!first) return;
  if (name === 'format') checkFormat(first, args.length - 1);
  if (!isFact(name)) return;
  if (first.kind === 'literal' && typeof first.value === 'string') return;
  throw new Problem('expression-arguments', first, `${name}() takes an id in quotes`, `Write ${form}.`);
}

function checkFormat(text: Node, values: number): void {
  if (text.kind !== 'literal' || typeof text.value !== 'string') {
    throw new Problem(
      'expression-arguments',
      text,
      'the first argument of format() is a text in quotes',
      `Write ${functions.format.form}.`,
    );
  }
  try {
    format.call(new StringData(text.value), ...Array.from({ length: values }, () => new StringData('')));
  } catch {
    const given = values === 1 ? 'only {0} is' : `{0} to {${values - 1}} are`;
    const message = `this names a value that is not given, or has a brace too many; ${given} given`;
    throw new Problem('expression-arguments', text, message, 'For a brace itself write {{ or }}.');
  }
}
