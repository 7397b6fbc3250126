import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../src/run/replay.ts';

describe('a journal without a whole opening', () => {
  it('when it is replayed, then it says what may have left it so, and not to remove it', () => {
    const read = () => definitionOf('cut.jsonl', undefined, () => []);
    expect(read).toThrow(
      expect.objectContaining({
        kind: 'integrity',
        message: 'cut.jsonl does not hold the whole opening of a run.',
        hint: expect.stringContaining('keep the file'),
      }),
    );
  });
});
