import type { CommandType } from '../../engine/commands.ts';
import { storyTime } from '../../engine/context.ts';
import type { Anchor } from '../../engine/entries.ts';
import { itemOf } from '../../engine/state.ts';
import { formatInstant, parseDuration, parseInstant } from '../../language/time.ts';
import { effects, type Kind, type Reached, type Scalar } from '../../playbook/model.ts';
import { type Context, isIncident, keyRef } from '../context.ts';
import { plainLine } from '../plain.ts';
import { whichItem, whichRole } from './choices.ts';
import { answer, choice, type Form, type Question, text, why, words } from './form.ts';
import { whichType } from './item-type.ts';
import { kindChoices } from './steps.ts';

const timeHint = '04:17 (the last time it was) or 2026-03-02 04:17, both UTC, or nothing: unknown';
const DAY = 24 * 60 * 60 * 1000;

/** What is asked of the two moments. */
export const momentAsks: Readonly<Record<Anchor, string>> = {
  known: 'When did we know?',
  intruded: 'When did they come in?',
};

/**
 * A time as people type it, and as screens show it, as ISO 8601 UTC: `HH:MM` is the last time that the story's clock showed it.
 * Where no offset stands, it is UTC. Null: not a time.
 */
export function readTime(said: string, now: number): string | null {
  const [, day, time, offset = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?) ?(Z|[+-]\d{2}:\d{2})?$/.exec(said) ?? [];
  const exact = parseInstant(day === undefined ? said : `${day}T${time}${offset}`);
  if (exact !== null) return formatInstant(exact);
  const short = /^(\d{1,2}):(\d{2})(?::(\d{2}))?Z?$/.exec(said);
  if (!short) return null;
  const [, hours = '', minutes = '', seconds = '00'] = short;
  const today = formatInstant(now).slice(0, 10);
  const at = parseInstant(`${today}T${hours.padStart(2, '0')}:${minutes}:${seconds}Z`);
  if (at === null) return null;
  return formatInstant(at > now ? at - DAY : at);
}

type Typed = 'string' | 'number' | 'boolean' | 'time';

/** A value as it was typed, as what it is of; `problem` says what is wrong with it. Nothing is unknown. */
function readValue(said: string, type: Typed, c: Context): { value: Scalar | null } | { problem: string } {
  if (said === '') return { value: null };
  if (type === 'boolean')
    return /^(y|yes|true)$/i.test(said)
      ? { value: true }
      : /^(n|no|false)$/i.test(said)
        ? { value: false }
        : { problem: 'Say yes or no.' };
  if (type === 'number')
    return Number.isFinite(Number(said)) ? { value: Number(said) } : { problem: `${said} is not a number.` };
  if (type === 'string') return { value: said };
  const time = readTime(said, storyTime(c.state, c.now));
  return time === null ? { problem: `${plainLine(said)} is not a time. Write ${timeHint}.` } : { value: time };
}

/** A question for a value of a type: what is no such value is said where it was typed. */
function asTyped(type: Typed, c: Context, hint?: string): Partial<Question> {
  const fault = (said: string) => {
    const read = readValue(said, type, c);
    return 'problem' in read ? read.problem : null;
  };
  return { fault, ...(type === 'time' ? { hint: timeHint } : hint === undefined ? {} : { hint }) };
}

/** What is known of a field of an item. What is found of it beside what the playbook asks is a text. */
function typeOfField(c: Context, item: string | undefined, field: string | undefined): Typed {
  const kind = itemOf(c.state, item ?? '')?.kind;
  return (kind && c.state.definition.playbook.scope[kind]?.[field ?? '']?.type) ?? 'string';
}

function inputType(c: Context, input: string | undefined): Typed {
  return c.state.definition.playbook.inputs[input ?? '']?.type ?? 'string';
}

/** What a field is. Of what type an item is, is chosen among what something can be run for, as when it was added. */
function whichValue(c: Context, item: string | undefined, field: string | undefined): Question {
  const kind = itemOf(c.state, item ?? '')?.kind;
  const [types] = field === 'type' ? whichType(c.state, kind) : [];
  const known = types?.choices?.filter(({ value }) => value !== '') ?? [];
  if (known.length > 0) return choice('value', 'Of what type is it?', known);
  return text('value', 'What is it?', {
    optional: true,
    ...asTyped(typeOfField(c, item, field), c, 'Nothing: unknown'),
  });
}

function fieldsOf(c: Context, item: string | undefined): string[] {
  const found = item === undefined ? undefined : itemOf(c.state, item);
  if (!found) return [];
  return [
    ...new Set([
      ...Object.keys(c.state.definition.playbook.scope[found.kind] ?? {}),
      ...Object.keys(found.fields),
      // What can be run for it hangs on that.
      ...(isIncident(c.state) ? ['type'] : []),
    ]),
  ];
}

/** What an item must have, and nothing that it may have: that is said later, when it is known. */
function fieldQuestions(c: Context, kind: string | undefined): Question[] {
  const declared = Object.entries(c.state.definition.playbook.scope[kind as Kind] ?? {});
  return declared.flatMap(([name, field]) =>
    field.required && field.default === undefined
      ? [text(`field ${name}`, `Its ${name}?`, asTyped(field.type, c))]
      : [],
  );
}

/** Forms for the commands about time, roles, facts and the scope register. */
export const factForms = {
  pause: { title: 'Pause the clock', asks: () => [], makes: () => ({ type: 'pause' }) },
  resume: { title: 'Let the clock go on', asks: () => [], makes: () => ({ type: 'resume' }) },
  'set-speed': {
    title: 'Change the speed of the clock',
    asks: (_, c) => [
      choice('speed', 'How many times the speed?', words(['1', '2', '5', '10', '30', '60']), {
        initial: String(c.state.clock.speed),
      }),
    ],
    makes: (v) => ({ type: 'set-speed', speed: Number(v.speed) }),
  },
  jump: {
    title: 'Jump ahead in time',
    asks: () => [text('to', 'To when?', { optional: true, hint: '25m after T, or nothing: to the next event' })],
    makes: (v) => {
      const said = answer(v, 'to').replace(/^T\+/i, '');
      if (said === '') return { type: 'jump' };
      const to = parseDuration(said);
      return to === null
        ? { problem: `${plainLine(said)} is not a length of time, such as 25m or 1h30m.` }
        : { type: 'jump', to };
    },
  },
  'take-role': {
    title: 'Take a role',
    asks: (_, c) => [whichRole(c), text('person', 'Who takes it?', { initial: c.view.speaker })],
    makes: (v) => ({ type: 'take-role', role: answer(v, 'role'), person: plainLine(answer(v, 'person')) }),
  },
  'hand-over': {
    title: 'Hand a role over',
    asks: (_, c) => [whichRole(c), text('to', 'To whom?'), text('note', 'What must they know?')],
    makes: (v) => ({
      type: 'hand-over',
      role: answer(v, 'role'),
      to: plainLine(answer(v, 'to')),
      note: answer(v, 'note'),
    }),
  },
  'revise-anchor': {
    title: 'Say since when: known, intruded',
    asks: (v, c) => [
      choice('anchor', 'Which moment?', [
        { value: 'intruded', label: 'intruded: when they came in' },
        { value: 'known', label: 'known: when we knew' },
      ]),
      text('value', momentAsks[v.anchor as Anchor] ?? 'When?', { optional: true, ...asTyped('time', c) }),
      text('source', 'Where does that come from?'),
      why(),
    ],
    makes: (v, c) => {
      const read = readValue(answer(v, 'value'), 'time', c);
      if ('problem' in read) return read;
      return {
        type: 'revise-anchor',
        anchor: v.anchor as Anchor,
        value: read.value as string | null,
        source: answer(v, 'source'),
        reason: answer(v, 'reason'),
      };
    },
  },
  'revise-input': {
    title: 'Say or correct what was asked at the opening',
    asks: (v, c) => [
      choice(
        'input',
        'Which?',
        Object.entries(c.state.definition.playbook.inputs).map(([value, { ask }]) => ({
          value,
          label: plainLine(`${value}: ${ask}`),
        })),
      ),
      text('value', 'What is it?', { optional: true, ...asTyped(inputType(c, v.input), c, 'Nothing: unknown') }),
      why('How do we know?'),
    ],
    makes: (v, c) => {
      const read = readValue(answer(v, 'value'), inputType(c, v.input), c);
      return 'problem' in read
        ? read
        : { type: 'revise-input', input: answer(v, 'input'), value: read.value, reason: answer(v, 'reason') };
    },
  },
  'add-item': {
    title: 'Add an item to the scope register',
    asks: (v, c) => [
      choice('kind', 'What is it?', kindChoices),
      text('name', 'What is it called?'),
      ...whichType(c.state, v.kind as Kind | undefined),
      ...fieldQuestions(c, v.kind),
    ],
    makes: (v, c) => {
      const kind = v.kind as Kind;
      const declared = Object.entries(c.state.definition.playbook.scope[kind] ?? {});
      const fields: Record<string, Scalar | null> = {};
      for (const [name, field] of declared) {
        const said = answer(v, `field ${name}`);
        const read = readValue(said, field.type, c);
        if ('problem' in read) return read;
        if (said !== '') fields[name] = read.value;
      }
      return {
        type: 'add-item',
        kind,
        name: plainLine(answer(v, 'name')),
        ...(v.type ? { itemType: v.type } : {}),
        ...(v.foundBy ? { foundBy: keyRef(v.foundBy) } : {}),
        ...(Object.keys(fields).length > 0 ? { fields } : {}),
      };
    },
  },
  'set-field': {
    title: 'Say something about an item',
    asks: (v, c) => [
      whichItem(c),
      choice('field', 'Which field?', words(fieldsOf(c, v.item))),
      whichValue(c, v.item, v.field),
      why('How do we know?'),
    ],
    makes: (v, c) => {
      const read = readValue(answer(v, 'value'), typeOfField(c, v.item, v.field), c);
      return 'problem' in read
        ? read
        : {
            type: 'set-field',
            item: answer(v, 'item'),
            field: answer(v, 'field'),
            value: read.value,
            reason: answer(v, 'reason'),
          };
    },
  },
  'rule-out': {
    title: 'Rule an item out: examined, and not affected',
    asks: (_, c) => [whichItem(c, 'Which item?', (out) => !out), why('How do we know that it is not affected?')],
    makes: (v) => ({ type: 'rule-out', item: answer(v, 'item'), reason: answer(v, 'reason') }),
  },
  'rule-in': {
    title: 'Rule an item in again',
    asks: (_, c) => [whichItem(c, 'Which item?', (out) => out), why()],
    makes: (v) => ({ type: 'rule-in', item: answer(v, 'item'), reason: answer(v, 'reason') }),
  },
  'not-possible': {
    title: 'Say that something cannot be done to an item',
    asks: (_, c) => [whichItem(c), choice('reached', 'It cannot be', words(Object.values(effects))), why('Why not?')],
    makes: (v) => ({
      type: 'not-possible',
      item: answer(v, 'item'),
      reached: v.reached as Reached,
      reason: answer(v, 'reason'),
    }),
  },
} satisfies Partial<Record<CommandType, Form>>;
