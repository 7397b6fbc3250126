import type { Decision } from '../decisions.ts';
import type { KnownThen } from '../known.ts';
import type { Report } from '../model.ts';
import type { MissedItem, ScopeItem, ScopeReport } from '../scope.ts';
import { takenWords } from '../taken.ts';
import { clause, count, inWords, offset, sentence } from '../words.ts';
import { bullets, type Section, table } from './blocks.ts';
import { said } from './people.ts';
import { type Inline, join, type Rich, rich } from './rich.ts';
import type { Times } from './times.ts';

/** Decisions, each with its reason and with what was known when it was taken. */
export function decisionsSection({ decisions, overview }: Report, times: Times): Section {
  const answers = decisions.filter(({ sort }) => sort === 'answer');
  const judgements = decisions.filter(({ sort }) => sort !== 'answer');
  return {
    title: 'Decisions',
    blocks: [
      answers.length > 0
        ? 'Each with what was known just before it; what came out later is not in it.'
        : 'No question was decided.',
      ...answers.map((decision) => decisionSection(decision, overview, times)),
      judgements.length > 0 ? 'Judgements on single items:' : '',
      table(
        ['T', 'By', 'Item', 'Judgement', 'Reason'],
        judgements.map(({ moment, who, about, answer, question, sort, rationale, superseded }) => [
          offset(moment.at),
          said(who),
          about,
          join([sort === 'not-possible' ? `${question} No` : answer, superseded ? 'revised later' : null], ', '),
          rationale ?? null,
        ]),
      ),
    ],
  };
}

function decisionSection(
  { moment, who, about, question, answer, rationale, superseded, known }: Decision,
  overview: Report['overview'],
  times: Times,
): Section {
  return {
    title: rich`Decision: ${question} (${about}, T ${offset(moment.at)})`,
    blocks: [
      bullets([
        superseded ? rich`Answer: **${answer}** (decided anew later)` : rich`Answer: **${answer}**`,
        rich`By: ${said(who)}, ${times.full(moment.recorded)}`,
        rich`Why: ${rationale ?? 'no reason was given'}`,
        rich`Known then: ${knownWords(known, overview, times)}`,
      ]),
    ],
  };
}

function knownWords({ scope, anchors }: KnownThen, { intrusion, scenario }: Report['overview'], times: Times): string {
  // Who decided has the time on the wall: beside it a moment of the story reads as if it came before or after.
  const time = (iso: string) => `${times.full(iso)}${scenario ? ' in the story' : ''}`;
  const counts = scope.map(({ kind, items, ruledOut, reached }) => {
    const parts = [
      ...reached.map(({ effect, items: number }) => `${number} ${effect}`),
      ...(ruledOut > 0 ? [`${ruledOut} ruled out`] : []),
    ];
    return `${count(items, kind)}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
  });
  const known = anchors.known === null ? 'first knowledge of it not dated' : `known since ${time(anchors.known)}`;
  const intruded =
    anchors.intruded === null ? 'start of the intrusion not known' : `intrusion since ${time(anchors.intruded)}`;
  return [`in scope ${inWords(counts) || 'nothing'}`, known, ...(intrusion ? [intruded] : [])].join('; ');
}

const came: Readonly<Record<ScopeItem['how'], string>> = {
  known: 'known from the start',
  found: 'found',
  revealed: 'revealed by an inject',
  unplanned: 'added unplanned',
};

/** The register as it stood at the end, beside the truth where that is told. */
export function scopeSection({ scope, kind, overview: { mark } }: Report): Section {
  const anyLate = scope.items.some(({ late }) => late !== null);
  const lateNote =
    kind === 'exercise'
      ? 'Late: added after the survey of its kind was first finished, or revealed by an inject.'
      : 'Late: added after the survey of its kind was first finished.';
  return {
    title: 'Scope register',
    blocks: [
      scope.items.length > 0
        ? [tally(scope), ...(anyLate ? [lateNote] : [])].join(' ')
        : 'Nothing was in the register.',
      mark === 'REHEARSAL'
        ? '**Nothing of this was brought about from here:** the effects are those that were gone through.'
        : '',
      table(['Item', 'Kind', 'Came in', 'Effects', 'Standing'], scope.items.map(itemRow)),
      ...missed(scope.missed),
    ],
  };
}

function tally({ items, missed: never }: ScopeReport): string {
  const of = (words: string, test: (item: ScopeItem) => boolean) => {
    const number = items.filter(test).length;
    return number > 0 ? [`${number} ${words}`] : [];
  };
  const parts = [
    ...of('known from the start', ({ how }) => how === 'known'),
    ...of('found', ({ how }) => how === 'found'),
    ...of('revealed', ({ how }) => how === 'revealed'),
    ...of('unplanned', ({ how }) => how === 'unplanned'),
    ...of('late', ({ late }) => late !== null),
    ...of('ruled out', ({ ruledOut }) => ruledOut !== undefined),
    ...of('unreal', ({ truth }) => truth?.unreal === true),
  ];
  const lacking = never && never.length > 0 ? ` ${never.length} more never came into it.` : '';
  return `${count(items.length, 'item')} in the register: ${inWords(parts)}.${lacking}`;
}

function itemRow({ name, kind, type, how, added, foundBy, fields, ...item }: ScopeItem): (Inline | null)[] {
  const by = foundBy === undefined ? '' : `, ${foundBy}`;
  return [
    name,
    [type === kind ? kind : `${kind}, ${type}`, takenWords(kind, fields)].filter((part) => part !== null).join('; '),
    how === 'known' ? came.known : `${came[how]} ${offset(added.at)}${by}`,
    reached(item) || null,
    standing(item),
  ];
}

/** In an incident in the order of time, with how each came about. */
function reached({ effects }: Pick<ScopeItem, 'effects'>): string {
  if (effects.every(({ times }) => times.every(({ how }) => how === null)))
    return effects.map(({ effect, at }) => `${effect} ${at.map((one) => offset(one)).join(' and ')}`).join(', ');
  return effects
    .flatMap(({ effect, times }) =>
      times.map(({ at, how }) => ({ at, text: `${effect} ${offset(at)}${by(effect, how)}` })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join(' → ');
}

function by(effect: string, how: ScopeItem['effects'][number]['times'][number]['how']): string {
  if (how === null) return '';
  if (how === 'action') return effect === 'proven-dead' ? ' (by a probe)' : ' (run)';
  return { hand: ' (by hand)', concluded: ' (run; somebody looked)', rehearsed: ' (rehearsed)' }[how];
}

function standing({
  late,
  ruledOut,
  notPossible,
  effects,
  unproven,
  truth,
}: Pick<ScopeItem, 'late' | 'ruledOut' | 'notPossible' | 'effects' | 'unproven' | 'truth'>): Rich | null {
  const left = effects.flatMap(({ times }) => times.findLast(({ leaves }) => leaves !== undefined)?.leaves ?? []);
  const parts = [
    ...unproven.map((lack) => rich`**${lack === 'verified' ? 'not verified' : 'not proven dead'}**`),
    ...left.map((text) => rich`**left:** ${clause(text)}`),
    late === null ? null : rich`**late**`,
    ruledOut ? rich`ruled out ${offset(ruledOut.at)}: ${clause(ruledOut.reason)}` : null,
    ruledOut && truth?.touched ? rich`**wrongly**` : null,
    ...notPossible.map(({ effect, reason }) => rich`cannot be ${effect}: ${clause(reason)}`),
    truth === null ? null : truth.unreal ? rich`**unreal**` : rich`in truth ${truth.atTheEnd}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : join(parts, '; ');
}

function missed(items: readonly MissedItem[] | null): Section['blocks'] {
  if (items === null) return [];
  if (items.length === 0) return ['Everything that there was to find is in the register.'];
  const rows = items.map(({ name, kind, type, truth }) => [
    name,
    type === kind ? kind : `${kind}, ${type}`,
    sentence(truth.atTheEnd),
  ]);
  return ['Never in the register:', table(['Missed', 'Kind', 'In truth'], rows)];
}
