import type { Diagnostic } from './diagnostic.ts';
import { positionOf } from './source.ts';

/** Diagnostics as GitHub Actions' workflow commands, one a line: they show up beside the changed lines. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(commandOf).join('\n');
}

function commandOf({ severity, code, source, range, message, hint }: Diagnostic): string {
  const start = positionOf(source, range.start);
  const end = positionOf(source, range.end);
  // Columns are only understood where both ends are on one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : { col: start.column };
  const properties = { file: source.file, line: start.line, endLine: end.line, ...columns, title: code };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${severity} ${listed.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
