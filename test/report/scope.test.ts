import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { checkCall, hours, jon, minutes, SCENARIO, thing } from './small-drill.ts';

const surveyed = (run = new Run()) =>
  run
    .at(1)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None there.' })
    .at(2, jon)
    .do({ type: 'take', step: 'survey-stages' })
    .do({ type: 'add-item', kind: 'stage', name: 'release.yml', foundBy: { step: 'survey-stages' } })
    .do({ type: 'finish', step: 'survey-stages' });

const item = (run: Run, name: string) => {
  const found = run.report.scope.items.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is not in the register.`);
  return found;
};

describe('the scope register', () => {
  it('given what was known and what was found, when it is reported, then each says how it came in and what was done to it', () => {
    const run = playedOut();
    expect(item(run, 'build.yml')).toMatchObject({
      how: 'known',
      late: null,
      effects: [{ effect: 'isolated', at: [minutes(10)] }],
    });
    expect(item(run, 'release.yml')).toMatchObject({
      how: 'found',
      late: null,
      foundBy: 'survey-stages',
      added: { at: minutes(8) },
    });
  });

  it('given an item added after the first survey of its kind was finished, when it is reported, then it is late', () => {
    const run = surveyed().at(5, jon).do({ type: 'add-item', kind: 'stage', name: 'deploy.yml' });
    expect(item(run, 'release.yml').late).toBeNull();
    expect(item(run, 'deploy.yml').late).toBe('after-survey');
  });

  it('given an item of a kind that nobody surveyed, when it is reported, then it is not late', () => {
    const run = surveyed().at(5, jon).do({ type: 'add-item', kind: 'credential', name: 'CI_TOKEN' });
    expect(item(run, 'CI_TOKEN').late).toBeNull();
  });

  it('given an item that an inject revealed, when it is reported, then it is late', () => {
    const telling = { ...SCENARIO, injects: [{ ...checkCall, reveals: ['release'] }] };
    const run = new Run({ scenario: telling }).at(3).do({ type: 'note', text: 'Oh.' });
    expect(item(run, 'release.yml')).toMatchObject({ how: 'revealed', late: 'revealed' });
  });

  it('given an item that was ruled out, and one that cannot be isolated, when it is reported, then both say why', () => {
    const run = surveyed()
      .at(4)
      .do({ type: 'rule-out', item: 'release-yml', reason: 'It is a mirror.' })
      .do({ type: 'not-possible', item: 'build', reached: 'isolated', reason: 'The vendor runs it.' });
    expect(item(run, 'release.yml').ruledOut).toEqual({ at: minutes(4), reason: 'It is a mirror.' });
    const text = section(run.markdown, 'Scope register');
    expect(text).toContain('ruled out +4 min: It is a mirror');
    expect(text).toContain('cannot be isolated: The vendor runs it');
  });

  it('given a drill in play, when it is reported, then nothing of the truth is in it', () => {
    const run = surveyed().do({
      type: 'add-item',
      kind: 'stage',
      name: 'lint.yml',
      foundBy: { step: 'survey-stages' },
    });
    expect(run.report.scope.missed).toBeNull();
    expect(run.report.scope.items.every(({ truth }) => truth === null)).toBe(true);
    expect(JSON.stringify(run.report)).not.toContain('CI_TOKEN');
    expect(run.markdown).not.toContain('plant');
  });

  it('given a drill that is over, when it is reported, then false leads are unreal and what was never found is named', () => {
    const run = surveyed()
      .do({ type: 'add-item', kind: 'stage', name: 'lint.yml', foundBy: { step: 'survey-stages' } })
      .at(5)
      .do({ type: 'stop', reason: 'Enough.' });
    expect(item(run, 'lint.yml').truth).toEqual({ unreal: true, touched: false, atTheEnd: 'not of this world' });
    expect(item(run, 'release.yml').truth).toMatchObject({ unreal: false, touched: true });
    expect(run.report.scope.missed).toMatchObject([
      { name: 'CI_TOKEN', truth: { atTheEnd: 'stolen and alive', touched: true } },
    ]);
    expect(section(run.markdown, 'Scope register')).toContain(
      '| CI_TOKEN | credential, github-token | Stolen and alive |',
    );
  });

  it('given backups from before and after the compromise, when it is reported, then each says what it holds', () => {
    const backup = (id: string, taken: number) =>
      thing(id, 'backup', { known: true, type: 'restic', name: id, of: 'release', taken });
    const world = [...SCENARIO.world, backup('weekly', -hours(48)), backup('nightly', -hours(1))];
    const run = new Run({ scenario: { ...SCENARIO, world } }).at(5).do({ type: 'stop', reason: 'Enough.' });
    expect(item(run, 'weekly').truth?.atTheEnd).toBe('holds a clean state');
    expect(item(run, 'nightly').truth?.atTheEnd).toBe('holds the compromised state');
  });

  it('given an item that was ruled out and is affected in truth, when it is reported, then it says wrongly', () => {
    const run = surveyed()
      .at(4)
      .do({ type: 'rule-out', item: 'release-yml', reason: 'A mirror.' })
      .do({ type: 'stop', reason: 'Enough.' });
    expect(section(run.markdown, 'Scope register')).toContain('ruled out +4 min: A mirror; **wrongly**');
    expect(run.report.summary.learnt).toContain('Ruled out, and affected in truth: release.yml.');
  });
});
