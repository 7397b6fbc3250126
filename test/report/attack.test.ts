import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { hours, jon, minutes } from './small-drill.ts';

const rows = (run: Run, side: string) => (run.report.attack?.rows ?? []).filter((row) => row.side === side);

describe('the attacker beside the team', () => {
  it('given a drill that is over, when it is reported, then moves from before T stand at their own times', () => {
    expect(rows(playedOut(), 'attacker').slice(0, 2)).toMatchObject([
      { entry: null, at: -hours(5), side: 'attacker', what: 'entered', text: 'gets in with CI_TOKEN' },
      { at: -hours(4), side: 'attacker', what: 'happened', text: 'plant' },
    ]);
  });

  it('given a move that was stopped again and again by the same thing, when it is reported, then it is one line', () => {
    const stopped = rows(playedOut(), 'attacker').filter(({ what }) => what === 'blocked');
    expect(stopped).toHaveLength(1);
    expect(stopped[0]).toMatchObject({
      at: minutes(30),
      text: 'publishes again',
      again: { times: 6, until: minutes(60) },
    });
    expect(stopped[0]?.by?.[0]).toContain('release.yml');
    expect(playedOut().report.attack?.prevented).toEqual(['publishes again']);
  });

  it('given a team that left the door open, when it is reported, then the move stands in time beside what the team did', () => {
    const run = new Run()
      .at(29)
      .do({ type: 'finish', step: 'acknowledge' })
      .at(31)
      .do({ type: 'stop', reason: 'Enough.' });
    const text = section(run.markdown, 'Attacker and team');
    const lines = text.split('\n').filter((line) => line.startsWith('| +'));
    expect(lines).toEqual([
      '| +29 min | – | acknowledge |',
      '| +29 min | – | **acknowledged** reached |',
      '| +30 min | publishes again | – |',
    ]);
    expect(text).toContain('Every move that the attacker had was made.');
  });

  it('given one step done for many items in a row, when it is reported, then it is one line with its first and last time', () => {
    expect(rows(playedOut(), 'team')).toContainEqual({
      entry: expect.any(Number),
      at: minutes(10),
      until: minutes(11),
      side: 'team',
      what: 'finished',
      text: 'isolate-stages: build.yml and release.yml',
    });
  });

  it('given a drill in play, when it is reported, then there is no such section', () => {
    const run = new Run().at(40, jon).do({ type: 'note', text: 'Hello.' });
    expect(run.report.attack).toBeNull();
    expect(run.markdown).not.toContain('Attacker and team');
  });
});
