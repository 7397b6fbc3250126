import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { jon, mara, minutes } from './small-drill.ts';

const texts = (run: Run, sort: string) =>
  run.report.timeline.filter((row) => row.sort === sort).map(({ text }) => text);

describe('the timeline', () => {
  it('given a run, when it is reported, then events, decisions and communication are told apart', () => {
    const run = playedOut();
    expect(texts(run, 'decision')).toContain('Mara decided personal-data: No, none. Why: The pipeline holds none');
    expect(texts(run, 'communication')).toContain(
      'Mara answered the message from Release monitor: We stop the pipeline.',
    );
    expect(texts(run, 'communication')).toContain('Jon told consumers: What happened. What to do now.');
    expect(texts(run, 'event')).toContain('Jon finished isolate-stages for build.yml');
  });

  it('given an answer and its finishing, when it is reported, then it is told once', () => {
    const told = playedOut().report.timeline.filter(({ text }) => text.includes('personal-data'));
    expect(told).toHaveLength(1);
  });

  it('given a time that the machinery tells, when it is reported, then it cannot pass for hours, and what people typed stays', () => {
    const run = new Run()
      .at(3)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'Maybe.' })
      .do({ type: 'note', text: 'See T+04:00.' });
    expect(texts(run, 'event')).toContain('A deadline began to run: Tell the authority, due T +72 h');
    expect(texts(run, 'event').at(-1)).toContain('See T+04:00.');
  });

  it('given what the attacker did, when it is reported, then it is not among the team’s times', () => {
    expect(section(playedOut().markdown, 'Timeline')).not.toMatch(/attacker|In truth/i);
  });

  it('given a drill in UTC, when it is reported, then a row has its entry, T and the wall', () => {
    expect(section(playedOut().markdown, 'Timeline of 2026-05-10')).toMatch(
      /\| \d+ \| \+10 min \| 14:10:00 \| \*\*decision\*\* \| Mara approved isolate-stages for build\.yml \|/,
    );
  });

  it('given an incident in another zone, when it is reported, then its time stands beside UTC', () => {
    const run = new Run({ scenario: null, timezone: 'Asia/Tokyo' }).at(15).do({ type: 'note', text: 'Hello.' });
    const text = section(run.markdown, 'Timeline');
    expect(text).toContain('| Entry | T | UTC | Asia/Tokyo | Sort | What |');
    expect(text).toContain('| 14:15:00 | 23:15:00 |');
  });

  it('given a zone in which it is another day already, when it is reported, then the day is said', () => {
    const run = new Run({ scenario: null, timezone: 'Pacific/Auckland' }).at(15).do({ type: 'note', text: 'Hello.' });
    expect(section(run.markdown, 'Timeline')).toContain('| 14:15:00 | 2026-05-11 02:15:00 |');
  });

  it('given a zone that nobody knows, when it is reported, then there is UTC alone', () => {
    const run = new Run({ scenario: null, timezone: 'Mars/Olympus' });
    expect(section(run.markdown, 'Timeline')).toContain('| Entry | T | UTC | Sort | What |');
  });

  it('given something told late in an incident, when it is reported, then it stands where it happened, and says when it was told', () => {
    const run = new Run({ scenario: null })
      .at(5)
      .do({ type: 'note', text: 'First.' })
      .at(30)
      .do({ type: 'note', text: 'Earlier.' }, { happened: '2026-05-10T14:02:00.000Z' });
    const notes = run.report.timeline.filter(({ text }) => text.includes('noted'));
    expect(notes.map(({ at, text }) => [at, text])).toEqual([
      [minutes(2), 'Mara noted: Earlier.'],
      [minutes(5), 'Mara noted: First.'],
    ]);
    expect(section(run.markdown, 'Timeline')).toMatch(
      /\| \+2 min \| 14:02:00 \| event \| Mara noted: Earlier\. \(told 2026-05-10 14:30 UTC\) \|/,
    );
  });

  it('given something told late in a drill, when it is reported, then it stays where it was told, and says when it happened', () => {
    const run = new Run().at(30).do({ type: 'note', text: 'Earlier.' }, { happened: '2026-05-10T14:02:00.000Z' });
    expect(section(run.markdown, 'Timeline')).toMatch(
      /\| \+30 min \| 14:30:00 \| event \| Mara noted: Earlier\. \(happened 2026-05-10 14:02 UTC\) \|/,
    );
  });

  it('given an entry that was corrected, when it is reported, then it stays, and the correction stands with it', () => {
    const run = new Run().at(2).do({ type: 'note', text: 'Jon has the key.' });
    const noted = run.entries.length;
    run.at(3, jon).do({ type: 'correct', corrects: noted, text: 'Ann has it.' });
    const row = run.report.timeline.find(({ moment }) => moment.entry === noted);
    expect(row).toMatchObject({
      text: 'Mara noted: Jon has the key.',
      corrections: [{ entry: noted + 1, text: 'Ann has it.' }],
    });
    expect(section(run.markdown, 'Timeline')).toContain(`**corrected by entry ${noted + 1}:** Ann has it.`);
  });

  it('given a run over midnight, when it is reported, then each day has its own table', () => {
    const run = new Run({ scenario: null }).at(10 * 60 + 1, mara).do({ type: 'note', text: 'Still at it.' });
    expect(section(run.markdown, 'Timeline of 2026-05-10')).toContain('The run was opened');
    expect(section(run.markdown, 'Timeline of 2026-05-11')).toContain('Still at it.');
  });
});
