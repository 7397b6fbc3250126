import type { Report } from '../report/model.ts';

/** A form that a report can have as a file. Each is loaded only where it is asked for. */
export interface ReportFormat {
  /** How its files end. */
  readonly extension: string;
  /** Bytes that no terminal can show. */
  readonly binary: boolean;
  /** Another program makes it, which may not be here, and makes other bytes each time: no bundle holds it. */
  readonly byAnother?: true;
  /** `columns` is what the terminal has on which it is shown, for forms that are laid out in them. */
  readonly render: (report: Report, columns?: number) => Promise<string | Uint8Array>;
}

/** Every form of the report, by the name that `--format` knows it by. */
export const reportFormats = {
  md: {
    extension: 'md',
    binary: false,
    render: async (report) => (await import('../report/markdown.ts')).toMarkdown(report),
  },
  html: {
    extension: 'html',
    binary: false,
    render: async (report) => (await import('../report/html.ts')).toHtml(report),
  },
  pdf: {
    extension: 'pdf',
    binary: true,
    byAnother: true,
    render: async (report) => {
      const { toHtml } = await import('../report/html.ts');
      return (await import('../run/pdf.ts')).printPdf(toHtml(report), process.env);
    },
  },
  docx: {
    extension: 'docx',
    binary: true,
    render: async (report) => (await import('../report/docx.ts')).toDocx(report),
  },
  text: {
    extension: 'txt',
    binary: false,
    render: async (report, columns) => (await import('../report/text.ts')).toText(report, columns),
  },
  json: {
    extension: 'json',
    binary: false,
    render: async (report) => (await import('../report/json.ts')).toJson(report),
  },
  ics: {
    extension: 'ics',
    binary: false,
    render: async (report) => (await import('../report/ics.ts')).toIcs(report),
  },
  csv: {
    extension: 'csv',
    binary: false,
    render: async (report) => (await import('../report/csv.ts')).toCsv(report),
  },
  ecs: {
    extension: 'ecs.ndjson',
    binary: false,
    render: async (report) => (await import('../report/ecs.ts')).toEcs(report),
  },
} satisfies Readonly<Record<string, ReportFormat>>;

export type FormatName = keyof typeof reportFormats;

/** The names, in the order in which help lists them. */
export const formatNames = Object.keys(reportFormats) as readonly FormatName[];
