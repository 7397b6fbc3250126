import { describe, expect, it } from 'vitest';
import type { Move, Scenario } from '../../src/scenario/model.ts';
import { Run, section } from './build.ts';
import { hours, jon, minutes, SCENARIO, thing } from './small-drill.ts';

const wiping = (id: string, at: number, destroy: readonly string[], more: Partial<Move> = {}): Move => ({
  id,
  at,
  needs: [],
  needsAny: [],
  needsRunning: [],
  needsDead: [],
  does: { compromise: [], poison: [], destroy, create: [] },
  path: [],
  ...more,
});

const backup = (id: string, name: string) =>
  thing(id, 'backup', { known: true, type: 'dump', name, of: 'store', taken: -hours(6) });

/** A store is emptied by mistake, and a job of the night would take the last copy of it. Nobody attacks. */
const accident: Scenario = {
  ...SCENARIO,
  anchors: { known: 0, intruded: null },
  world: [
    thing('build', 'stage', { known: true }),
    thing('nightly', 'stage', { name: 'prune.timer' }),
    thing('token', 'credential', { name: 'OLD_TOKEN' }),
    thing('store', 'system', { known: true, name: 'the store' }),
    backup('copy', 'a copy'),
  ],
  adversary: {
    enters: null,
    moves: [
      wiping('slip', 0, ['store'], { title: 'The store is emptied, on the wrong host' }),
      wiping('prune', minutes(30), ['copy'], { title: 'The clean-up takes the copy', needsRunning: ['build'] }),
    ],
  },
};

/** The store is restored at 20 minutes, and play ends at 40. */
function restored(scenario = accident): Run {
  const add = { type: 'add-step', phase: 'triage', title: 'Bring it back', reason: 'It is gone.' } as const;
  return new Run({ scenario })
    .at(3)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
    .at(20)
    .do({ ...add, effect: 'restore', item: 'copy' })
    .do({ type: 'finish', step: 'unplanned-1', item: 'copy' })
    .at(40)
    .do({ type: 'stop', reason: 'Enough.' });
}

const leftAlone = () => new Run({ scenario: accident }).at(40).do({ type: 'stop', reason: 'Enough.' });

describe('a case that nobody is behind', () => {
  it('given it is over, when it is reported, then no page of it speaks of an attacker or asks for an intrusion', () => {
    for (const run of [restored(), leftAlone()]) {
      const told = run.markdown.replace('There is no attacker in this case', '').replace('Nobody attacked', '');
      // The playbook has a target from the intrusion: that is its own text.
      expect(told.replaceAll('within 6 h from the intrusion', '').replaceAll('6 h from the intrusion', '')).not.toMatch(
        /attacker|intrusion|intruded|stolen|compromised/i,
      );
    }
  });

  it('given what was destroyed came back, when it is summed up, then the loss is told, and nobody was driven out', () => {
    expect(restored().report.summary.outcome.slice(1)).toEqual([
      'In truth the store was destroyed and restored; what was written in the last 6 h before that is gone for good.',
    ]);
    expect(restored().report.summary.open.join(' ')).not.toMatch(/gone|restored/i);
  });

  it('given it did not come back, when it is summed up, then that is the outcome, and it stays open', () => {
    const { outcome, open, happened } = leftAlone().report.summary;
    expect(happened.at(-1)).toBe('Nobody attacked: what happened was an accident, or went on by itself.');
    expect(outcome.at(-1)).toBe('In truth the store was destroyed and not brought back.');
    expect(open).toContain('Destroyed, and not brought back: the store.');
  });

  it('given nothing was destroyed, when it is summed up, then nothing was lost', () => {
    const quiet = { ...accident, adversary: { enters: null, moves: [] } };
    const run = new Run({ scenario: quiet }).at(5).do({ type: 'stop', reason: 'A false alarm.' });
    expect(run.report.summary.outcome.at(-1)).toBe('In truth nothing was lost.');
    expect(section(run.markdown, 'What went on, and the team')).not.toContain('prevented');
  });

  it('given what happened by itself, when it is learnt from, then it is told from before the start on', () => {
    expect(leftAlone().report.summary.learnt).toContain(
      'It happened: The store is emptied, on the wrong host (at the start); The clean-up takes the copy (+30 min).',
    );
  });

  it('given both sides by time, when they are reported, then the one is what went on', () => {
    const text = section(leftAlone().markdown, 'What went on, and the team');
    expect(text).toContain('| T | What went on | Team |');
    expect(text).toContain('| 0 | The store is emptied, on the wrong host | – |');
    expect(text).toContain('Nothing of it was prevented.');
    expect(leftAlone().report.attack).toMatchObject({ attacker: false, held: false, intruded: null });
    expect(leftAlone().report.attack?.rows[0]).toMatchObject({ side: 'itself', what: 'happened' });
  });

  it('given milestones, when they are reported, then one clock is told', () => {
    const text = section(restored().markdown, 'Milestones');
    expect(text).toContain('| Milestone | After known | Target | Against it |');
    expect(text).not.toContain('Two clocks');
    expect(restored().report.summary.speed[0]).toBe(
      'Acknowledged: 3 min after it was known; target, 5 min from knowing: met.',
    );
  });

  it('given the register, when it is reported, then each thing stood as something that nobody had', () => {
    const { items, missed } = restored().report.scope;
    expect(items.map(({ id, truth }) => [id, truth?.atTheEnd])).toEqual([
      ['build', 'untouched'],
      ['store', 'destroyed and restored: 6 h lost'],
      ['copy', 'destroyed'],
    ]);
    expect(missed?.map(({ name, truth }) => [name, truth.atTheEnd])).toEqual([
      ['prune.timer', 'untouched'],
      ['OLD_TOKEN', 'alive'],
    ]);
  });

  it('given things that were never found, when it is reported, then all of them count: there is nothing to leave alone', () => {
    const { summary, proposedChanges } = restored().report;
    expect(summary.learnt).toContain('Never found: prune.timer and OLD_TOKEN.');
    expect(summary.speed.at(-1)).toBe(
      'These times count only what the team had found: 2 things never came into the register.',
    );
    expect(proposedChanges.map(({ because }) => because)).toContain('1 never found: prune.timer');
  });

  it('given it is still in play, when a draft is made, then the question about the intrusion does not tell that there was none', () => {
    const run = new Run({ scenario: accident }).at(5, jon).do({ type: 'note', text: 'Hello.' });
    expect(run.report.overview.intrusion).toBe(true);
    expect(run.report.openQuestions.map(({ text }) => text).join(' ')).toContain('When did the intrusion begin?');
    expect(section(run.markdown, 'Milestones')).toContain('After intrusion');
  });

  it('given a team that dated an intrusion all the same, when it is reported, then its clock is told', () => {
    const run = restored().do({
      type: 'revise-anchor',
      anchor: 'intruded',
      value: '2026-03-02T07:12:00Z',
      source: 'a guess',
      reason: 'We thought so.',
    });
    expect(section(run.markdown, 'Milestones')).toContain('After intrusion');
  });
});

describe('a loss in a case with an attacker', () => {
  const attacked = { ...accident, anchors: { known: 0, intruded: -hours(5) } };

  it('given nothing was left to them, when it is summed up, then they were driven out, and the loss is told beside', () => {
    expect(restored(attacked).report.summary.outcome.slice(1)).toEqual([
      'In truth the attacker was driven out: nothing was left compromised, stolen and alive, or poisoned and served.',
      'In truth the store was destroyed and restored; what was written in the last 6 h before that is gone for good.',
    ]);
  });
});
