import type { Judged } from '../engine/entries.ts';
import { itemOf, type State } from '../engine/state.ts';
import { rehearsedEnds } from './brought-about.ts';
import type { Source, Told } from './source.ts';
import { clause, plainTimes } from './words.ts';

/** Something that the run showed could be better; accepting it makes it an improvement. `id` is that one's `from`. */
export interface Proposal {
  readonly id: string;
  readonly text: string;
}

/** What the first word of each id says. */
const origins = {
  flag: 'flagged',
  glass: 'glass broken',
  skip: 'skipped',
  otherwise: 'done otherwise',
  added: 'added',
  overdue: 'over its time',
  impossible: 'not possible',
  inject: 'message',
  missed: 'not found',
  unmet: 'not met',
} as const;

/** Where an improvement came from, for people: `done otherwise: isolate-stages`. What is no proposal's id stays as it is. */
export function originOf(from: string): string {
  const [, sort = '', what = ''] = /^(\S+) (.*)$/s.exec(from) ?? [];
  if (!Object.hasOwn(origins, sort)) return from;
  // A flag can be raised twice, so its id ends with its entry.
  return `${origins[sort as keyof typeof origins]}: ${sort === 'flag' ? what.replace(/ \d+$/, '') : what}`;
}

/** What the run proposed and nobody accepted. Empty until the run is closed: before, it is still to be decided. */
export function leftProposals({ state, entries }: Source): Proposal[] {
  if (state.stage !== 'closed') return [];
  const accepted = new Set(Object.values(state.improvements).flatMap(({ from }) => from ?? []));
  return proposalsOf(state, entries).filter(({ id }) => !accepted.has(id));
}

/** What flags, broken glass, skipped and otherwise done steps, missed finds and unmet expectations propose, each once. */
export function proposalsOf(state: State, entries: readonly Told[]): Proposal[] {
  const rehearsed = rehearsedEnds(entries);
  const told = entries.filter(({ seq }) => !rehearsed.has(seq));
  const all = [...told.flatMap((entry) => fromEntry(state, entry)), ...fromTruth(state)];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function fromEntry(state: State, entry: Told): Proposal[] {
  switch (entry.type) {
    case 'step.flagged':
      return [
        { id: `flag ${entry.step} ${entry.flag} ${entry.seq}`, text: `${entry.step} is ${entry.flag}: ${entry.text}` },
      ];
    case 'glass.broken': {
      const { over } = entry;
      const where = over.what === 'gate' ? `the gate of ${over.phase}` : `${over.what} of ${over.step}`;
      const said =
        over.what === 'gate' ? where : over.what === 'require' ? `what ${over.step} requires` : `the ${where}`;
      const text = `Look at ${said}: the glass was broken over it (“${clause(entry.reason)}”)`;
      return [{ id: `glass ${where}`, text }];
    }
    case 'step.skipped':
      return [{ id: `skip ${entry.step}`, text: `Is ${entry.step} needed? It was skipped: ${entry.reason}` }];
    case 'step.done':
      return entry.otherwise === undefined
        ? []
        : [{ id: `otherwise ${entry.step}`, text: `Write down the other way of ${entry.step}: ${entry.otherwise}` }];
    case 'step.added':
      return [{ id: `added ${entry.id}`, text: `Add to the playbook: ${entry.title}, because ${entry.reason}` }];
    case 'step.overdue':
      return [{ id: `overdue ${entry.step}`, text: `Make ${entry.step} faster: it ran over its time` }];
    case 'inject.judged':
      return fromInject(state, entry.inject, entry.judged);
    case 'item.not-possible': {
      const name = itemOf(state, entry.item)?.name ?? entry.item;
      return [
        {
          id: `impossible ${entry.item} ${entry.reached}`,
          text: `Make it possible that ${name} is ${entry.reached}: ${entry.reason}`,
        },
      ];
    }
    default:
      return [];
  }
}

/** By what happened: something came late, wrongly or not at all; and by who wrote and what was asked. */
function fromInject(state: State, id: string, judged: Judged): Proposal[] {
  if (judged.verdict === 'met' || judged.verdict === 'open') return [];
  const inject = state.definition.scenario?.injects.find((one) => one.id === id);
  const how = judged.verdict === 'late' ? ' sooner' : '';
  const isAnswer = inject?.ask !== undefined && judged.text.startsWith('answered');
  const wrongly = isAnswer && how === '' && state.injects[id]?.answer !== undefined ? ' better' : '';
  const when = isAnswer
    ? `Answer${how}${wrongly} when ${inject.from} asks “${inject.ask.question}”`
    : `Act${how} on the message from ${inject?.from ?? id}`;
  return [{ id: `inject ${id}`, text: plainTimes(`${when}: ${judged.text} (${judged.evidence})`) }];
}

function fromTruth(state: State): Proposal[] {
  const { truth } = state.world;
  const missed = (state.facts?.missed ?? []).map((id) => ({
    id: `missed ${id}`,
    text: `Find the ${truth.things[id]?.kind ?? 'item'} ${truth.things[id]?.name ?? id} next time: nobody did`,
  }));
  // What an inject expected stands among the evidence under its id, and is proposed by what it asked.
  const injects = state.definition.scenario?.injects ?? [];
  const ofInject = (text: string) => injects.some(({ id }) => text.startsWith(`${id}: `));
  const unmet = Object.values(state.ratings).flatMap(({ evidence }) =>
    evidence.filter(({ verdict, text }) => verdict === 'unmet' && !ofInject(text)),
  );
  return [
    ...missed,
    ...unmet.map(({ text, evidence }) => ({
      id: `unmet ${text}`,
      text: plainTimes(`Train this: ${text} (${evidence})`),
    })),
  ];
}
