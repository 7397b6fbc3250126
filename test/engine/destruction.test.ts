import { describe, expect, it } from 'vitest';
import { judgeExpect, judgePlay } from '../../src/engine/expectations.ts';
import { book, scene } from './books.ts';
import { definitionOf, ofType, Run, told } from './given.ts';

const backups = `
  backup:
    dump: { type: restic, name: the dump, of: store, taken: T-2h, digest: a, known: true, broken: The bucket is empty. }
    nightly: { type: restic, name: nightly, of: store, taken: T-6h, digest: b, known: true }`;
const wiper = `
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: wipe, at: T+10m, needs-running: [build], does: { destroy: [store, sdk] } }
injects:
  - { inject: gone, when: "\${{ lost('store') }}", from: Monitor, via: alert, to: [lead], text: It is gone., expect: { reached: none } }
plays:
  - { play: nobody, pace: never, expect: { lost: [store], loss: { store: 6h30m } } }`;
const steps = `
      - { step: stop-it, after: [], role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: bring-back, after: [], role: operator, for-each: backup, effect: restore, do: Bring it back. }`;
const run = () => new Run(definitionOf(book(steps), scene(wiper, backups)));
const expectation = (one: Run) => {
  const [play] = one.state.definition.scenario?.plays ?? [];
  if (!play) throw new Error('the scene has a play');
  return play.expect;
};

describe('what a move destroys', () => {
  it('is a fact, by which a message may come', () => {
    const drill = run();
    expect(told(drill.at('10m'))).toEqual(['world.moved wipe', 'world.changed', 'inject.delivered gone']);
    drill.at('60m');
    expect(drill.state.facts?.lost).toEqual(['sdk', 'store']);
  });

  it('is not destroyed by what does not run', () => {
    const drill = run();
    drill.completes('stop-it', { item: 'build' });
    expect(ofType(drill.at('10m'), 'world.blocked')).toMatchObject([
      { move: 'wipe', blockedBy: [{ need: 'build', why: 'isolated' }] },
    ]);
    drill.at('60m');
    expect(drill.state.facts).toMatchObject({ lost: [], prevented: ['wipe'] });
    expect(judgeExpect(drill.state, expectation(drill)).map(({ verdict, evidence }) => [verdict, evidence])).toEqual([
      ['unmet', 'nothing destroyed is still gone'],
      ['met', 'nothing lost: never destroyed'],
    ]);
  });

  it('is lost where nobody brings it back', () => {
    const drill = run();
    drill.at('60m');
    expect(judgePlay(drill.state, expectation(drill))).toEqual([
      { expect: 'at most 6h30m of store lost', actual: 'not restored' },
    ]);
  });

  it('is not restored from a broken backup: the step fails, and says why', () => {
    const drill = run();
    drill.at('20m');
    expect(ofType(drill.completes('bring-back', { item: 'dump' }), 'step.failed')).toMatchObject([
      {
        item: 'dump',
        reason: 'the dump: The bucket is empty. Take another backup, and rule this one out with that as the reason.',
      },
    ]);
    expect(told(drill.does({ type: 'rule-out', item: 'dump', reason: 'It is empty.' }))).toContain(
      'item.ruled-out dump',
    );
  });

  it('comes back from a sound one, and what was lost stands in the journal', () => {
    const drill = run();
    drill.at('20m');
    const led = drill.completes('bring-back', { item: 'nightly' });
    expect(ofType(led, 'world.changed')).toMatchObject([
      { changes: [{ item: 'store', set: { destroyed: false }, loss: 22_200_000 }] },
    ]);
    drill.at('60m');
    expect(drill.state.facts?.lost).toEqual(['sdk']);
    const judged = judgeExpect(drill.state, expectation(drill));
    expect(judged.map(({ text, verdict, evidence }) => [text, verdict, evidence]).at(-1)).toEqual([
      'at most 6h30m of store lost',
      'met',
      '6h10m lost',
    ]);
    const strict = { ...expectation(drill), loss: { store: 6 * 3_600_000 } };
    expect(judgeExpect(drill.state, strict).at(-1)).toMatchObject({ verdict: 'unmet', evidence: '6h10m lost' });
  });

  it('decides a critical task like any other truth', () => {
    const objective = `objectives:
  - { objective: save, title: Save, capability: Saving, tasks: [ { task: Loses little, expect: { loss: { store: 1h } } } ] }`;
    const drill = new Run(definitionOf(book(steps), scene(`${wiper}\n${objective}`, backups)));
    drill.at('20m');
    drill.completes('bring-back', { item: 'nightly' });
    drill.at('60m');
    expect(drill.state.ratings.save).toMatchObject({
      suggested: 'U',
      because: 'the outcome was not achieved: Loses little',
    });
  });
});
