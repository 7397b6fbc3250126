import { describe, expect, it } from 'vitest';
import { forAudience } from '../../src/report/audience.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { reportModel } from '../../src/report/report.ts';
import { playedOut, Run, section } from './build.ts';
import { badNight, Incident } from './live/leaked-token.ts';

const damaged = () => {
  const run = playedOut();
  const entries = run.entries.slice(0, 20);
  const damage = { sort: 'damaged', read: 20, entry: 21, words: 'Entry 21 was changed after it was written.' } as const;
  return reportModel(entries, run.definition, { damage });
};

describe('a journal that is not whole', () => {
  it('given damage, when it is reported, then page one and every heading say so', () => {
    const page = toMarkdown(damaged());
    expect(section(page, 'In short')).toContain('THE JOURNAL IS DAMAGED');
    expect(section(page, 'In short')).toContain('entries 1 to 20, which are intact');
    for (const line of page.split('\n').filter((one) => /^#{2,} /.test(one)))
      expect(line).toContain('DAMAGED JOURNAL: ');
  });

  it('given damage, then nothing says that the run is still open: its end is not among what was read', () => {
    const report = damaged();
    const { inShort, outcome } = report.summary;
    expect(report.draft).toBe('The journal cannot be read to its end: how the run ended is not known.');
    expect(report.notices.map(({ sort }) => sort)).not.toContain('open');
    expect([...inShort, ...outcome].join(' ')).not.toMatch(/still open|the run is open/);
  });

  it('given what is lost may have told somebody, decided or contained something, then nothing says that nobody did', () => {
    const run = playedOut();
    const damage = { sort: 'damaged', read: 4, entry: 5, words: 'Entry 5 was changed.' } as const;
    const report = reportModel(run.entries.slice(0, 4), run.definition, { damage });
    const { impact, decisions, risk, speed } = report.summary;
    expect(impact).toContain('No entry that can be read says that anybody outside the team was told.');
    expect(decisions).toEqual(['No entry that can be read asks for one.']);
    expect(risk).toContain('What came after the last entry that can be read is not known.');
    expect(speed[0]).toBe('This is how it stood at the last entry that can be read.');
    for (const one of [report, forAudience(report, 'public'), forAudience(report, 'executives')])
      expect(toMarkdown(one)).not.toMatch(/Nobody outside the team was told|Nobody was told anything/);
  });

  it('given an incident whose milestone lies behind the damage, then it is not told as not contained', () => {
    const night = badNight();
    const damage = { sort: 'damaged', read: 2, entry: 3, words: 'Entry 3 was changed.' } as const;
    const { contained, impact } = reportModel(night.entries.slice(0, 2), night.run.state.definition, {
      damage,
    }).summary;
    expect(contained.join(' ')).toMatch(/^Not known: as far as the journal can be read, /);
    expect(impact[0]).toMatch(/^No entry that can be read says that anything was affected/);
  });

  it('given it is for the public, then what is wrong is said without a word of the journal', () => {
    const theirs = forAudience(damaged(), 'public');
    expect(theirs.notices[0]?.text).toContain('could not be read to its end');
    expect(JSON.stringify(theirs)).not.toContain('Entry 21');
  });

  it('given another version began it, when it is reported, then page one says which', () => {
    const run = playedOut();
    const { notices } = reportModel(run.entries, run.definition, { tool: 'breakglass 9.0.0' });
    expect(notices.map(({ text }) => text)).toContain(
      'The journal was begun by breakglass 0.1.0; this report was made by breakglass 9.0.0.',
    );
  });

  it('given it is open, or was amended after it was closed, then page one says so, with both heads', () => {
    expect(new Run().report.notices[0]?.sort).toBe('open');
    const run = playedOut().do({ type: 'close' });
    const closed = run.entries.at(-1)?.hash ?? '';
    const { report } = run.do({ type: 'note', text: 'Later.' });
    const amended = report.notices.find(({ sort }) => sort === 'amended')?.text ?? '';
    expect(amended).toContain('1 entry');
    expect(amended).toContain(closed.slice(0, 16));
    expect(amended).toContain(report.integrity.head.slice(0, 16));
    expect(report.marking.state).toBe('final');
  });
});

describe('page one', () => {
  it('given an incident in which nothing was entered, then it does not say that somebody looked', () => {
    const { impact } = new Incident().report.summary;
    expect(impact[0]).toBe('Nothing was written down as affected: no proof that nothing was.');
  });

  it('given an incident that was stopped with most of it undone, then risk and what is open say so', () => {
    const { risk, mostOpen } = new Incident().does({ type: 'stop', reason: 'Handed over.' }, 'Mara').report.summary;
    const undone = expect.stringMatching(/^It was ended with \d+ of \d+ phases not closed\.$/);
    expect(risk).toEqual(expect.arrayContaining([undone]));
    expect(mostOpen.join(' ')).not.toBe('Nothing.');
  });

  it('given any end, then it is half a page', () => {
    for (const { report } of [playedOut(), new Run(), playedOut().do({ type: 'close' })]) {
      const { inShort, contained, impact, risk, decisions, mostOpen } = report.summary;
      const words = [...inShort, ...contained, ...impact, ...risk, ...decisions, ...mostOpen].join(' ').split(/\s+/);
      expect(words.length).toBeLessThan(280);
    }
  });

  it('given an incident, then it says what happened, when it was contained by both clocks, what is open and whose it is', () => {
    const { summary, openQuestions } = badNight().report;
    expect(summary.inShort.join(' ')).toMatch(/known at \d{4}-\d\d-\d\d \d\d:\d\d UTC\. .*ended after/);
    expect(summary.contained.join(' ')).toMatch(/after it was known; .* after the intrusion began.*, at \d{4}.*target/);
    const owned = summary.mostOpen.slice(0, 3);
    expect(owned).toHaveLength(Math.min(3, openQuestions.length));
    for (const line of owned) expect(line).toMatch(/\([^()]+\)\.?$/);
  });

  it('given what people said in the hot wash, then it stands first, under its objective, and what is derived says so', () => {
    const run = playedOut()
      .do({ type: 'note', text: 'The bridge was open in a minute', sort: 'well', objective: 'contain' })
      .do({ type: 'note', text: 'The token had expired', sort: 'lucky' })
      .do({ type: 'add-improvement', text: 'Improve the survey.', element: 'planning', objective: 'contain' });
    const { review, assessment, improvements } = run.report;
    expect(review.well[0]).toMatchObject({
      by: 'people',
      text: 'The bridge was open in a minute',
      objective: 'contain',
    });
    expect(review.lucky[0]?.text).toBe('The token had expired');
    expect(assessment?.objectives[0]?.strengths[0]?.text).toBe('The bridge was open in a minute');
    expect(improvements[0]).toMatchObject({ element: 'planning', elementSaid: true, doneWhen: null });
    expect(improvements[0]?.unverifiable).toContain('Nothing says what will show that it is done');
    expect(section(run.markdown, 'What went well')).toContain('The bridge was open in a minute (Mara');
    expect(section(run.markdown, 'capability element')).toContain('**Nothing says what will show');
  });
});
