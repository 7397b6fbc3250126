import { type FactName, factNames } from '../language/names.ts';
import { formatDuration } from '../language/time.ts';
import { effects } from '../playbook/model.ts';
import { hasAttacker } from '../scenario/attacker.ts';
import type { Expect, Inject } from '../scenario/model.ts';
import type { Judged, Verdict } from './entries.ts';
import { type Instance, itemOf, type State } from './state.ts';
import { isSettled } from './step-machine.ts';
import { isComplete } from './targets.ts';
import { clockText } from './time.ts';

/** How an inject's expectation came out, counted from its delivery. Null where it has none, or nobody got it. */
export function judgeInject(state: State, inject: Inject): Judged | null {
  const now = state.injects[inject.id];
  if (!inject.expect || now?.deliveredAt === undefined) return null;
  return worst(judgeExpect(state, inject.expect, { from: now.deliveredAt, inject: inject.id }));
}

/** The judgement that decides over several: what is unmet before what is late before what is met. */
export function worst(judged: readonly Judged[]): Judged | null {
  const rank: readonly Verdict[] = ['unmet', 'late', 'open', 'met'];
  const sorted = [...judged].sort((a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict));
  return sorted[0] ?? null;
}

interface Since {
  /** Milliseconds from T that a `within` counts from. */
  readonly from: number;
  readonly inject?: string;
}

/** How each part of an expectation came out. Times count from T, those of an inject from its delivery. */
export function judgeExpect(state: State, expect: Expect, since: Since = { from: 0 }): Judged[] {
  return [
    ...judgeReached(state, expect, since),
    ...(expect.step === undefined ? [] : [judgeStep(state, expect, expect.step, since)]),
    ...(expect.answered ? [judgeAnswer(state, expect, since)] : []),
    ...(expect.effect && expect.on !== undefined ? [judgeEffect(state, expect, expect.on, since)] : []),
    ...judgeFacts(state, expect),
    ...judgeLosses(state, expect),
    ...(expect.outcome === undefined ? [] : [judgeOutcome(state, expect.outcome)]),
    ...judgeRatings(state, expect),
  ];
}

/** What of a play's expectation is not so. Empty: the play holds. */
export function judgePlay(state: State, expect: Expect): { expect: string; actual: string; at?: number }[] {
  return judgeExpect(state, expect)
    .filter(({ verdict }) => verdict !== 'met')
    .map(({ text, evidence, at }) => ({ expect: text, actual: evidence, ...(at === undefined ? {} : { at }) }));
}

/** A time held to its limit, which is counted from `from`. */
function timed(text: string, at: number | null, limit: number | null | undefined, missing: string): Judged {
  if (at === null) return { text, verdict: 'unmet', evidence: missing };
  const late = limit !== null && limit !== undefined && at > limit;
  return { text, verdict: late ? 'late' : 'met', evidence: `at ${clockText(at)}`, at };
}

function judgeReached(state: State, { reached }: Expect, { from }: Since): Judged[] {
  if (reached === undefined) return [];
  if (reached === 'none') {
    const names = Object.entries(state.milestones).flatMap(([name, { times }]) => (times.length > 0 ? [name] : []));
    const evidence = names.length > 0 ? `reached: ${names.join(', ')}` : 'none reached';
    return [{ text: 'no milestone reached', verdict: names.length > 0 ? 'unmet' : 'met', evidence }];
  }
  return Object.entries(reached).map(([name, within]) => {
    const limit = within === null ? null : from + within;
    const text = `${name} reached${limit === null ? '' : ` by ${clockText(limit)}`}`;
    return timed(text, state.milestones[name]?.at ?? null, limit, 'not reached');
  });
}

function judgeStep(state: State, expect: Expect, id: string, { from }: Since): Judged {
  const limit = expect.within === undefined ? null : from + expect.within;
  const before = expect.before === undefined ? '' : ` before ${expect.before}`;
  const text = `${id} done${before}${limit === null ? '' : ` by ${clockText(limit)}`}`;
  const done = doneAt(state, id);
  if (done === null) return { text, verdict: 'unmet', evidence: 'not done' };
  const begun = expect.before === undefined ? null : begunAt(state, expect.before);
  if (expect.before !== undefined && begun === null)
    return { text, verdict: 'open', evidence: `${expect.before} was never begun` };
  if (begun !== null && begun < done)
    return {
      text,
      verdict: 'unmet',
      evidence: `${expect.before} was begun at ${clockText(begun)}, before ${id} at ${clockText(done)}`,
    };
  return timed(text, done, limit, 'not done');
}

/** When the last instance of a step was done; null while one is not, or none was. */
function doneAt(state: State, id: string): number | null {
  const step = state.definition.steps[id];
  const all = Object.values(state.steps[id] ?? {});
  const done = all.filter((instance) => instance.status === 'done' || repeats(instance));
  if (!step || done.length === 0) return null;
  if (
    all.some((instance) => !isSettled(instance.status) && !repeats(instance)) ||
    (!isComplete(state, step) && !all.some(repeats))
  )
    return null;
  return Math.max(...done.map((instance) => instance.endedAt ?? instance.takenAt ?? instance.openedAt));
}

/** What repeats counts as done with its first turn. */
function repeats(instance: Instance): boolean {
  return instance.turns > 0;
}

function begunAt(state: State, id: string): number | null {
  const times = Object.values(state.steps[id] ?? {}).flatMap((instance) =>
    instance.takenAt === undefined ? [] : [instance.takenAt],
  );
  return times.length > 0 ? Math.min(...times) : null;
}

function judgeAnswer(state: State, expect: Expect, { from, inject }: Since): Judged {
  const limit = expect.within === undefined ? null : from + expect.within;
  const wanted = expect.answered === true ? [] : (expect.answered ?? []);
  const called = (option: string) => `“${labelOf(state, inject, option)}”`;
  const how = wanted.length > 0 ? ` ${wanted.map(called).join(' or ')}` : '';
  const text = `answered${how}${limit === null ? '' : ` by ${clockText(limit)}`}`;
  const now = inject === undefined ? undefined : state.injects[inject];
  const { answer, answeredAt } = now ?? {};
  if (answer === undefined || answeredAt === undefined || how === '' || wanted.includes(answer))
    return timed(text, answeredAt ?? null, limit, 'not answered');
  return { text, verdict: 'unmet', evidence: `answered ${called(answer)} at ${clockText(answeredAt)}`, at: answeredAt };
}

/** An option as people read it. */
function labelOf({ definition }: State, inject: string | undefined, option: string): string {
  const ask = definition.scenario?.injects.find(({ id }) => id === inject)?.ask;
  const options = ask?.form === 'options' ? ask.options : [];
  return options.find(({ id }) => id === option)?.label ?? option;
}

function judgeEffect(state: State, expect: Expect, thing: string, { from }: Since): Judged {
  const reached = effects[expect.effect ?? 'notify'];
  const limit = expect.within === undefined ? null : from + expect.within;
  const name = state.definition.things[thing]?.name ?? thing;
  const text = `${name} ${reached}${limit === null ? '' : ` by ${clockText(limit)}`}`;
  const found = Object.entries(state.world.matches).find(([, match]) => match === thing)?.[0];
  const item = found === undefined ? undefined : itemOf(state, found);
  const first = item?.reached[reached]?.[0]?.at ?? null;
  return timed(text, first, limit, item ? `not ${reached}` : 'never in the register');
}

function judgeFacts(state: State, { facts }: Expect): Judged[] {
  return factNames.flatMap((name) => {
    const wanted = facts[name];
    return wanted === undefined ? [] : [judgeFact(state, name, wanted)];
  });
}

/** What each fact list says, in words for a report: when something is in it, and when nothing is. */
const factWords: Readonly<Record<FactName, readonly [string, string]>> = {
  happened: ['happened', 'no move of the attacker happened'],
  prevented: ['prevented', 'nothing was prevented'],
  compromised: ['compromised', 'nothing is compromised'],
  alive: ['stolen and alive', 'no stolen credential is alive'],
  served: ['poisoned and served', 'nothing poisoned is served'],
  reinfected: ['restored to a tainted state', 'nothing was restored to a tainted state'],
  lost: ['destroyed and not brought back', 'nothing destroyed is still gone'],
  missed: ['never in the register', 'nothing was missed'],
};

function wordsFor({ definition: { scenario } }: State, name: FactName): readonly [string, string] {
  const isAccident = scenario !== null && !hasAttacker(scenario);
  return name === 'happened' && isAccident ? ['happened', 'nothing happened by itself'] : factWords[name];
}

function judgeFact(state: State, name: FactName, wanted: readonly string[] | 'none'): Judged {
  const actual = state.facts?.[name] ?? [];
  const [some, none] = wordsFor(state, name);
  const say = (ids: readonly string[]) =>
    ids.length > 0 ? `${some}: ${ids.map((id) => calledOf(state, id)).join('; ')}` : none;
  if (wanted === 'none')
    return { text: say([]), verdict: actual.length === 0 ? 'met' : 'unmet', evidence: say(actual) };
  // What else is in the list is evidence of something else.
  const lacking = wanted.filter((id) => !actual.includes(id));
  const left = lacking.map((id) => calledOf(state, id)).join('; ');
  const evidence = lacking.length === 0 ? say(wanted) : actual.length === 0 ? none : `not ${name}: ${left}`;
  return { text: say(wanted), verdict: lacking.length === 0 ? 'met' : 'unmet', evidence };
}

/** How much of what was destroyed may be lost: it must be back, from a backup that is not older than that. */
function judgeLosses(state: State, { loss }: Expect): Judged[] {
  return Object.entries(loss ?? {}).map(([id, most]) => {
    const text = `at most ${formatDuration(most)} of ${calledOf(state, id)} lost`;
    const thing = state.world.truth.things[id];
    if (thing?.destroyedAt === undefined) return { text, verdict: 'met', evidence: 'nothing lost: never destroyed' };
    if (thing.destroyed || thing.loss === undefined) return { text, verdict: 'unmet', evidence: 'not restored' };
    const verdict = thing.loss > most ? 'unmet' : 'met';
    return { text, verdict, evidence: `${formatDuration(thing.loss)} lost` };
  });
}

/** What a move or a thing is called. */
function calledOf(state: State, id: string): string {
  const move = state.definition.scenario?.adversary.moves.find((one) => one.id === id);
  return move ? (move.title ?? id) : (state.definition.things[id]?.name ?? id);
}

function judgeOutcome(state: State, outcome: string): Judged {
  return {
    text: `outcome ${outcome}`,
    verdict: state.outcome === outcome ? 'met' : 'unmet',
    evidence: `outcome ${state.outcome ?? 'none'}`,
  };
}

function judgeRatings(state: State, { ratings }: Expect): Judged[] {
  return Object.entries(ratings ?? {}).map(([objective, wanted]) => {
    const actual = state.ratings[objective]?.suggested ?? null;
    return {
      text: `${objective} rated ${wanted}`,
      verdict: actual === wanted ? 'met' : 'unmet',
      evidence: `rated ${actual ?? 'not at all'}`,
    };
  });
}
