import type { State } from '../engine/state.ts';
import { clockText } from '../engine/time.ts';
import { formatDuration } from '../language/time.ts';
import { type FactName, factNames } from '../scenario/model.ts';
import type { Session } from './session.ts';
import { type Summary, summaryOf } from './summary.ts';

const LABEL_WIDTH = 10;

const factTitles: Readonly<Record<FactName, string>> = {
  happened: 'happened',
  prevented: 'prevented',
  compromised: 'still compromised',
  alive: 'stolen and still alive',
  served: 'still served poisoned',
  reinfected: 'restored tainted',
  missed: 'never found',
};

/** What is left on the normal screen after a run was left: how it came out, where everything is, how to go on. */
export function summaryText(session: Session, report: string | null): string {
  const { state } = session;
  const summary = summaryOf(session);
  const places = [
    labelled('run', summary.run),
    labelled('head', summary.head),
    labelled('journal', summary.journal),
    ...(report === null ? [] : [labelled('report', report)]),
    labelled(state.stage === 'closed' ? 'amend' : 'go on', nextCommand(state, summary.run)),
  ];
  const end = session.entries.findLast(({ type }) => type === 'play.ended')?.at ?? state.at;
  const blocks = [
    [headline(state, summary, end)],
    milestones(state, summary),
    truth(state, summary),
    state.stage === 'play' ? [] : ratings(summary),
    places,
  ];
  return `${blocks.flatMap((block) => (block.length > 0 ? [block.join('\n')] : [])).join('\n\n')}\n`;
}

/** How to go on with a run, as a command line. */
export function nextCommand(state: State, run: string): string {
  return state.stage === 'closed' ? `breakglass note ${run} "…"` : `breakglass resume ${run}`;
}

function headline(state: State, { kind, outcome }: Summary, at: number): string {
  const word = kind === 'exercise' ? 'DRILL' : 'LIVE';
  const { playbook, scenario } = state.definition;
  const title =
    kind === 'exercise' && scenario ? `${scenario.id}, ${scenario.title}` : `${playbook.id}, ${playbook.title}`;
  const end = outcome === null ? 'still open' : outcome;
  return `${word}  ${title}: ${end} at ${clockText(at)}`;
}

function milestones(state: State, { reached }: Summary): string[] {
  const names = Object.keys(state.definition.reachedBy);
  if (names.length === 0) return [];
  const width = Math.max(...names.map((name) => name.length)) + 3;
  const cell = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? 'unknown' : formatDuration(seconds * 1000);
  const row = (name: string) => {
    const at = reached[name];
    if (!at) return `  ${name.padEnd(width)}not reached`;
    return `  ${name.padEnd(width)}${cell(at.known).padEnd(12)}${cell(at.intruded)}`;
  };
  return [`  ${'milestone'.padEnd(width)}${'from known'.padEnd(12)}from intruded`, ...names.map(row)];
}

function truth(state: State, { world }: Summary): string[] {
  if (state.stage !== 'hot-wash' && state.stage !== 'closed') return [];
  if (!state.definition.scenario) return [];
  const told = factNames.filter((name) => world[name].length > 0);
  return ['  In truth', ...told.map((name) => `    ${factTitles[name]}: ${world[name].join(', ')}`)];
}

function ratings({ objectives }: Summary): string[] {
  if (objectives.length === 0) return [];
  return [
    `  Objectives  ${objectives.map(({ objective, rating }) => `${objective} ${rating ?? 'not rated'}`).join(', ')}`,
  ];
}

function labelled(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${value}`;
}
