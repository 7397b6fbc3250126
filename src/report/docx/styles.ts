import { BorderStyle, type IParagraphStyleOptions, type IStylesOptions, LevelFormat } from 'docx';
import { CODE_FONT, TEXT_FONT } from './fonts.ts';

/** The list's reference. No text that is shown has its first character in it, so none passes for the library's placeholder. */
const LIST = '\ue000list';

const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: '1F2933' },
  paragraph: { spacing: { before, after: 100 }, keepNext: true, keepLines: true },
});

const rule = { style: BorderStyle.SINGLE, size: 18, space: 8, color: '52606D' };
const frame = { style: BorderStyle.SINGLE, size: 8, space: 4, color: '1F2933' };
const grey = { fill: 'F0F2F4' };

function style(id: string, name: string, rest: Omit<IParagraphStyleOptions, 'id' | 'name'>): IParagraphStyleOptions {
  return { id, name, basedOn: 'Normal', quickFormat: true, ...rest };
}

const paragraphStyles: readonly IParagraphStyleOptions[] = [
  style('BodyText', 'Body Text', { paragraph: { spacing: { before: 80, after: 80 } } }),
  style('Note', 'Report Note', {
    paragraph: {
      spacing: { before: 60, after: 60 },
      border: { top: frame, bottom: frame, left: frame, right: frame },
      indent: { left: 100, right: 100 },
    },
  }),
  style('ListBullet', 'List Bullet', {
    paragraph: { numbering: { reference: LIST, level: 0 }, spacing: { after: 60 } },
  }),
  style('Quote', 'Quote', {
    paragraph: { indent: { left: 400 }, spacing: { before: 60, after: 160 }, border: { left: rule } },
  }),
  style('Code', 'Report Code', {
    run: { font: CODE_FONT, size: 17 },
    paragraph: { indent: { left: 400 }, spacing: { before: 40, after: 160 }, shading: grey },
  }),
  style('TableText', 'Table Text', { run: { size: 17 }, paragraph: { spacing: { before: 20, after: 20 } } }),
  style('TableHead', 'Table Heading', { basedOn: 'TableText', run: { bold: true }, paragraph: { keepNext: true } }),
  style('AfterTable', 'After Table', { run: { size: 8 }, paragraph: { spacing: { after: 80 } } }),
  style('TOCHeading', 'TOC Heading', {
    run: { size: 26, bold: true },
    paragraph: { keepNext: true, spacing: { before: 240, after: 100 } },
  }),
  style('TOC1', 'toc 1', { paragraph: { spacing: { after: 40 } } }),
  style('Header', 'header', { run: { size: 17 } }),
  style('Footer', 'footer', { run: { size: 15 } }),
];

/** How the report looks, as styles that whoever has it can change. */
export const styles: IStylesOptions = {
  default: {
    document: { run: { font: TEXT_FONT, size: 20, language: { value: 'en-GB' } } },
    title: { run: { size: 38, bold: true }, paragraph: { spacing: { after: 160 } } },
    heading1: heading(30, 360),
    heading2: heading(25, 280),
    heading3: heading(22, 240),
    heading4: heading(20, 200),
    hyperlink: { run: { color: '0B4F9E', underline: {} } },
  },
  paragraphStyles,
  characterStyles: [{ id: 'CodeText', name: 'Report Code Text', run: { font: CODE_FONT, size: 17 } }],
};

/** The bullets of lists. */
export const numbering = {
  config: [
    {
      reference: LIST,
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '•',
          style: { paragraph: { indent: { left: 400, hanging: 240 } } },
        },
      ],
    },
  ],
};

const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="9AA5B1"/>`;
const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
const conditional = (type: string) =>
  `<w:tblStylePr w:type="${type}"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E4E7EB"/></w:tcPr></w:tblStylePr>`;

/** The style of tables, which the library has no words for: lines between all cells, and a head that is told by bold letters and shade. */
export const tableStyle = `<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>${edges}</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>${conditional('firstRow')}</w:style>`;
