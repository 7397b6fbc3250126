import type { Diagnostic, Severity } from './diagnostic.ts';
import { escapeControls } from './display-width.ts';
import { excerpt } from './excerpt.ts';
import { positionOf, type Range, type Source } from './source.ts';

export interface TextOptions {
  readonly color: boolean;
}

type Paint = (style: Style, text: string) => string;
type Style = 'error' | 'warning' | 'place' | 'quiet' | 'hint';

const styles: Readonly<Record<Style, string>> = {
  error: '1;31',
  warning: '1;33',
  place: '1',
  quiet: '2',
  hint: '36',
};

/**
 * Diagnostics for a person, each with its place, the line, a caret run under the exact characters, what to do, and the
 * other places that matter; an empty line between two. Ends without a line break; empty where there are none.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  const paint: Paint = options.color ? (style, text) => `\x1b[${styles[style]}m${text}\x1b[0m` : (_, text) => text;
  return diagnostics.map((diagnostic) => formatOne(diagnostic, paint)).join('\n\n');
}

function formatOne(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, code, source, range } = diagnostic;
  const message = escapeControls(diagnostic.message);
  const lines = [
    `${paint('place', placeOf(source, range))}: ${paint(severity, `${severity}[${code}]`)}: ${message}`,
    ...shown(source, range, severity, paint),
  ];
  if (diagnostic.hint !== undefined) lines.push(`  ${paint('hint', `= ${escapeControls(diagnostic.hint)}`)}`);
  for (const related of diagnostic.related ?? []) {
    lines.push(`  ${paint('place', placeOf(related.source, related.range))}: ${escapeControls(related.message)}`);
    lines.push(...shown(related.source, related.range, 'quiet', paint));
  }
  return lines.join('\n');
}

/** `book.yaml:3:9`: the file, the line and the column, both from 1. */
export function placeOf(source: Source, range: Range): string {
  const { line, column } = positionOf(source, range.start);
  return `${escapeControls(source.file)}:${line}:${column}`;
}

function shown(source: Source, range: Range, style: Severity | 'quiet', paint: Paint): string[] {
  const seen = excerpt(source, range);
  if (!seen) return [];
  const number = String(seen.line).padStart(4);
  const margin = ' '.repeat(number.length);
  return [
    `${paint('quiet', `${number} |`)} ${seen.text}`,
    `${paint('quiet', `${margin} |`)} ${' '.repeat(seen.indent)}${paint(style, '^'.repeat(seen.carets))}`,
  ];
}
