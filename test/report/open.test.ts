import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { jon, SCENARIO } from './small-drill.ts';

const open = (run: Run) => run.report.openQuestions.map(({ sort, text, owner }) => [sort, text, owner]);

describe('open questions', () => {
  it('given a team that is through, and an attacker that is not, when it is reported, then what is left is open', () => {
    const left = ['Still compromised: release.yml', 'Stolen, and still alive: CI_TOKEN'];
    expect(open(playedOut())).toEqual(left.map((text) => ['truth', text, null]));
    expect(playedOut().report.summary.open.slice(0, 2)).toEqual(left.map((text) => `${text}.`));
  });

  it('given no more questions than the summary tells, when it is reported, then they are not told twice', () => {
    expect(playedOut().markdown).not.toContain('Open questions\n');
  });

  it('given more questions than the summary has room for, when it is reported, then all of them stand in one list', () => {
    const unknown = { ...SCENARIO, inputs: {}, anchors: { known: 0, intruded: null } };
    const run = new Run({ roles: {}, scenario: unknown }).at(3).do({ type: 'note', text: 'Where is everybody?' });
    const { openQuestions, summary } = run.report;
    expect(openQuestions).toHaveLength(6);
    expect(summary.open).toContain('1 more open question, listed under “Open questions”.');
    expect(section(run.markdown, 'Open questions').trim().split('\n')).toHaveLength(6);
  });

  it('given facts that nobody knows, when it is reported, then they are asked for', () => {
    const undated = { ...SCENARIO, anchors: { known: 0, intruded: null }, inputs: {} };
    expect(open(playedOut(new Run({ scenario: undated }))).filter(([sort]) => sort !== 'truth')).toEqual([
      ['anchor', 'When did the intrusion begin? Every figure from that moment is unknown until then', null],
      ['input', 'Which repository? (repository)', null],
    ]);
  });

  it('given steps that are not finished, when it is reported, then each step is one line with its items and whose it is', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(2, jon)
      .do({ type: 'add-item', kind: 'stage', name: 'release.yml' })
      .do({ type: 'request-approval', instances: [{ step: 'isolate-stages', item: 'build' }] });
    expect(open(run).filter(([sort]) => sort !== 'inject')).toEqual([
      ['step', 'survey-stages: not begun', 'Operator'],
      ['approval', 'isolate-stages for build.yml: waits for an approval', 'Jon'],
      ['step', 'isolate-stages for release.yml: not begun', 'Operator'],
      ['step', 'advise: not begun', 'Operator'],
    ]);
  });

  it('given a question that nobody answered, when it is reported, then it is open and for whom', () => {
    const run = new Run().at(3).do({ type: 'note', text: 'Hello.' });
    expect(open(run)).toContainEqual([
      'inject',
      'Release monitor asked, and got no answer: What do you do?',
      'Incident lead',
    ]);
  });

  it('given a role that nobody took, when it is reported, then it says so', () => {
    expect(open(new Run({ roles: { lead: 'Mara' } }))).toContainEqual(['role', 'Nobody held the role Operator', null]);
  });
});
