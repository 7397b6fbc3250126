import type { State } from '../engine/state.ts';
import type { Overview } from './overview.ts';
import type { Source } from './source.ts';
import { count } from './words.ts';

/** What could not be read of a journal, and what that means. It is told to the report: entries alone do not show it. */
export interface Damage {
  /**
   * `torn`: a crash or a cut left an unfinished decision at the end. `damaged`: something was changed. `misfit`: an entry does not fit
   * those before it, as one of another version would not.
   */
  readonly sort: 'torn' | 'damaged' | 'misfit';
  /** How many entries could be read, and are what this report is made from. */
  readonly read: number;
  /** The first entry that could not be; null where that is not known. */
  readonly entry: number | null;
  /** What is wrong, a sentence. */
  readonly words: string;
}

/** What is known from outside of the entries. */
export interface Beside {
  readonly damage?: Damage;
  /** The program that makes the report, `breakglass 1.0.0`. */
  readonly tool?: string;
  /** Where the run stands after the last entry, where who asks has read it already. */
  readonly state?: State;
}

/** Something that a reader must know before they rely on the rest. */
export interface Notice {
  readonly sort: 'damaged' | 'torn' | 'misfit' | 'open' | 'talked-over' | 'amended' | 'version' | 'cut-off';
  /** Whole sentences. */
  readonly text: string;
}

/** What stands on page one of how far this can be relied on, the gravest first. */
export function noticesOf(source: Source, overview: Overview, { damage, tool }: Beside): Notice[] {
  return [
    ...ofDamage(damage),
    ...(endsUnread(damage) ? [] : ofStage(overview)),
    ...ofAmendments(source),
    ...ofVersion(source, tool),
    ...ofCuts(source),
  ];
}

function ofDamage(damage: Damage | undefined): Notice[] {
  if (!damage) return [];
  const read = `This report is made from ${damage.read === 1 ? 'entry 1' : `entries 1 to ${damage.read}`}, which are intact.`;
  if (damage.sort === 'torn')
    return [
      {
        sort: 'torn',
        text: `The journal does not end whole: ${damage.words} ${read} A crash leaves that, and so does a cut: what came after is not in this report.`,
      },
    ];
  const what = damage.sort === 'damaged' ? 'THE JOURNAL IS DAMAGED' : 'THE JOURNAL CANNOT BE READ TO ITS END';
  return [
    {
      sort: damage.sort,
      text: `${what}. ${damage.words} ${read} What came after is not in this report, and nothing in it says how the run ended.`,
    },
  ];
}

/** Whether entries after the last that was read are lost to damage: nothing then tells whether the run is still open. */
export function endsUnread(damage: Damage | null | undefined): boolean {
  return damage != null && damage.sort !== 'torn';
}

function ofStage({ stage, mark }: Overview): Notice[] {
  if (stage === 'play') return [{ sort: 'open', text: 'The run is still open: everything here may still change.' }];
  if (stage === 'closed') return [];
  const talk = mark === 'DRILL' ? 'hot wash' : 'review';
  return [{ sort: 'talked-over', text: `The ${talk} is not closed: what was judged and agreed may still change.` }];
}

function ofAmendments(source: Source): Notice[] {
  const closed = source.of('run.closed')[0];
  if (!closed) return [];
  const since = source.entries.length - closed.seq;
  if (since <= 0) return [];
  const head = source.entries.at(-1)?.hash ?? '';
  return [
    {
      sort: 'amended',
      text: `The run was amended after it was closed, by ${count(since, 'entry', 'entries')}. Its head was ${closed.hash.slice(0, 16)} then, and is ${head.slice(0, 16)} now.`,
    },
  ];
}

/** A figure may be counted otherwise by another version; what was written is the same. */
function ofVersion(source: Source, tool: string | undefined): Notice[] {
  const kept = source.of('run.opened')[0]?.tool;
  if (tool === undefined || kept === undefined || kept === tool) return [];
  return [{ sort: 'version', text: `The journal was begun by ${kept}; this report was made by ${tool}.` }];
}

function ofCuts(source: Source): Notice[] {
  const times = source.of('run.recovered').length;
  if (times === 0) return [];
  return [
    {
      sort: 'cut-off',
      text: `The program was cut off ${times === 1 ? 'once' : `${times} times`} while something ran or was to go on by itself.`,
    },
  ];
}
