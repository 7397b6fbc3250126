import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeFlag } from '../../src/cli/settings.ts';

describe('the command that goes on with a run', () => {
  const usual = join('/data', 'breakglass');

  it('says nothing of a store that is used anyway', () => {
    expect(storeFlag(usual, { XDG_DATA_HOME: '/data' })).toBe('');
    expect(storeFlag('/else/where', { XDG_DATA_HOME: '/data', BREAKGLASS_STORE: '/else/where' })).toBe('');
  });

  it('names another one, and quotes it for a shell where that is needed', () => {
    expect(storeFlag('/else/where', { XDG_DATA_HOME: '/data' })).toBe(' --store /else/where');
    expect(storeFlag("/mara's runs", { XDG_DATA_HOME: '/data' })).toBe(` --store '/mara'\\''s runs'`);
    expect(storeFlag(usual, { XDG_DATA_HOME: '/data', BREAKGLASS_STORE: '/else/where' })).toBe(` --store ${usual}`);
  });
});
