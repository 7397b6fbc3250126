import { describe, expect, it } from 'vitest';
import { runId } from '../../src/run/names.ts';

const wall = Date.parse('2026-03-02T23:59:59.999Z');

describe('the id of a run', () => {
  it('is the scenario, the day in UTC and four hex digits', () => {
    expect(runId('poisoned-release', wall)).toMatch(/^poisoned-release-20260302-[0-9a-f]{4}$/);
  });

  it('given a seed, is the same every time; given another, another', () => {
    expect(runId('drill', wall, 'seven')).toBe(runId('drill', wall, 'seven'));
    expect(runId('drill', wall, 'seven')).not.toBe(runId('drill', wall, 'eight'));
  });
});
