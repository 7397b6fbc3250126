import type { FactName } from '../scenario/model.ts';
import type { Facts } from './model.ts';
import type { Source } from './source.ts';
import { clause, count, inWords, offset } from './words.ts';

const SHOWN = 6;

const left: readonly (readonly [FactName, string])[] = [
  ['compromised', 'Still compromised when play ended'],
  ['alive', 'Stolen and still alive when play ended'],
  ['served', 'Poisoned and still served when play ended'],
  ['reinfected', 'Restored to a tainted state'],
];

/** What the attacker still had when play ended, in truth; nothing where truth is not told. */
export function leftByAttacker(source: Source): string[] {
  const { facts } = source.state;
  if (!source.revealed || !facts) return [];
  const lines = left.flatMap(([name, words]) =>
    facts[name].length > 0 ? [`${words}: ${inWords(facts[name].map(source.item), SHOWN)}.`] : [],
  );
  return lines.length > 0 ? lines : ['In truth nothing was left compromised, alive or served when play ended.'];
}

/** What the run teaches, each a sentence, the heaviest first. */
export function learnt(facts: Facts): string[] {
  const lines = [...attacker(facts), ...finding(facts), ...figures(facts), ...work(facts), ...plan(facts)];
  return lines.length > 0 ? lines : ['Nothing was written down.'];
}

function attacker({ attack }: Facts): string[] {
  if (!attack) return [];
  const late = attack.rows.filter((row) => row.side === 'attacker' && row.what === 'happened' && row.at >= 0);
  return [
    ...(attack.prevented.length > 0 ? [`The attacker was kept from: ${listed(attack.prevented)}.`] : []),
    ...(late.length > 0
      ? [`The attacker still managed: ${listed(late.map(({ text, at }) => `${text} (${offset(at)})`))}.`]
      : []),
  ];
}

/** Moves have sentences for titles: `and` would run them together. */
function listed(moves: readonly string[]): string {
  const more = moves.length - SHOWN;
  return [...moves.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function finding({ scope }: Facts): string[] {
  const told = (words: string, names: readonly string[]) =>
    names.length > 0 ? [`${words}: ${inWords(names, SHOWN)}.`] : [];
  const late = scope.items.filter((item) => item.late !== null && !item.truth?.unreal);
  const wrong = scope.items.filter((item) => item.ruledOut && item.truth?.touched);
  const missed = (scope.missed ?? []).filter((item) => item.truth.touched);
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
  const missed = milestones.filter(({ target }) => target?.verdict === 'missed' || target?.verdict === 'not-reached');
  const deadlines = clocks.filter(({ status }) => status === 'missed');
  return [
    ...(missed.length > 0 ? [`Targets not met: ${inWords(missed.map(({ milestone }) => milestone))}.`] : []),
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
  const times = overrides.length === 1 ? 'once' : `${overrides.length} times`;
  const told = overrides.map(({ about, reason }) => `${about} (“${clause(reason)}”)`);
  return [
    ...(overrides.length > 0 ? [`The glass was broken ${times}: over ${inWords(told, SHOWN)}.`] : []),
    ...(failed.size > 0 ? [`Failed at least once: ${inWords([...failed], SHOWN)}.`] : []),
  ];
}

function plan({ improvements, proposedChanges }: Facts): string[] {
  const agreed = improvements.filter(({ dropped }) => dropped === null);
  return [
    ...(agreed.length > 0
      ? [
          `Agreed for improvement: ${inWords(
            agreed.map(({ text }) => clause(text)),
            SHOWN,
          )}.`,
        ]
      : []),
    ...(proposedChanges.length > 0
      ? [`The run suggests ${count(proposedChanges.length, 'change')} of the playbook, listed below.`]
      : []),
  ];
}
