import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../src/report/markdown.ts';
import { played } from './played.ts';

describe('the report of a shipped play', () => {
  it.each(['by-the-book', 'newest-backup', 'missed-one'])(
    'given the play %s, when it is reported, then the page is the one that people have read',
    async (name) => {
      await expect(toMarkdown(played('poisoned-release', name))).toMatchFileSnapshot(`../golden/reports/${name}.md`);
    },
  );
});
