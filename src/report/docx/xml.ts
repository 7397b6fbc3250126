import { codePoint } from '../visible.ts';

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
  /** The id of a character style. */
  readonly style?: string;
}

/** A run of text. */
export function run(text: string, look: Look = {}): string {
  if (text === '') return '';
  return `<w:r>${runLook(look)}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

function runLook({ strong, emphasis, style }: Look): string {
  const look = [
    style === undefined ? '' : `<w:rStyle w:val="${style}"/>`,
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
