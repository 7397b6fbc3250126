import { Document, Footer, Header, Packer, PageNumber, Paragraph, ShadingType, Tab, TabStopType, TextRun } from 'docx';
import { oneLine } from '../document/plain.ts';
import { pageMarksOf } from '../marking.ts';
import type { Report } from '../model.ts';
import { codePoint, shorten } from '../visible.ts';
import { numbering, styles } from './styles.ts';
import { TEXT_WIDTH } from './tables.ts';
import { type Files, unzipped } from './zip.ts';

/** A4, with margins of two centimetres, in twentieths of a point. */
const PAGE = { width: 11906, height: 16838 };
const MARGIN = 1134;
/** A title that is longer would not fit beside what stands before it. */
const TITLE = 60;
/** A run's name, which may be a file's. */
const NAME = 60;

/** All of the file but its text: styles, the head and foot of every page, settings. The library makes it. */
export async function shellOf(report: Report): Promise<Files> {
  const shell = new Document({
    styles,
    numbering,
    sections: [
      {
        properties: {
          page: {
            size: PAGE,
            margin: { top: 1400, bottom: 1250, left: MARGIN, right: MARGIN, header: 600, footer: 500 },
          },
        },
        headers: { default: new Header({ children: [pageHead(report)] }) },
        footers: { default: new Footer({ children: [pageFoot(report)] }) },
        children: [],
      },
    ],
  });
  return unzipped(await Packer.toBuffer(shell));
}

const tabStops = [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }];

/** The marks in white on black, each a word: no page of the report is without them. */
function pageHead(report: Report): Paragraph {
  const marks = pageMarksOf(report).flatMap((word) => [
    new TextRun({
      children: [' ', ...pieces(word), ' '],
      bold: true,
      color: 'FFFFFF',
      shading: { type: ShadingType.CLEAR, color: 'auto', fill: '000000' },
    }),
    new TextRun({ text: ' ' }),
  ]);
  const title = new TextRun({ children: [new Tab(), ...pieces(shorten(report.overview.title, TITLE))] });
  return new Paragraph({ style: 'Header', tabStops, children: [...marks, title] });
}

function pageFoot({ overview, integrity }: Report): Paragraph {
  const words = `Run ${shorten(overview.run, NAME)}, head ${integrity.head.slice(0, 16)}`;
  const pages = new TextRun({
    children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
  });
  return new Paragraph({ style: 'Footer', tabStops, children: [new TextRun({ children: pieces(words) }), pages] });
}

/**
 * A text for the library, which escapes what XML knows, lets through what it forbids, and takes `{…}` for places of its own: so a
 * brace stands in an element by itself.
 */
function pieces(text: string): readonly string[] {
  return oneLine(text, ' / ')
    .replace(/[\ufffe\uffff]/g, codePoint)
    .split(/(?<=\{)/);
}
