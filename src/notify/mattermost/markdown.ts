import type { Delivery } from '../channel.ts';
import { cutList, shortened } from '../plain-text.ts';
import { saidIn, whereFilesAre } from '../said.ts';

/** Mattermost takes 16,383 characters, code points, in a post; some are left for its own splitting. */
export const MOST_CHARACTERS = 16_000;
/** Longest line or command. */
const LONGEST = 4_000;

/** What has a meaning in Mattermost's markdown wherever it stands. */
const MARKS = /[\\`*_[\]~|]/g;
/** What has one at the beginning of a line: a heading, a quotation, a list, a rule. */
const BEGINNING = /^([#>+=-])/;
const NUMBER = /^(\d+)([.)])/;
/** A web address without anything that could end it or begin something else. */
const ADDRESS = /^https?:\/\/[\w\-.~:/?#&=%+,;]+$/;

/** A delivery as the text of a Mattermost post. Commands stand in code, exactly as they are. */
export function textOf(delivery: Delivery): string {
  const { headline, meaning, late, lines, commands, files, about } = saidIn(delivery);
  const where = whereFilesAre(delivery);
  const top = [
    `**${escaped(short(headline))}**`,
    meaning,
    ...(late === undefined ? [] : [`_${escaped(short(late))}_`]),
  ];
  const rest = [
    ...lines.map((line) => escaped(short(line))),
    ...commands.flatMap(commandLines),
    ...files.map((file) => escaped(short(`File: ${file}`))),
    ...(where === null ? [] : [escaped(short(where))]),
  ];
  const whole = (some: readonly string[]) => [...top, ...some, escaped(short(about))].join('\n');
  return whole(
    cutList(
      rest,
      (some) => [...whole(some)].length <= MOST_CHARACTERS,
      (left) => left,
    ),
  );
}

/**
 * Who is mentioned: an @ that no ASCII letter or digit stands before, and that a name can follow. Only there it needs a space that
 * nobody sees: an address of e-mail stays as it is, to be copied.
 */
const MENTION = /(?<![A-Za-z0-9])@(?=[\w.-])/g;

/** One line of plain text that is shown as it is, and mentions nobody. */
function escaped(line: string): string {
  return line
    .replace(MENTION, '@\u200b')
    .split(' ')
    .map((word) => (ADDRESS.test(word) ? word : word.replace(MARKS, '\\$&')))
    .join(' ')
    .replace(BEGINNING, '\\$1')
    .replace(NUMBER, '$1\\$2');
}

/** A block of code, in which nothing is markdown and nobody is mentioned; its fence is longer than any in it. */
function code(command: string): string {
  const longest = Math.max(2, ...(command.match(/`+/g) ?? []).map((fence) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${command}\n${fence}`;
}

/** How much of a command is left out stands below its code, where it is no part of it. */
function commandLines(command: string): string[] {
  const { kept, left } = shortened(command, LONGEST);
  return [code(kept), ...(left === null ? [] : [left])];
}

function short(text: string): string {
  const { kept, left } = shortened(text, LONGEST);
  return `${kept}${left ?? ''}`;
}
