import { createInterface } from 'node:readline';
import { isReadAloud } from './aloud.ts';
import { HomeView } from './components/home-view.tsx';
import { HOME_TITLE } from './first-frame.ts';
import { type HomeChoice, type HomeProps, type HomeRow, homeRows } from './home.ts';
import { plainLine } from './plain.ts';
import type { ScreenOptions } from './play.tsx';
import { Terminal } from './terminal.ts';
import { speaksUnicode, themeOf } from './theme.ts';

/** Shows what there is to begin or to go on with, and resolves with what a person chose. */
export async function showHome(
  props: HomeProps & {
    readonly options: ScreenOptions;
    /** What `paintHome` has painted. */
    readonly shown?: readonly string[] | null;
  },
): Promise<HomeChoice> {
  const { options } = props;
  const rows = homeRows(props);
  const streams = options.streams ?? { stdin: process.stdin, stdout: process.stdout };
  if (isReadAloud(options)) return hearHome(rows, streams.stdin, streams.stdout);
  let chosen: HomeChoice = { does: 'quit' };
  const theme = themeOf({ color: options.color, unicode: options.unicode ?? speaksUnicode(process.env) });
  const terminal = new Terminal(streams, {
    title: HOME_TITLE,
    onEnd: () => terminal.close(),
    shown: props.shown ?? null,
  });
  const onChoice = (choice: HomeChoice) => {
    chosen = choice;
    terminal.close();
  };
  await terminal.show(<HomeView rows={rows} terminal={terminal} theme={theme} onChoice={onChoice} />);
  return chosen;
}

/** The same as numbered lines, for a screen reader. */
async function hearHome(
  rows: readonly HomeRow[],
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<HomeChoice> {
  const lines = createInterface({ input, terminal: false });
  const told = rows.map(
    ({ section, heading, details }, index) =>
      `${index + 1} ${section.toLowerCase()}: ${plainLine(heading)}. ${details.map((text) => `${plainLine(text)}.`).join(' ')}`,
  );
  output.write(`${told.join('\n')}\nType a number, or q to quit.\n`);
  try {
    for await (const line of lines) {
      const chosen = rows[Number(line.trim()) - 1];
      if (chosen) return chosen.choice;
      if (line.trim() === 'q') break;
      output.write(`There is no ${plainLine(line)}. Type a number, or q to quit.\n`);
    }
  } finally {
    lines.close();
  }
  return { does: 'quit' };
}
