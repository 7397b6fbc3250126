import { describe, expect, it } from 'vitest';
import { playedOut, section } from './build.ts';

describe('the improvement plan', () => {
  const agreed = () =>
    playedOut()
      .at(25)
      .do({
        type: 'add-improvement',
        text: 'Name the on-call.',
        owner: 'Jon',
        due: '2026-06-01',
        from: 'flag on acknowledge',
      })
      .do({ type: 'add-improvement', text: 'Write a survey of credentials.' })
      .do({ type: 'add-improvement', text: 'Buy a pager.' })
      .do({ type: 'drop-improvement', improvement: 'improvement-3', reason: 'We have one.' });

  it('given improvements, when it is reported, then each has its owner and its due date, or says that it has none', () => {
    const text = section(agreed().markdown, 'Improvement plan');
    expect(text).toContain('| Name the on-call. | flag on acknowledge | Jon | 2026-06-01 |');
    expect(text).toContain('| Write a survey of credentials. | – | **nobody yet** | **no date** |');
  });

  it('given one that was dropped, when it is reported, then it stands apart with its reason', () => {
    expect(section(agreed().markdown, 'Improvement plan')).toContain('- Buy a pager: We have one.');
    expect(agreed().report.improvements[2]?.dropped).toBe('We have one.');
  });

  it('given improvements, when it is summed up, then they are learnt, and one without an owner is open', () => {
    const { learnt, open } = agreed().report.summary;
    expect(learnt).toContain('Agreed for improvement: Name the on-call and Write a survey of credentials.');
    expect(open).toContain('1 improvement has no owner yet.');
  });
});
