import type { AlertProblem } from './alert.ts';
import { sizeOf } from './literals.ts';

const MEBIBYTE = 1_048_576;
/** Characters. */
export const LARGEST_ALERT = 4 * MEBIBYTE;
const DEEPEST = 100;
const MOST_VALUES = 400_000;
const MOST_DOCUMENTS = 5_000;

interface Parsed {
  /** The JSON text itself, out of whatever was around it. */
  readonly json: string;
  readonly documents: readonly unknown[];
}

/** The JSON documents in a text: one, a list of them, or one a line; also the form that GitHub and Datadog can send them in. */
export function parseAlert(text: string): Parsed | AlertProblem {
  if (text.length > LARGEST_ALERT) {
    const hint = 'Give what this run is about: one alert, or the findings that matter.';
    return { problem: `The alert is larger than ${LARGEST_ALERT / MEBIBYTE} MiB.`, hint };
  }
  const json = unwrapped(text);
  if (typeof json === 'object') return json;
  const strange = notJson(json);
  if (strange) return strange;
  const size = sizeOf(json);
  if (size.depth > DEEPEST) {
    const hint = 'No alert needs so many. Look for brackets that were never closed.';
    return { problem: `The alert has more than ${DEEPEST} lists and objects inside each other.`, hint };
  }
  if (size.values > MOST_VALUES) return tooMany('values');
  const documents = documentsOf(json);
  if ('problem' in documents) return documents;
  return documents.all.length > MOST_DOCUMENTS ? tooMany('alerts') : { json, documents: documents.all };
}

function tooMany(what: string): AlertProblem {
  return { problem: `There are too many ${what} in this.`, hint: 'Give what this run is about: one alert, or a few.' };
}

function documentsOf(json: string): { all: readonly unknown[] } | AlertProblem {
  const whole = parsed(json);
  if ('value' in whole) return { all: Array.isArray(whole.value) ? whole.value : [whole.value] };
  const lines = json.split('\n').filter((line) => line.trim() !== '');
  const all: unknown[] = [];
  for (const line of lines) {
    const one = parsed(line);
    // That a line is wrong says nothing where the text was not meant as lines.
    if ('where' in one || lines.length > MOST_DOCUMENTS) break;
    all.push(one.value);
  }
  if (lines.length > 1 && all.length === lines.length) return { all: all.flat() };
  return { problem: `The alert is not JSON${whole.where}.`, hint: 'Give the body of the webhook as it was sent.' };
}

function unwrapped(text: string): string | AlertProblem {
  const bare = text.replace(/^\ufeff/, '').trim();
  if (bare === '') {
    return { problem: 'The alert is empty.', hint: 'Give the body of the webhook, as a file or through a pipe.' };
  }
  // GitHub sends `application/x-www-form-urlencoded` where a webhook was set up so.
  if (!bare.startsWith('payload=')) return bare;
  try {
    const value = bare.slice('payload='.length).split('&', 1)[0] ?? '';
    return decodeURIComponent(value.replaceAll('+', ' ')).trim();
  } catch {
    return { problem: 'The form around the alert is broken.', hint: 'Give the body of the webhook as it was sent.' };
  }
}

function notJson(text: string): AlertProblem | null {
  if (text.slice(0, 200).includes('\0')) {
    return { problem: 'The alert is not text in UTF-8.', hint: 'Save it as UTF-8; PowerShell writes UTF-16 with `>`.' };
  }
  if (!text.startsWith('<')) return null;
  if (/^<(?:!doctype html|html)/i.test(text)) {
    const hint = 'An error or a login came back in its place. See what the address answers: curl -i.';
    return { problem: 'This is a web page, not an alert.', hint };
  }
  return { problem: 'This is XML, not JSON.', hint: 'Export it as JSON; findings of scanners as SARIF.' };
}

/** The value, or where reading stopped. What the parser says is not passed on: it quotes the text, secrets and all. */
function parsed(text: string): { value: unknown } | { where: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (message.includes('end of JSON')) return { where: ': it ends in the middle' };
    const position = /position (\d+)/.exec(message)?.[1];
    if (position === undefined) return { where: '' };
    const before = text.slice(0, Number(position)).split('\n');
    return { where: ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})` };
  }
}
