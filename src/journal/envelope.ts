import { hash } from 'node:crypto';
import { type Json, type Payload, PayloadError, payloadText, RESERVED } from './payload.ts';

/** The version of the envelope this code writes, and the only one it reads. */
export const ENVELOPE_VERSION = 1;

/** Longest line of a journal, in bytes. The first entry holds whole documents; nothing honest is longer than this. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Bytes at the end of a line that its hash does not cover: `,"hash":"` + 64 digits + `"}`. */
export const SEAL_BYTES = 75;

/**
 * One entry: the payload between the envelope's own members.
 * - `v` version of the envelope
 * - `seq` 1, 2, 3, …; also the number of its line
 * - `more` how many entries of the same decision follow; absent on its last, and on an entry that stands alone.
 *   A decision is whole or not there: after a crash its first entries without its last are set aside as torn.
 * - `prev` hash of the entry before; 64 zeros for the first
 * - `hash` SHA-256, 64 lower-case hex digits, over every byte of the line before `,"hash":"`
 */
export type Envelope = Payload & {
  readonly v: 1;
  readonly seq: number;
  readonly more?: number;
  readonly prev: string;
  readonly hash: string;
};

/** An entry's place in the chain. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry follows. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

/** An entry's number and hash alone, so that holding a head does not hold its entry. */
export function headOf(head: Head): Head {
  return { seq: head.seq, hash: head.hash };
}

/** An entry as it goes to the file (without its newline), and as every reader will see it. */
export interface SealedEntry {
  readonly line: string;
  readonly envelope: Envelope;
}

/**
 * Seals payloads as one decision that follows `after`: `more` counts down to its last entry.
 * @throws PayloadError
 */
export function sealDecision(after: Head, payloads: readonly Payload[]): readonly SealedEntry[] {
  return sealEach(after, payloads, (index) => payloads.length - 1 - index);
}

/** Seals payloads as entries that each stand alone. @throws PayloadError */
export function sealAlone(after: Head, payloads: readonly Payload[]): readonly SealedEntry[] {
  return sealEach(after, payloads, () => 0);
}

/** What the caller put in: the entry without the envelope's members. */
export function payloadOf(envelope: Envelope): Payload {
  const payload: Record<string, Json | undefined> = {};
  for (const [name, value] of Object.entries(envelope)) {
    // Defined, not assigned: assigning to a member named __proto__ would change the prototype and lose the member.
    Object.defineProperty(payload, name, { value, enumerable: true, configurable: true, writable: true });
  }
  for (const name of RESERVED) delete payload[name];
  return payload;
}

/** SHA-256 as 64 lower-case hex digits. Text is hashed as UTF-8. */
export function sha256(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/** How the line of entry `seq` begins. */
export function openingOf(seq: number): string {
  return `{"v":${ENVELOPE_VERSION},"seq":${seq},`;
}

/** How the line of an entry with this hash, following `prev`, ends. */
export function closingOf(prev: string, hashOfEntry: string): string {
  return `,"prev":"${prev}","hash":"${hashOfEntry}"}`;
}

function sealEach(
  after: Head,
  payloads: readonly Payload[],
  moreAt: (index: number) => number,
): readonly SealedEntry[] {
  const sealed: SealedEntry[] = [];
  let head = after;
  payloads.forEach((payload, index) => {
    const entry = seal(head, payloadText(payload), moreAt(index));
    sealed.push(entry);
    head = entry.envelope;
  });
  return sealed;
}

function seal(after: Head, text: string, more: number): SealedEntry {
  const members = text.slice(1, -1);
  const countdown = more === 0 ? '' : `"more":${more},`;
  const covered = `${openingOf(after.seq + 1)}${countdown}${members}${members === '' ? '' : ','}"prev":"${after.hash}"`;
  const line = `${covered},"hash":"${sha256(covered)}"}`;
  if (Buffer.byteLength(line) > MAX_LINE_BYTES) {
    throw new PayloadError('', `is ${Buffer.byteLength(line)} bytes as an entry; the most is ${MAX_LINE_BYTES}`);
  }
  // Parsed back, so that an entry just written and the same entry read later cannot differ (-0, undefined members).
  return { line, envelope: JSON.parse(line) };
}
