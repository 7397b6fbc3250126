import { fc } from '../properties.ts';

/** Texts that mean something to whoever shows them, or to a terminal, or to nobody. */
const bits = [
  '\r\nBcc: evil@example.org',
  '\u202ELIVE',
  '\u200b',
  '\ud800',
  '\u001b[2J',
  '<!channel>',
  '<users/all>',
  '@channel @all @here',
  '**bold** _it_ `code` [a](https://evil.example) ![b](c)',
  '<script>alert(1)</script>&amp;"\'',
  '# heading',
  '1. one',
  '> quote',
  '```',
  '😀'.repeat(30),
  'x'.repeat(5000),
];

/** A hostile text of one or more of them. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 6 })
  .map((parts) => parts.join(' '));
