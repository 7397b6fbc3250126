import { join, resolve } from 'node:path';
import { toMarkdown } from '../report/markdown.ts';
import { reportModel } from '../report/report.ts';
import type { Session } from '../run/session.ts';
import { writeWhole } from '../run/write.ts';

/** Writes the report of a run into its store's reports, readable by its owner alone. Returns where. @throws StoreError */
export function writeReport(dir: string, session: Session): string {
  const file = reportFile(dir, session.run, 'md');
  const model = reportModel(session.entries, session.state.definition);
  writeWhole(file, toMarkdown(model), 0o600);
  return file;
}

/** Where a run's report is kept. */
function reportFile(dir: string, run: string, ending: string): string {
  return join(resolve(dir), 'reports', `${run}.${ending}`);
}
