import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { jon, mara, minutes } from './small-drill.ts';

describe('people and roles', () => {
  it('given roles from the start, when it is reported, then each person has theirs, to the end', () => {
    expect(playedOut().report.people.participants).toMatchObject([
      { person: 'Mara', roles: [{ role: 'lead', title: 'Incident lead', from: 0, until: null }] },
      { person: 'Jon', roles: [{ role: 'operator', title: 'Operator', from: 0, until: null }] },
    ]);
  });

  it('given a role that was handed over, when it is reported, then both held it in their time, and the words are kept', () => {
    const run = new Run().at(12).do({ type: 'hand-over', role: 'lead', to: 'Ann', note: 'Everything is in the log.' });
    const { participants, handovers } = run.report.people;
    expect(participants.find(({ person }) => person === 'Mara')?.roles).toMatchObject([
      { from: 0, until: minutes(12) },
    ]);
    expect(participants.find(({ person }) => person === 'Ann')?.roles).toMatchObject([
      { from: minutes(12), until: null },
    ]);
    expect(handovers).toMatchObject([
      { title: 'Incident lead', from: 'Mara', to: 'Ann', note: 'Everything is in the log.' },
    ]);
    expect(section(run.markdown, 'People and roles')).toContain(
      'T +12 min, Incident lead: Mara to Ann. Everything is in the log.',
    );
  });

  it('given approvals, when it is reported, then who approved what is told', () => {
    expect(playedOut().report.people.approvals).toMatchObject([
      { who: { person: 'Mara' }, what: ['isolate-stages for build.yml'], granted: true, self: false },
      { who: { person: 'Mara' }, what: ['isolate-stages for release.yml'], granted: true, self: false },
    ]);
  });

  it('given one person who asks and approves, when it is reported, then it is said to be self-approved', () => {
    const run = new Run({ roles: { lead: 'Mara', operator: 'Mara' } })
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(2, mara)
      .approved('isolate-stages', 'build');
    const text = section(run.markdown, 'Approvals');
    expect(text).toContain('**One approval self-approved:** asked for and given by one person.');
    expect(text).toContain('approved, **self-approved**');
  });

  it('given an approval that was refused, when it is reported, then it says why', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(1, jon)
      .do({ type: 'request-approval', instances: [{ step: 'isolate-stages', item: 'build' }] })
      .at(1, mara)
      .do({
        type: 'refuse-approval',
        instances: [{ step: 'isolate-stages', item: 'build' }],
        reason: 'Not during the release.',
      });
    expect(section(run.markdown, 'Approvals')).toContain('**refused**: Not during the release.');
  });

  it('given a run that a script typed, when it is reported, then it is not passed off for a team’s', () => {
    const run = playedOut();
    run.entries.splice(0, run.entries.length, ...run.entries.map((entry) => ({ ...entry, typedBy: 'play:quick' })));
    expect(run.report.overview.script).toEqual({ play: 'quick', title: null, byPeople: 0 });
    expect(run.report.summary.happened[0]).toMatch(
      /^This was an exercise, played by a script \(the play “quick”\) and not by people\. The script drilled/,
    );
    expect(run.markdown.split('\n').slice(2, 5).join('\n')).toContain('**A script played this, not people.**');
    expect(run.markdown).toContain('| **Played by** | a script: the play “quick” of the scenario |');
    expect(run.markdown).toContain('| **Held** | in simulated time, from');
    expect(playedOut().report.overview.script).toBeNull();
  });

  it('given a script to whom a person adds, when it is reported, then both are told', () => {
    const run = playedOut();
    run.entries.splice(0, 5, ...run.entries.slice(0, 5).map((entry) => ({ ...entry, typedBy: 'play:quick' })));
    expect(run.report.overview.script?.byPeople).toBeGreaterThan(0);
    expect(run.markdown).toContain('entries beside it came from people.');
  });

  it('given the keyboards, when it is reported, then who typed is told apart from who spoke', () => {
    const { keyboards } = playedOut().report.people;
    expect(keyboards.map(({ typedBy }) => typedBy)).toEqual(['mara@laptop']);
  });
});
