import { ratingDefinitions } from './hseep.ts';
import { learnt } from './lessons.ts';
import type { Loss } from './losses.ts';
import type { MilestoneFigure } from './milestones.ts';
import type { Facts, Summary } from './model.ts';
import { endsUnread } from './notices.ts';
import type { ObjectiveReport } from './objectives.ts';
import { isAlarm, type OpenQuestion } from './open-question.ts';
import { pageOneOf } from './page-one.ts';
import { team } from './people.ts';
import { actedOn, responseOf } from './response.ts';
import { notClean } from './restores.ts';
import { overlooked } from './scope.ts';
import { shortened } from './story.ts';
import { clause, count, countedFrom, inWords, sentence, span } from './words.ts';

type Attack = NonNullable<Facts['attack']>;

const SHOWN = 5;
/** Open questions that the summary tells, and all that may hurt; where there are more, they have a section of their own. */
const SHOWN_OPEN = 5;

/** Tells the run in short: what happened, how it ended, how fast, what is open, what was learnt. */
export function summaryOf(facts: Facts): Summary {
  return {
    happened: facts.kind === 'exercise' ? drill(facts) : responseOf(facts),
    outcome: outcome(facts),
    ratings: (facts.objectives ?? []).map(rated),
    speed: speed(facts),
    open: open(facts),
    learnt: learnt(facts),
    ...pageOneOf(facts),
  };
}

function drill({ overview, people, attack }: Facts): string[] {
  const { scenario, playbook, played, script } = overview;
  if (!scenario) return [];
  const intruded = attack?.intruded ?? null;
  const before = attack?.rows.filter((row) => row.what === 'happened' && row.at < 0).length ?? 0;
  return [
    `This was an exercise${script ? `, played by a script (${playName(script)}) and not by people` : ''}. ${script ? 'The script' : team(people)} drilled the playbook “${playbook.title}” with the scenario “${scenario.title}” for ${span(played)} of exercise time, of ${span(scenario.duration)} planned. ${basedOn(scenario.case)}`,
    `The story: “${shortened(scenario.briefing)}”`,
    ...(intruded !== null && intruded < 0
      ? [`The attacker had been in for ${span(-intruded)} when it began, and had made ${count(before, 'move')}.`]
      : []),
    ...(attack && !attack.attacker ? ['Nobody attacked: what happened was an accident, or went on by itself.'] : []),
  ];
}

function basedOn(name: string | null): string {
  if (name === null) return 'It replays a case that happened, which the hot wash names.';
  return name === 'fictional' ? 'The case is made up.' : `It replays a case that happened: ${name}.`;
}

/** `the play “by-the-book”`. */
export function playName({ play }: { readonly play: string }): string {
  return `the play “${play}”`;
}

function outcome(facts: Facts): string[] {
  const { overview, openQuestions, attack } = facts;
  const ended = overview.outcome;
  if (!ended && endsUnread(facts.damage))
    return ['Not known: the journal cannot be read to its end.', ...actedOn(facts)];
  if (!ended) return [`Not known yet: the run is open, ${span(overview.played)} after it began.`, ...actedOn(facts)];
  const reason = ended.reason === null ? '' : `: ${clause(ended.reason)}`;
  const unfinished = openQuestions.filter(({ sort }) => ['step', 'approval', 'outcome'].includes(sort)).length;
  return [
    `${sentence(ended.words)}${reason}, ${span(overview.played)} after the run began.${undone(unfinished, overview.phases)}`,
    ...actedOn(facts),
    ...(attack ? [...drivenOut(attack), ...lost(attack)] : []),
  ];
}

/** Steps that nobody could begin yet are in phases that are not closed. */
function undone(steps: number, { of, open }: Facts['overview']['phases']): string {
  if (steps === 0) return '';
  return ` Work was left undone on ${count(steps, 'step')}; ${open} of ${count(of, 'phase')} ${open === 1 ? 'was' : 'were'} not closed.`;
}

function drivenOut({ attacker, held }: Attack): string[] {
  if (!attacker) return [];
  return [
    held
      ? 'In truth the attacker was not driven out: what was left to them is named under “What remains open”.'
      : 'In truth the attacker was driven out: nothing was left compromised, stolen and alive, or poisoned and served.',
  ];
}

/** A loss is no attacker who stayed: it has sentences of its own. */
function lost({ attacker, losses }: Attack): string[] {
  if (losses.length === 0) return attacker ? [] : ['In truth nothing was lost.'];
  const named = (how: Loss['how']) => losses.filter((loss) => loss.how === how).map(({ name }) => name);
  const told = (names: readonly string[], words: string) =>
    names.length > 0 ? [`${inWords(names, SHOWN)} ${names.length === 1 ? 'was' : 'were'} destroyed and ${words}.`] : [];
  const restored = losses.flatMap(({ name, lost: length }) => (length === null ? [] : [restoredWords(name, length)]));
  const [first = '', ...rest] = [
    ...told(named('gone'), 'not brought back'),
    ...restored,
    ...told(named('anew'), 'set up anew'),
  ];
  return [`In truth ${first}`, ...rest.map(sentence)];
}

function restoredWords(name: string, length: number): string {
  const missing =
    length > 0 ? `what was written in the last ${span(length)} before that is gone for good` : 'nothing is missing';
  return `${name} was destroyed and restored; ${missing}.`;
}

/** One objective: a letter alone says nothing to who was not there. */
function rated({ title, rating, final, tasks }: ObjectiveReport): string {
  const open = tasks.filter(({ verdict }) => verdict === 'open').length;
  const judged = open > 0 ? `${open} of ${count(tasks.length, 'critical task')} not judged` : '';
  const notes = [rating === null || final ? '' : 'suggested', judged].filter(Boolean);
  return `${title}: ${ratingWords(rating)}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}.`;
}

function ratingWords(rating: ObjectiveReport['rating']): string {
  return rating === null ? 'not rated' : `${rating}, ${ratingDefinitions[rating].name.toLowerCase()}`;
}

function speed({ milestones, scope, overview, attack, damage }: Facts): string[] {
  const told = milestones.filter(({ target, at }) => target !== null || at !== null);
  const unread = endsUnread(damage) ? ['This is how it stood at the last entry that can be read.'] : [];
  const lines = [
    ...unread,
    ...told.map(
      (milestone) =>
        `${sentence(milestone.milestone)}: ${clocks(milestone, overview.intrusion)}${againstTarget(milestone)}${besideTheCase(milestone)}.${caveat(milestone)}`,
    ),
  ];
  const missed = overlooked(scope, attack?.attacker ?? true).length;
  if (missed === 0 || !told.some(({ at }) => at !== null)) return lines;
  const things = attack?.attacker === false ? count(missed, 'thing') : count(missed, 'affected thing');
  return [...lines, `These times count only what the team had found: ${things} never came into the register.`];
}

function clocks({ at, fromKnown, fromIntruded, times }: MilestoneFigure, isIntrusion: boolean): string {
  if (at === null) return times.length > 0 ? 'reached, and withdrawn again' : 'not reached';
  return `${since(fromKnown, 'it was known')}${isIntrusion ? ` (${since(fromIntruded, 'the intrusion')})` : ''}`;
}

/** Who reads that something is back is to read in the same line where that is no proof that it is clean. */
function caveat({ doubts }: MilestoneFigure): string {
  return doubts.length === 0 ? '' : ` ${notClean(doubts)}`;
}

/** What the victim of the real case took, where that is published. */
function besideTheCase({ inTheCase }: MilestoneFigure): string {
  if (inTheCase === null) return '';
  return inTheCase < 0 ? `; the victim: ${span(-inTheCase)} before it knew` : `; the victim took ${span(inTheCase)}`;
}

function since(figure: number | null, moment: string): string {
  if (figure === null) return `an unknown time after ${moment}`;
  return figure < 0 ? `${span(-figure)} before ${moment}` : `${span(figure)} after ${moment}`;
}

function againstTarget({ target, at }: MilestoneFigure): string {
  if (!target) return '';
  // From the moment that the line begins with, the time is told already.
  const taken = target.took === null || target.from === 'known' ? '' : ` after ${span(target.took, at ?? target.took)}`;
  const words = {
    met: `met${taken}`,
    missed: `missed${target.over === null ? '' : ` by ${span(target.over, at ?? target.over)}`}`,
    unknown: 'unknown',
    open: 'still open',
  };
  const told = `target, ${span(target.within)} from ${countedFrom(target.from)}`;
  return target.verdict === 'not-reached' ? ` (${told})` : `; ${told}: ${words[target.verdict]}`;
}

function open({ openQuestions, improvements, milestones, objectives, damage }: Facts): string[] {
  const unreached = milestones.filter(({ at }) => at === null).map(({ milestone }) => milestone);
  const unowned = improvements.filter(({ owner, dropped }) => owner === null && dropped === null).length;
  const shown = shownOpen(openQuestions);
  const alarming = shown.filter(isAlarm).map(asQuestion);
  const others = shown.filter((question) => !isAlarm(question));
  const rest = openQuestions.length - shown.length;
  const unrated = (objectives ?? []).filter(({ final }) => !final).length;
  const lines = [
    ...alarming,
    ...(unreached.length > 0 ? [`Not reached: ${inWords(unreached)}.`] : []),
    ...others.map(asQuestion),
    ...(rest > 0 ? [`${count(rest, 'more open question')}, listed under “Open questions”.`] : []),
    ...(unrated > 0 ? [`Nobody has rated ${unratedWords(unrated)}.`] : []),
    ...(unowned > 0 ? [`${count(unowned, 'improvement has', 'improvements have')} no owner yet.`] : []),
  ];
  if (lines.length > 0) return lines;
  return [
    endsUnread(damage)
      ? 'No entry that can be read says what is.'
      : 'Nothing: every step is finished and every question is answered.',
  ];
}

/** The questions that the summary tells: every one that may hurt, and others as far as there is room. */
export function shownOpen(questions: readonly OpenQuestion[]): readonly OpenQuestion[] {
  const alarming = questions.filter(isAlarm);
  const room = Math.max(0, SHOWN_OPEN - alarming.length);
  return [...alarming, ...questions.filter((question) => !isAlarm(question)).slice(0, room)];
}

function asQuestion({ text, owner }: OpenQuestion): string {
  return asked(owner === null ? text : `${text} (${owner})`);
}

function unratedWords(number: number): string {
  return number === 1
    ? '1 objective: its rating is a suggestion'
    : `${number} objectives: their ratings are suggestions`;
}

function asked(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
