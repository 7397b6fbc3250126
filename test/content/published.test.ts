import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../src/run/content.ts';
import { shippedNames } from '../../src/run/shipped.ts';
import type { PublishedRow } from '../../src/scenario/model.ts';
import { sampleScenario } from '../helpers/documents.ts';
import { publishedLines, withoutRow } from './published.ts';

const folder = new URL('published/', import.meta.url);
const sheets = existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.md$/, '')) : [];

describe('what was published of a case', () => {
  it('is kept for at least three scenarios, each of them shipped', () => {
    expect(sheets.length).toBeGreaterThanOrEqual(3);
    expect(sheets.filter((name) => !shippedNames('scenario').includes(name))).toEqual([]);
  });

  it.each(sheets)('%s has a row for every published time', (name) => {
    const lines = publishedLines(readFileSync(new URL(`${name}.md`, folder), 'utf8'));
    expect(lines.length).toBeGreaterThan(0);
    expect(withoutRow(lines, loadScenario(name).scenario)).toEqual([]);
  });

  it.each(sheets)('%s says of every row where it is, or why it is not there', (name) => {
    const { scenario, playbook } = loadScenario(name);
    const steps = playbook.phases.flatMap((phase) => phase.steps.flatMap((step) => [step, ...step.onFailure]));
    const ids = {
      move: scenario.adversary.moves.map(({ id }) => id),
      inject: scenario.injects.map(({ id }) => id),
      step: steps.map(({ id }) => id),
      milestone: [...playbook.phases, ...steps].flatMap(({ reaches }) => reaches),
    };
    const isResolved = ({ here }: PublishedRow) => {
      if (here.as === 'left-out') return here.why !== '';
      return here.as === 'enters' ? scenario.adversary.enters !== null : ids[here.as].includes(here.id);
    };
    expect(scenario.basedOn.timeline.filter((row) => !isResolved(row)).map(({ what }) => what)).toEqual([]);
  });
});

describe('a line of a fact sheet', () => {
  const starts = Date.parse('2026-05-10T17:00:00Z');
  const at = (iso: string) => Date.parse(iso) - starts;
  const row = (given: Partial<PublishedRow>): PublishedRow => ({
    what: 'It happened.',
    sources: [],
    here: { as: 'enters' },
    path: [],
    ...given,
  });
  const missing = (lines: string, ...timeline: PublishedRow[]) => {
    const sample = sampleScenario();
    return withoutRow(publishedLines(lines), { ...sample, starts, basedOn: { ...sample.basedOn, timeline } });
  };

  it('has its row where the row is at that minute, or at that second if it says one', () => {
    const forked = row({ at: at('2026-05-10T17:16:38Z') });
    expect(missing('- 2026-05-10T17:16Z forked', forked)).toEqual([]);
    expect(missing('- ~2026-05-10T17:16:38Z forked', forked)).toEqual([]);
    expect(missing('- 2026-05-10T17:16:39Z forked', forked)).toEqual(['- 2026-05-10T17:16:39Z forked']);
    expect(missing('- 2026-05-10T17:15Z forked', forked)).toEqual(['- 2026-05-10T17:15Z forked']);
  });

  it('needs a row of its own', () => {
    const lines = '# Facts\n\n- 2026-05-10T17:16Z forked\n- 2026-05-10T17:16Z renamed\n';
    expect(missing(lines, row({ at: at('2026-05-10T17:16:00Z') }))).toEqual(['- 2026-05-10T17:16Z renamed']);
  });

  it('with a day alone has its row where that is what the row says', () => {
    expect(missing('- 2026-05-15 all-clear', row({ when: '2026-05-15, no hour given' }))).toEqual([]);
    expect(missing('- 2026-05-15 all-clear', row({ when: 'five days later' }))).toEqual(['- 2026-05-15 all-clear']);
  });

  it('that does not begin with a time is refused', () => {
    expect(() => publishedLines('- yesterday, all-clear')).toThrow('no time to begin with');
    expect(() => publishedLines('- 2026-05-40T10:00Z never')).toThrow('no time to begin with');
  });
});
