import { describe, expect, it } from 'vitest';
import { forAudience } from '../../src/report/audience.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import { reportModel } from '../../src/report/report.ts';
import type { Told } from '../../src/report/source.ts';
import { section } from './build.ts';
import { badNight } from './live/leaked-token.ts';
import { played } from './played.ts';

const doubtsOf = ({ milestones }: Report, name: string) =>
  milestones.find(({ milestone }) => milestone === name)?.doubts;

/** The bad night, with a backup of another time, and with another word on when the intrusion began. */
function nightWith(taken: string, intruded: string | null): Report {
  const { entries, run } = badNight();
  const changed = entries.flatMap((entry): Told[] => {
    if (entry.type === 'item.added' && entry.kind === 'backup')
      return [{ ...entry, fields: { ...entry.fields, taken } }];
    if (entry.type === 'run.opened') return [{ ...entry, anchors: { ...entry.anchors, intruded } }];
    return [entry];
  });
  return reportModel(changed, run.state.definition);
}

describe('a milestone that says that something is back', () => {
  it('given it was restored to a tainted state, then whoever reads “recovered” reads that too, the public as well', () => {
    const report = played('poisoned-release', 'newest-backup');
    expect(doubtsOf(report, 'recovered')).toEqual(['tainted']);
    expect(doubtsOf(report, 'contained')).toEqual([]);
    for (const one of [report, forAudience(report, 'public'), forAudience(report, 'executives')]) {
      expect(one.summary.speed.find((line) => line.startsWith('Recovered'))).toMatch(
        /met after .*\. It does not say that what is back is clean: what was restored held the compromised state\.$/,
      );
      const page = toMarkdown(one);
      expect(section(page, 'Milestones')).toContain('recovered **(see below)**');
      expect(section(page, 'Milestones')).toContain('**recovered:** It does not say that what is back is clean');
      expect(section(page, 'Metrics')).toContain('what was restored held the compromised state');
    }
  });

  it('then it did not go well, whatever its target says: it is told once, where it went poorly', () => {
    const { review } = played('poisoned-release', 'newest-backup');
    const told = (lessons: readonly { text: string }[] = []) => lessons.map(({ text }) => text).join('\n');
    expect(told(review?.well)).not.toContain('“recovered”');
    expect(told(review?.poorly)).toContain(
      '“recovered” was reached, which does not say that what is back is clean: what was restored held the compromised state.',
    );
  });

  it('given what was restored is clean in truth, then nothing is doubted', () => {
    const report = played('poisoned-release', 'by-the-book');
    expect(report.milestones.flatMap(({ doubts }) => doubts)).toEqual([]);
    expect(toMarkdown(report)).not.toContain('is back is clean');
  });

  it('given an incident in which nobody knows when it began, or nobody verified, then both are said', () => {
    expect(doubtsOf(nightWith('2026-02-28T02:00:00Z', null), 'recovered')).toEqual(['undated', 'unverified']);
  });

  it('given a backup taken after the intrusion began, then page one and the public’s risk say that it may not be safe', () => {
    const report = nightWith('2026-03-01T02:00:00Z', '2026-02-28T22:00:00.000Z');
    expect(doubtsOf(report, 'recovered')).toEqual(['after-intrusion', 'unverified']);
    expect(report.summary.risk.join(' ')).toContain('A backup that was restored was taken after the intrusion began.');
    const theirs = forAudience(report, 'public');
    expect(theirs.summary.speed.join(' ')).toContain('a backup that was restored was taken after the intrusion began');
    expect(theirs.summary.risk.join(' ')).toContain('Not everything that was in scope is shown to be safe yet.');
    expect(JSON.stringify(theirs)).not.toContain('nightly');
  });
});
