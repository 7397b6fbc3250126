import { describe, expect, it } from 'vitest';
import { attackSection } from '../../src/report/document/assessment.ts';
import { sectionMarkdown } from '../../src/report/markdown/render.ts';
import { playedOut, Run, section } from './build.ts';
import { hours, jon, minutes, SCENARIO, thing } from './small-drill.ts';

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
      '| +30 min | Publishes again | – |',
    ]);
    expect(text).toContain('Every move that the attacker had was made.');
  });

  it('given a team that closed with the door open, when the attacker goes on, then that is a consequence and not a miss', () => {
    const { adversary } = SCENARIO;
    const [plant, again] = adversary.moves;
    if (!plant || !again) throw new Error('The small drill has two moves.');
    const created = thing('back-door', 'credential', { name: 'BACK_DOOR', opens: ['release'] });
    const does = { compromise: [], poison: [], destroy: [], create: [created] };
    const moves = [plant, { ...again, needs: ['token'], does }];
    const run = playedOut(new Run({ scenario: { ...SCENARIO, adversary: { ...adversary, moves } } }));
    expect(rows(run, 'attacker').at(-1)).toMatchObject({ what: 'happened', at: minutes(30), afterPlay: true });
    const text = section(run.markdown, 'Attacker and team');
    expect(text).toContain('**After the team had closed** at T +20 min');
    expect(text).toContain('- +30 min: Publishes again');
    expect(text).not.toContain('| +30 min |');
    const { learnt, open } = run.report.summary;
    expect(learnt).toContain('After the team had closed, the attacker went on: publishes again (+30 min).');
    expect(run.report.scope.missed?.map(({ name }) => name)).not.toContain('BACK_DOOR');
    expect(open).toContain(
      'Stolen, and still alive: CI_TOKEN and BACK_DOOR (since +30 min, after the team had closed).',
    );
  });

  it('given steps in a row within one second, when it is reported, then their time is told once', () => {
    const run = playedOut();
    const twice = rows(run, 'team').find(({ until }) => until !== undefined);
    if (!twice || !run.report.attack) throw new Error('Two stages were isolated.');
    const page = sectionMarkdown(
      attackSection({ ...run.report.attack, rows: [{ ...twice, until: twice.at + 400 }] }),
      '',
    );
    expect(page).toContain('| +10 min | – |');
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

  it('given a story of days, when it is reported, then its second day is told in days as its last', () => {
    const { attack } = playedOut().report;
    if (!attack) throw new Error('The drill is over.');
    const [row] = attack.rows;
    if (!row) throw new Error('Somebody came in.');
    const rows = [hours(26), hours(186)].map((at) => ({ ...row, at }));
    const page = sectionMarkdown(attackSection({ ...attack, rows }), '');
    expect(page).toContain('| +1 d 02 h |');
    expect(page).toContain('| +7 d 18 h |');
  });

  it('given a drill in play, when it is reported, then there is no such section', () => {
    const run = new Run().at(40, jon).do({ type: 'note', text: 'Hello.' });
    expect(run.report.attack).toBeNull();
    expect(run.markdown).not.toContain('Attacker and team');
  });
});
