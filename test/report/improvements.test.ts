import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { SCENARIO } from './small-drill.ts';

describe('the improvement plan', () => {
  const agreed = () =>
    playedOut()
      .at(25)
      .do({
        type: 'add-improvement',
        text: 'Name the on-call.',
        owner: 'Jon',
        due: '2026-06-01',
        from: 'flag acknowledge unclear 7',
      })
      .do({ type: 'add-improvement', text: 'Write a survey of credentials.' })
      .do({ type: 'add-improvement', text: 'Buy a pager.' })
      .do({ type: 'drop-improvement', improvement: 'improvement-3', reason: 'We have one.' });

  it('given improvements, when it is reported, then each has its owner and its due date, or says that it has none', () => {
    const text = section(agreed().markdown, 'Improvement plan');
    expect(text).toContain('| Name the on-call. | flagged: acknowledge unclear | Jon | 2026-06-01 |');
    expect(text).toContain('| Write a survey of credentials. | – | **nobody yet** | **no date** |');
  });

  it('given one that is worked on elsewhere, when it is reported, then the link stands with owner and due date', () => {
    const url = 'https://github.com/acme/app/issues/7';
    const run = agreed().do({
      type: 'track-improvement',
      improvement: 'improvement-1',
      tracker: 'github:acme/app',
      state: 'open',
      issue: '#7',
      url,
    });
    expect(section(run.markdown, 'Improvement plan')).toMatch(
      /\| Name the on-call\. \|.*\| 2026-06-01 \| .*open: `https:\/\/github\.com\/acme\/app\/issues\/7` \|/,
    );
    expect(run.report.improvements[0]?.tracked).toEqual([
      { tracker: 'github:acme/app', state: 'open', issue: '#7', url, why: null },
    ]);
  });

  it('given one that was dropped, when it is reported, then it stands apart with its reason', () => {
    expect(section(agreed().markdown, 'Improvement plan')).toContain('- Buy a pager: We have one.');
    expect(agreed().report.improvements[2]?.dropped).toBe('We have one.');
  });

  it('given improvements, when it is summed up, then they are learnt, and one without an owner is open', () => {
    const { learnt, open } = agreed().report.summary;
    expect(learnt).toContain('Agreed for improvement: “Name the on-call” and “Write a survey of credentials”.');
    expect(open).toContain('1 improvement has no owner yet.');
  });
});

describe('what the run proposed and nobody accepted', () => {
  const stopped = (answeredAt: number | null, wanted = false) => {
    const [first, ...others] = SCENARIO.injects;
    if (!first?.expect) throw new Error('the first inject expects an answer');
    const options = [
      { id: 'stop', label: 'Stop it' },
      { id: 'wait', label: 'Wait' },
    ];
    const ask = { question: 'What do you do?', form: 'options' as const, options };
    const strict = { ...first, ask, expect: { ...first.expect, answered: ['stop'] } };
    const run = new Run(wanted ? { scenario: { ...SCENARIO, injects: [strict, ...others] } } : {});
    if (answeredAt !== null)
      run.at(answeredAt).do({ type: 'answer-inject', inject: 'check-call', answer: wanted ? 'wait' : 'We stop it.' });
    return run.at(answeredAt === null ? 20 : answeredAt + 1).do({ type: 'stop', reason: 'Enough.' });
  };
  const texts = (run: Run) => run.do({ type: 'close' }).report.proposedImprovements.map(({ text }) => text);

  it('given a run that is not closed, when it is reported, then nothing is: it is still to be decided', () => {
    expect(stopped(null).report.proposedImprovements).toEqual([]);
  });

  it('given a question that nobody answered, then it is told by who asked it', () => {
    expect(texts(stopped(null))).toContain(
      'Answer when Release monitor asks “What do you do?”: answered by T +12 min (not answered)',
    );
  });

  it('given an answer that came late, then it is to come sooner', () => {
    expect(texts(stopped(15))).toContain(
      'Answer sooner when Release monitor asks “What do you do?”: answered by T +12 min (at T +15 min)',
    );
  });

  it('given a wrong answer, then it is to be better', () => {
    expect(texts(stopped(5, true))).toContain(
      'Answer better when Release monitor asks “What do you do?”: answered “Stop it” by T +12 min (answered “Wait” at T +5 min)',
    );
  });

  it('given some that were accepted, even if dropped again, then only the others stand in the plan', () => {
    const run = stopped(null)
      .do({ type: 'add-improvement', text: 'Answer the phone.', from: 'inject check-call' })
      .do({ type: 'add-improvement', text: 'Find it.', from: 'missed token' })
      .do({ type: 'drop-improvement', improvement: 'improvement-2', reason: 'It is gone.' })
      .do({ type: 'close' });
    const { proposedImprovements } = run.report;
    expect(proposedImprovements.map(({ id }) => id)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^inject check-call$|^missed token$/)]),
    );
    const plan = section(run.markdown, 'Improvement plan');
    expect(plan).toContain('Proposed by the run, and not accepted when it was closed:\n\n- ');
    for (const { text } of proposedImprovements) expect(plan).toContain(text.split(':')[0]);
  });
});
