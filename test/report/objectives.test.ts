import { describe, expect, it } from 'vitest';
import { ratingDefinitions } from '../../src/report/hseep.ts';
import { playedOut, Run, section } from './build.ts';
import { played } from './played.ts';

describe('objectives', () => {
  it('given a drill that is over, when nobody has rated, then the suggested rating stands, and says that it is one', () => {
    const [objective] = playedOut().report.objectives ?? [];
    expect(objective).toMatchObject({
      title: 'Stop a second publish',
      capability: 'Containment',
      rating: 'P',
      final: false,
    });
    const text = section(playedOut().markdown, 'Objectives and ratings');
    expect(text).toContain('| Stop a second publish | Containment | **P, Performed without Challenges** (suggested) |');
  });

  it('given tasks that ask for some moves to be prevented, then the evidence of each is its own, and what was not where it is not met', () => {
    const objectives = played('minted-tokens', 'as-it-happened').objectives ?? [];
    const evidence = objectives.flatMap(({ suggested }) => suggested?.evidence ?? []);
    const of = (task: string) => evidence.find(({ text }) => text === task);
    expect(of('Has ended what it issued itself')).toMatchObject({
      verdict: 'met',
      evidence: 'prevented: Starts builds that print what they are given',
    });
    expect(of('Warns them before the keys are used elsewhere')).toMatchObject({
      verdict: 'unmet',
      evidence: "not prevented: Uses customers' cloud keys",
    });
  });

  it('given a rating by a person, when it is reported, then it counts, and the suggested one stands beside it', () => {
    const run = playedOut().at(25).do({ type: 'rate', objective: 'contain', rating: 'S', reason: 'Slow to begin.' });
    expect(run.report.objectives?.[0]).toMatchObject({ rating: 'S', final: true, suggested: { rating: 'P' } });
    const text = section(run.markdown, 'Objective: Stop a second publish');
    expect(text).toContain('Rated **S, Performed with Some Challenges** by Mara (Incident lead): Slow to begin.');
    expect(text).toContain('Suggested: **P, Performed without Challenges**.');
  });

  it('given two ratings, when it is reported, then the last one counts and the other is shown', () => {
    const run = playedOut()
      .at(25)
      .do({ type: 'rate', objective: 'contain', rating: 'S', reason: 'Slow.' })
      .do({ type: 'rate', objective: 'contain', rating: 'M', reason: 'Much too slow.' });
    expect(run.report.objectives?.[0]?.rating).toBe('M');
    expect(section(run.markdown, 'Objective: Stop a second publish')).toContain(
      'Before that **S, Performed with Some Challenges** by Mara',
    );
  });

  it('given the tasks, when it is reported, then each has its evidence, and what nobody watched is not judged', () => {
    const text = section(playedOut().markdown, 'Objective: Stop a second publish');
    expect(text).toContain('| Isolates every stage | met | at T +11 min |');
    expect(text).toContain('| Says it aloud | not judged | nobody said |');
  });

  it('given a task that somebody watched, when it is reported, then who saw what is told', () => {
    const run = playedOut().at(25).do({ type: 'observe', objective: 'contain', task: 1, met: false, note: 'Silence.' });
    expect(run.report.objectives?.[0]?.tasks[1]).toMatchObject({
      by: 'seen',
      verdict: 'unmet',
      note: 'Silence.',
      who: { person: 'Mara' },
    });
    expect(section(run.markdown, 'Objective: Stop a second publish')).toContain(
      '| Says it aloud | **not met** | seen by Mara (Incident lead); Silence. |',
    );
  });

  it('given ratings, when it is reported, then HSEEP’s four definitions and their source are in it', () => {
    const text = section(playedOut().markdown, 'What the ratings mean');
    for (const { name, definition } of Object.values(ratingDefinitions)) {
      expect(text).toContain(name);
      expect(text).toContain(definition);
    }
    expect(text).toContain('HSEEP');
  });

  it('given a drill in play, when it is reported, then there are no ratings yet', () => {
    expect(new Run().report.objectives).toBeNull();
  });
});
