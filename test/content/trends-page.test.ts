import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { definitions } from '../../src/report/trends/definitions.ts';

it('docs/trends.md defines every figure in the words that are printed', () => {
  const page = readFileSync(new URL('../../docs/trends.md', import.meta.url), 'utf8');
  for (const { figure, definition } of definitions) expect(page).toContain(`| ${figure} | ${definition} |`);
});
