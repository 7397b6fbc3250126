import type { Telling } from '../../engine/telling.ts';
import type { Session } from '../session.ts';

/**
 * Tells, where a run's whole story is told, that it is closed: the head of the journal, with which `verify --head` shows later that
 * nothing was cut off or written anew; and the report. `report`: its file, null where there is none.
 */
export function tellClosing(session: Session, report: string | null): void {
  const closed = session.entries.findLast(({ type }) => type === 'run.closed');
  if (!closed) return;
  for (const { via, tells } of session.state.run?.routes ?? []) {
    if (tells !== 'run' || session.state.outbox[via]?.withheld) continue;
    const tell = (telling: Pick<Telling, 'sort' | 'subject' | 'lines' | 'file'>) =>
      session.dispatch({ type: 'tell', via, to: 'run', thread: 'headline', ...telling });
    const lines = [`breakglass verify ${session.run} --head ${closed.hash}`];
    tell({
      sort: 'line',
      subject: `The run is closed. Head of its journal, entry ${closed.seq}: ${closed.hash}`,
      lines,
    });
    const file = report === null ? null : session.keep({ file: report });
    if (file && !('problem' in file)) tell({ sort: 'file', subject: `The report of ${session.run}`, lines: [], file });
  }
}
