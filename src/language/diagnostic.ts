import type { DiagnosticCode } from './codes.ts';
import { positionOf, type Range, type Source } from './source.ts';

export type { DiagnosticCode } from './codes.ts';

export type Severity = 'error' | 'warning';

/** Another place that matters to a diagnostic, such as the first of two equal keys. */
export interface Related {
  readonly source: Source;
  readonly range: Range;
  readonly message: string;
}

/** What is wrong in a file, as data. The message says what happened, the hint what to do next. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly source: Source;
  readonly range: Range;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** A diagnostic as `check --json` prints it: lines and columns count from 1, the end is exclusive. */
export interface JsonDiagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string | null;
}

/** By file, then place, then errors before warnings. Gives a new list; equal ones keep their order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.source.file, b.source.file) ||
      a.range.start - b.range.start ||
      a.range.end - b.range.end ||
      compareText(a.severity, b.severity) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

export function toJson(diagnostics: readonly Diagnostic[]): JsonDiagnostic[] {
  return diagnostics.map((diagnostic) => {
    const start = positionOf(diagnostic.source, diagnostic.range.start);
    const end = positionOf(diagnostic.source, diagnostic.range.end);
    return {
      file: diagnostic.source.file,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      severity: diagnostic.severity,
      code: diagnostic.code,
      message: diagnostic.message,
      hint: diagnostic.hint ?? null,
    };
  });
}

// Not localeCompare: the order must not depend on the machine's language.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
