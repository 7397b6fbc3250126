import { isUtf8 } from 'node:buffer';
import {
  closingOf,
  ENVELOPE_VERSION,
  type Envelope,
  type Head,
  MAX_LINE_BYTES,
  openingOf,
  SEAL_BYTES,
  sha256,
} from './envelope.ts';
import type { ProblemKind } from './problem.ts';

/** What is wrong with a line, without where it stands. */
export interface Fault {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** A line as it names itself: its own number, the hash it follows and the hash it carries, all unchecked. */
interface Claim {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

const VERSION = /^\{"v":(\d{1,9}),/;
const SEQ = /^\{"v":\d+,"seq":(\d{1,15}),/;
const ENDING = /"prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;

/**
 * Checks the bytes of one line (without its newline) as the entry that follows `after`: hash, chain, number, form.
 * Nothing is re-serialised. Returns the entry, or what is wrong with it.
 */
export function checkLine(line: Uint8Array, after: Head): Envelope | Fault {
  if (line.length > MAX_LINE_BYTES) {
    return fault('length', `Entry ${after.seq + 1} is longer than ${MAX_LINE_BYTES} bytes, which no entry may be.`);
  }
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.length);
  const text = bytes.toString('utf8');
  const hash = sha256(bytes.subarray(0, Math.max(0, bytes.length - SEAL_BYTES)));
  if (!text.startsWith(openingOf(after.seq + 1)) || !text.endsWith(closingOf(after.hash, hash))) {
    return faultOf(text, hash, after);
  }
  return (isUtf8(bytes) ? parsed(text, after, hash) : undefined) ?? notJson(after.seq + 1);
}

/** Checks one line by itself: its form and its hash, not what it follows. For a look at the end of a long file. */
export function checkAlone(line: Uint8Array): Envelope | undefined {
  const claim = claimOf(Buffer.from(line.buffer, line.byteOffset, line.length).toString('utf8'));
  if (claim === undefined) return undefined;
  const entry = checkLine(line, { seq: claim.seq - 1, hash: claim.prev });
  return isFault(entry) ? undefined : entry;
}

/** Tells an entry from a fault. */
export function isFault(result: Envelope | Fault): result is Fault {
  return !('hash' in result);
}

function parsed(text: string, after: Head, hash: string): Envelope | undefined {
  const entry = parseObject(text);
  if (entry === undefined) return undefined;
  // A second member of the same name would win over the first one, which is the one whose place was checked.
  const own = entry.v === ENVELOPE_VERSION && entry.seq === after.seq + 1;
  if (!own || entry.prev !== after.hash || entry.hash !== hash) return undefined;
  const more = entry.more;
  if (more !== undefined && !(Number.isSafeInteger(more) && Number(more) > 0)) return undefined;
  return entry as Envelope;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    // The opening was checked: the text begins with a brace, so what parses is an object.
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function claimOf(text: string): Claim | undefined {
  const seq = SEQ.exec(text)?.[1];
  const ending = ENDING.exec(text.slice(-160));
  const [, prev, hash] = ending ?? [];
  if (seq === undefined || prev === undefined || hash === undefined) return undefined;
  return { seq: Number(seq), prev, hash };
}

function faultOf(text: string, hash: string, after: Head): Fault {
  const expected = after.seq + 1;
  const version = VERSION.exec(text)?.[1];
  if (version !== undefined && Number(version) !== ENVELOPE_VERSION) {
    return fault(
      'version',
      `Entry ${expected} says it is of version ${version}; this program reads version ${ENVELOPE_VERSION}. ` +
        'Either a newer program wrote it, or it was changed.',
    );
  }
  const claim = claimOf(text);
  if (text.endsWith('\r')) {
    return fault('format', `Entry ${expected} ends in a carriage return: something changed the line ends of the file.`);
  }
  if (claim === undefined) {
    return fault('format', `Entry ${expected} is not a journal entry: the line was changed, cut or put in.`);
  }
  if (claim.hash !== hash) {
    return fault('hash', `Entry ${expected} was changed after it was written: its bytes do not give its hash.`);
  }
  if (claim.seq !== expected) return outOfSequence(claim.seq, expected);
  return fault(
    'chain',
    `Entry ${expected} does not follow the entry before it: entries were replaced, or come from another journal.`,
  );
}

function outOfSequence(found: number, expected: number): Fault {
  if (found < expected) {
    return fault('sequence', `Where entry ${expected} belongs stands entry ${found}: it is doubled or out of order.`);
  }
  const missing = found === expected + 1 ? `entry ${expected} is` : `entries ${expected} to ${found - 1} are`;
  return fault('sequence', `Where entry ${expected} belongs stands entry ${found}: ${missing} missing.`);
}

function notJson(seq: number): Fault {
  return fault(
    'json',
    `Entry ${seq} carries the right hash but is not a valid entry: its JSON is broken or ambiguous.`,
  );
}

function fault(kind: ProblemKind, message: string): Fault {
  return { kind, message };
}
