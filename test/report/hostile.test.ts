import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/report/json.ts';
import { fc } from '../helpers/properties.ts';
import { Run } from './build.ts';
import { hostile, poisoned, poisonedLive } from './poisoned.ts';
import { jon } from './small-drill.ts';

describe('a live run full of hostile texts', () => {
  it('given any of them in a command or in what it answered, when it is rendered, then no block of code ends early and nothing of it acts', () => {
    const clean = shapeOf(withoutCode(poisonedLive('plain').markdown));
    fc.assert(
      fc.property(hostile, (text) => {
        const { markdown } = poisonedLive(text);
        const page = withoutCode(markdown);
        const outsideCode = page.replace(/`[^`\n]*`/g, '');
        expect(markdown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
        expect(page).not.toContain('<');
        expect(outsideCode).not.toContain('`');
        expect(outsideCode).not.toMatch(/https?:\/\/|@\w/);
        expect(shapeOf(page)).toEqual(clean);
      }),
      { numRuns: 100 },
    );
  });

  it('given a command that has fences in it, when it is rendered, then it stands there to the letter', () => {
    const { markdown } = poisonedLive('echo ```` | cat <<< "$HOME"');
    expect(markdown).toContain('  `````\n  echo ```` | cat <<< "$HOME"\n  `````\n');
  });
});

/** The page without its blocks of code, as CommonMark has them: a fence ends at one that is as long, and no line of it is indented less. */
function withoutCode(markdown: string): string {
  const lines: string[] = [];
  let fence: { indent: string; ticks: number } | null = null;
  for (const line of markdown.split('\n')) {
    const [, indent = '', ticks] = /^((?: {2})?)(`{3,})$/.exec(line) ?? [];
    if (fence === null) {
      if (ticks === undefined) lines.push(line);
      else fence = { indent, ticks: ticks.length };
    } else if (ticks !== undefined && ticks.length >= fence.ticks) fence = null;
    else expect(line.startsWith(fence.indent)).toBe(true);
  }
  expect(fence).toBeNull();
  return lines.join('\n');
}

describe('a run full of hostile texts', () => {
  it('given any of them, when it is rendered, then no table breaks and nothing of it acts', () => {
    const clean = shapeOf(withoutCode(poisoned('plain').markdown));
    fc.assert(
      fc.property(hostile, (text) => {
        const { markdown } = poisoned(text);
        const page = withoutCode(markdown);
        const outsideCode = page.replace(/`[^`\n]*`/g, '');
        expect(markdown).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
        expect(page).not.toContain('<');
        expect(outsideCode).not.toContain('`');
        expect(outsideCode).not.toMatch(/https?:\/\/|@\w/);
        expect(shapeOf(page)).toEqual(clean);
      }),
      { numRuns: 150 },
    );
  });

  it('given any of them, when it is written as JSON, then the data is exact and nothing in it is unseen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = toJson(poisoned(text).report);
        expect(json).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
        expect(JSON.parse(json).improvements[0].text).toBe(text.trim());
      }),
      { numRuns: 30 },
    );
  });
});

/** What the lines of a page are, quotations left out: they have as many lines as what they quote. */
function shapeOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .map((line) => {
      if (line.startsWith('|')) return `${line.split('|').length - 2} cells`;
      return /^(#+ |- |\*|$)/.exec(line)?.[1] ?? 'text';
    });
}

describe('a long run', () => {
  it('given ten thousand entries, when they are reported, then every one that has something to tell is in the timeline', () => {
    const run = new Run().at(1, jon);
    const note = { type: 'note.added', text: 'Looked at another log.' } as const;
    const stamp = { at: 60_000, recorded: '2026-05-10T14:01:00.000Z', by: jon };
    run.tell(...Array.from({ length: 10_000 }, () => ({ ...stamp, ...note })));
    expect(run.markdown.match(/Jon noted: Looked at another log\./g)).toHaveLength(10_000);
  });
});
