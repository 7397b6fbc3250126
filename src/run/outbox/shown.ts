import type { Entry } from '../../engine/entries.ts';
import { hashAsked } from '../../engine/telling.ts';

/** One state of the message that asks for an approval. Times are of the clock here, epoch milliseconds. */
interface Version {
  /** Of what it showed; empty where it asked for nothing any more. */
  readonly hash: string;
  /** When each try at saying it began. */
  readonly tries: number[];
  /** How it came to be there. */
  there?: Arrival;
}

interface Arrival {
  /** When the try began by which it came there, and when it was known to be there. */
  readonly begun: number;
  readonly known: number;
  /** When Slack says that it was posted, by the clock there. */
  readonly posted: number;
}

interface Place {
  readonly via: string;
  readonly slot: string;
}

/**
 * The hashes of all that may have stood in an approval's message when somebody wrote under it: one, but where it was changed at about
 * that time. None: it was not there yet. `typed`: when that was, as Slack has it (`1700000000.000200`).
 *
 * Slack's clock and the one here differ, so only stretches of time are compared: a change was certainly seen if less time went by
 * here from the first posting until it was known to be there than went by in Slack from that posting until the words.
 */
export function hashesShown(entries: readonly Entry[], place: Place, typed: string): readonly string[] {
  const versions = versionsOf(entries, place);
  const first = versions.find(({ there }) => there)?.there;
  if (!first) return [];
  const since = Number(typed) * 1000 - first.posted;
  if (!(since > 0)) return [];
  const isCertain = ({ there }: Version) => there === first || (there && there.known - first.begun < since);
  return versions
    .slice(versions.findLastIndex(isCertain))
    .filter(({ tries }) => tries.length > 0)
    .map(({ hash }) => hash);
}

/** In the order in which they were to be there. */
function versionsOf(entries: readonly Entry[], { via, slot }: Place): readonly Version[] {
  const versions = new Map<string, Version>();
  for (const entry of entries) {
    if (entry.type === 'message.queued') {
      if (entry.via === via && entry.slot === slot)
        versions.set(entry.message, { hash: hashAsked(entry) ?? '', tries: [] });
    } else if (entry.type === 'delivery.begun' || entry.type === 'delivery.sent') {
      for (const one of entry.via === via ? entry.messages : []) noted(versions.get(one), entry);
    }
  }
  return [...versions.values()];
}

function noted(version: Version | undefined, entry: Entry<'delivery.begun'> | Entry<'delivery.sent'>): void {
  if (!version) return;
  const known = Date.parse(entry.recorded);
  if (entry.type === 'delivery.begun') version.tries.push(known);
  else {
    // Where it was found, nobody knows which of the tries it was: with the first nothing is taken for seen that was not.
    const begun = version.tries.at(entry.found ? 0 : -1) ?? known;
    version.there = { begun, known, posted: Number(entry.receipt.ts) * 1000 };
  }
}
