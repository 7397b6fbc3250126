import type { CommandType } from '../../engine/commands.ts';
import type { NoteSort, Rating } from '../../engine/entries.ts';
import { capabilityElements, type Element, type FindingKind, findingKinds } from '../../engine/improving.ts';
import { pendingAsks } from '../../engine/queries.ts';
import { namesIn } from '../../engine/sentences.ts';
import { proposedFinding } from '../../report/proposed-finding.ts';
import { momentText } from '../clock.ts';
import { type Context, isNumbered, isRevealed } from '../context.ts';
import { undecided } from '../hot-wash.ts';
import { plainLine } from '../plain.ts';
import { wordsFor } from '../run-words.ts';
import { entryText, isHidden } from '../timeline.ts';
import type { Values } from '../view.ts';
import { answer, type Choice, choice, type Form, none, optional, type Question, text, why, words } from './form.ts';

const ratings: readonly Choice[] = [
  { value: 'P', label: 'P: performed without challenges' },
  { value: 'S', label: 'S: performed with some challenges' },
  { value: 'M', label: 'M: performed with major challenges' },
  { value: 'U', label: 'U: unable to be performed' },
];

const findings: readonly Choice[] = [none, ...Object.entries(findingKinds).map(([value, label]) => ({ value, label }))];

/** A message that players have seen is named by its text; what is still to come is named by nobody here. */
function whichAsk(c: Context): Question {
  return choice(
    'inject',
    'Which question?',
    pendingAsks(c.state).map((inject) => ({ value: inject, label: plainLine(questionOf(c, inject)) })),
  );
}

export function questionOf(c: Context, inject: string): string {
  return c.state.injects[inject]?.shown?.question ?? c.state.definition.injects[inject]?.ask?.question ?? inject;
}

function answerQuestion(v: Values, c: Context): Question {
  const ask = c.state.definition.injects[v.inject ?? '']?.ask;
  const label = plainLine(v.inject ? questionOf(c, v.inject) : 'What is the answer?');
  if (ask?.form !== 'options') return text('answer', label);
  return choice(
    'answer',
    label,
    ask.options.map(({ id, label: option }) => ({ value: id, label: plainLine(option) })),
    { unmarked: true },
  );
}

/** How many of the last entries are offered to be corrected. */
const OFFERED = 50;

/** By its number where entries are shown with theirs, else by what it says, the newest first. */
function whichEntry(c: Context): Question {
  if (isNumbered(c.state)) return text('corrects', 'Which entry? Its number in the timeline');
  const seen = c.entries.filter((entry) => !isHidden(entry)).slice(-OFFERED);
  return choice(
    'corrects',
    'Which entry?',
    seen.reverse().map((entry) => ({
      value: String(entry.seq),
      label: `${momentText(c.state, entry.at, c.now)} ${entryText(entry, c.entries, c.state.definition, namesIn(c.state))}`,
    })),
  );
}

/** Before the hot wash an objective is typed, so that the list of what is looked for is not on players' screens. */
function whichObjective(c: Context): Question {
  const objectives = c.state.definition.scenario?.objectives ?? [];
  if (!isRevealed(c.state)) return text('objective', 'Which objective? Its id');
  return choice(
    'objective',
    'Which objective?',
    objectives.map(({ id, title }) => ({ value: id, label: plainLine(title) })),
  );
}

function whichTask(v: Values, c: Context): Question {
  const tasks = c.state.definition.scenario?.objectives.find(({ id }) => id === v.objective)?.tasks ?? [];
  if (!isRevealed(c.state)) return text('task', 'Which task? Its number, from 1');
  return choice(
    'task',
    'Which task?',
    tasks.flatMap(({ title, observe }, index) =>
      observe === undefined ? [] : [{ value: String(index + 1), label: plainLine(title) }],
    ),
  );
}

const noteChoices: readonly Choice[] = [
  { value: '', label: 'a note' },
  { value: 'well', label: 'what went well' },
  { value: 'poorly', label: 'what went poorly' },
  { value: 'lucky', label: 'where luck helped' },
  { value: 'factor', label: 'what contributed to it' },
];

/** In the hot wash, the review, and what is added after them. */
function isTalkedOver({ state }: Context): boolean {
  return state.stage === 'hot-wash' || state.stage === 'closed';
}

/** Of a drill that is talked over: for which objective it is said. */
function objectiveAsk(c: Context): Question[] {
  const objectives = isRevealed(c.state) ? (c.state.definition.scenario?.objectives ?? []) : [];
  if (objectives.length === 0) return [];
  return [
    choice('objective', 'For which objective?', [
      none,
      ...objectives.map(({ id, title }) => ({ value: id, label: plainLine(title) })),
    ]),
  ];
}

const typedInject = text('inject', 'Which message? Its id in the scenario');

/** Forms for the commands about messages, notes, play's end and the hot wash. */
export const talkForms = {
  'answer-inject': {
    title: 'Answer a message',
    asks: (v, c) => [whichAsk(c), answerQuestion(v, c)],
    makes: (v) => ({ type: 'answer-inject', inject: answer(v, 'inject'), answer: answer(v, 'answer') }),
  },
  'release-inject': {
    title: 'Facilitator: release a message',
    asks: () => [typedInject],
    makes: (v) => ({ type: 'release-inject', inject: answer(v, 'inject') }),
  },
  'hold-inject': {
    title: 'Facilitator: hold a message back',
    asks: () => [typedInject],
    makes: (v) => ({ type: 'hold-inject', inject: answer(v, 'inject') }),
  },
  'drop-inject': {
    title: 'Facilitator: drop a message, with a reason',
    asks: () => [typedInject, why('Why is it dropped?')],
    makes: (v) => ({ type: 'drop-inject', inject: answer(v, 'inject'), reason: answer(v, 'reason') }),
  },
  'improvise-inject': {
    title: 'Facilitator: improvise a message',
    asks: () => [
      text('from', 'From whom?'),
      text('via', 'By what?', { hint: 'slack, phone, email, alert' }),
      text('to', 'To which roles?', { hint: 'lead, or several: lead, communicator' }),
      text('text', 'What does it say?'),
    ],
    makes: (v) => {
      const to = answer(v, 'to')
        .split(/[\s,]+/)
        .filter(Boolean);
      return to.length === 0
        ? { problem: 'Name one role at least.' }
        : { type: 'improvise-inject', from: answer(v, 'from'), via: answer(v, 'via'), to, text: answer(v, 'text') };
    },
  },
  note: {
    title: 'Write a note into the timeline',
    asks: (_, c) => [
      ...(isTalkedOver(c) ? [choice('sort', 'What is it?', noteChoices), ...objectiveAsk(c)] : []),
      text('text', 'Note'),
    ],
    makes: (v) => ({
      type: 'note',
      text: answer(v, 'text'),
      ...(v.sort ? { sort: v.sort as NoteSort } : {}),
      ...optional(v, 'objective'),
    }),
  },
  correct: {
    title: 'Correct an entry of the timeline',
    asks: (_, c) => [whichEntry(c), text('text', 'What is right?')],
    makes: (v) => {
      const corrects = Number(answer(v, 'corrects').replace(/^#/, ''));
      return Number.isInteger(corrects) && corrects > 0
        ? { type: 'correct', corrects, text: answer(v, 'text') }
        : { problem: 'An entry has a number, such as 42.' };
    },
  },
  stop: {
    title: 'End play; the hot wash follows',
    liveTitle: 'End the response; the review follows',
    asks: (_, c) => [why(wordsFor(c.state).endWhy)],
    makes: (v) => ({ type: 'stop', reason: answer(v, 'reason') }),
  },
  observe: {
    title: 'Facilitator: say whether a task was seen to be met',
    asks: (v, c) => [
      whichObjective(c),
      whichTask(v, c),
      choice('met', 'Was it met?', [
        { value: 'yes', label: 'yes' },
        { value: 'no', label: 'no' },
      ]),
      text('note', 'What was seen?', { optional: true }),
    ],
    makes: (v) => {
      const task = Number(answer(v, 'task'));
      if (!Number.isInteger(task) || task < 1) return { problem: 'A task has a number, from 1.' };
      return {
        type: 'observe',
        objective: answer(v, 'objective'),
        task: task - 1,
        met: v.met === 'yes',
        ...optional(v, 'note'),
      };
    },
  },
  rate: {
    title: 'Rate an objective: P, S, M or U',
    asks: (v, c) => [
      whichObjective(c),
      choice('rating', 'Rating', ratings, { initial: c.state.ratings[v.objective ?? '']?.suggested ?? 'P' }),
      text('reason', 'Why?', { initial: c.state.ratings[v.objective ?? '']?.because ?? '' }),
    ],
    makes: (v) => ({
      type: 'rate',
      objective: answer(v, 'objective'),
      rating: v.rating as Rating,
      reason: answer(v, 'reason'),
    }),
  },
  'add-improvement': {
    title: 'Propose an improvement, with an owner and a date',
    // Of what the run proposed it is known which objective it serves.
    asks: (v, c) => [
      text('text', 'What is to be better next time?'),
      text('owner', 'Who owns it?', { optional: true }),
      text('due', 'By when?', { optional: true, hint: '2026-04-01, or nothing' }),
      text('doneWhen', 'What will show that it is done?', {
        optional: true,
        hint: 'what somebody else can look at: the next drill isolates in 10 min',
      }),
      choice('element', 'What does it change?', [none, ...words(capabilityElements)]),
      choice('finding', 'Is it one of these? A policy can then be made of it.', findings, {
        initial: proposedFinding(c.state, v.from) ?? '',
      }),
      ...(v.from === undefined ? objectiveAsk(c) : []),
    ],
    makes: (v) => ({
      type: 'add-improvement',
      text: answer(v, 'text'),
      ...optional(v, 'owner'),
      ...optional(v, 'due'),
      ...optional(v, 'from'),
      ...optional(v, 'doneWhen'),
      ...(v.element ? { element: v.element as Element } : {}),
      ...optional(v, 'objective'),
      ...(v.finding ? { finding: v.finding as FindingKind } : {}),
    }),
  },
  'drop-improvement': {
    title: 'Drop an improvement, with a reason',
    asks: (_, c) => [
      choice(
        'improvement',
        'Which?',
        Object.entries(c.state.improvements).flatMap(([value, one]) =>
          one.dropped === undefined ? [{ value, label: plainLine(one.text) }] : [],
        ),
      ),
      why('Why is it dropped?'),
    ],
    makes: (v) => ({ type: 'drop-improvement', improvement: answer(v, 'improvement'), reason: answer(v, 'reason') }),
  },
  close: {
    title: 'Close the run',
    asks: (_, c) => [
      choice('sure', ['Close the run?', ...undecided(c), 'What comes after is an amendment.'].join(' '), [
        { value: 'yes', label: 'close it' },
      ]),
    ],
    makes: () => ({ type: 'close' }),
  },
} satisfies Partial<Record<CommandType, Form>>;
