import { expect } from 'vitest';
import { toJson } from '../../../src/report/json.ts';
import { toMarkdown } from '../../../src/report/markdown.ts';
import { reportModel } from '../../../src/report/report.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { expectWhole, journaled } from './again.ts';

/** Texts that want to be more than data, by what they want. All of them can be an argument. */
export const texts: Readonly<Record<string, string>> = {
  'a substitution': '$(touch owned) `touch owned`',
  'a second command': "x; touch owned & touch owned | touch owned || touch owned && 'x",
  'a redirection': 'x > owned < /etc/passwd',
  variables: '$HOME ${PATH} $0 %PATH% !!',
  patterns: '* ? [a-z] ~ {a,b} \\',
  quotes: `' " \\" '"'"' "$'`,
  'a comment': '# nothing but this',
  'an expression': '${{ secrets.CANARY }} ${{ item.name }} }} {{',
  'an option': '--flag=x',
  'short options': '-rf',
  'the end of options': '--',
  lines: 'one\ntwo\r\nthree\rfour',
  'blank lines': '{\n\n}\n\n"',
  tabs: 'a\tb\tc',
  'a cursor': 'a\u001b[2J\u001b[1;1Hb',
  'a title': 'a\u001b]0;owned\u0007b',
  'a clipboard': 'a\u001b]52;c;b3duZWQ=\u0007b',
  'a link': 'a\u001b]8;;http://203.0.113.5\u0007b\u001b]8;;\u0007',
  'an eight-bit sequence': 'a\u009b2Jb\u009d0;owned\u009c',
  'a bell and a backspace': 'a\u0007\b\bb',
  'another direction': 'a\u202egnp.exe\u2066b\u2069',
  'what is not seen': 'a\u200b\u2060\ufeff\u00ad\u{e0041}b',
  'other spaces': 'a\u00a0\u2003\u3000b',
  'other line ends': 'a\u2028b\u2029c\u0085d',
  'letters of others': 'π 🔑 日本語 e\u0301',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'another path': '../../etc/passwd',
  'a dot': '.',
  'two dots': '..',
  'encoded dots': '%2e%2e%2f%00%0d%0a',
  'more parameters': 'x&admin=true?a=b#c;d=e',
  'another host': '@203.0.113.5:80/\\\\203.0.113.5',
  'more headers': 'x\r\nX-Admin: true\r\n\r\nGET / HTTP/1.1',
  'more JSON': 'x","admin":true,"y":"',
  'a table of Markdown':
    '| a | b |\n| --- | --- |\n# Big\n<script>alert(1)</script> [x](javascript:alert(1)) ![](http://203.0.113.5/)',
  'a line of the journal': '"}\n{"v":1,"seq":99,"type":"run.closed"}',
  'a placeholder': '[CANARY] %s %n',
};

/** Texts that nothing can be given as: C has no word for the one, UTF-8 none for the other. */
export const impossible: Readonly<Record<string, string>> = {
  'a zero byte': 'a\0b',
  'half a character': 'a\ud83db',
  'the other half': 'a\udd11b',
};

/** What is not seen, turns the direction of writing, or a terminal would obey. */
const unseen = /[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u;

/** Whatever was typed, printed or answered: journal, state, shown commands and report are as for any other text. */
export function expectHarmless(session: RunSession & { readonly dir: string }): void {
  expectWhole(session);
  for (const entry of journaled(session)) {
    if (entry.type !== 'action.requested') continue;
    expect(entry.shown).not.toMatch(unseen);
    expect(entry.shown).not.toContain('\n');
  }
  const model = reportModel(session.entries, session.state.definition);
  const markdown = toMarkdown(model);
  const outsideCode = markdown.replace(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1/gm, '').replace(/`[^`\n]*`/g, '');
  expect(markdown).not.toMatch(unseen);
  expect(outsideCode).not.toMatch(/<script|(?<!\\)\]\(|(?<!\\)!\[/);
  const json = toJson(model);
  expect(json).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
  JSON.parse(json);
}
