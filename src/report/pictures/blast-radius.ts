import type { Report } from '../model.ts';
import type { ProgressPoint } from '../progress.ts';
import { count } from '../words.ts';
import { fromT } from './axis.ts';
import { counted, type Figure } from './counts.ts';
import type { Picture } from './picture.ts';
import { peakOf } from './thin.ts';

const inScope: Figure = {
  name: 'known in scope',
  tone: 'blue',
  dash: 'solid',
  shape: 'circle',
  of: ({ team }) => team?.inScope ?? null,
};
const contained: Figure = {
  name: 'contained',
  tone: 'green',
  dash: 'dashed',
  shape: 'square',
  of: ({ team }) => team?.contained ?? null,
};

/** How far it reached: what the team knew, what of that it had contained, and beside it the truth, where that may be told. */
export function blastRadius({
  overview,
  attack,
  progress,
}: Pick<Report, 'overview' | 'attack' | 'progress'>): Picture | null {
  const attacked = attack?.attacker ?? true;
  const figures = [inScope, ...(attack ? truthOf(attacked) : []), contained];
  if (!progress.some((point) => figures.some(({ of }) => (of(point) ?? 0) > 0))) return null;
  const { mark, played } = overview;
  return {
    id: 'blast-radius',
    mark,
    title: 'How far it reached, by time',
    alt: [teamsWords(progress, mark), ...(attack ? [truthWords(progress, attacked)] : [])].join(' '),
    ...counted(progress, played, figures),
  };
}

function truthOf(attacked: boolean): Figure[] {
  return [
    {
      name: attacked ? 'compromised in truth' : 'destroyed in truth',
      tone: 'purple',
      dash: 'dotted',
      shape: 'diamond',
      of: ({ truth }) => truth?.hit ?? null,
    },
    {
      name: attacked ? 'not contained in truth' : 'not brought back',
      tone: 'red',
      dash: 'dash-dotted',
      shape: 'triangle',
      of: ({ truth }) => truth?.open ?? null,
    },
  ];
}

function teamsWords(progress: readonly ProgressPoint[], mark: Report['overview']['mark']): string {
  const { team } = progress.at(-1) ?? { team: null };
  if (!team) return 'What was in scope is unknown.';
  const peak = peakOf(progress, inScope.of);
  const most = peak?.team?.inScope ?? 0;
  const grew = most > 0 && peak ? `, ${most === team.inScope ? 'first' : `${most} at most,`} at ${fromT(peak.at)}` : '';
  const really = mark === 'REHEARSAL' ? ' What was only rehearsed is not among them.' : '';
  return `In the end ${count(team.inScope, 'item')} known in scope${grew}; ${team.contained} of them contained.${really}`;
}

function truthWords(progress: readonly ProgressPoint[], attacked: boolean): string {
  const { truth } = progress.at(-1) ?? { truth: null };
  if (!truth) return 'The truth is unknown.';
  return attacked
    ? `In truth ${truth.hit} compromised, ${truth.open} of them not contained.`
    : `In truth ${truth.hit} destroyed, ${truth.open} of them not brought back.`;
}
