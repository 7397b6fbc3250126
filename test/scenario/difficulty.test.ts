import { describe, expect, it } from 'vitest';
import { type Difficulty, difficultyBounds, difficultyFactors, difficultyOf } from '../../src/scenario/difficulty.ts';
import type { Scenario, WorldItem } from '../../src/scenario/model.ts';
import { samplePlaybook, sampleScenario } from '../helpers/documents.ts';

const playbook = samplePlaybook();
const sample = sampleScenario();
const HOUR = 3_600_000;

const item = (kind: WorldItem['kind'], id: string, more: Partial<WorldItem> = {}): WorldItem => ({
  id,
  kind,
  type: 'any',
  name: id,
  known: true,
  holds: [],
  opens: [],
  publishes: [],
  fields: {},
  path: [],
  ...more,
});

/** The sample with nothing hard in it but what is given. */
function bare(given: Partial<Scenario> = {}): Scenario {
  const adversary = { enters: { at: -5 * HOUR, with: [] }, moves: [] };
  return { ...sample, world: [], responses: {}, injects: [], adversary, ...given };
}

/** What is counted beside the decisions of the playbook. */
function reasons(scenario: Scenario): string[] {
  return difficultyOf(scenario, playbook)
    .reasons.filter(({ what }) => !what.endsWith('to answer'))
    .map(({ points, what }) => `${points}: ${what}`);
}

describe('what makes a scenario hard', () => {
  it('is what is hidden; what is known from the start is not', () => {
    const world = [item('stage', 'a'), item('stage', 'b', { known: false }), item('account', 'c', { known: false })];
    expect(reasons(bare({ world }))).toEqual(['4: 2 hidden things to find']);
  });

  it('is each survey that leads astray, however many words do', () => {
    const response = { step: 'look', finds: {}, takes: 0, outputs: {}, path: [] };
    const responses = {
      one: { ...response, falseLeads: ['a', 'b', 'c'] },
      two: { ...response, falseLeads: [] },
    };
    expect(reasons(bare({ responses }))).toEqual(['1: 1 survey with false leads']);
  });

  it('is a move after T; what came before it, or comes after the end, nobody can prevent', () => {
    const move = (id: string, at: number) => {
      const does = { destroy: [], compromise: [], poison: [], create: [] };
      return { id, at, needs: [], needsAny: [], needsRunning: [], needsDead: [], does, path: [] };
    };
    const moves = [move('before', -1), move('in-play', 1), move('after', sample.duration + 1)];
    expect(reasons(bare({ adversary: { enters: null, moves } }))).toEqual(['2: 1 move that can still be prevented']);
  });

  it('is a credential that opens what holds another; one that opens what holds itself is not', () => {
    const world = [
      item('credential', 'first', { opens: ['build'] }),
      item('credential', 'second', { opens: ['store', 'nowhere'] }),
      item('stage', 'build', { holds: ['first', 'second'] }),
      item('system', 'store', { holds: ['second'] }),
    ];
    expect(reasons(bare({ world }))).toEqual(['2: 1 credential that leads to another']);
  });

  it('is a backup that is broken, or was taken after the intrusion', () => {
    const world = [
      item('backup', 'old', { taken: -6 * HOUR }),
      item('backup', 'new', { taken: -4 * HOUR }),
      item('backup', 'empty', { taken: -9 * HOUR, broken: 'The bucket is empty.' }),
    ];
    const anchors = { known: 0, intruded: -5 * HOUR };
    expect(reasons(bare({ world, anchors }))).toEqual(['4: 2 backups that are a trap']);
    const unknown = { known: 0, intruded: null };
    expect(reasons(bare({ world, anchors: unknown }))).toEqual(['4: 2 backups that are a trap']);
  });

  it('is an inject that comes of what the team did, and a question', () => {
    const decisions = difficultyOf(bare(), playbook).points;
    const { reasons: given } = difficultyOf(bare({ injects: sample.injects }), playbook);
    expect(given).toContainEqual({ points: 1, what: '1 inject that answers what the team did' });
    expect(given).toContainEqual({ points: decisions + 1, what: `${decisions + 1} questions to answer` });
  });
});

describe('the level', () => {
  /** A scenario of as many points. */
  function worth(points: number): Difficulty {
    const least = difficultyOf(bare(), playbook).points;
    const [inject] = sample.injects.filter(({ when }) => when !== undefined);
    if (!inject) throw new Error('the sample has an inject on a condition');
    return difficultyOf(bare({ injects: Array.from({ length: points - least }, () => inject) }), playbook);
  }

  it('follows from the sum alone', () => {
    const { medium, hard } = difficultyBounds;
    expect(worth(medium - 1)).toMatchObject({ level: 'easy', points: medium - 1 });
    expect(worth(medium).level).toBe('medium');
    expect(worth(hard - 1).level).toBe('medium');
    expect(worth(hard).level).toBe('hard');
  });

  it('has every point of it told', () => {
    const { points, reasons: given } = difficultyOf(sample, playbook);
    expect(given.reduce((sum, reason) => sum + reason.points, 0)).toBe(points);
    expect(given.length).toBeLessThanOrEqual(difficultyFactors.length);
  });
});
