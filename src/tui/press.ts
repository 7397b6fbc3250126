import type { Key } from 'ink';

/** One key (`enter`, `ctrl-c`, `j`), or a text that came as a whole. */
export type Press = { readonly key: string } | { readonly paste: string };

/**
 * More than this at once was not typed key by key: a terminal without bracketed paste sent it, and it must not run as
 * keys. On a slow link two or three keys do come together.
 */
const TYPED_AT_ONCE = 3;
/** Milliseconds after a large chunk in which the rest of it may still come. */
const REST_OF_A_PASTE = 50;

const named: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['tab', 'tab'],
  // Ink reads the backspace of most terminals as delete.
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];
const unknownSequence = /^(?:\[[\d;?<>=]*[A-Za-z~]|O[A-Za-z])$/;

/**
 * Turns what Ink reports into key presses and pastes. Keeps the half of a bracketed paste that has come.
 * `at` is any clock in milliseconds.
 */
export function createDecoder(): (input: string, key: Key, at: number) => Press[] {
  let pasted: string[] | null = null;
  let bulkAt = Number.NEGATIVE_INFINITY;
  return (input, key, at) => {
    if (pasted) {
      if (input !== '[201~') {
        // A colour in what was copied: Ink reports it as a sequence that has lost its escape.
        if (!unknownSequence.test(input)) pasted.push(key.return ? '\n' : key.tab ? '\t' : input);
        return [];
      }
      const text = pasted.join('');
      pasted = null;
      return text === '' ? [] : [{ paste: text }];
    }
    if (input === '[200~') {
      pasted = [];
      return [];
    }
    if (unknownSequence.test(input)) return [];
    const isBulk = [...input].length > TYPED_AT_ONCE || (at - bulkAt < REST_OF_A_PASTE && input.length > 1);
    if (!isBulk) return keysOf(input, key);
    bulkAt = at;
    // A line typed at once with its Enter: what a script or a slow link sends.
    const typed = /^([^\r\n]+)\r$/.exec(input);
    return typed?.[1] ? [{ paste: typed[1] }, { key: 'enter' }] : [{ paste: input }];
  };
}

function keysOf(input: string, key: Key): Press[] {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name) return [{ key: key.shift && name === 'tab' ? 'shift-tab' : name }];
  if (key.escape) return [{ key: 'esc' }];
  if (key.ctrl) return input === '' ? [] : [{ key: `ctrl-${input === ' ' ? 'space' : input}` }];
  const typed = [...input].flatMap(charKey);
  return key.meta ? [{ key: 'esc' }, ...typed] : typed;
}

function charKey(char: string): Press[] {
  if (char === '\r' || char === '\n') return [{ key: 'enter' }];
  if (char === '\t') return [{ key: 'tab' }];
  if (char === '\u007f' || char === '\b') return [{ key: 'backspace' }];
  if (char === '\u001b') return [{ key: 'esc' }];
  const code = char.charCodeAt(0);
  if (code > 0 && code < 27) return [{ key: `ctrl-${String.fromCharCode(code + 96)}` }];
  return code < 32 ? [] : [{ key: char === ' ' ? 'space' : char }];
}
