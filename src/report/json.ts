import type { Report } from './model.ts';

/** Characters that JSON leaves as they are and that turn, hide or break what is around them on a screen. */
const unseen =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * The report as JSON: the whole model, keys always in the same order, two spaces deep, a line feed at the end. Data is
 * exact: what would be unseen on a screen is there as an escape.
 */
export function toJson(report: Report): string {
  return exactJson(report);
}

/** Any model in that form. */
export function exactJson(model: object): string {
  return `${JSON.stringify(model, null, 2).replace(unseen, escaped)}\n`;
}

function escaped(character: string): string {
  let text = '';
  for (let index = 0; index < character.length; index += 1)
    text += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  return text;
}
