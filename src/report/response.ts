import type { ActionReport } from './actions.ts';
import type { Facts } from './model.ts';
import { team } from './people.ts';
import { count, inWords, utcMinute } from './words.ts';

const SHOWN = 5;

/** What happened in an incident or its rehearsal, each a sentence or two. */
export function responseOf({ overview, people, scope }: Facts): string[] {
  const { playbook, anchors, inputs, alert, mark } = overview;
  const given = inputs.flatMap(({ input, value }) => (value === null ? [] : [`${input} ${value}`]));
  const of = given.length > 0 ? ` (${inWords(given, SHOWN)})` : '';
  const when = (value: string | null) => (value === null ? 'is not known' : `was ${utcMinute(value)}`);
  const isRehearsal = mark === 'REHEARSAL';
  return [
    ...(isRehearsal ? ['This was a rehearsal: nothing was run that changes anything.'] : []),
    `${team(people)} ${isRehearsal ? 'went through' : 'followed'} the playbook “${playbook.title}”${of}.`,
    ...(alert ? [`It was raised by an alert, from ${alert.source}.`] : []),
    `The moment at which it was known ${when(anchors.known.value)}; the moment at which the intrusion began ${when(anchors.intruded.value)}.`,
    `In scope: ${inScope(scope)}.`,
  ];
}

/** How many actions were run, and how they came out; nothing where none was. */
export function actedOn({ actions, overview }: Facts): string[] {
  const real = actions.filter(({ outcome }) => outcome !== 'not-run');
  const rehearsed = actions.length - real.length;
  const skipped = rehearsed > 0 ? [`${count(rehearsed, 'action was', 'actions were')} shown and not run.`] : [];
  if (real.length === 0) return skipped;
  const of = (outcome: ActionReport['outcome']) => real.filter((action) => action.outcome === outcome).length;
  const some = (number: number, words: string) => (number > 0 ? [`${number} ${words}`] : []);
  const parts = [
    ...some(of('worked'), 'worked'),
    ...some(of('failed'), 'failed'),
    ...some(of('running'), of('running') === 1 ? 'still runs' : 'still run'),
    ...some(
      of('unknown'),
      of('unknown') === 1 ? 'has an outcome that nobody knows' : 'have outcomes that nobody knows',
    ),
  ];
  const where = overview.mark === 'REHEARSAL' ? ' that changes nothing' : '';
  return [`${count(real.length, `action${where} was`, `actions${where} were`)} run: ${inWords(parts)}.`, ...skipped];
}

/** The scope by kinds, with how far each came: `2 credentials (2 revoked, 1 proven-dead)`. */
function inScope({ items }: Facts['scope']): string {
  const kinds = new Map<string, { items: number; effects: Map<string, number> }>();
  for (const { kind, ruledOut, effects } of items) {
    if (ruledOut) continue;
    const counts = kinds.get(kind) ?? { items: 0, effects: new Map<string, number>() };
    kinds.set(kind, counts);
    counts.items += 1;
    for (const { effect, times } of effects)
      if (times.some(({ how }) => how !== 'rehearsed'))
        counts.effects.set(effect, (counts.effects.get(effect) ?? 0) + 1);
  }
  const told = [...kinds].map(([kind, { items: number, effects }]) => {
    const reached = [...effects].map(([effect, times]) => `${times} ${effect}`);
    return `${count(number, kind)}${reached.length > 0 ? ` (${reached.join(', ')})` : ''}`;
  });
  return inWords(told) || 'nothing';
}
