import type { Path } from '../../playbook/model.ts';
import { listed } from '../../playbook/words.ts';
import type { Play } from '../model.ts';
import { checkItems } from './items.ts';
import { isHeld, type Question, questionsOf } from './questions.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** What a play misses and releases is there. */
export function playNames({ scenario, ground, findings }: ScenarioView): void {
  const held = scenario.injects.filter(isHeld).map(({ id }) => id);
  for (const { misses, releases, path } of scenario.plays) {
    checkItems(misses, { path: [...path, 'misses'] }, ground, findings);
    for (const name of Object.keys(releases)) {
      if (held.includes(name)) continue;
      const place = [...path, 'releases', name];
      const other = scenario.injects.some(({ id }) => id === name);
      const hint = other ? 'It is not held: it comes by itself.' : 'A play releases injects that have `hold: true`.';
      findings.unknown({
        path: place,
        name,
        sort: 'held inject',
        among: held,
        range: findings.keyAt(place),
        givenIn: ['injects'],
        hint,
      });
    }
  }
}

/** The steps that a play names are in the playbook. */
export function playSteps({ scenario, outline, findings }: StagedView): void {
  const check = (path: Path, name: string, isKey: boolean) => {
    if (outline.steps.has(name)) return;
    const range = isKey ? findings.keyAt(path) : findings.at(path);
    findings.unknown({ path, name, sort: 'step', among: outline.steps.keys(), range });
  };
  for (const { first, at, breaksGlass, path } of scenario.plays) {
    for (const [index, name] of first.entries()) check([...path, 'first', index], name, false);
    for (const name of Object.keys(at)) check([...path, 'at', name], name, true);
    for (const name of Object.keys(breaksGlass)) check([...path, 'breaks-glass', name], name, true);
  }
}

/** An answer is to a question that is asked, and among the answers that it has. */
export function playAnswers(view: StagedView): void {
  const questions = questionsOf(view);
  for (const play of view.scenario.plays) {
    for (const [name, answer] of Object.entries(play.answers)) {
      const path = [...play.path, 'answers', name];
      const question = questions.get(name);
      if (question === undefined) unasked(path, name, questions, view);
      else if (question.among !== null && !question.among.has(answer)) unlisted(path, answer, question, view);
    }
  }
}

function unasked(
  path: Path,
  name: string,
  questions: ReadonlyMap<string, Question>,
  { outline, findings, scenario }: StagedView,
): void {
  const silent = outline.steps.has(name) || scenario.injects.some(({ id }) => id === name);
  const hint = silent ? `\`${name}\` asks nothing.` : 'Answers are to steps with `decide`, and to injects with `ask`.';
  const range = findings.keyAt(path);
  findings.unknown({
    path,
    name,
    sort: 'question',
    among: silent ? [] : questions.keys(),
    range,
    givenIn: ['injects'],
    hint,
  });
}

function unlisted(path: Path, answer: string, { among, sort }: Question, { findings }: StagedView): void {
  const names = [...(among ?? [])];
  const code = sort === 'option' ? 'option-unknown' : 'name-unknown';
  const hint = names.length > 0 ? `There is ${listed(names)}.` : undefined;
  findings.unknown({ path, name: answer, sort, among: names, code, hint, givenIn: ['world'] });
}

/** A play that is asked something and has no answer fails there. */
export function playsFinish(view: StagedView): void {
  const { scenario, findings } = view;
  if (!findings.isWhole(['plays'], ['injects'])) return;
  const questions = [...questionsOf(view)];
  for (const play of scenario.plays) {
    if (play.pace === null || isMeantToStop(play)) continue;
    const asked = untilTheEnd(questions, play);
    const open = asked.filter(([name, question]) => question.isAsked(play) && !Object.hasOwn(play.answers, name));
    if (open.length > 0) {
      findings.add('warning', 'play-cannot-finish', findings.at([...play.path, 'play']), {
        message: `\`${play.id}\` has no answer to ${listed(open.map(([name]) => name))}`,
        hint: 'Add it under `answers`: a play that is asked and has no answer fails.',
      });
    }
    for (const [name, question] of asked) missedChoice(name, question, play, view);
  }
}

function isMeantToStop({ expect }: Play): boolean {
  return expect.outcome === 'time-up' || expect.outcome === 'stopped' || expect.reached === 'none';
}

/** An answer may end the run: what would be asked behind it never is. */
function untilTheEnd(questions: readonly [string, Question][], play: Play): readonly [string, Question][] {
  const last = questions.findIndex(([name, { ends }]) => ends.has(play.answers[name] ?? ''));
  return last < 0 ? questions : questions.slice(0, last + 1);
}

/** What a team never finds it cannot choose. */
function missedChoice(name: string, question: Question, play: Play, { findings, ground }: StagedView): void {
  const answer = play.answers[name];
  if (question.sort === 'option' || answer === undefined || !play.misses.includes(answer)) return;
  if (ground.items.get(answer)?.known === true) return;
  findings.add('warning', 'play-cannot-finish', findings.at([...play.path, 'answers', name]), {
    message: `\`${play.id}\` never finds \`${answer}\`, so it cannot choose it`,
    hint: 'Take it out of `misses`, or choose another.',
  });
}
