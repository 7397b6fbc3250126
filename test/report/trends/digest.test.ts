import { describe, expect, it } from 'vitest';
import { digestOf, isScripted, leftOutOf } from '../../../src/report/trends/digest.ts';
import { ruleOfProposal } from '../../../src/report/trends/findings.ts';
import { playedOut, Run } from '../build.ts';

const digest = (run: Run) => digestOf(run.report, run.definition, run.entries);
const found = (run: Run) => digest(run).findings.map(({ rule, of, by, text }) => [rule, of, by, text]);
const closed = () => playedOut().at(25).do({ type: 'close' });

describe('the digest of a run', () => {
  it('given a drill that is closed, then it has its milestones on both clocks, its objectives, roles and effects', () => {
    const told = digest(closed());
    expect(told).toMatchObject({
      run: 'run-7f3a',
      kind: 'exercise',
      opened: '2026-05-10T14:00:00.000Z',
      playbook: { id: 'small', version: '1.2.0' },
      scenario: { id: 'small-drill' },
      objectives: [{ objective: 'contain', final: false }],
    });
    expect(told.milestones[0]).toEqual({
      milestone: 'acknowledged',
      reached: true,
      doubted: false,
      fromKnown: 3 * 60_000,
      fromIntruded: 303 * 60_000,
      target: { within: 5 * 60_000, from: 'known', took: 3 * 60_000, verdict: 'met' },
    });
    expect(told.roles).toEqual([
      { role: 'lead', title: 'Incident lead', held: true },
      { role: 'operator', title: 'Operator', held: true },
    ]);
    expect(told.effects).toEqual(['isolate', 'notify', 'survey']);
  });

  it('given what went otherwise, then each sort of it and its part are one rule, without what people wrote', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'skip', step: 'personal-data', reason: 'Mara knows that there is none.' })
      .do({ type: 'flag', step: 'isolate-stages', flag: 'slow', text: 'Jon waited.' })
      .do({ type: 'flag', step: 'isolate-stages', flag: 'slow', text: 'And again.' })
      .at(2)
      .do({ type: 'stop', reason: 'Enough.' })
      .do({ type: 'close' });
    const all = found(run);
    expect(all).toContainEqual(['step-skipped step personal-data', 'playbook', 'rule', 'step personal-data: skipped']);
    expect(all.filter(([rule]) => rule?.startsWith('flag'))).toEqual([
      ['flag step isolate-stages slow', 'playbook', 'rule', 'step isolate-stages: flagged as slow'],
    ]);
    expect(JSON.stringify(all)).not.toMatch(/Mara|Jon/);
  });

  it('given what nobody found, then it is told by its kind, not by its name', () => {
    const run = new Run().at(2).do({ type: 'stop', reason: 'Enough.' }).do({ type: 'close' });
    expect(found(run)).toContainEqual(['survey stage', 'playbook', 'rule', 'scope stage: found late, or never']);
    expect(JSON.stringify(found(run))).not.toContain('release.yml');
  });

  it('given an expectation that was not met, then it is the same finding whether it was accepted or not', () => {
    const stopped = () => new Run().at(2).do({ type: 'stop', reason: 'Enough.' });
    const id = stopped()
      .do({ type: 'close' })
      .report.proposedImprovements.find(({ id: one }) => one.startsWith('inject '))?.id;
    if (id === undefined) throw new Error('a message that nobody answered is proposed');
    const accepted = stopped()
      .do({ type: 'add-improvement', text: 'Answer the phone.', from: id })
      .do({ type: 'close' });
    const shown = ['inject check-call', 'scenario', 'rule', 'message check-call from Release monitor: late or unmet'];
    expect(found(stopped().do({ type: 'close' }))).toContainEqual(shown);
    expect(found(accepted)).toContainEqual(shown);
    expect(digest(accepted).improvements).toMatchObject([{ text: 'Answer the phone.', rule: id }]);
  });

  it('given improvements, then what was dropped is not open, and what people wrote themselves is the same by its words', () => {
    const run = playedOut()
      .at(25)
      .do({ type: 'add-improvement', text: 'Buy a pager!' })
      .do({ type: 'add-improvement', text: 'Not this.' })
      .do({ type: 'drop-improvement', improvement: 'improvement-2', reason: 'No.' })
      .do({ type: 'close' });
    expect(digest(run).improvements.map(({ text }) => text)).toEqual(['Buy a pager!']);
    expect(found(run)).toContainEqual(['words buy a pager', 'playbook', 'words', 'Buy a pager!']);
    expect(JSON.stringify(found(run))).not.toContain('Not this');
  });

  it('given an incident, then it has no objectives and no scenario', () => {
    expect(digest(new Run({ scenario: null }))).toMatchObject({ kind: 'incident', scenario: null, objectives: null });
  });
});

describe('which runs count', () => {
  it('given one that is not closed, then it does not', () => {
    expect(leftOutOf(playedOut().report)).toBe('open');
    expect(leftOutOf(closed().report)).toBeNull();
  });

  it('given that a script typed any of it, then it does not; what people typed does, and an incident always', () => {
    const run = closed();
    expect(isScripted(run.entries)).toBe(false);
    const typed = run.entries.map((entry, at) => (at === 5 ? { ...entry, typedBy: 'play:by-the-book' } : entry));
    expect(isScripted(typed)).toBe(true);
    const live = new Run({ scenario: null }).entries.map((entry) => ({ ...entry, typedBy: 'play:x' }));
    expect(isScripted(live)).toBe(false);
  });

  it.each([
    ['flag isolate-stages slow 17', 'flag isolate-stages slow'],
    ['inject check-call', 'inject check-call'],
    ['unmet Restores within 17', 'unmet Restores within 17'],
  ])('the proposal %j is by the rule %j', (id, rule) => {
    expect(ruleOfProposal(id)).toBe(rule);
  });
});
