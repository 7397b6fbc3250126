import { mayBeIntrusion } from '../engine/intrusion.ts';
import { openInstances } from '../engine/queries.ts';
import type { Instance } from '../engine/state.ts';
import type { Acting } from './actions.ts';
import { leftOf } from './left.ts';
import type { OpenQuestion } from './open-question.ts';
import type { ScopeReport } from './scope.ts';
import type { Source } from './source.ts';
import { unresolved } from './unresolved.ts';
import { inWords, offset } from './words.ts';

const SHOWN_ITEMS = 6;

/** What the run leaves open: what may hurt first, then the facts of the case. */
export function openQuestionsOf(source: Source, acting: readonly Acting[], scope: ScopeReport): OpenQuestion[] {
  return [
    ...truth(source),
    ...(source.exercise ? [] : unresolved(source, acting, scope)),
    ...facts(source),
    ...conditions(source),
    ...steps(source),
    ...asks(source),
    ...clocks(source),
    ...roles(source),
  ];
}

/** What the attacker still has, and what is gone: known from the hot wash on. */
function truth(source: Source): OpenQuestion[] {
  return leftOf(source).map(({ text }) => ({ sort: 'truth', text, owner: null }));
}

function facts(source: Source): OpenQuestion[] {
  const { anchors, inputs } = source.state;
  const wording = {
    known: 'When did somebody first know of it?',
    intruded: beginning(source),
  };
  const asked = mayBeIntrusion(source.state) ? (['known', 'intruded'] as const) : (['known'] as const);
  const unknown = asked.filter((anchor) => anchors[anchor] === null);
  return [
    ...unknown.map((anchor): OpenQuestion => ({ sort: 'anchor', text: wording[anchor], owner: null })),
    ...Object.entries(inputs)
      .filter(([, value]) => value === null)
      .map(([name]): OpenQuestion => {
        const ask = source.definition.playbook.inputs[name]?.ask;
        return { sort: 'input', text: ask === undefined ? `What is ${name}?` : `${ask} (${name})`, owner: null };
      }),
  ];
}

/** Where truth is told it is no question any more; the team's figures stay unknown. */
function beginning({ revealed, definition: { scenario } }: Source): string {
  const told = revealed && scenario ? scenario.anchors.intruded : null;
  const asked = told === null ? 'When did the intrusion begin?' : 'The team did not find out when the intrusion began:';
  const truth = told === null ? '' : ` in truth at T ${offset(told)}.`;
  return `${asked}${truth} Every figure from that moment is unknown${told === null ? ' until then' : ''}`;
}

function conditions(source: Source): OpenQuestion[] {
  return openInstances(source.state).flatMap(({ step, item, asks }) =>
    asks?.length
      ? [
          {
            sort: 'condition',
            text: `${source.step(item === undefined ? { step } : { step, item })} needs to know ${inWords(asks)}`,
            owner: null,
          },
        ]
      : [],
  );
}

/** Unfinished instances, those of one step in one line. */
function steps(source: Source): OpenQuestion[] {
  const lines = new Map<string, { items: string[]; words: string; owner: string | null; approval: boolean }>();
  for (const instance of openInstances(source.state)) {
    if (isToldAlready(source, instance)) continue;
    const words = status[instance.status] ?? 'not finished';
    const owner = instance.owner?.person ?? roleOf(source, instance.step);
    const key = `${instance.step}\n${words}\n${owner ?? ''}`;
    const line = lines.get(key) ?? { items: [], words, owner, approval: instance.status === 'awaiting-approval' };
    lines.set(key, line);
    if (instance.item !== undefined) line.items.push(source.item(instance.item));
  }
  return [...lines].map(([key, { items, words, owner, approval }]) => {
    const name = source.step({ step: key.slice(0, key.indexOf('\n')) });
    const of = items.length > 0 ? ` for ${inWords(items, SHOWN_ITEMS)}` : '';
    return { sort: approval ? 'approval' : 'step', text: `${name}${of}: ${words}`, owner };
  });
}

/** An outcome that nobody knows has a line of its own. */
function isToldAlready({ exercise, state }: Source, { status: standing, acted }: Instance): boolean {
  if (exercise || acted === undefined) return false;
  return standing === 'outcome-unknown' || (standing === 'running' && state.stage !== 'play');
}

const status: Readonly<Record<string, string>> = {
  ready: 'not begun',
  active: 'begun, not finished',
  'awaiting-approval': 'waits for an approval',
  running: 'still runs',
  'outcome-unknown': 'outcome unknown',
  failed: 'failed',
  retracted: 'taken back, not done again',
};

function roleOf(source: Source, step: string): string | null {
  const role = source.definition.steps[step]?.role ?? source.state.added[step]?.role;
  return role === undefined ? null : source.roleTitle(role);
}

function asks(source: Source): OpenQuestion[] {
  const { injects } = source.state;
  return source.of('inject.delivered').flatMap((entry): OpenQuestion[] => {
    if (entry.question === undefined || injects[entry.inject]?.answer !== undefined) return [];
    const text = `${entry.from} asked, and got no answer: ${entry.question}`;
    return [{ sort: 'inject', text, owner: inWords(entry.to.map(source.roleTitle)) }];
  });
}

function clocks(source: Source): OpenQuestion[] {
  return source.definition.playbook.clocks.flatMap((clock): OpenQuestion[] => {
    const running = source.state.clocks[clock.id]?.status === 'running';
    const owner = clock.owner === undefined ? null : source.roleTitle(clock.owner);
    return running ? [{ sort: 'clock', text: `A deadline runs: ${clock.title}`, owner }] : [];
  });
}

function roles(source: Source): OpenQuestion[] {
  return Object.keys(source.definition.playbook.roles)
    .filter((role) => source.state.roles[role] === undefined)
    .map((role) => ({ sort: 'role', text: `Nobody held the role ${source.roleTitle(role)}`, owner: null }));
}
