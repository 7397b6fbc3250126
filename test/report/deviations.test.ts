import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { jon, minutes, PLAYBOOK } from './small-drill.ts';

const acknowledged = () => new Run().at(1).do({ type: 'finish', step: 'acknowledge' });

describe('broken glass', () => {
  it('given a rule that was overridden, when it is reported, then what refused, who, when and why are told', () => {
    const run = new Run()
      .at(2)
      .do({ type: 'break-glass', over: { what: 'order', step: 'personal-data' }, reason: 'The press asks.' });
    expect(run.report.deviations).toMatchObject([
      {
        sort: 'override',
        about: 'the order of personal-data',
        reason: 'The press asks.',
        who: { person: 'Mara', role: 'lead' },
        moment: { at: minutes(2) },
      },
    ]);
    expect(run.report.deviations[0]?.refused).toMatch(/\w/);
    expect(section(run.markdown, 'Broken glass')).toMatch(
      /\| \+2 min \| Mara \(Incident lead\) \| the order of personal-data \| .+ \| The press asks\. \|/,
    );
    expect(run.report.summary.learnt).toContain(
      'A rule was overridden once, by breaking the glass: the order of personal-data (“The press asks”).',
    );
  });

  it('given a run without one, when it is reported, then it says that none was broken', () => {
    expect(section(playedOut().markdown, 'Broken glass')).toContain('No glass was broken');
  });
});

describe('departures from the playbook', () => {
  it.each([
    [
      'skipped',
      () => acknowledged().do({ type: 'skip', step: 'personal-data', reason: 'Not ours.' }),
      'step-skipped',
      'Not ours.',
    ],
    [
      'done otherwise',
      () => new Run().at(1).do({ type: 'do-otherwise', step: 'acknowledge', how: 'Asked counsel.' }),
      'otherwise',
      'Asked counsel.',
    ],
    [
      'failed',
      () => acknowledged().do({ type: 'fail', step: 'personal-data', reason: 'Nobody knows.' }),
      'failed',
      'Nobody knows.',
    ],
    [
      'retracted',
      () => acknowledged().do({ type: 'retract', step: 'acknowledge', reason: 'Wrong alert.' }),
      'retracted',
      'Wrong alert.',
    ],
    [
      'flagged unclear',
      () => acknowledged().do({ type: 'flag', step: 'acknowledge', flag: 'unclear', text: 'Say to whom?' }),
      'flag',
      'Say to whom?',
    ],
    [
      'phase skipped',
      () => acknowledged().do({ type: 'skip-phase', phase: 'triage', reason: 'Known already.' }),
      'phase-skipped',
      'Known already.',
    ],
    [
      'step added',
      () => acknowledged().do({ type: 'add-step', phase: 'triage', title: 'Call the vendor', reason: 'They host it.' }),
      'unplanned-step',
      'They host it.',
    ],
    [
      'item added',
      () => acknowledged().do({ type: 'add-item', kind: 'system', name: 'mirror' }),
      'unplanned-item',
      'added without a step that looked for it',
    ],
  ])(
    'given something %s, when it is reported, then it is listed with its reason, and proposes a change',
    (words, play, sort, reason) => {
      const run = play();
      expect(run.report.deviations).toMatchObject([{ sort, reason, who: { person: 'Mara' } }]);
      expect(section(run.markdown, 'Departures')).toContain(`| +1 min | ${words} |`);
      expect(run.report.proposedChanges).toHaveLength(1);
      expect(run.report.proposedChanges[0]?.entries).toEqual([run.report.deviations[0]?.moment.entry]);
    },
  );

  it('given a run by the book, when it is reported, then there is none', () => {
    expect(section(playedOut().markdown, 'Departures')).toContain('None');
  });
});

describe('proposed playbook changes', () => {
  it('given the same step skipped for several items, when it is reported, then it is one proposal with every entry', () => {
    const run = acknowledged()
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(2, jon)
      .do({ type: 'add-item', kind: 'stage', name: 'lint.yml' })
      .do({ type: 'skip', step: 'isolate-stages', item: 'build', reason: 'It is off.' })
      .do({ type: 'skip', step: 'isolate-stages', item: 'lint-yml', reason: 'It is off.' });
    const skips = run.report.proposedChanges.filter(({ where }) => where === 'isolate-stages');
    expect(skips).toMatchObject([
      { because: '2 times: It is off', proposal: 'Say when this step may be left out, or take it out' },
    ]);
    expect(skips[0]?.entries).toHaveLength(2);
  });

  it('given two flags on a step, when it is reported, then each is a proposal of its own', () => {
    const run = acknowledged()
      .do({ type: 'flag', step: 'acknowledge', flag: 'slow', text: 'Takes ages.' })
      .do({ type: 'flag', step: 'acknowledge', flag: 'unclear', text: 'To whom?' });
    expect(run.report.proposedChanges.map(({ proposal, because }) => [proposal, because])).toEqual([
      ['Make it quicker', 'Takes ages'],
      ['Say it more clearly', 'To whom?'],
    ]);
  });

  it('given what came late and what was never found, when the drill is over, then the survey of its kind is to be better', () => {
    const run = playedOut(new Run());
    expect(run.report.proposedChanges).toMatchObject([
      { where: 'scope: credential', because: '1 never found: CI_TOKEN' },
    ]);
    const late = acknowledged()
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(3, jon)
      .do({ type: 'finish', step: 'survey-stages' })
      .at(5, jon)
      .do({ type: 'add-item', kind: 'stage', name: 'release.yml', foundBy: { step: 'survey-stages' } });
    expect(late.report.proposedChanges).toMatchObject([
      { where: 'survey-stages', because: '1 came late: release.yml' },
    ]);
  });

  describe('given two surveys of a kind that left something unfound, when the drill is over', () => {
    const playbook = PLAYBOOK.replace(
      '      - step: isolate-stages\n',
      `      - { step: list-again, after: [], role: operator, effect: survey, of: stage, do: List them once more. }
      - step: isolate-stages
`,
    );
    const proposed = (done: readonly string[]) => {
      const run = new Run({ playbook }).at(3).do({ type: 'finish', step: 'acknowledge' });
      run.do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' });
      for (const step of done) run.at(4, jon).do({ type: 'finish', step });
      run.at(5).do({ type: 'stop', reason: 'Enough.' });
      const stages = run.report.proposedChanges.filter(({ part }) => part.id === 'stage');
      return stages.map(({ where, proposal }) => [where, proposal]);
    };

    it('then only the one that was done is to find more', () => {
      expect(proposed(['list-again'])).toEqual([['list-again', 'Make the survey find every stage']]);
    });

    it('and that nobody did, then they are to be done', () => {
      expect(proposed([])).toEqual([['survey-stages, list-again', 'See that a survey of every stage is done']]);
    });
  });
});
