import { hasRoom, peopleOf, rolesOf } from '../context.ts';
import { plainLine } from '../plain.ts';
import { answer, choice, type Form, optional, text, words } from './form.ts';

const someoneElse = '';

/** Forms that ask nothing of the engine, or ask which form is meant. */
export const viewForms = {
  'speak-as': {
    title: 'Say who is speaking at this keyboard',
    asks: (v, c) => [
      choice('person', 'Who speaks?', [...words(peopleOf(c)), { value: someoneElse, label: 'somebody else' }], {
        initial: c.view.speaker,
      }),
      ...(v.person === someoneElse
        ? [
            text('name', 'What is their name?'),
            choice('role', 'Which role do they take?', [
              { value: '', label: 'none' },
              ...rolesOf(c.state).flatMap(({ id, title }) =>
                hasRoom(c.state, id) ? [{ value: id, label: plainLine(`${id}: ${title}`) }] : [],
              ),
            ]),
          ]
        : []),
    ],
    makes: (v) => ({ speak: v.person ? v.person : plainLine(answer(v, 'name')), ...optional(v, 'role') }),
  },
  add: {
    title: 'Add something that was not there',
    asks: () => [
      choice('what', 'What is to be added?', [
        { value: 'add-item', label: 'an item of the scope register' },
        { value: 'add-step', label: 'a step that nobody planned' },
        { value: 'take-role', label: 'a person, by taking a role' },
      ]),
    ],
    makes: (v) => ({ open: answer(v, 'what') }),
  },
} satisfies Record<string, Form>;
