import type { Telling } from '../../engine/telling.ts';
import type { Session } from '../session.ts';

/**
 * Tells, where a run's whole story is told, that it is closed: the head of the journal, with which `verify --head` shows later that
 * nothing was cut off or written anew; and the report, which also goes where only messages do if that was asked for. `report`: its
 * file, null where there is none.
 */
export function tellClosing(session: Session, report: string | null): void {
  const closed = session.entries.findLast(({ type }) => type === 'run.closed');
  if (!closed) return;
  const head = `The run is closed. Head of its journal, entry ${closed.seq}: ${closed.hash}`;
  const verify = `breakglass verify ${session.run} --head ${closed.hash}`;
  for (const { via, tells, report: hasReport } of session.state.run?.routes ?? []) {
    const isStory = tells === 'run';
    if (!(isStory || hasReport) || session.state.outbox[via]?.withheld) continue;
    const tell = (telling: Pick<Telling, 'sort' | 'subject' | 'lines' | 'file'>) =>
      session.dispatch({ type: 'tell', via, to: 'run', ...(isStory && { thread: 'headline' }), ...telling });
    if (isStory) tell({ sort: 'line', subject: head, lines: [verify] });
    const file = report === null ? null : session.keep({ file: report });
    const subject = `The report of ${session.run}`;
    if (file && !('problem' in file)) tell({ sort: 'file', subject, lines: isStory ? [] : [head, verify], file });
  }
}
