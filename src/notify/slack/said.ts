import type { Delivery } from '../channel.ts';
import type { About, Message } from '../message.ts';
import { cut, exactly, oneLine } from '../plain-text.ts';
import { actions, type Block, code, header, note, paragraph, paragraphs } from './blocks.ts';
import { most } from './limits.ts';
import { markOf } from './marks.ts';
import { costOf, escaped, within } from './text.ts';

/** Our own id of messages, as Slack keeps it beside them. https://docs.slack.dev/messaging/message-metadata */
export interface Metadata {
  readonly event_type: typeof EVENT;
  readonly event_payload: {
    /** Of the first: `<run>/<message>`. */
    readonly key: string;
    /** The ids of all that are said in it, where they are several: `m12 m13`. */
    readonly keys?: string;
    readonly mark: About['mark'];
  };
}

/** What a message of ours is told by. */
export const EVENT = 'breakglass_message';

/** A delivery as Slack takes it. */
export interface SaidInSlack {
  /** What notifications show and screen readers read: the same words, as text. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata;
}

/** What is said of a step's commands that do not all fit. */
const TOO_LONG = 'This is not all that would be run. Look at it, and answer, at the keyboard.';
/** Most that the lines may take of a message that has commands too. */
const LINES_BESIDE_COMMANDS = 3_000;
const SUBJECT = 300;
const large: readonly Message['sort'][] = ['headline', 'room', 'topic'];

/** What a delivery says, within every limit. It begins with the mark, whatever it says after that. */
export function saidInSlack(delivery: Delivery): SaidInSlack {
  const { about, messages } = delivery;
  const [first, ...others] = messages;
  const late = delivery.late === undefined ? [] : [oneLine(delivery.late)];
  const subject = others.length > 0 ? `${messages.length} messages` : subjectOf(first);
  const lines = others.length > 0 ? messages.flatMap(underSubject) : linesOf(first);
  const all = messages.flatMap(({ commands = [] }) => commands.map(exactly)).join('\n');
  const shownLines = within(lines.join('\n'), all === '' ? most.message : LINES_BESIDE_COMMANDS).split('\n');
  const commands = within(all, most.message - LINES_BESIDE_COMMANDS);
  const isWhole = commands === all;
  const blocks = [
    ...(large.includes(first.sort) && others.length === 0
      ? [header(`${about.mark}: ${subject}`)]
      : paragraph([{ text: about.mark, bold: true }, { text: `: ${subject}` }])),
    ...late.map(note),
    ...paragraphs(shownLines),
    ...code(commands),
    ...(isWhole ? [] : [note(TOO_LONG)]),
    // Whoever cannot see all of it does not approve it here.
    ...(isWhole ? actions(first.buttons ?? []) : []),
  ];
  const words = [`${about.mark}: ${subject}`, ...late, ...shownLines, commands, ...(isWhole ? [] : [TOO_LONG])];
  return {
    text: escaped(within(words.filter((one) => one !== '').join('\n'), most.text)),
    blocks: blocks.slice(0, most.blocks),
    metadata: metadataOf(delivery),
  };
}

/** The ids under which a delivery is found again. */
function metadataOf({ about, messages }: Delivery): Metadata {
  const [first, ...others] = messages;
  return {
    event_type: EVENT,
    event_payload: {
      key: markOf(about, first),
      ...(others.length > 0 && { keys: messages.map(({ id }) => id).join(' ') }),
      mark: about.mark,
    },
  };
}

/** To whom, where it is not to everybody of the run, and what it is about. */
function subjectOf({ sort, to, subject }: Message): string {
  const whom = to !== 'run' && (sort === 'message' || sort === 'page') ? `to ${oneLine(to)}: ` : '';
  return cut(`${whom}${oneLine(subject)}`, (part) => costOf(part) <= SUBJECT);
}

function linesOf({ lines, file }: Message): string[] {
  const files = file ? [`File: ${oneLine(file.name)} (${file.bytes} bytes, SHA-256 ${oneLine(file.sha256)})`] : [];
  return [...lines.flatMap((line) => line.split(/\r\n|\n|\r/)), ...files].map(oneLine);
}

function underSubject(message: Message): string[] {
  const at = `${message.happened.slice(11, 16)}Z`;
  return [`${at} ${subjectOf(message)}`, ...linesOf(message).map((line) => `    ${line}`)];
}
