import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { trackedWords, trackings } from '../../src/engine/improving.ts';
import { book, scene } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const reviewed = (): Run => {
  const run = new Run(definitionOf(book('      - { step: a, role: lead, do: A. }'), scene('')), { lead: 'Mara' });
  run.does({ type: 'stop', reason: 'Over.' });
  return run;
};
const tracked = (more: Partial<Ask<'track-improvement'>> = {}): Ask<'track-improvement'> => ({
  type: 'track-improvement',
  improvement: 'improvement-1',
  tracker: 'github:acme/app',
  state: 'open',
  issue: '#7',
  ...more,
});

describe('an improvement', () => {
  it('may say which finding it is about, of those that are known', () => {
    const run = reviewed();
    run.does({ type: 'add-improvement', text: 'Pin them.', finding: 'unpinned-action' });
    expect(run.state.improvements['improvement-1']).toEqual({ text: 'Pin them.', finding: 'unpinned-action' });
    const odd = { type: 'add-improvement', text: 'x', finding: 'rust' } as unknown as Ask;
    expect(run.refused(odd)).toMatchObject({ code: 'invalid', message: 'rust is no word for finding.' });
  });

  it('is tracked in several places, also once the run is closed; the last word counts in each', () => {
    const run = reviewed();
    run.does({ type: 'add-improvement', text: 'Pin them.' });
    run.does({ type: 'close' });
    expect(told(run.does(tracked({ state: 'sending' })))).toEqual(['improvement.tracked']);
    run.does(tracked());
    run.does(tracked({ tracker: 'jira:OPS', state: 'refused', why: 'No.' }));
    run.does(tracked({ state: 'closed' }));
    expect(run.state.improvements['improvement-1']?.tracked).toEqual({
      'github:acme/app': { state: 'closed', issue: '#7' },
      'jira:OPS': { state: 'refused', issue: '#7', why: 'No.' },
    });
  });

  it('is not said twice to stand as it stands, but for each try to put it there', () => {
    const run = reviewed();
    run.does({ type: 'add-improvement', text: 'Pin them.' });
    run.does(tracked({ state: 'sending' }));
    run.does(tracked({ state: 'sending' }));
    run.does(tracked());
    expect(run.refused(tracked())).toMatchObject({ code: 'not-now' });
  });

  it.each<[string, Partial<Ask<'track-improvement'>>]>([
    ['that there is not', { improvement: 'improvement-9' }],
    ['that was dropped', { improvement: 'improvement-2' }],
    ['in a tracker without a name', { tracker: ' ' }],
    ['in what every object has', { tracker: 'constructor' }],
    ['as nothing stands', { state: 'lost' as 'open' }],
  ])('%s is not tracked', (_, more) => {
    const run = reviewed();
    run.does({ type: 'add-improvement', text: 'Pin them.' });
    run.does({ type: 'add-improvement', text: 'Buy a gong.' });
    run.does({ type: 'drop-improvement', improvement: 'improvement-2', reason: 'No.' });
    expect(run.refused(tracked(more)).code).toBe('invalid');
  });

  it('has a sentence for however it stands', () => {
    const sentences = trackings.map((state) =>
      trackedWords({ improvement: 'improvement-1', tracker: 'jira:OPS', state, issue: 'OPS-7', why: 'It is full' }),
    );
    expect(sentences).toEqual([
      'The improvement improvement-1 began to go to jira:OPS',
      'The improvement improvement-1 is worked on as OPS-7 in jira:OPS',
      'The improvement improvement-1 was closed as OPS-7 in jira:OPS',
      'jira:OPS did not take the improvement improvement-1: It is full',
      'The improvement improvement-1 is no longer worked on as OPS-7 in jira:OPS: it is not there any more',
    ]);
  });
});
