import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { playedOut, Run, section } from './build.ts';
import { played } from './played.ts';
import { hours, jon, minutes, PLAYBOOK, SCENARIO } from './small-drill.ts';

const figure = (run: Run, name: string) => {
  const found = run.report.milestones.find(({ milestone }) => milestone === name);
  if (!found) throw new Error(`There is no milestone ${name}.`);
  return found;
};

describe('milestones', () => {
  it('given a finished run, when it is reported, then each is counted from both anchors', () => {
    const { fromKnown, fromIntruded, at } = figure(playedOut(), 'isolated');
    expect({ at, fromKnown, fromIntruded }).toEqual({
      at: minutes(11),
      fromKnown: minutes(11),
      fromIntruded: hours(5) + minutes(11),
    });
  });

  it('given a target from another milestone, when both are reached, then what it took is counted between them', () => {
    expect(figure(playedOut(), 'isolated').target).toEqual({
      within: minutes(10),
      from: 'acknowledged',
      took: minutes(8),
      over: null,
      verdict: 'met',
    });
  });

  it('given a milestone that came too late, when it is reported, then the target was missed, and by how much', () => {
    const run = new Run().at(7).do({ type: 'finish', step: 'acknowledge' });
    expect(figure(run, 'acknowledged').target).toMatchObject({ took: minutes(7), over: minutes(2), verdict: 'missed' });
    expect(section(run.markdown, 'Milestones')).toContain('**missed** by 2 min, took 7 min');
  });

  it('given an intrusion that nobody has dated, when it is reported, then what is counted from it is unknown and not 0', () => {
    const undated = { ...SCENARIO, anchors: { known: 0, intruded: null } };
    const run = playedOut(new Run({ scenario: undated }));
    expect(figure(run, 'cleared')).toMatchObject({ fromKnown: minutes(20), fromIntruded: null });
    expect(figure(run, 'cleared').target).toMatchObject({ took: null, verdict: 'unknown' });
    const text = section(run.markdown, 'Milestones');
    expect(text).toContain('| cleared | +20 min | unknown | within 6 h from the intrusion | unknown |');
    expect(text).toContain('Not known in this run: intruded.');
  });

  it('given an intrusion that is dated later, when it is reported, then every figure follows', () => {
    const undated = { ...SCENARIO, anchors: { known: 0, intruded: null } };
    const run = playedOut(new Run({ scenario: undated }));
    run.do({
      type: 'revise-anchor',
      anchor: 'intruded',
      value: '2026-03-02T07:12:00Z',
      source: 'audit log',
      reason: 'First login.',
    });
    expect(figure(run, 'cleared').fromIntruded).toBe(minutes(80));
  });

  it('given a milestone that was withdrawn and reached again, when it is reported, then both are shown and the last counts', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .at(2)
      .do({ type: 'retract', step: 'acknowledge', reason: 'It was another alert.' })
      .at(4)
      .do({ type: 'finish', step: 'acknowledge' });
    const { times, at } = figure(run, 'acknowledged');
    expect(at).toBe(minutes(4));
    expect(times.map(({ reached, withdrawn }) => [reached.at, withdrawn?.at])).toEqual([
      [minutes(1), minutes(2)],
      [minutes(4), undefined],
    ]);
    expect(section(run.markdown, 'Milestones')).toMatch(
      /- acknowledged: reached at T \+1 min, withdrawn at T \+2 min because .+; reached at T \+4 min/,
    );
  });

  it('given a milestone that was withdrawn for good, when it is reported, then it is not reached', () => {
    const run = new Run()
      .at(1)
      .do({ type: 'finish', step: 'acknowledge' })
      .at(2)
      .do({ type: 'retract', step: 'acknowledge', reason: 'It was another alert.' });
    expect(figure(run, 'acknowledged')).toMatchObject({
      at: null,
      fromKnown: null,
      target: { took: null, verdict: 'open' },
    });
    expect(section(run.markdown, 'Milestones')).toContain('| acknowledged | withdrawn | withdrawn |');
  });

  it('given a run in play, when a target has time left, then it is open, and when it has none, then it is missed so far', () => {
    const early = new Run().at(1).do({ type: 'note', text: 'Hello.' });
    const late = new Run().at(9).do({ type: 'note', text: 'Hello.' });
    expect(figure(early, 'acknowledged').target).toMatchObject({ verdict: 'open', over: null });
    expect(figure(late, 'acknowledged').target).toMatchObject({ verdict: 'missed', took: null, over: minutes(4) });
  });

  it('given a run that was stopped, when a milestone was never reached, then it says so', () => {
    const run = new Run().at(1).do({ type: 'stop', reason: 'Fire alarm.' });
    expect(figure(run, 'cleared')).toMatchObject({ at: null, target: { verdict: 'not-reached' } });
    expect(section(run.markdown, 'Milestones')).toContain(
      '| cleared | not reached | not reached | within 6 h from the intrusion | **not reached** |',
    );
  });

  it('given a target that was missed by days, when it is reported, then all of the row is in days', () => {
    const long = { ...SCENARIO, duration: hours(200) };
    const run = new Run({ scenario: long })
      .at(60 * 1.5)
      .do({ type: 'finish', step: 'acknowledge' })
      .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None.' })
      .at(60 * 97, jon)
      .do({ type: 'finish', step: 'survey-stages' })
      .approved('isolate-stages', 'build');
    expect(section(run.markdown, 'Milestones')).toContain(
      '| isolated | +4 d 01 h | +4 d 06 h | within 10 min from “acknowledged” | **missed** by 3 d 23 h, took 3 d 23 h |',
    );
  });

  it('given a target that was missed by days, then page one, the summary, metrics and pictures tell it alike', () => {
    const markdown = toMarkdown(played('minted-tokens', 'as-it-happened'));
    expect(section(markdown, 'In short')).toContain('The target of 8 d from “acknowledged” was missed by 1 d 11 h.');
    expect(section(markdown, 'Summary')).toContain('target, 8 d from “acknowledged”: missed by 1 d 11 h.');
    expect(section(markdown, 'Metrics')).toContain('| **missed** by 1 d 11 h, took 9 d 11 h |');
    expect(section(markdown, 'Milestones')).toContain('+22 d 05 h, missed by 1 d 11 h\n');
    expect(section(markdown, 'What went poorly')).toContain('missed its target of 8 d by 1 d 11 h.');
  });

  it('given the playbook’s milestones, when they are reported, then they stand in its order, with a target or without', () => {
    const book = PLAYBOOK.replace('  acknowledged: { within: 5m, from: known }\n', '').replace(
      'from: acknowledged',
      'from: known',
    );
    expect(new Run({ playbook: book }).report.milestones.map(({ milestone }) => milestone)).toEqual([
      'acknowledged',
      'isolated',
      'cleared',
    ]);
  });

  it('given a case that happened, when the drill is over, then its own times stand beside', () => {
    const real = {
      ...SCENARIO,
      basedOn: { ...SCENARIO.basedOn, case: 'acme 2025', milestones: { isolated: hours(2) } },
    };
    expect(section(playedOut(new Run({ scenario: real })).markdown, 'Milestones')).toMatch(
      /\| isolated \|.*\| \+2 h \|/,
    );
  });
});
