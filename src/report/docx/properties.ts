import type { Opening } from '../document/opening.ts';
import { lineText } from '../document/plain.ts';
import { pageMarksOf } from '../marking.ts';
import type { Report } from '../model.ts';
import { visible } from '../visible.ts';
import { escapeXml } from './xml.ts';

const namespaces = [
  ['cp', 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties'],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['dcterms', 'http://purl.org/dc/terms/'],
  ['xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
]
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');

/** The file's own properties (ISO/IEC 29500-2, core properties). Its times are those of the run: when it was made is no fact of it. */
export function propertiesXml(report: Report, { title }: Opening): string {
  const { overview, integrity } = report;
  const moment = (name: string, iso: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${escapeXml(`${iso.slice(0, 19)}Z`)}</dcterms:${name}>`;
  const texts = [
    ['dc:title', lineText(title)],
    ['dc:subject', `Run ${overview.run}, head ${integrity.head}`],
    ['dc:creator', integrity.tool],
    ['cp:keywords', pageMarksOf(report).join(', ')],
    ['dc:language', 'en-GB'],
  ].map(([name, text]) => `<${name}>${escapeXml(visible(text ?? ''))}</${name}>`);
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties ${namespaces}>`,
    ...texts,
    moment('created', overview.opened),
    moment('modified', overview.ended ?? overview.opened),
    '</cp:coreProperties>',
  ].join('');
}
