import type { Alert, AlertProblem } from './alert.ts';
import { cleanTree, lineOf } from './clean.ts';
import type { Format } from './format.ts';
import { formats } from './formats.ts';
import { maskLiterals } from './literals.ts';
import { maskOf } from './mask.ts';
import { parseAlert } from './parse.ts';
import { isSarif } from './sarif.ts';
import { secretsIn } from './secrets.ts';
import { together } from './together.ts';
import { at, isRecord, listAt, type Tree, textAt } from './tree.ts';

/**
 * Reads an alert, told by its own shape: JSON as a service sent it, a list, or one document a line. Whatever the text is,
 * it gives an alert or says what is wrong with it.
 */
export function readAlert(text: string): { alert: Alert } | AlertProblem {
  const parsed = parseAlert(text);
  if ('problem' in parsed) return parsed;
  // As they came: for looking for secrets alone.
  const raw = parsed.documents as readonly Tree[];
  const known = raw.flatMap((document) => formats.flatMap((format) => format.secrets?.(document) ?? []));
  const secrets = secretsIn(raw, known);
  if ('problem' in secrets) return secrets;
  const mask = maskOf(secrets);
  const documents = raw.map((document) => cleanTree(document, mask)).flatMap(hitsOf);
  const format = formats.find((one) => documents.some(one.fits));
  if (format === undefined) return unknown(documents);
  const ours = documents.filter(format.fits);
  const [first, ...rest] = ours.flatMap((document) => format.read(document));
  if (first === undefined) return nothingIn(format);
  const summary = together([first, ...rest]);
  const left = [...summary.left, ...leftOut(format, ours, documents.length - ours.length)];
  const evidence = maskLiterals(parsed.json, secrets, mask);
  return { alert: { ...summary, left, withheld: [...secrets], evidence } };
}

/** A search of Elasticsearch gives its documents in a shell. */
function hitsOf(document: Tree): readonly Tree[] {
  const hits = at(document, 'hits', 'hits');
  return Array.isArray(hits) ? listAt(hits) : [document];
}

function leftOut(format: Format, ours: readonly Tree[], others: number): string[] {
  const cutOff = ours.reduce<number>(
    (sum, document) => sum + Math.max(0, Math.floor(format.cutOff?.(document) ?? 0)),
    0,
  );
  return [
    ...(cutOff > 0 ? [`${cutOff} more that the sender cut off`] : []),
    ...(others > 0 ? [`${others} of another sort`] : []),
  ];
}

function nothingIn(format: Format): AlertProblem {
  return {
    problem: `There is nothing in this alert that is open: ${format.name}.`,
    hint: 'Nothing has to be done, or the wrong one was given.',
  };
}

function unknown(documents: readonly Tree[]): AlertProblem {
  const [document] = documents;
  if (document === undefined) return { problem: 'The list of alerts is empty.', hint: 'Give it while there is one.' };
  if (isSarif(document)) {
    const version = lineOf(textAt(document, 'version') ?? 'without a version', 20);
    return { problem: `This is SARIF ${version}; 2.1.0 is read.`, hint: 'Have the scanner write SARIF 2.1.0.' };
  }
  const hint = `What is read: ${formats.map((one) => one.name).join('; ')}.`;
  if (!isRecord(document)) return { problem: 'This is JSON, but no alert.', hint };
  const isGitHub = isRecord(document.repository) && isRecord(document.sender);
  if (isGitHub) return { problem: 'This is a webhook of GitHub for something else.', hint };
  const keys = Object.keys(document)
    .slice(0, 6)
    .map((key) => lineOf(key, 40));
  return { problem: `No known alert has these keys: ${keys.join(', ') || 'none'}.`, hint };
}
