import type { FindingKind } from '../engine/improving.ts';
import { markOf, type RunMark } from '../engine/queries.ts';
import { type ImprovementReport, improvementsOf, isOpen } from '../report/improvements.ts';
import { proposedFinding } from '../report/proposed-finding.ts';
import { sourceOf } from '../report/source.ts';
import type { Replayed } from '../run/replay.ts';

/** One improvement, as data. */
export interface Listed {
  readonly run: string;
  readonly kind: 'exercise' | 'incident';
  readonly mark: RunMark;
  readonly improvement: string;
  readonly state: 'open' | 'closed' | 'dropped';
  readonly text: string;
  readonly from: string | null;
  readonly owner: string | null;
  readonly due: string | null;
  readonly finding: FindingKind | null;
  /** By rule; where nobody has said which it is. */
  readonly proposedFinding: FindingKind | null;
  readonly dropped: string | null;
  readonly tracked: ImprovementReport['tracked'];
}

/** The improvements of a run, oldest first. */
export function listedOf({ entries, definition, state }: Replayed): Listed[] {
  const { id: run = '', kind = 'exercise' } = state.run ?? {};
  const mark = markOf(state);
  return improvementsOf(sourceOf(entries, definition)).map((one) => {
    const { improvement, text, from, owner, due, finding, dropped, tracked } = one;
    return {
      ...{ run, kind, mark, improvement },
      state: dropped !== null ? 'dropped' : isOpen(one) ? 'open' : 'closed',
      ...{ text, from, owner, due, finding },
      proposedFinding: finding === null ? proposedFinding(state, from ?? undefined) : null,
      ...{ dropped, tracked },
    };
  });
}

const standings = {
  sending: 'may be there',
  open: 'open',
  closed: 'closed',
  refused: 'was not taken',
  gone: 'is gone',
};

/** The same for people, one below the other. */
export function listText(run: string, mark: Listed['mark'], listed: readonly Listed[]): string {
  const head = `${mark} ${run}`;
  if (listed.length === 0) return `${head}: no improvement was agreed.`;
  return [head, ...listed.flatMap(linesOf)].join('\n');
}

function linesOf(one: Listed): string[] {
  const { improvement, state, text, owner, due, from, finding, proposedFinding: proposed, dropped, tracked } = one;
  const more = [
    `${owner === null ? 'nobody has it yet' : `owner ${owner}`}, ${due === null ? 'no date' : `due ${due}`}`,
    ...(from === null ? [] : [`from: ${from}`]),
    ...(finding === null ? [] : [`finding: ${finding}`]),
    ...(proposed === null ? [] : [`finding, as a rule proposes: ${proposed}`]),
    ...(dropped === null ? [] : [`dropped: ${dropped}`]),
    ...tracked.map(({ tracker, state: there, issue, url, why }) =>
      [`${tracker}${issue === null ? '' : ` ${issue}`} ${standings[there]}`, url, why]
        .filter((part) => part !== null)
        .join(': '),
    ),
  ];
  return [
    `  ${improvement.padEnd(15)} ${state.padEnd(7)}  ${oneLine(text)}`,
    ...more.map((line) => `${' '.repeat(27)}${oneLine(line)}`),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
