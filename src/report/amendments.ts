import { sentenceOf } from '../engine/sentences.ts';
import type { Moment, Source, Told, Who } from './source.ts';

/** Something that was said of an earlier entry. The entry stays as it was. */
export interface Correction {
  readonly moment: Moment;
  readonly who: Who | null;
  readonly corrects: number;
  /** What the corrected entry says. */
  readonly was: string;
  readonly text: string;
  readonly afterClose: boolean;
}

export interface AmendmentsReport {
  readonly corrections: readonly Correction[];
  /** Every entry from after the run was closed. */
  readonly afterClose: readonly { readonly moment: Moment; readonly who: Who | null; readonly text: string }[];
  /** The head when the run was closed; null where it is not closed. */
  readonly headAtClose: string | null;
  /** The head now. */
  readonly head: string;
}

/** What was put right, and what was added once the run was closed, with both heads. */
export function amendmentsOf(source: Source): AmendmentsReport {
  const closed = source.of('run.closed')[0];
  const after = closed ? source.entries.slice(source.entries.indexOf(closed) + 1) : [];
  const say = (entry: Told) =>
    entry.type.startsWith('world.') && !source.revealed
      ? 'an entry that is hidden until the hot wash'
      : sentenceOf(entry, source.definition, source.nameOf);
  const bySeq = new Map(source.of('entry.corrected').map((entry) => [entry.corrects, null as Told | null]));
  for (const entry of source.entries) if (bySeq.has(entry.seq)) bySeq.set(entry.seq, entry);
  return {
    corrections: source.of('entry.corrected').map((entry) => {
      const was = bySeq.get(entry.corrects);
      return {
        moment: source.moment(entry),
        who: source.who(entry.by),
        corrects: entry.corrects,
        was: was ? say(was) : 'an entry that is not in this journal',
        text: entry.text,
        afterClose: closed !== undefined && entry.seq > closed.seq,
      };
    }),
    afterClose: after.map((entry) => ({ moment: source.moment(entry), who: source.who(entry.by), text: say(entry) })),
    headAtClose: closed?.hash ?? null,
    head: source.entries.at(-1)?.hash ?? '',
  };
}
