import { useInput } from 'ink';
import { useEffect, useReducer, useRef, useState } from 'react';
import { canvasFor } from '../frame.ts';
import { firstDrill, type HomeChoice, type HomeRow } from '../home.ts';
import { rowsOf } from '../keys.ts';
import { moveCursor } from '../list.ts';
import { createDecoder } from '../press.ts';
import { homeFrame } from '../screens/home.ts';
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
  const cursor = useRef(0);
  const [decode] = useState(createDecoder);
  const isHelp = useRef(false);
  const press = (key: string) => {
    const act = rowsOf('home').find(({ keys }) => keys.includes(key))?.act;
    if (act === 'help' || (isHelp.current && act !== 'leave' && act !== 'suspend' && act !== 'redraw')) {
      isHelp.current = act === 'help' && !isHelp.current;
      return refresh();
    }
    const chosen = act === 'open' ? rows[cursor.current] : act === 'begin' ? firstDrill(rows) : undefined;
    if (chosen) onChoice(chosen.choice);
    else if (act === 'quit' || act === 'leave') onChoice({ does: 'quit' });
    else if (act === 'suspend') terminal.suspend();
    else if (act === 'redraw') terminal.redraw();
    else if (act === 'move') {
      cursor.current = moveCursor(cursor.current, key, rows.length, 8) ?? cursor.current;
      refresh();
    }
  };
  useInput((input, key) => {
    for (const one of decode(input, key, performance.now())) if ('key' in one) press(one.key);
  });
  useEffect(() => terminal.onResize(refresh), [terminal]);
  const { columns, rows: height } = terminal.size();
  const canvas = canvasFor(terminal.size(), theme);
  const frame = isHelp.current ? homeHelpFrame(canvas) : homeFrame(rows, cursor.current, canvas);
  return <Rows lines={frame.lines} theme={theme} columns={columns} height={Math.max(1, height - 1)} />;
}
