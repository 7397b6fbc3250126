import type { ClockReport } from '../clocks.ts';
import { clause, offset } from '../words.ts';
import { bullets, type Section, table } from './blocks.ts';
import { said } from './people.ts';
import { type Inline, rich } from './rich.ts';
import type { Times } from './times.ts';

/** The deadlines, what started each and how it ended; and that none of it is legal advice. */
export function clockBlocks(clocks: readonly ClockReport[], times: Times): Section['blocks'] {
  if (clocks.length === 0) return ['The playbook names no deadline.'];
  const told = clocks.flatMap((clock) => detailOf(clock, times) ?? []);
  return [
    table(['Deadline', 'Started', 'Due', 'How it ended', 'Source'], clocks.map(clockRow)),
    ...(told.length > 0 ? [bullets(told)] : []),
    'Which of these deadlines bind, and when each ends, is for a lawyer to say: this is not legal advice.',
  ];
}

const words: Readonly<Record<ClockReport['status'], string>> = {
  'not-started': 'never started',
  running: 'still running',
  met: 'met',
  missed: 'missed',
  stopped: 'stopped',
  'not-applicable': 'does not apply',
};

function clockRow(clock: ClockReport): (Inline | null)[] {
  const { title, started, due, status, source } = clock;
  const ended = endOf(clock);
  return [
    title,
    started ? offset(started.at) : null,
    due === null ? (started ? 'no fixed time' : null) : offset(due),
    status === 'missed' ? rich`**${ended}**` : ended,
    source,
  ];
}

function endOf({ status, ended, because, done, notApplicable }: ClockReport): string {
  if (notApplicable) return `${words[status]}: ${notApplicable.reason}`;
  const when = ended ? ` ${offset(ended.at)}` : '';
  const late = status === 'missed' && done !== null ? `, done late ${offset(done)}` : '';
  return `${words[status]}${when}${because === undefined ? '' : `: ${because}`}${late}`;
}

/** Who started it by which fact, when it is due by the calendar, and who says that it does not apply. Null: there is nothing to say. */
function detailOf(clock: ClockReport, times: Times): Inline | null {
  const { title, started, determined, since, dueTime, notApplicable } = clock;
  const parts: Inline[] = [];
  if (started && determined) {
    const who = determined.who === null ? rich`` : rich`, by ${said(determined.who)}`;
    const why = determined.why === undefined ? rich`` : rich`. Why: ${clause(determined.why)}`;
    parts.push(rich`started ${times.full(started.time)}${who}: ${clause(determined.how)}${why}`);
  }
  if (since !== null) parts.push(rich`counted from ${times.full(since)}`);
  if (dueTime !== null) parts.push(rich`due ${times.full(dueTime)}`);
  if (notApplicable) {
    const who = notApplicable.who === null ? 'somebody' : said(notApplicable.who);
    parts.push(
      rich`does not apply, says ${who} (${times.full(notApplicable.moment.recorded)}): ${clause(notApplicable.reason)}`,
    );
  }
  const [first, ...rest] = parts;
  return first ? rest.reduce((all, part) => rich`${all}; ${part}`, rich`**${title}**: ${first}`) : null;
}
