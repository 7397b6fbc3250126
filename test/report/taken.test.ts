import { describe, expect, it } from 'vitest';
import { forAudience } from '../../src/report/audience.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { reportModel } from '../../src/report/report.ts';
import type { Told } from '../../src/report/source.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadScenario } from '../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../src/run/open.ts';
import { performAtOnce } from '../../src/run/perform.ts';
import { section } from './build.ts';

/** A drill in which the newest of two backups was chosen, and what was written down after it. */
function drilled(...later: readonly Pick<Told<'item.field-set'>, 'type' | 'item' | 'field' | 'value' | 'reason'>[]) {
  const content = loadScenario('poisoned-release');
  const clock = new PlayClock(Date.parse('2026-05-10T14:00:00Z'));
  const session = openInMemory({ content, roles: everyRole(content), seed: '7', clock, typedBy: 'play:newest-backup' });
  performAtOnce(session, clock, playOf(content, 'newest-backup'));
  const last = session.entries.at(-1);
  if (!last) throw new Error('the play wrote nothing');
  const { at, recorded, hash, seq } = last;
  const added = later.map((entry, index) => ({ ...entry, at, recorded, hash, seq: seq + 1 + index }) as Told);
  return reportModel([...session.entries, ...added], session.state.definition);
}

const answerOf = (report: ReturnType<typeof drilled>) =>
  report.decisions.find(({ question }) => question === 'Which backup do we restore?')?.answer;

describe('when a backup was taken', () => {
  it('given one that was chosen, then the decision and the register say when it was taken', () => {
    const report = drilled();
    expect(answerOf(report)).toBe('nightly, taken 2026-03-02 05:12 UTC');
    const register = section(toMarkdown(report), 'Scope register');
    expect(register).toMatch(/\| nightly \| backup, [^|]*; taken 2026-03-02 05:12 UTC \|/);
    expect(register).not.toMatch(/\| (?:stage|credential|system|artifact)[^|]*; taken/);
  });

  it('given that the time was corrected later, then the register has the new one, and the decision what was known', () => {
    const nightly = drilled().scope.items.find(({ name }) => name === 'nightly')?.id ?? '';
    const set = { type: 'item.field-set', item: nightly, field: 'taken', reason: 'It was read wrongly.' } as const;
    const report = drilled({ ...set, value: '2026-03-01T04:30:00Z' });
    expect(answerOf(report)).toBe('nightly, taken 2026-03-02 05:12 UTC');
    expect(section(toMarkdown(report), 'Scope register')).toContain('taken 2026-03-01 04:30 UTC');
    expect(section(toMarkdown(drilled({ ...set, value: null })), 'Scope register')).toContain(
      'taken nobody knows when',
    );
  });

  it('given the public, then the register tells it to nobody', () => {
    expect(toMarkdown(forAudience(drilled(), 'public'))).not.toContain('taken 2026');
  });
});
