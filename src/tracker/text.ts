import { escapeText } from '../report/markdown/escape.ts';
import { shorten, visible } from '../report/visible.ts';
import type { Work } from './tracker.ts';

/** GitHub's titles have at most 256 characters, those of GitLab and Jira 255. */
const MOST = 250;

/** What stands before a word and calls somebody or something with it, each with a sign that looks like it and does nothing. */
const signs: Readonly<Record<string, string>> = {
  '@': '＠',
  '#': '＃',
  '!': '！',
  '%': '％',
  '~': '～',
  '&': '＆',
  $: '＄',
  '^': '＾',
  '[': '［',
};

/**
 * The title, on one line. Titles are no Markdown, but people, issues and labels that are named in one are called all the same: those signs
 * are replaced. The whole text stands below, as it was written.
 */
export function titleOf({ text, mark }: Work): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  const title = line.replace(/[@#!%~&$^[](?=[\p{L}\p{N}"{_[])/gu, (sign) => signs[sign] ?? sign);
  return shorten(`${mark === 'LIVE' ? '' : `${mark}: `}${title}`, MOST);
}

/** What is said below the title, one thing a line: what it is called, and the text as it came. */
export function factsOf(work: Work): (readonly [name: string, text: string])[] {
  const { text, owner, due, from, finding, run, improvement, mark } = work;
  const facts: (readonly [string, string | null])[] = [
    ['Improvement', text],
    ['Owner', owner],
    ['Due', due],
    ['It came of', from],
    ['Finding', finding],
    ['Run', `${run}, ${improvement}${kinds[mark]}`],
  ];
  return facts.flatMap(([name, said]) => (said === null ? [] : [[name, said] as const]));
}

const kinds: Readonly<Record<Work['mark'], string>> = { DRILL: ', a drill', REHEARSAL: ', a rehearsal', LIVE: '' };

/** What stands first of one that came of no incident; null where it did. */
export function leadOf({ mark }: Pick<Work, 'mark'>): string | null {
  if (mark === 'LIVE') return null;
  const what = mark === 'DRILL' ? 'an exercise' : 'a rehearsal';
  return `${mark}: this came of ${what}, nobody was attacked. What is to be done is real.`;
}

/** The line by which an issue is found again; a comment, which no text can forge: its signs are escaped there. */
export function markerLine(marker: string): string {
  return `<!-- breakglass:${marker} -->`;
}

/** The body as Markdown. No line begins with a text from outside: GitLab takes one that begins with a slash for a command. */
export function markdownOf(work: Work, asMarkdown: (text: string) => string = escapeText): string {
  const lines = factsOf(work).map(([name, text]) => `- **${name}:** ${asMarkdown(text)}`);
  const lead = leadOf(work);
  return [...(lead === null ? [] : [`**${lead}**`, '']), ...lines, '', markerLine(work.marker), ''].join('\n');
}

/** References that GitLab knows beside GitHub's: merge requests, labels, milestones, epics, snippets, vulnerabilities, alerts, iterations. */
const references = /(?<![\p{L}\p{N}])[\w./-]*[!%~&$^*](?=[\p{L}\p{N}"{_])[^\s`]*|\[[a-z_]+:[^\]`]*\]/gu;

/** A text from outside as Markdown of GitLab that shows it and does nothing else. */
export function escapeForGitlab(text: string): string {
  const line = visible(text)
    .split('\n')
    .flatMap((part) => part.trim() || [])
    .join(' / ');
  let escaped = '';
  let from = 0;
  for (const match of line.matchAll(references)) {
    escaped += `${spaced(line.slice(from, match.index))}\`${match[0].replaceAll('`', "'")}\``;
    from = match.index + match[0].length;
  }
  return escaped + spaced(line.slice(from));
}

/** Escapes a piece of a line, and leaves the spaces at its ends. */
function spaced(piece: string): string {
  const inner = piece.trim();
  if (inner === '') return piece === '' ? '' : ' ';
  return `${/^\s/.test(piece) ? ' ' : ''}${escapeText(inner)}${/\s$/.test(piece) ? ' ' : ''}`;
}
