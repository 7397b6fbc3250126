import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { hours, jon, minutes } from './small-drill.ts';

const exposed = () =>
  new Run()
    .at(1)
    .do({ type: 'finish', step: 'acknowledge' })
    .at(2)
    .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' });

describe('notifications', () => {
  it('given a message that a step sent, when it is reported, then its words stand whole, with who sent it to whom', () => {
    expect(playedOut().report.messages).toMatchObject([
      {
        to: 'consumers',
        text: 'What happened.\nWhat to do now.',
        who: { person: 'Jon', roleTitle: 'Operator' },
        moment: { at: minutes(12) },
      },
    ]);
    expect(section(playedOut().markdown, 'Message to consumers at T +12 min')).toContain(
      '> What happened.\\\n> What to do now.',
    );
  });
});

describe('deadlines', () => {
  it('given a deadline that nothing started, when it is reported, then it never started', () => {
    expect(playedOut().report.clocks).toMatchObject([
      { title: 'Tell the authority', status: 'not-started', started: null, due: null },
    ]);
  });

  it('given a deadline that runs, when it is reported, then it has its due time, and is an open question', () => {
    const { clocks, openQuestions } = exposed().report;
    expect(clocks).toMatchObject([
      { status: 'running', started: { at: minutes(2) }, due: hours(72), owner: 'Incident lead' },
    ]);
    expect(openQuestions).toContainEqual({
      sort: 'clock',
      text: 'A deadline runs: Tell the authority',
      owner: 'Incident lead',
    });
  });

  it('given a deadline that was met, when it is reported, then it says when', () => {
    const run = exposed().at(9, jon).do({ type: 'finish', step: 'advise' });
    expect(run.report.clocks).toMatchObject([{ status: 'met', ended: { at: minutes(9) } }]);
    expect(section(run.markdown, 'Notifications and deadlines')).toContain(
      '| Tell the authority | +2 min | +72 h | met +9 min | GDPR, art. 33(1) |',
    );
  });

  it('given a deadline that was missed, when it is reported, then it says so loudly and in the summary', () => {
    const run = new Run({ scenario: null })
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' })
      .at(73 * 60)
      .do({ type: 'note', text: 'Oh.' });
    expect(section(run.markdown, 'Notifications and deadlines')).toContain('**missed +72 h**');
    expect(run.report.summary.learnt).toContain('Deadlines missed: Tell the authority.');
  });
});
