import type { Payload } from '../../../src/journal/payload.ts';

/** The decision that the writer makes after entry `seq`: one to four entries, some larger than a page of memory. */
export function decisionAfter(seq: number): readonly Payload[] {
  const count = 1 + (seq % 4);
  return Array.from({ length: count }, (_, index) => payloadAt(seq + 1 + index));
}

/** What entry `seq` says, whichever process wrote it. */
export function payloadAt(seq: number): Payload {
  return { type: 'noted', number: seq, text: 'x'.repeat((seq * 977) % 6000) };
}
