import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';
import { played } from './played.ts';
import { SCENARIO } from './small-drill.ts';

describe('the summary', () => {
  it('given a drill, when it is summed up, then who drilled what, the story and the attacker’s start are told', () => {
    const { happened } = playedOut().report.summary;
    expect(happened).toEqual([
      'This was an exercise. Mara (Incident lead) and Jon (Operator) drilled the playbook “A small playbook” with the scenario “The small drill” for 20 min of exercise time, of 1 h planned. The case is made up.',
      'The story: “A check says that something was published. Nobody remembers it.”',
      'The attacker had been in for 5 h when it began, and had made 1 move.',
    ]);
  });

  it('given a replay, when it is still in play, then neither the case nor a source of it is in the report, and after it both are', () => {
    const source = { title: 'Post-mortem of Beryl Works', url: 'https://beryl.example/post-mortem' };
    const scenario = {
      ...SCENARIO,
      basedOn: { ...SCENARIO.basedOn, case: 'Beryl Works, March 2025', sources: [source] },
    };
    const early = new Run({ scenario }).at(1).do({ type: 'note', text: 'Hello.' });
    expect(early.markdown).not.toMatch(/beryl/i);
    expect(JSON.stringify(early.report.overview)).not.toMatch(/beryl/i);
    expect(early.report.summary.happened[0]).toContain('It replays a case that happened, which the hot wash names.');
    const over = playedOut(new Run({ scenario }));
    expect(over.report.summary.happened[0]).toContain('It replays a case that happened: Beryl Works, March 2025.');
    expect(over.markdown).toContain('Post-mortem of Beryl Works');
  });

  it('given a drill, when it is summed up, then the outcome, what the attacker kept and the ratings are told', () => {
    expect(playedOut().report.summary.outcome).toEqual([
      'Every phase was closed, 20 min after the run began.',
      'In truth the attacker was not driven out: what was left to them is named under “What remains open”.',
    ]);
    expect(playedOut().report.summary.open.slice(0, 2)).toEqual([
      'Still compromised: release.yml.',
      'Stolen, and still alive: CI_TOKEN.',
    ]);
  });

  it('given a rating that nobody gave, when it is summed up, then it is told in words, as a suggestion, with what was not judged', () => {
    expect(playedOut().report.summary.ratings).toEqual([
      'Stop a second publish: P, performed without challenges (suggested; 1 of 2 critical tasks not judged).',
    ]);
    expect(playedOut().report.summary.open).toContain('Nobody has rated 1 objective: its rating is a suggestion.');
  });

  it('given a rating that a person gave and a task that was watched, when it is summed up, then it is no suggestion', () => {
    const run = playedOut()
      .at(25)
      .do({ type: 'observe', objective: 'contain', task: 1, met: true })
      .do({ type: 'rate', objective: 'contain', rating: 'S', reason: 'Slow to begin.' });
    expect(run.report.summary.ratings).toEqual(['Stop a second publish: S, performed with some challenges.']);
    expect(run.report.summary.open.join(' ')).not.toContain('suggestion');
  });

  it('given milestones, when it is summed up, then each is told on both clocks and against its target', () => {
    expect(playedOut().report.summary.speed).toContain(
      'Isolated: 11 min after it was known (5 h 11 min after the intrusion); target, 10 min from “acknowledged”: met after 8 min.',
    );
  });

  it('given things that were never found, when it is summed up, then the times are said to count what was found', () => {
    expect(playedOut().report.summary.speed.at(-1)).toBe(
      'These times count only what the team had found: 1 affected thing never came into the register.',
    );
  });

  it('given nothing that was reached, when it is summed up, then there are no times to say that of', () => {
    const run = new Run().at(31).do({ type: 'stop', reason: 'Enough.' });
    expect(run.report.summary.speed.join(' ')).not.toContain('These times');
  });

  it('given a case whose times are published, when it is summed up, then the victim’s stands at the end of the line', () => {
    const basedOn = { ...SCENARIO.basedOn, case: 'acme 2025', milestones: { isolated: 7_200_000, cleared: -60_000 } };
    const { speed } = playedOut(new Run({ scenario: { ...SCENARIO, basedOn } })).report.summary;
    expect(speed.find((line) => line.startsWith('Isolated'))).toMatch(/: met after 8 min; the victim took 2 h\.$/);
    expect(speed.find((line) => line.startsWith('Cleared'))).toMatch(/; the victim: 1 min before it knew\.$/);
  });

  it('given an intrusion that only the truth dates, when it is summed up, then it is no question any more', () => {
    const anchors = { ...SCENARIO.anchors, intrudedKnownBy: 'hand-back' };
    const run = new Run({ scenario: { ...SCENARIO, anchors } }).at(3).do({ type: 'stop', reason: 'Enough.' });
    expect(run.report.summary.open).toContain(
      'The team did not find out when the intrusion began: in truth at T -5 h. Every figure from that moment is unknown.',
    );
  });

  it('given an incident, when it is summed up, then facts that are not known are said to be not known', () => {
    const run = new Run({ scenario: null, inputs: { repository: 'acme/storefront' } })
      .at(5)
      .do({ type: 'finish', step: 'acknowledge' });
    const { happened, speed, outcome } = run.report.summary;
    expect(happened).toEqual([
      'Mara (Incident lead) and Jon (Operator) followed the playbook “A small playbook” (repository acme/storefront).',
      'The moment at which it was known was 2026-05-10 14:00 UTC; the moment at which the intrusion began is not known.',
      'In scope: nothing.',
    ]);
    expect(speed[0]).toBe(
      'Acknowledged: 5 min after it was known (an unknown time after the intrusion); target, 5 min from knowing: met.',
    );
    expect(outcome).toEqual(['Not known yet: the run is open, 5 min after it began.']);
  });

  it('given a run that was stopped, when it is summed up, then why, and what was left undone, is told', () => {
    const run = new Run().at(3).do({ type: 'finish', step: 'acknowledge' }).do({ type: 'stop', reason: 'Fire alarm' });
    expect(run.report.summary.outcome[0]).toBe(
      'It was stopped: Fire alarm, 3 min after the run began. Work was left undone on 1 step; 4 of 4 phases were not closed.',
    );
    expect(run.report.summary.open).toContain('Not reached: isolated and cleared.');
  });

  it('given moves that were prevented and moves that were not, when it is summed up, then both are learnt', () => {
    const open = new Run().at(31).do({ type: 'stop', reason: 'Enough.' });
    expect(open.report.summary.learnt).toContain('The attacker still did: publishes again (+30 min).');
    expect(playedOut().report.summary.learnt).toContain('Prevented: publishes again.');
  });

  it('given a very long briefing, when it is summed up, then it is cut, and the summary stays half a page', () => {
    const run = playedOut(
      new Run({ scenario: { ...SCENARIO, briefing: 'It was a dark and stormy night. '.repeat(400) } }),
    );
    expect(run.report.summary.happened[1]).toMatch(/^The story: “It was .+ night\. …”$/);
    expect(section(run.markdown, 'Summary').split(/\s+/).length).toBeLessThan(350);
  });
});

describe('improvements that the run proposed', () => {
  it('given things that nobody found, then page one says that what was contained counts without them', () => {
    const said = (play: string) => played('poisoned-release', play).summary.contained.join(' ');
    expect(said('missed-one')).toMatch(/ It counts only what the team had found\.$/);
    expect(said('by-the-book')).not.toContain('It counts only');
  });

  it('given some that nobody took up, then page one, the summary and the plan tell the same number', () => {
    const report = played('poisoned-release', 'newest-backup');
    const number = report.proposedImprovements.length;
    expect(number).toBeGreaterThan(1);
    const { decisions, learnt } = report.summary;
    expect(decisions.join(' ')).toContain(`Take up or put aside ${number} improvements that the run itself proposed`);
    expect(learnt).toContain(
      `The run itself proposed ${number} improvements that nobody has taken up or put aside, under “Improvement plan”.`,
    );
    expect(learnt.join(' ')).not.toMatch(/\d+ changes? of the playbook/);
  });
});
