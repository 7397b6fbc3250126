import { describe, expect, it } from 'vitest';
import { escapeCode, escapeText } from '../../../src/report/markdown/escape.ts';
import { shorten, visible } from '../../../src/report/visible.ts';
import { fc } from '../../helpers/properties.ts';

/** What words and numbers are made of, and what is something else in Markdown. */
const piece = fc.constantFrom(
  ...[
    'a',
    'GH',
    'gh',
    'www',
    'x.yml',
    '1',
    '12',
    '+',
    '-',
    '.',
    ')',
    '(',
    ' ',
    '  ',
    ',',
    '“',
    '’',
    '–',
    '…',
    '/',
    '_',
    '#',
    '@',
    ':',
  ],
);

describe('a text from outside', () => {
  it.each([
    ['plain words', 'Nobody cut it.', 'Nobody cut it.'],
    ['a name with underscores', 'NPM_TOKEN and my_file.yml', 'NPM_TOKEN and my_file.yml'],
    ['emphasis', '*bold* _thin_ ~~gone~~', '\\*bold\\* \\_thin\\_ \\~\\~gone\\~\\~'],
    ['a pipe', 'a | b', 'a &#124; b'],
    ['code', 'run `rm`', 'run &#96;rm&#96;'],
    ['HTML', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['a link', '[click](https://evil.example)', '\\[click\\](`https://evil.example`)'],
    ['an address', 'see https://evil.example/x?a=1 now', 'see `https://evil.example/x?a=1` now'],
    ['an address without a scheme', 'www.evil.example', '`www.evil.example`'],
    ['an address after an underscore', '_https://evil.example', '\\_`https://evil.example`'],
    ['a mention', 'thanks @torvalds!', 'thanks `@torvalds`!'],
    ['a team', '@acme/security, look', '`@acme/security`, look'],
    ['a mail address', 'mail eve@evil.example', 'mail `eve@evil.example`'],
    ['an issue', 'fixes #12 and acme/web#7', 'fixes `#12` and `acme/web#7`'],
    ['a heading', '# Big', '\\# Big'],
    ['a bullet', '- one', '\\- one'],
    ['a numbered line', '1. one', '1\\. one'],
    ['an underline that would make a heading', '---', '\\---'],
    ['a line that would make a table', ':-:', '\\:-:'],
    ['a backslash', 'C:\\temp\\*', 'C:\\\\temp\\\\\\*'],
    ['mathematics', '$x$', '&#36;x&#36;'],
    ['several lines', 'one\n\n  two\r\nthree', 'one / two / three'],
  ])('given %s, when it is escaped, then it is shown and does nothing', (_, text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it('given terminal commands, when it is shown, then they are gone', () => {
    expect(visible('\u001b[31mred\u001b[0m \u001b]52;c;aGk=\u0007end \u009b2Jx')).toBe('red end x');
  });

  it('given a terminal command without its end, when it is shown, then the next line stays', () => {
    expect(visible('\u001b]0;title\nnext')).toBe('\nnext');
  });

  it('given characters that hide or turn around, when it is shown, then each stands as its code point', () => {
    expect(visible('gnp\u202eexe\u200b\u0000\ud800')).toBe('gnp⟨U+202E⟩exe⟨U+200B⟩⟨U+0000⟩⟨U+D800⟩');
  });

  it('given a joiner inside a pictogram, when it is shown, then the pictogram stays whole', () => {
    expect(visible('👩‍💻')).toBe('👩‍💻');
    expect(visible('a\u200db')).toBe('a⟨U+200D⟩b');
  });

  it('given any text, when it is escaped, then it is one line with no markup, control or hidden character', () => {
    const nasty = fc.constantFrom(
      '|',
      '`',
      '<',
      '>',
      '@bob',
      '\n',
      '\r',
      '\u2028',
      '\u001b[2J',
      '\u202e',
      '\\',
      '*',
      '_',
      '[',
      '](',
      'https://x',
      '#1',
      '\u0000',
      '\ud800',
      '\u200d',
      'é',
      'word',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 30 }), (parts) => {
        const escaped = escapeText(parts.join(''));
        const outside = escaped.replace(/`[^`]*`/g, '');
        expect(escaped).not.toMatch(/[<>|\n\r]|\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}/u);
        expect(escaped.replaceAll('\u200d', '')).not.toMatch(/\p{Cf}/u);
        expect(outside).not.toContain('`');
        expect(outside).not.toMatch(/https?:\/\/|www\.|@[\w-]/iu);
        expect(outside.replace(/\\.|&#\d+;/gsu, '')).not.toMatch(/[*[\]~#]/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a text as code', () => {
  it('given what code cannot hold, when it is escaped, then it stands as its code point', () => {
    expect(escapeCode('a`b|c<d>\ne')).toBe('`a⟨U+0060⟩b⟨U+007C⟩c⟨U+003C⟩d⟨U+003E⟩ e`');
  });

  it('given nothing, when it is escaped, then there is no code', () => expect(escapeCode(' \n')).toBe(''));
});

describe('a text that is too long', () => {
  it('given more than there is room for, when it is shortened, then it ends with a sign of that', () => {
    expect(shorten('one two three', 8)).toBe('one two…');
  });

  it('given no more than there is room for, when it is shortened, then it stays', () => {
    expect(shorten('12345678', 8)).toBe('12345678');
  });

  it('given characters of two units, when it is shortened, then none is cut in two', () => {
    expect(shorten('😀'.repeat(10), 5)).toBe(`${'😀'.repeat(4)}…`);
    expect(shorten('😀'.repeat(5), 5)).toBe('😀'.repeat(5));
  });
});

describe('words and numbers', () => {
  it('given any of them, then they come to the same as where they are looked at closer', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        // An empty line more changes nothing, and is no word.
        expect(escapeText(text)).toBe(escapeText(`${text}\n`));
      }),
      { numRuns: 5000 },
    );
  });
});
