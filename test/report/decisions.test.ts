import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { jon, minutes, SCENARIO } from './small-drill.ts';

describe('decisions', () => {
  it('given an answer to a question, when it is reported, then who, as what, why and the label of the answer are told', () => {
    const [decision] = playedOut().report.decisions;
    expect(decision).toMatchObject({
      sort: 'answer',
      question: 'Was personal data exposed?',
      answer: 'No, none',
      rationale: 'The pipeline holds none.',
      who: { person: 'Mara', role: 'lead', roleTitle: 'Incident lead' },
      superseded: false,
      moment: { at: minutes(4) },
    });
  });

  it('given a decision, when it is reported, then what was known just before it is told, and nothing from later', () => {
    const undated = { ...SCENARIO, anchors: { known: 0, intruded: null } };
    const run = playedOut(new Run({ scenario: undated }));
    run.do({
      type: 'revise-anchor',
      anchor: 'intruded',
      value: '2026-03-02T07:12:00Z',
      source: 'audit log',
      reason: 'First login.',
    });
    expect(run.report.decisions[0]?.known).toEqual({
      scope: [{ kind: 'stage', items: 1, ruledOut: 0, reached: [] }],
      anchors: { known: '2026-03-02T08:12:00.000Z', intruded: null },
    });
    expect(section(run.markdown, 'Decision: Was personal data exposed?')).toContain(
      'Known then: in scope 1 stage; known since 2026-03-02 08:12 UTC in the story; start of the intrusion not known',
    );
  });

  it('given effects and ruled-out items before it, when it is reported, then they are counted', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None there.' })
      .at(2, jon)
      .approved('isolate-stages', 'build')
      .do({ type: 'add-item', kind: 'stage', name: 'lint.yml' })
      .at(3)
      .do({ type: 'rule-out', item: 'lint-yml', reason: 'It runs nowhere.' })
      .do({ type: 'rule-in', item: 'lint-yml', reason: 'It does.' });
    expect(run.report.decisions.map(({ sort, superseded, known }) => [sort, superseded, known.scope])).toEqual([
      ['answer', false, [{ kind: 'stage', items: 1, ruledOut: 0, reached: [] }]],
      ['ruled-out', true, [{ kind: 'stage', items: 2, ruledOut: 0, reached: [{ effect: 'isolated', items: 1 }] }]],
      ['ruled-in', false, [{ kind: 'stage', items: 1, ruledOut: 1, reached: [{ effect: 'isolated', items: 1 }] }]],
    ]);
    expect(section(run.markdown, 'Decisions')).toContain(
      '| +3 min | Mara (Incident lead) | lint.yml | Ruled out, revised later | It runs nowhere. |',
    );
  });

  it('given a question that is decided anew, when it is reported, then both answers stand and the last one counts', () => {
    const run = playedOutEarly()
      .at(6)
      .do({ type: 'retract', step: 'personal-data', reason: 'A dump was found.' })
      .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' });
    expect(run.report.decisions.map(({ answer, superseded }) => [answer, superseded])).toEqual([
      ['No, none', true],
      ['Yes, or maybe', false],
    ]);
    expect(section(run.markdown, 'Decisions')).toContain('Answer: **No, none** (decided anew later)');
  });
});

function playedOutEarly(): Run {
  return new Run()
    .at(3)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None there.' });
}
