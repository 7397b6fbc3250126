import { contextNames } from './names.ts';
import type { Range } from './source.ts';

/** What was probably meant as an expression, and lacks a brace or the `$`: it would go out as it is written. */
export interface HalfExpression extends Range {
  /** As it should be written. */
  readonly meant: string;
}

const opening = String.raw`(?:\$\{(?!\{)|(?<!\$)\{\{)`;
const path = String.raw`((?:${contextNames.join('|')})\b(?:\.[\w.*-]{1,100})?)`;
const pattern = new RegExp(String.raw`${opening}\s*${path}\s*\}{1,2}`, 'g');

/** Every `${ item.name }` and `{{ item.name }}` of something that can be read, in the order of the text. */
export function halfExpressions(text: string): HalfExpression[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    meant: `\${{ ${match[1]} }}`,
  }));
}
