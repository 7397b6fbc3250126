import type { Answer } from '../playbook/catalogue/ready.ts';

/** Longest text that is read as JSON, characters; a text that was cut is none. */
const LONGEST_JSON = 4 * 1024 * 1024;
/** Deepest nesting of it. */
const DEEPEST_JSON = 200;
/** Most lines that are told apart. */
const MOST_LINES = 100_000;

/** What the expressions of a catalogue read of an answer. */
export interface RawOutputs {
  readonly exit: number | null;
  readonly status: number | null;
  readonly text: string;
  readonly errors: string;
  /** The lines of `text`, the first 100,000. */
  readonly lines: readonly string[];
  /** `text` as JSON; null if it is none, is longer than 4 Mi characters or is nested deeper than 200. */
  readonly json: unknown;
}

/** What an answer gives to expressions. */
export function rawOutputs(answer: Answer): RawOutputs {
  const { exit = null, status = null, text, errors } = answer;
  const lines = text.split('\n', MOST_LINES);
  if (lines.at(-1) === '') lines.pop();
  return { exit, status, text, errors, lines, json: answer.cut ? null : jsonOf(text) };
}

function jsonOf(text: string): unknown {
  if (text.length > LONGEST_JSON || depthOf(text) > DEEPEST_JSON) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How deep the brackets outside quotes are nested. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted && character === '\\') at += 1;
    else if (!quoted && (character === '[' || character === '{')) deepest = Math.max(deepest, ++depth);
    else if (!quoted && (character === ']' || character === '}')) depth -= 1;
  }
  return deepest;
}
