import { instanceOf } from '../engine/state.ts';
import type { Effect } from '../playbook/model.ts';
import type { Acting } from './actions.ts';
import type { CallReport } from './goes.ts';
import { type Alarm, alarms, type OpenQuestion } from './open-question.ts';
import type { ScopeItem, ScopeReport } from './scope.ts';
import type { Source } from './source.ts';
import { clause, inWords, offset, within } from './words.ts';

const SHOWN_ITEMS = 12;

/** What a response leaves behind that may hurt: outcomes that nobody knows, keys that may work, copies that may be bad. */
export function unresolved(source: Source, acting: readonly Acting[], scope: ScopeReport): OpenQuestion[] {
  // Nothing was revoked or restored in a rehearsal: that a key still works is no surprise.
  if (source.state.run?.rehearsal) return outcomes(source, acting);
  const living = lastTries(acting).filter((tried) => isAlive(tried, scope));
  const isTold = (id: string) => living.some((tried) => tried.id === id);
  const lacking = (lack: ScopeItem['unproven'][number]) =>
    scope.items.filter(({ unproven, id }) => unproven.includes(lack) && !(lack === 'proven-dead' && isTold(id)));
  return [
    ...outcomes(source, acting),
    ...alive(living, whoseIs(source, 'prove-dead')),
    ...listed(
      'unproven',
      'revoked, and not seen to be refused since',
      lacking('proven-dead'),
      'proven-dead',
      whoseIs(source, 'prove-dead'),
    ),
    ...listed('unverified', 'restored, and not verified', lacking('verified'), 'verified', whoseIs(source, 'verify')),
    ...left(scope),
  ];
}

/** Whose it is by the playbook to see to that effect: a role's title; the lead's, where it has no step for it. */
function whoseIs({ definition, roleTitle }: Source, effect: Effect): string {
  const step = Object.values(definition.steps).find((one) => one.effect === effect && one.role !== undefined);
  return roleTitle(step?.role ?? definition.lead);
}

function alarm(sort: Alarm, text: string, owner: string | null = null): OpenQuestion {
  return { sort, text: `${alarms[sort]}: ${text}`, owner };
}

/** The last go for an instance counts: whoever ran it again, and saw it work, need not know what became of the first. */
function outcomes(source: Source, acting: readonly Acting[]): OpenQuestion[] {
  const last = new Map(acting.map((one) => [one.report.step, one]));
  const lines = new Map<string, { items: string[]; owner: string | null; unknown: string; step: string }>();
  for (const { report, ref } of last.values()) {
    if (report.outcome !== 'unknown') continue;
    const owner = instanceOf(source.state, ref)?.owner?.person ?? report.who?.person ?? null;
    const unknown = within(report.unknown ?? '');
    const step = source.step({ step: ref.step });
    const key = [step, unknown, owner].join('\n');
    const line = lines.get(key) ?? { items: [], owner, unknown, step };
    lines.set(key, line);
    if (report.item !== null) line.items.push(report.item);
  }
  return [...lines.values()].map(({ step, items, unknown, owner }) => {
    const of = items.length > 0 ? ` for ${inWords(items, SHOWN_ITEMS)}` : '';
    return alarm('outcome', `${step}${of}: ${unknown}; it may have happened or not, and nobody has said`, owner);
  });
}

interface Tried {
  readonly id: string;
  readonly name: string;
  readonly call: CallReport;
}

/** The last call by which each credential was tried. */
function lastTries(acting: readonly Acting[]): Tried[] {
  const last = new Map<string, Tried>();
  for (const { report, ref } of acting) {
    const call = report.calls.findLast(({ proof }) => proof !== undefined);
    if (ref.item !== undefined && call) last.set(ref.item, { id: ref.item, name: report.item ?? ref.item, call });
  }
  return [...last.values()];
}

/** It answered, and nothing has proven it dead since. */
function isAlive({ id, call }: Tried, { items }: ScopeReport): boolean {
  const effects = items.find((item) => item.id === id)?.effects ?? [];
  const dead = effects.find(({ effect }) => effect === 'proven-dead')?.at.at(-1) ?? Number.NEGATIVE_INFINITY;
  return call.proof === 'alive' && dead < call.requested.at;
}

function alive(living: readonly Tried[], owner: string): OpenQuestion[] {
  const words = living.map(({ name, call: { said, requested } }) => {
    const answer = within((said ?? '').replace(/^still alive: /i, ''));
    return `${name} still worked when it was tried at T ${offset(requested.at)} (${answer})`;
  });
  return words.length > 0 ? [alarm('alive', inWords(words, SHOWN_ITEMS), owner)] : [];
}

function listed(
  sort: Alarm,
  words: string,
  items: readonly ScopeItem[],
  lack: ScopeItem['unproven'][number],
  owner: string,
): OpenQuestion[] {
  if (items.length === 0) return [];
  const named = items.map(({ name, notPossible }) => {
    const why = notPossible.find(({ effect }) => effect === lack);
    return why ? `${name} (not possible: ${clause(why.reason)})` : name;
  });
  return [alarm(sort, `${words}: ${inWords(named, SHOWN_ITEMS)}`, owner)];
}

/** What stays alive after an effect stands until somebody says otherwise: the tool does not know when it ends. */
function left({ items }: ScopeReport): OpenQuestion[] {
  const lines = new Map<string, string[]>();
  for (const { name, effects } of items)
    for (const { effect, times } of effects) {
      const last = times.findLast(({ leaves }) => leaves !== undefined);
      if (last?.leaves === undefined) continue;
      const text = clause(last.leaves);
      lines.set(text, [...(lines.get(text) ?? []), `${name}, ${effect} at T ${offset(last.at)}`]);
    }
  return [...lines].map(([text, names]) => alarm('leaves', `${text} (${names.join('; ')})`));
}
