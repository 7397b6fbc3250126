import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LargeDrill, unflushed } from './drill.ts';
import { LARGE } from './large.ts';
import { isPainted, program, Screen } from './screen.ts';
import { freshFolder } from './store.ts';

/** How many entries the run has that is gone on with. */
export const ENTRIES = 10_000;

/** A drill of many entries, gone on with by the program in a pseudo-terminal, once its first frame is painted. */
export async function resumedScreen(): Promise<Screen> {
  const store = freshFolder();
  const runs = join(store, 'runs');
  mkdirSync(runs, { mode: 0o700 });
  new LargeDrill(LARGE, join(runs, 'large-drill.jsonl'), unflushed).playTo(ENTRIES);
  const screen = new Screen([program, 'resume', 'large-drill'], store);
  await screen.until('The first frame of the resumed run', isPainted);
  return screen;
}
