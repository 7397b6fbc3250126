import type { Press } from './press.ts';

/** A line of text being typed: its characters (code points) and the caret before one of them. */
export interface Field {
  readonly text: string;
  readonly at: number;
}

export const emptyField: Field = { text: '', at: 0 };

/** A field that holds a text, with the caret behind it. */
export function fieldOf(text: string): Field {
  return { text, at: [...text].length };
}

/** The field after a key press or a paste; null where the press is not an edit. */
export function edit(field: Field, press: Press): Field | null {
  if ('paste' in press) return insert(field, press.paste.replace(/\r\n?/g, '\n'));
  const { key } = press;
  if (key === 'space') return insert(field, ' ');
  const chars = [...field.text];
  const move = moves[key];
  if (move) return move(field, chars);
  return [...key].length === 1 ? insert(field, key) : null;
}

function insert(field: Field, text: string): Field {
  const chars = [...field.text];
  const added = [...text];
  chars.splice(field.at, 0, ...added);
  return { text: chars.join(''), at: field.at + added.length };
}

function remove(chars: readonly string[], from: number, to: number): Field {
  return { text: [...chars.slice(0, from), ...chars.slice(to)].join(''), at: from };
}

function wordStart(chars: readonly string[], at: number): number {
  let from = at;
  while (from > 0 && chars[from - 1] === ' ') from -= 1;
  while (from > 0 && chars[from - 1] !== ' ') from -= 1;
  return from;
}

type Edit = (field: Field, chars: readonly string[]) => Field;
const toStart: Edit = ({ text }) => ({ text, at: 0 });
const toEnd: Edit = ({ text }, chars) => ({ text, at: chars.length });

const moves: Readonly<Record<string, Edit>> = {
  backspace: (field, chars) => (field.at === 0 ? field : remove(chars, field.at - 1, field.at)),
  left: ({ text, at }) => ({ text, at: Math.max(0, at - 1) }),
  right: ({ text, at }, chars) => ({ text, at: Math.min(chars.length, at + 1) }),
  home: toStart,
  'ctrl-a': toStart,
  end: toEnd,
  'ctrl-e': toEnd,
  'ctrl-u': (field, chars) => remove(chars, 0, field.at),
  'ctrl-k': (field, chars) => ({ text: chars.slice(0, field.at).join(''), at: field.at }),
  'ctrl-w': (field, chars) => remove(chars, wordStart(chars, field.at), field.at),
};
