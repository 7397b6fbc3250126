import { scopeNow } from '../../engine/context.ts';
import type { State } from '../../engine/state.ts';
import { type Kind, kinds, type Reached } from '../../playbook/model.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, type Line, lineWidth, span } from '../lines.ts';
import { keptByState } from '../plans.ts';

type Counted = ReturnType<typeof scopeNow>;

/** The kinds that are in scope, counted once for each state. */
const countsOf = keptByState(
  (state) => new Map(kinds.map((kind) => [kind, scopeNow(state, kind)] as const).filter(([, { items }]) => items > 0)),
);

/** What is in scope and how far the gates' effects hold now: `stage 6: 4 isolated | credential 3: 0 revoked`. */
export function scopeLine(state: State, canvas: Canvas): Line {
  const { columns, theme } = canvas;
  const present = [...countsOf(state)];
  const last = (count: number, tell: Tell, others = begun) =>
    present.map((_, at) => (at < present.length - count ? others : tell));
  const tells = [
    present.map(() => words),
    present.map(() => begun),
    // The last kinds give way first: their counts, then all of them.
    ...present.map((_, at) => last(at + 1, short)),
    ...present.map((_, at) => last(at + 1, hidden)),
    ...present.map((_, at) => last(at + 1, bare, short)),
  ];
  const lines = tells.map((each): Line => {
    const parts = present
      .map(([kind, counted], at) => kindWords(kind, counted, each[at] ?? short))
      .filter((part) => part !== '');
    return [span(' SCOPE ', 'strong'), span(parts.join(` ${theme.symbols.bar} `) || 'nothing known yet')];
  });
  const fitting = lines.find((one) => lineWidth(one) <= columns) ?? lines.at(-1) ?? [];
  return cutLine(fitting, columns, theme.symbols.more);
}

/** What there is to say of a kind; null: nothing, not even how many there are. */
type Tell = (counts: readonly (readonly [count: number, reached: Reached])[]) => string | null;

const told = (counts: Parameters<Tell>[0]): string =>
  counts.map(([count, reached]) => `${count} ${reached}`).join(', ');
/** All of it. */
const words: Tell = told;
/** What was begun; where nothing was, what comes first. */
const begun: Tell = (counts) => {
  const some = counts.filter(([count]) => count > 0);
  return told(some.length > 0 ? some : counts.slice(0, 1));
};
/** What was reached last. */
const short: Tell = (counts) => told(counts.filter(([count]) => count > 0).slice(-1));
/** The same, and nothing where nothing was. */
const hidden: Tell = (counts) => short(counts) || null;
/** How many there are, of those with which something was done. */
const bare: Tell = (counts) => (short(counts) === '' ? null : '');

function kindWords(kind: Kind, { items, counts: now }: Counted, tell: Tell): string {
  const counts = tell(now);
  if (counts === null) return '';
  return `${kind} ${items}${counts === '' ? '' : `: ${counts}`}`;
}
