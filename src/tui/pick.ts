import type { Choice } from './forms/form.ts';

/** How well `query` fits a text: null not at all, else the lower the better. Its letters must come in order. */
export function fuzzy(query: string, text: string): number | null {
  const wanted = query.toLowerCase();
  const among = text.toLowerCase();
  const whole = among.indexOf(wanted);
  if (whole >= 0) return whole === 0 ? 0 : among[whole - 1] === ' ' ? 1 : 2;
  let from = -1;
  let gaps = 0;
  for (const letter of wanted.replaceAll(' ', '')) {
    const at = among.indexOf(letter, from + 1);
    if (at < 0) return null;
    if (from >= 0) gaps += at - from - 1;
    from = at;
  }
  return 10 + gaps;
}

/** The choices that fit what was typed, best first; all of them, in their order, for nothing. */
export function pick<C extends Choice>(choices: readonly C[], query: string): C[] {
  if (query.trim() === '') return [...choices];
  const scored = choices.flatMap((one) => {
    const score = fuzzy(query.trim(), one.label);
    return score === null ? [] : [{ one, score }];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ one }) => one);
}
