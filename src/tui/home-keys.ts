import { type KeyRow, listMoves } from './key-row.ts';

/** The keys of the home screen. Apart from the others: home comes before anything that a run needs is loaded. */
export const homeKeys: readonly KeyRow[] = [
  { keys: ['enter'], act: 'open', label: 'open' },
  { keys: listMoves, act: 'move', label: 'choose' },
  { keys: ['/'], act: 'filter', label: 'filter', help: 'Show only what has these words in it.' },
  { keys: ['esc'], act: 'clear-filter', label: 'all', quiet: true, help: 'Show everything again.' },
  { keys: ['d'], act: 'begin', label: 'first drill', help: 'Start the first drill.' },
  { keys: ['q'], act: 'quit', label: 'quit' },
  { keys: ['?'], act: 'help', label: 'help' },
];
