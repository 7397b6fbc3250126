import { useInput } from 'ink';
import { useEffect, useReducer, useRef, useState } from 'react';
import { canvasFor, caretIn } from '../frame.ts';
import { firstDrill, type HomeChoice, type HomeRow, passing } from '../home.ts';
import { moved, openFilter, typed } from '../home-press.ts';
import { rowsOf } from '../keys.ts';
import { createDecoder, type Press } from '../press.ts';
import { homeFrame, homeState } from '../screens/home.ts';
import { homeHelpFrame } from '../screens/home-help.ts';
import type { Terminal } from '../terminal.ts';
import type { Theme } from '../theme.ts';
import { Rows } from './rows.tsx';

interface Props {
  readonly rows: readonly HomeRow[];
  readonly terminal: Terminal;
  readonly theme: Theme;
  readonly onChoice: (choice: HomeChoice) => void;
}

/** The root of the home screen. */
export function HomeView({ rows, terminal, theme, onChoice }: Props) {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  // Two keys may come before the next render: the second has to see what the first did.
  const state = useRef(homeState(rows));
  const [decode] = useState(createDecoder);
  const isHelp = useRef(false);
  const become = (next: typeof state.current) => {
    state.current = next;
    refresh();
  };
  const press = (one: Press) => {
    const act = 'key' in one ? rowsOf('home').find(({ keys }) => keys.includes(one.key))?.act : undefined;
    if (act === 'suspend') return terminal.suspend();
    if (act === 'redraw') return terminal.redraw();
    if (act === 'leave') return onChoice({ does: 'quit' });
    if (state.current.field) return become(typed(state.current, one));
    if (act === 'help' || isHelp.current) {
      isHelp.current = act === 'help' && !isHelp.current;
      return refresh();
    }
    if (act === 'quit') return onChoice({ does: 'quit' });
    if (act === 'filter') return become(openFilter(state.current));
    if (act === 'clear-filter') return become({ ...state.current, filter: '', cursor: 0 });
    if (act === 'move' && 'key' in one) return become(moved(state.current, one.key));
    const { filter, cursor } = state.current;
    const chosen = act === 'open' ? passing(rows, filter)[cursor] : act === 'begin' ? firstDrill(rows) : undefined;
    if (chosen) onChoice(chosen.choice);
  };
  useInput((input, key) => {
    for (const one of decode(input, key, performance.now())) press(one);
  });
  useEffect(() => terminal.onResize(refresh), [terminal]);
  const { columns, rows: height } = terminal.size();
  const canvas = canvasFor(terminal.size(), theme);
  const frame = isHelp.current ? homeHelpFrame(canvas) : homeFrame(state.current, canvas);
  terminal.setCaret(caretIn(frame.lines));
  return <Rows lines={frame.lines} theme={theme} columns={columns} height={Math.max(1, height - 1)} />;
}
