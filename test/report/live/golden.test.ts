import { describe, expect, it } from 'vitest';
import { badNight } from './leaked-token.ts';

describe('the report of a real incident', () => {
  it('given a bad night, when it is reported, then the page is the one that people have read', async () => {
    await expect(badNight().markdown).toMatchFileSnapshot('../../golden/reports/leaked-token.md');
  });
});
