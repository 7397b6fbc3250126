import type { Section } from '../document/blocks.ts';
import { lineOf } from '../document/rich.ts';
import { anchorName } from './blocks.ts';
import { runs } from './lines.ts';
import { paragraph, run } from './xml.ts';

const field = (type: 'begin' | 'separate' | 'end') => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const instruction = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>';

/**
 * The table of contents: a field with its entries in it already, each a link. So it is there when the file is opened, and no
 * program asks whether to update it. Page numbers come with an update: here nobody knows them, and a wrong one is worse than none.
 */
export function contentsXml(sections: readonly Section[], mark: string): string {
  const entries = sections.map(({ title }, index) => {
    const isLast = index === sections.length - 1;
    const words = `${mark === '' ? '' : run(mark)}${runs(lineOf(title))}`;
    const entry = `<w:hyperlink w:anchor="${anchorName(index + 1)}" w:history="1">${words}</w:hyperlink>`;
    const begin = index === 0 ? `${field('begin')}${instruction}${field('separate')}` : '';
    return paragraph('TOC1', `${begin}${entry}${isLast ? field('end') : ''}`, !isLast);
  });
  const gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>';
  return `<w:sdt><w:sdtPr>${gallery}</w:sdtPr><w:sdtContent>${paragraph('TOCHeading', run('Contents'))}${entries.join('')}</w:sdtContent></w:sdt>`;
}
