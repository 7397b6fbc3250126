import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { minutes } from './small-drill.ts';

const inject = (run: Run, id: string) => run.report.injects?.find((one) => one.inject === id);

describe('injects', () => {
  it('given an inject that was answered, when it is reported, then its words, its answer and its judgement are told', () => {
    expect(inject(playedOut(), 'check-call')).toMatchObject({
      delivered: { at: minutes(2) },
      question: 'What do you do?',
      answer: { text: 'We stop the pipeline.', who: { person: 'Mara' }, moment: { at: minutes(3) } },
      judged: { verdict: 'met' },
      to: ['Incident lead'],
    });
    const text = section(playedOut().markdown, 'Inject 1, Release monitor, T +2 min');
    expect(text).toContain('> Version 4.2.1 appeared.\\\n> Nobody cut it.');
    expect(text).toContain('> We stop the pipeline.');
  });

  it('given an inject that nobody answered, when it is reported, then it says so', () => {
    const run = new Run().at(20).do({ type: 'stop', reason: 'Enough.' });
    expect(inject(run, 'check-call')).toMatchObject({ answer: null, judged: { verdict: 'unmet' } });
    expect(section(run.markdown, 'Injects')).toContain(
      '| 1 | +2 min | Release monitor | Version 4.2.1 appeared. / Nobody cut it. | **not answered** | **not met**',
    );
  });

  it('given an inject that was held to the end, when it is reported, then it was held and is not judged', () => {
    expect(inject(playedOut(), 'late-call')).toMatchObject({
      delivered: null,
      withheld: 'held, and never released',
      judged: null,
    });
  });

  it('given an inject that was dropped, when it is reported, then it says why', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'drop-inject', inject: 'check-call', reason: 'No time.' })
      .do({ type: 'stop', reason: 'Enough.' });
    expect(inject(run, 'check-call')).toMatchObject({ withheld: 'dropped: No time.' });
  });

  it('given an improvised inject, when it is reported, then it says that it is one', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'improvise-inject', from: 'Press', via: 'mail', to: ['lead'], text: 'Comment?' });
    const improvised = run.report.injects?.find((one) => one.improvised);
    expect(improvised).toMatchObject({ from: 'Press', text: 'Comment?' });
    expect(run.markdown).toContain('Inject 1, Press, T +1 min (improvised)');
  });

  it('given a drill in play, when it is reported, then what has not come yet is not in it', () => {
    const run = new Run().at(1).do({ type: 'note', text: 'Hello.' });
    expect(run.report.injects).toEqual([]);
    expect(run.markdown).not.toContain('regulator');
  });
});
