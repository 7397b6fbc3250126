import { describe, expect, it } from 'vitest';
import { noticeText } from '../../src/tui/components/footer.ts';

const glass = { what: 'gate', phase: 'isolate' } as const;
const said = (text: string) =>
  noticeText({ tone: 'bad', text, refused: true, glass }, 'G breaks the glass, with a reason.', 'G');

describe('given a refusal that the lead may override', () => {
  it('says by which key, once, whatever the refusal says itself', () => {
    expect(said('It needs an approval. Ask for it first.')).toBe(
      'Refused: It needs an approval. Ask for it first. G breaks the glass, with a reason.',
    );
    expect(said('It does not hold. The lead can override it by breaking the glass, with a reason.')).toBe(
      'Refused: It does not hold. The lead can override it by breaking the glass (G), with a reason.',
    );
  });
});
