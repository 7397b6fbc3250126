import { describe, expect, it } from 'vitest';
import type { Item, State } from '../../src/engine/state.ts';
import { proposedFinding } from '../../src/report/proposed-finding.ts';
import { Run } from './build.ts';

/** A run whose world has a thing, and whose register an item, of such a kind and type. */
function stateWith(kind: Item['kind'], type: string): State {
  const { state } = new Run();
  const thing = { id: 'it', kind, type, name: 'it' };
  const truth = { ...state.world.truth, things: { it: thing } } as unknown as State['world']['truth'];
  const register = { [kind]: { it: thing } } as unknown as State['register'];
  return { ...state, world: { ...state.world, truth }, register, kindOf: { it: kind } };
}

describe('the finding that a rule proposes', () => {
  it.each<[Item['kind'], string, string | null]>([
    ['credential', 'aws-access-key', 'long-lived-key'],
    ['credential', 'npm-token', 'long-lived-key'],
    ['credential', 'github-installation-token', null],
    ['credential', 'sso-session', null],
    ['artifact', 'action-tags', 'unpinned-action'],
    ['artifact', 'npm-package', null],
    ['stage', 'github-workflow', 'wide-permissions'],
    ['system', 's3-bucket', 'public-bucket'],
    ['system', 'github-branch', 'unprotected-branch'],
    ['system', 'constructor', null],
  ])('given a %s of the type %s that was missed, or could not be dealt with, then it is %s', (kind, type, finding) => {
    const state = stateWith(kind, type);
    expect(proposedFinding(state, 'missed it')).toBe(finding);
    expect(proposedFinding(state, 'impossible it isolated')).toBe(finding);
  });

  it.each([
    [undefined],
    [''],
    ['missed'],
    ['missed nothing'],
    ['flag nowhere slow 7'],
    ['skip it'],
    ['inject it'],
    ['flag constructor slow 7'],
  ])('given %j, then none is proposed: words are not guessed from', (from) => {
    expect(proposedFinding(stateWith('credential', 'npm-token'), from)).toBe(null);
  });

  it('given a step of taking actions out that came hard, then it is that', () => {
    expect(proposedFinding(new Run().state, 'overdue remove-uses')).toBe('unpinned-action');
  });
});
