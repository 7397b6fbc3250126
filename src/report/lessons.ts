import type { AttackRow } from './attack.ts';
import type { Facts } from './model.ts';
import { overlooked } from './scope.ts';
import { clause, count, inWords, offset } from './words.ts';

const SHOWN = 6;

/** What the run teaches, each a sentence, the heaviest first. */
export function learnt(facts: Facts): string[] {
  const lines = [...moves(facts), ...finding(facts), ...figures(facts), ...work(facts), ...plan(facts)];
  return lines.length > 0 ? lines : ['Nothing was written down.'];
}

function moves({ attack, overview }: Facts): string[] {
  if (!attack) return [];
  // What an attacker did before T is told as how it began.
  const done = attack.rows.filter((row) => row.what === 'happened' && (row.at >= 0 || !attack.attacker));
  const when = (at: number) => (Math.round(at / 1000) === 0 ? 'at the start' : offset(at, overview.played));
  const told = (words: string, rows: readonly AttackRow[]) =>
    rows.length > 0 ? [`${words}: ${listed(rows.map(({ text, at }) => `${text} (${when(at)})`))}.`] : [];
  return [
    ...(attack.prevented.length > 0 ? [`Prevented: ${listed(attack.prevented)}.`] : []),
    ...told(
      attack.attacker ? 'The attacker still did' : 'It happened',
      done.filter(({ afterPlay }) => !afterPlay),
    ),
    ...told(
      attack.attacker ? `After ${attack.endedWords}, the attacker went on` : `After ${attack.endedWords}, it happened`,
      done.filter(({ afterPlay }) => afterPlay),
    ),
  ];
}

/** Moves have sentences for titles: `and` would run them together. */
function listed(moves: readonly string[]): string {
  const more = moves.length - SHOWN;
  return [...moves.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function finding({ scope, attack }: Facts): string[] {
  const told = (words: string, names: readonly string[]) =>
    names.length > 0 ? [`${words}: ${inWords(names, SHOWN)}.`] : [];
  const late = scope.items.filter((item) => item.late !== null && !item.truth?.unreal);
  const wrong = scope.items.filter((item) => item.ruledOut && item.truth?.touched);
  const missed = overlooked(scope, attack?.attacker ?? true);
  return [
    ...told(
      'Never found',
      missed.map(({ name }) => name),
    ),
    ...told(
      'Found late',
      late.map(({ name }) => name),
    ),
    ...told(
      'Ruled out, and affected in truth',
      wrong.map(({ name }) => name),
    ),
  ];
}

function figures({ milestones, clocks }: Facts): string[] {
  const missed = milestones.filter(({ target }) => target?.verdict === 'missed');
  const deadlines = clocks.filter(({ status }) => status === 'missed');
  return [
    ...(missed.length > 0 ? [`Targets missed: ${inWords(missed.map(({ milestone }) => milestone))}.`] : []),
    ...(deadlines.length > 0
      ? [
          `Deadlines missed: ${inWords(
            deadlines.map(({ title }) => title),
            SHOWN,
          )}.`,
        ]
      : []),
  ];
}

function work({ deviations }: Facts): string[] {
  const overrides = deviations.filter(({ sort }) => sort === 'override');
  const failed = new Set(deviations.filter(({ sort }) => sort === 'failed').map(({ about }) => about));
  const unknown = new Set(deviations.filter(({ sort }) => sort === 'unknown').map(({ about }) => about));
  const times = overrides.length === 1 ? 'once' : `${overrides.length} times`;
  const told = overrides.map(({ about, reason }) => `${about} (“${clause(reason)}”)`);
  return [
    ...(overrides.length > 0
      ? [`A rule was overridden ${times}, by breaking the glass: ${inWords(told, SHOWN)}.`]
      : []),
    ...(failed.size > 0 ? [`Failed at least once: ${inWords([...failed], SHOWN)}.`] : []),
    ...(unknown.size > 0 ? [`Nobody knew for a time how it came out: ${inWords([...unknown], SHOWN)}.`] : []),
  ];
}

function plan({ improvements, proposedImprovements, proposedChanges }: Facts): string[] {
  const agreed = improvements.filter(({ dropped }) => dropped === null);
  return [
    ...(agreed.length > 0
      ? [
          `Agreed for improvement: ${inWords(
            agreed.map(({ text }) => `“${clause(text)}”`),
            SHOWN,
          )}.`,
        ]
      : []),
    ...(proposedImprovements.length > 0
      ? [
          `The run itself proposed ${count(proposedImprovements.length, 'improvement')} that nobody has taken up or put aside, under “Improvement plan”.`,
        ]
      : []),
    // Without a number: what was departed from is no second list of improvements.
    ...(proposedChanges.length > 0
      ? [
          `Changes of the playbook are proposed for ${inWords([...new Set(proposedChanges.map(({ where }) => where))], SHOWN)}.`,
        ]
      : []),
  ];
}
