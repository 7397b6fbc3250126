import { type DiagnosticCode, diagnosticTitles } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import { positionOf, type Range, type Source } from './source.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** Diagnostics as a SARIF 2.1.0 log, which code scanning takes in. Ends without a line break. */
export function formatSarif(diagnostics: readonly Diagnostic[], tool: { readonly version: string }): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'breakglass', version: tool.version, rules: codes.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes)),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function ruleOf(code: DiagnosticCode) {
  return { id: code, shortDescription: { text: diagnosticTitles[code] } };
}

function resultOf(diagnostic: Diagnostic, codes: readonly DiagnosticCode[]) {
  const { code, severity, source, range, message, hint, related = [] } = diagnostic;
  const relatedLocations = related.map((place) => ({
    ...locationOf(place.source, place.range),
    message: { text: place.message },
  }));
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: [locationOf(source, range)],
    ...(relatedLocations.length > 0 && { relatedLocations }),
  };
}

function locationOf(source: Source, range: Range) {
  const start = positionOf(source, range.start);
  const end = positionOf(source, range.end);
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(source.file) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

/** A relative path stays relative, so that the log fits any checkout. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
