import { describe, expect, it } from 'vitest';
import type { ClockReport } from '../../src/report/clocks.ts';
import { toIcs } from '../../src/report/ics.ts';
import { fc } from '../helpers/properties.ts';
import { playedOut, Run } from './build.ts';
import { jon } from './small-drill.ts';

/** The properties of what a calendar program would read: unfolded, and TEXT as it was meant. */
function read(ics: string): { name: string; value: string }[] {
  const unfolded = ics.replace(/\r\n[ \t]/g, '');
  return unfolded
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(':');
      const value = line.slice(at + 1).replace(/\\([\\;,nN])/g, (_, one: string) => (/n/i.test(one) ? '\n' : one));
      return { name: line.slice(0, at), value };
    });
}

const values = (ics: string, name: string) => read(ics).flatMap((one) => (one.name === name ? [one.value] : []));
const exposed = () =>
  new Run({ scenario: null })
    .at(1)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' });

describe('a calendar file of deadlines', () => {
  it('given a deadline that runs, then it is an event at its end in UTC, with an alarm an hour before', () => {
    const ics = toIcs(exposed().report);
    expect(ics.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true);
    expect(ics.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
    expect(values(ics, 'DTSTART')).toEqual(['20260513T140000Z']);
    expect(values(ics, 'TRIGGER')).toEqual(['-PT1H']);
    expect(values(ics, 'SUMMARY')).toEqual(['Tell the authority']);
    expect(values(ics, 'STATUS')).toEqual(['CONFIRMED']);
    expect(values(ics, 'METHOD')).toEqual([]);
    expect(values(ics, 'DESCRIPTION')[0]).toContain(
      'GDPR, art. 33(1)\nStarted by: Was personal data exposed? Yes, or maybe',
    );
  });

  it('given the same run later, then the event has the same UID, and a SEQUENCE that has grown', () => {
    const run = exposed();
    const before = toIcs(run.report);
    const after = toIcs(run.at(5, jon).do({ type: 'finish', step: 'advise' }).report);
    expect(values(after, 'UID')).toEqual(values(before, 'UID'));
    expect(Number(values(after, 'SEQUENCE')[0])).toBeGreaterThan(Number(values(before, 'SEQUENCE')[0]));
    expect(values(after, 'SUMMARY')).toEqual(['met: Tell the authority']);
    expect(values(after, 'TRIGGER')).toEqual([]);
  });

  it('given one that does not apply, then its event is cancelled', () => {
    const ics = toIcs(exposed().do({ type: 'rule-out-clock', clock: 'authority', reason: 'No risk; really.' }).report);
    expect(values(ics, 'STATUS')).toEqual(['CANCELLED']);
    expect(values(ics, 'DESCRIPTION')[0]).toContain('Does not apply: No risk; really.');
  });

  it('given a drill, then every event says so; given nothing that started, then there is none', () => {
    const drill = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' });
    expect(values(toIcs(drill.report), 'SUMMARY')).toEqual(['DRILL: Tell the authority']);
    expect(toIcs(new Run().report)).not.toContain('VEVENT');
  });

  it('given a rehearsal, then every event says so: nobody is to tell an authority of it', () => {
    const { report } = exposed();
    const rehearsed = { ...report, overview: { ...report.overview, mark: 'REHEARSAL' as const } };
    expect(values(toIcs(rehearsed), 'SUMMARY')).toEqual(['REHEARSAL: Tell the authority']);
  });

  it('given any text, then no line is longer than 75 octets, none is torn, and it is read back', () => {
    const { report } = exposed();
    const [clock] = report.clocks as readonly [ClockReport];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (source) => {
        const ics = toIcs({ ...report, clocks: [{ ...clock, source }] });
        for (const line of ics.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]|\p{Surrogate}/u);
        }
        const meant = source.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
        expect(values(ics, 'DESCRIPTION')[0]?.startsWith(`${meant}\n`)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a calendar file of improvements', () => {
  const agreed = () =>
    playedOut()
      .at(25)
      .do({ type: 'add-improvement', text: 'Name the on-call; soon.', owner: 'Jon', due: '2026-06-01', from: 'flag x' })
      .do({ type: 'add-improvement', text: 'Some day.' });
  const track = (state: 'open' | 'closed') =>
    ({
      type: 'track-improvement',
      improvement: 'improvement-1',
      tracker: 'github:acme/app',
      state,
      issue: '#7',
      url: 'https://github.com/acme/app/issues/7',
    }) as const;

  it('given one with a day, then it is an event of that whole day, marked as a drill’s; without a day there is none', () => {
    const ics = toIcs({ ...agreed().report, clocks: [] });
    expect(values(ics, 'DTSTART;VALUE=DATE')).toEqual(['20260601']);
    expect(values(ics, 'SUMMARY')).toEqual(['DRILL: Name the on-call; soon.']);
    expect(values(ics, 'DESCRIPTION')[0]).toMatch(/^To be done by Jon\nIt came of: flag x\nRun .*, improvement-1\.$/);
    expect(values(ics, 'UID')[0]).toMatch(/^improvement-1\..*@breakglass\.invalid$/);
  });

  it('given that it is closed where it is worked on, then the same event says that it is done, with a SEQUENCE that has grown', () => {
    const run = agreed().do(track('open'));
    const before = toIcs({ ...run.report, clocks: [] });
    const after = toIcs({ ...run.do(track('closed')).report, clocks: [] });
    expect(values(after, 'UID')).toEqual(values(before, 'UID'));
    expect(Number(values(after, 'SEQUENCE')[0])).toBeGreaterThan(Number(values(before, 'SEQUENCE')[0]));
    expect(values(after, 'SUMMARY')).toEqual(['DRILL: done: Name the on-call; soon.']);
    expect(values(after, 'DESCRIPTION')[0]).toContain('https://github.com/acme/app/issues/7');
  });

  it('given one that was dropped, then its event is cancelled, with the reason', () => {
    const run = agreed().do({ type: 'drop-improvement', improvement: 'improvement-1', reason: 'We have one.' });
    const ics = toIcs({ ...run.report, clocks: [] });
    expect(values(ics, 'STATUS')).toEqual(['CANCELLED']);
    expect(values(ics, 'DESCRIPTION')[0]).toContain('Dropped: We have one.');
  });
});
