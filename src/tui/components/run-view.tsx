import { useInput } from 'ink';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { App } from '../app.ts';
import { caretIn } from '../frame.ts';
import { createDecoder } from '../press.ts';
import { frameOf } from '../screens/screen.ts';
import type { Terminal } from '../terminal.ts';
import type { Theme } from '../theme.ts';
import { Rows } from './rows.tsx';

interface Props {
  readonly app: App;
  readonly terminal: Terminal;
  readonly theme: Theme;
  readonly improvements: readonly string[];
}

const SECOND = 1000;

/** The root: the one that listens to keys, for as long as the run is on the screen. */
export function RunView({ app, terminal, theme, improvements }: Props) {
  useSyncExternalStore(app.subscribe, app.version);
  const [decode] = useState(createDecoder);
  useInput((input, key) => {
    for (const press of decode(input, key, performance.now())) app.press(press);
  });
  useEffect(() => terminal.onResize(app.refresh), [terminal, app]);
  useEffect(() => {
    const timer = setInterval(app.refresh, SECOND);
    return () => clearInterval(timer);
  }, [app]);
  const { columns, rows } = app.size;
  const frame = frameOf(app, theme, improvements);
  app.inSight = frame.inSight;
  const caret = useMemo(() => caretIn(frame.lines), [frame.lines]);
  // Ink takes the frame when this render is committed: the caret has to be there by then.
  terminal.setCaret(caret);
  return <Rows lines={frame.lines} theme={theme} columns={columns} height={Math.max(1, rows - 1)} />;
}
