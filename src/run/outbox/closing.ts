import type { Telling } from '../../engine/telling.ts';
import type { Session } from '../session.ts';

/**
 * Tells, where a run's whole story is told, that it is closed: the head of the journal, with which `verify --head` shows later that
 * nothing was cut off or written anew; and the report, which also goes where only messages do if that was asked for. What was told of
 * it before is not told again: whoever closed a run may have been cut off in the middle. `report`: makes its file.
 */
export function tellClosing(session: Session, report: () => string): void {
  const closed = session.entries.findLast(({ type }) => type === 'run.closed');
  if (!closed) return;
  const head = `The run is closed. Head of its journal, entry ${closed.seq}: ${closed.hash}`;
  const verify = `breakglass verify ${session.run} --head ${closed.hash}`;
  const isTold = (by: string, said: string) =>
    session.entries.some(
      (one) => one.seq > closed.seq && one.type === 'message.queued' && one.via === by && one.subject === said,
    );
  let file: ReturnType<Session['keep']> | undefined;
  for (const { via, tells, report: hasReport } of session.state.run?.routes ?? []) {
    const isStory = tells === 'run';
    if (!(isStory || hasReport) || session.state.outbox[via]?.withheld) continue;
    const tell = (telling: Pick<Telling, 'sort' | 'subject' | 'lines' | 'file'>) =>
      session.dispatch({ type: 'tell', via, to: 'run', ...(isStory && { thread: 'headline' }), ...telling });
    if (isStory && !isTold(via, head)) tell({ sort: 'line', subject: head, lines: [verify] });
    const subject = `The report of ${session.run}`;
    if (isTold(via, subject)) continue;
    file ??= session.keep({ file: report() });
    if (!('problem' in file)) tell({ sort: 'file', subject, lines: isStory ? [] : [head, verify], file });
  }
}
