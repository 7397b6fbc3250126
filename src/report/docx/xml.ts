import { codePoint, shorten } from '../visible.ts';
import { CODE_FONT } from './fonts.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 (section 2.2) has no place for these, not even as references to them. */
const forbidden = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** A text as XML that shows it, in an element or in an attribute; what XML forbids stands as its code point. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, codePoint).replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** What a run looks like. */
export interface Look {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  /** To the letter. */
  readonly code?: boolean;
  readonly link?: boolean;
}

/** A run of text. */
export function run(text: string, look: Look = {}): string {
  if (text === '') return '';
  return `<w:r>${runLook(look)}<w:t xml:space="preserve">${escapeXml(bounded(text))}</w:t></w:r>`;
}

/** LibreOffice is minutes over a paragraph of a hundred thousand characters, and no end is seen with a million. */
const MOST_CHARACTERS = 10_000;

/** A text that a word processor can lay out; what is left out is told with its length. */
export function bounded(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const shown = shorten(text, MOST_CHARACTERS);
  return `${shown} [${text.length - shown.length} more characters, in the report as Markdown, HTML and JSON]`;
}

/** Named in the run as well: in a table LibreOffice takes the font of the table before that of the run's style. */
const codeFont = `<w:rFonts w:ascii="${CODE_FONT}" w:hAnsi="${CODE_FONT}" w:cs="${CODE_FONT}"/>`;

function runLook({ strong, emphasis, code, link }: Look): string {
  const look = [
    code ? `<w:rStyle w:val="CodeText"/>${codeFont}` : link ? '<w:rStyle w:val="Hyperlink"/>' : '',
    strong ? '<w:b/><w:bCs/>' : '',
    emphasis ? '<w:i/><w:iCs/>' : '',
  ].join('');
  return look === '' ? '' : `<w:rPr>${look}</w:rPr>`;
}

/** A paragraph in a style, by its id. One that `leads` stays on the page of what follows it. */
export function paragraph(style: string, inside: string, leads = false): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${leads ? '<w:keepNext/>' : ''}</w:pPr>${inside}</w:p>`;
}

/** A line break inside a paragraph. */
export const lineBreakXml = '<w:r><w:br/></w:r>';
