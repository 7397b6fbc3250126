import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { choiceLines } from '../../src/tui/components/choices.ts';
import { promptLine } from '../../src/tui/components/prompt.ts';
import { Rows } from '../../src/tui/components/rows.tsx';
import { fieldOf } from '../../src/tui/field.ts';
import { canvasFor, caretIn, compose } from '../../src/tui/frame.ts';
import { line, span, textOfLine } from '../../src/tui/lines.ts';
import { speaksUnicode, themeOf } from '../../src/tui/theme.ts';

const theme = themeOf({ color: false, unicode: true });
const canvas = canvasFor({ columns: 20, rows: 10 }, theme);

describe('given lines in a box', () => {
  it('shows as many as it has rows, and cuts none in two', () => {
    const lines = ['one', 'two', 'three', 'four'].map((text) => line(text));
    expect(renderToString(<Rows lines={lines} theme={theme} columns={10} height={3} />, { columns: 10 })).toBe(
      'one\ntwo\nthree',
    );
  });

  it('keeps empty lines where they are', () => {
    expect(
      renderToString(<Rows lines={[line('a'), [], line('b')]} theme={theme} columns={10} height={3} />, {
        columns: 10,
      }),
    ).toBe('a\n\nb');
  });

  it('paints tones, and without colour keeps what is not one', () => {
    const lines = [[span(' DRILL ', 'drill'), span('ok', 'good')]];
    const inColour = renderToString(
      <Rows lines={lines} theme={themeOf({ color: true, unicode: true })} columns={20} height={1} />,
      { columns: 20 },
    );
    const without = renderToString(<Rows lines={lines} theme={theme} columns={20} height={1} />, { columns: 20 });
    expect(inColour).toContain('\u001b[32m');
    expect(without).toContain('\u001b[7m');
    for (const colour of [31, 32, 33, 36]) expect(without).not.toContain(`${colour}m`);
  });
});

describe('given a text that is typed', () => {
  const shown = (text: string, at = [...text].length) => textOfLine(promptLine({ text, at }, canvas));

  it('keeps the caret in sight however long it is', () => {
    expect(shown('short')).toBe(' > short ');
    expect(shown('0123456789abcdefghij')).toBe(' > …6789abcdefghij ');
    expect(caretIn([promptLine(fieldOf('0123456789abcdefghij'), canvas)])?.column).toBeLessThan(20);
  });

  it('shows a line end as a sign, and no control character', () => {
    expect(shown('a\nb\u001b')).toBe(' > a⏎b  ');
  });
});

describe('given choices', () => {
  const choices = Array.from({ length: 30 }, (_, index) => ({ value: String(index), label: `choice ${index}` }));

  it('marks one by a sign, and keeps it in sight', () => {
    const lines = choiceLines(choices, 20, canvas, 5).map(textOfLine);
    expect(lines).toHaveLength(5);
    expect(lines.filter((text) => text.startsWith(' ▶ ')).map((text) => text.trim())).toEqual(['▶   choice 20']);
  });

  it('says that there are none', () => {
    expect(choiceLines([], 0, canvas, 5).map(textOfLine)).toEqual(['   Nothing to choose from.']);
  });

  it('wraps what is long where there is room', () => {
    const lines = choiceLines([{ value: 'a', label: 'one two three four five' }], 0, canvas, 5).map(textOfLine);
    expect(lines).toEqual([' ▶ 1 one two three', '     four five']);
  });
});

describe('given more than a screen can hold', () => {
  it('fills exactly its rows, and the last lines are there', () => {
    const many = Array.from({ length: 50 }, (_, index) => line(`body ${index}`));
    const { lines } = compose(canvas, [line('head')], many, [line('foot')]);
    expect(lines).toHaveLength(9);
    expect(textOfLine(lines[0] ?? [])).toBe('head');
    expect(textOfLine(lines.at(-1) ?? [])).toBe('foot');
  });
});

describe('given the variables of a terminal', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, false],
    [{ LANG: 'C' }, false],
    [{}, false],
    [{ TERM_PROGRAM: 'iTerm.app' }, true],
  ])('%o speaks UTF-8: %s', (env, speaks) => {
    expect(speaksUnicode(env)).toBe(speaks);
  });
});
