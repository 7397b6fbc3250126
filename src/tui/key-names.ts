import type { Symbols } from './theme.ts';

const shown: Readonly<Record<string, keyof Symbols>> = { enter: 'enter', up: 'upDown' };
const words: Readonly<Record<string, string>> = {
  esc: 'Esc',
  space: 'space',
  tab: 'Tab',
  left: 'left',
  right: 'right',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  'ctrl-a': 'Ctrl-A',
  'ctrl-c': 'Ctrl-C',
  'ctrl-z': 'Ctrl-Z',
  'ctrl-l': 'Ctrl-L',
  'shift-tab': 'Shift-Tab',
};

/** A key as people know it. */
export function keyName(key: string, symbols: Symbols): string {
  const symbol = shown[key];
  return symbol ? symbols[symbol] : (words[key] ?? key);
}
