import type { ClockReport } from '../report/clocks.ts';
import { timesIn } from '../report/document/times.ts';
import type { Report } from '../report/model.ts';

const words: Readonly<Record<ClockReport['status'], string>> = {
  'not-started': 'not started',
  running: 'runs',
  met: 'met',
  missed: 'MISSED',
  stopped: 'stopped',
  'not-applicable': 'does not apply',
};

/** The deadlines of a run for a person, a few lines each. */
export function clocksText({ clocks, overview }: Pick<Report, 'clocks' | 'overview'>): string {
  if (clocks.length === 0) return 'The playbook names no deadline.';
  const heading = `${overview.mark} ${overview.run}: deadlines. Not legal advice.`;
  return [heading, ...clocks.map(clockText)].join('\n\n');
}

function clockText(clock: ClockReport): string {
  const { short, title, source, status, timezone, started, determined, dueTime, ended, notApplicable, owner } = clock;
  const { full } = timesIn(timezone);
  const when = ended ? ` ${full(ended.time)}` : '';
  const due = dueTime === null ? (started ? '  due: no fixed time' : null) : `  due: ${full(dueTime)}`;
  const who = determined?.who ? `, by ${determined.who.person}` : '';
  const why = determined?.why === undefined ? '' : `. Why: ${determined.why}`;
  const lines = [
    `${short === title || short === clock.clock ? title : `${short}: ${title}`} (${clock.clock})`,
    `  ${words[status]}${when}`,
    due,
    started && determined ? `  started: ${full(started.time)}${who}: ${determined.how}${why}` : null,
    notApplicable
      ? `  why not: ${notApplicable.reason}${notApplicable.who ? ` (${notApplicable.who.person})` : ''}`
      : null,
    `  article: ${source}`,
    owner === null ? null : `  for: ${owner}`,
  ];
  return lines.filter((line) => line !== null).join('\n');
}
