import { readingOfFinding, tellsOfSecret } from './finding.ts';
import type { Format } from './format.ts';
import { sarifFindings, sarifResults } from './sarif-results.ts';
import { at, isRecord, listAt, type Tree, textAt } from './tree.ts';

/**
 * Findings of any scanner in SARIF 2.1.0: Sonar, ZAP, Snyk, CodeQL, gitleaks.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: Format = {
  name: 'SARIF 2.1.0 (Sonar, ZAP, Snyk, gitleaks and others)',
  fits: (document) => isSarif(document) && textAt(document, 'version')?.startsWith('2.') === true,
  read: (document) => listAt(document, 'runs').flatMap(sarifFindings).map(readingOfFinding),
  secrets: (document) => (isSarif(document) ? listAt(document, 'runs').flatMap(snippetsOfSecrets) : []),
};

/** Of any version. */
export function isSarif(document: Tree): boolean {
  return isRecord(document) && listAt(document, 'runs').some((run) => isRecord(at(run, 'tool')));
}

/** Scanners for secrets put what they have found into the snippet. */
function snippetsOfSecrets(run: Tree): string[] {
  return sarifResults(run)
    .filter(tellsOfSecret)
    .flatMap(({ result }) => listAt(result, 'locations'))
    .flatMap((location) => {
      const place = at(location, 'physicalLocation');
      const exact = textAt(place, 'region', 'snippet', 'text') ?? textAt(place, 'contextRegion', 'snippet', 'text');
      const rendered = textAt(place, 'region', 'snippet', 'rendered', 'text');
      const binary = textAt(place, 'region', 'snippet', 'binary');
      return [exact, rendered, binary, ...quotedIn(exact)];
    })
    .filter((text) => text !== undefined);
}

/** Of `const key = "abc-123"` the part that is the secret too; a word of letters alone may be anything. */
function quotedIn(text: string | undefined): string[] {
  const quoted = (text ?? '').slice(0, 20_000).matchAll(/"([^"\n]{6,512})"|'([^'\n]{6,512})'|`([^`\n]{6,512})`/g);
  return [...quoted].map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((one) => /[^A-Za-z._/-]/.test(one));
}
