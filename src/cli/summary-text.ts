import { besideTheCase, sourcesOfMilestones } from '../engine/in-the-case.ts';
import { mayBeIntrusion } from '../engine/intrusion.ts';
import { labelOf, markOf, openInstances } from '../engine/queries.ts';
import { itemOf, type State } from '../engine/state.ts';
import { clockText } from '../engine/time.ts';
import { pad, wrap } from '../language/fit.ts';
import { type FactName, factNames } from '../language/names.ts';
import { widthOf } from '../language/width.ts';
import { ratingDefinitions } from '../report/hseep.ts';
import { alarms } from '../report/open-question.ts';
import { lacksProof } from '../report/scope.ts';
import { inWords, span } from '../report/words.ts';
import type { Session } from '../run/session.ts';
import { type Summary, summaryOf } from '../run/summary.ts';
import { isIncident } from '../tui/context.ts';
import { commandLine } from './command-line.ts';
import type { Setting } from './settings.ts';
import { leftWords } from './telling.ts';

const LABEL_WIDTH = 10;
/** It stays on the screen among other output, on a terminal of any width. */
const COLUMNS = 80;
/** Wide enough for `-4 d 23 h`, `59 min 59 s` and `not published`. */
const SPAN_WIDTH = 15;
const NAME_GAP = 3;
const SHOWN_ITEMS = 12;

const factTitles: Readonly<Record<FactName, string>> = {
  happened: 'happened',
  prevented: 'prevented',
  compromised: 'still compromised',
  alive: 'stolen and still alive',
  served: 'still served poisoned',
  reinfected: 'restored tainted',
  lost: 'destroyed and not brought back',
  missed: 'never found',
};

/** What is left on the normal screen after a run was left: how it came out, where everything is, how to go on. */
export function summaryText(
  session: Session,
  report: string | null,
  store?: Setting<string>,
  again: 'resume' | 'join' = 'resume',
): string {
  const { state } = session;
  const summary = summaryOf(session);
  const places = [
    labelled('run', summary.run),
    labelled('head', summary.head),
    labelled('journal', summary.journal),
    ...(report === null ? [] : [labelled('report', report)]),
    ...leftWords(session).map((words) => labelled('untold', words)),
    ...(leftWords(session).length > 0 ? [labelled('tell', commandLine(['outbox', 'retry', summary.run], store))] : []),
    labelled(state.stage === 'closed' ? 'amend' : 'go on', nextCommand(state, summary.run, store, again)),
  ];
  const end = session.entries.findLast(({ type }) => type === 'play.ended')?.at ?? state.at;
  const blocks = [
    folded(headline(state, summary, end), 0),
    [...unknowns(state), ...unproven(state)],
    milestones(state, summary),
    truth(state, summary),
    state.stage === 'play' ? [] : ratings(state),
    places,
  ];
  return `${blocks.flatMap((block) => (block.length > 0 ? [block.join('\n')] : [])).join('\n\n')}\n`;
}

/** How to go on with a run of this store, as a command line. `again`: how it is come back to. */
export function nextCommand(state: State, run: string, store?: Setting<string>, again = 'resume'): string {
  return commandLine(state.stage === 'closed' ? ['note', run, '…'] : [again, run], store);
}

function headline(state: State, { kind, outcome }: Summary, at: number): string {
  const { playbook, scenario } = state.definition;
  const title =
    kind === 'exercise' && scenario
      ? `${scenario.id}, ${scenario.title}`
      : `${playbook.id}, ${state.run?.title ?? playbook.title}`;
  const end = outcome === null ? 'still open' : outcome;
  // A clock that counts hours by the hundred is read in days.
  const length = span(at);
  return `${markOf(state)}  ${title}: ${end} at ${clockText(at)}${length.includes(' d') ? `, ${length}` : ''}`;
}

/** What was cut off, and nobody has looked after: whoever leaves a live run has to know. */
function unknowns(state: State): string[] {
  if (!isIncident(state)) return [];
  const cut = openInstances(state).filter(({ status }) => status === 'outcome-unknown');
  if (cut.length === 0) return [];
  const names = cut.map((one) => labelOf(state, one)).join(', ');
  return folded(
    `${alarms.outcome}: ${names}. Look where it was done; going on with the run asks what became of it.`,
    2,
  );
}

/** A key that may still work is no less of a danger because somebody revoked it. In a rehearsal nobody did. */
function unproven(state: State): string[] {
  if (!isIncident(state) || state.run?.rehearsal) return [];
  const items = Object.keys(state.kindOf).flatMap((id) => itemOf(state, id) ?? []);
  const named = (lack: ReturnType<typeof lacksProof>[number]) =>
    items.filter((item) => lacksProof(item).includes(lack)).map(({ name }) => name);
  const line = (words: string, names: readonly string[]) =>
    names.length > 0 ? folded(`${words}: ${inWords(names, SHOWN_ITEMS)}.`, 2) : [];
  return [...line(alarms.unproven, named('proven-dead')), ...line(alarms.unverified, named('verified'))];
}

function milestones(state: State, { reached }: Summary): string[] {
  const names = Object.keys(state.definition.reachedBy);
  if (names.length === 0) return [];
  const cell = (seconds: number | null | undefined) =>
    seconds === null || seconds === undefined ? 'unknown' : span(seconds * 1000);
  const published = isOver(state) ? besideTheCase(state) : [];
  const victims = new Map(published.map(({ milestone, victim }) => [milestone, span(victim)]));
  const isIntrusion = mayBeIntrusion(state);
  const row = (name: string) => {
    const at = reached[name];
    const intruded = isIntrusion ? [at ? cell(at.intruded) : ''] : [];
    const victim = victims.size > 0 ? [victims.get(name) ?? 'not published'] : [];
    return [name, at ? cell(at.known) : 'not reached', ...intruded, ...victim];
  };
  const titles = ['from known', ...(isIntrusion ? ['from intruded'] : []), ...(victims.size > 0 ? ['the victim'] : [])];
  return [...table([['milestone', ...titles], ...names.map(row)]), ...(victims.size > 0 ? theCase(state) : [])];
}

/** Rows with a name and figures. A name that leaves no room for its figures on the line has one of its own. */
function table(rows: readonly (readonly string[])[]): string[] {
  const figures = Math.max(...rows.map((row) => row.length - 1)) * SPAN_WIDTH;
  const room = COLUMNS - 2 - figures - NAME_GAP;
  const fits = (name: string) => widthOf(name) <= room;
  const width = Math.max(...rows.map(([name = '']) => (fits(name) ? widthOf(name) : 0))) + NAME_GAP;
  return rows.flatMap(([name = '', ...cells]) => {
    const told = cells.map((one) => pad(one, SPAN_WIDTH)).join('');
    if (!fits(name)) return [`  ${name}`, `  ${' '.repeat(width)}${told}`.trimEnd()];
    return [`  ${pad(name, width)}${told}`.trimEnd()];
  });
}

/** Whose times stand beside the team's, and where they were published. */
function theCase({ definition: { scenario } }: State): string[] {
  if (!scenario) return [];
  const sources = sourcesOfMilestones(scenario).map(({ title }) => title);
  return [
    '',
    ...folded(`the victim, from when it knew, in: ${scenario.basedOn.case}`, 2),
    ...folded(`published in: ${sources.join('; ')}`, 2),
  ];
}

function isOver({ stage }: State): boolean {
  return stage === 'hot-wash' || stage === 'closed';
}

function truth(state: State, { world }: Summary): string[] {
  if (!isOver(state)) return [];
  if (!state.definition.scenario) return [];
  const told = factNames.filter((name) => world[name].length > 0);
  const line = (name: FactName) => `${factTitles[name]}: ${world[name].map((id) => calledOf(state, id)).join('; ')}`;
  const back = Object.values(state.world.truth.things).flatMap(({ name, destroyed, loss }) =>
    loss === undefined || destroyed ? [] : [`${name}, ${span(loss)} lost`],
  );
  const restored = back.length > 0 ? [`destroyed and restored: ${back.join('; ')}`] : [];
  return ['  In truth', ...[...told.map(line), ...restored].flatMap((text) => folded(text, 4))];
}

/** What a move or a thing is called, as the report has it. */
function calledOf({ definition, world }: State, id: string): string {
  const move = definition.scenario?.adversary.moves.find((one) => one.id === id);
  return move ? (move.title ?? id) : (world.truth.things[id]?.name ?? definition.things[id]?.name ?? id);
}

function ratings(state: State): string[] {
  const objectives = state.definition.scenario?.objectives ?? [];
  if (objectives.length === 0) return [];
  return ['  Objectives', ...objectives.flatMap(({ id, title }) => folded(`${title}: ${ratingOf(state, id)}`, 4))];
}

/** A letter alone says nothing to who has not read the report. */
function ratingOf({ ratings }: State, objective: string): string {
  const { final, suggested } = ratings[objective] ?? {};
  const rating = final ?? suggested;
  if (!rating) return 'not rated';
  return `${rating}, ${ratingDefinitions[rating].name}${final ? '' : ' (suggested)'}`;
}

/** A text on lines of 80 columns at most, indented, and its later lines by two more. */
function folded(text: string, indent: number): string[] {
  const lines = wrap(text, COLUMNS - indent - 2);
  return lines.map((line, index) => `${' '.repeat(index === 0 ? indent : indent + 2)}${line}`);
}

function labelled(label: string, value: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${value}`;
}
