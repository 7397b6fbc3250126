import type { Delivery } from './channel.ts';
import { type About, calledTo } from './message.ts';
import { exactly, oneLine } from './plain-text.ts';

/** What a delivery says, in plain text whose every line is one line. */
export interface Said {
  /** `DRILL: What happened`. The mark is first, whatever the subject says. */
  readonly headline: string;
  /** What the mark means, for somebody who does not know the word. */
  readonly meaning: string;
  /** What is said before everything else of a message that comes late. */
  readonly late?: string;
  readonly lines: readonly string[];
  /** Exactly what would be run; a command may have several lines. */
  readonly commands: readonly string[];
  /** Files that belong to it, in words. */
  readonly files: readonly string[];
  /** Which run this is about. */
  readonly about: string;
}

const meanings: Readonly<Record<About['mark'], string>> = {
  DRILL: 'This is a drill. Nothing of it is real.',
  LIVE: 'This is a real incident.',
  REHEARSAL: 'This is a rehearsal. Nothing is changed by it.',
};

/**
 * Where the file is of a message by a channel that carries none: whoever reads of a report looks for it there else. Nothing names a
 * folder of that machine; where details are kept from the channel, nothing names the run either.
 */
export function whereFilesAre({ about, messages }: Delivery): string | null {
  // What has a file goes alone.
  const [{ file }] = messages;
  if (!file) return null;
  const again = about.alias === undefined ? `: there, breakglass report ${oneLine(about.run)} makes a report anew` : '';
  return `${oneLine(file.name)} is not attached. It is kept beside the journal of the run, where Breakglass was run${again}.`;
}

/** What a delivery says. Messages that are said together are one text under the first one's headline, each with its subject. */
export function saidIn({ about, messages, late }: Delivery): Said {
  const [first, ...others] = messages;
  const several = others.length > 0;
  const subject = oneLine(first.subject);
  return {
    headline: `${about.mark}: ${subject}${several ? ` (and ${others.length} more)` : ''}`,
    meaning: meanings[about.mark],
    ...(late !== undefined && { late: oneLine(late) }),
    lines: messages
      .flatMap(({ subject, lines }) => [...(several ? [subject] : []), ...lines])
      .flatMap((line) => line.split(/\r\n|\n|\r/))
      .map(oneLine),
    commands: messages.flatMap(({ commands = [] }) => commands.map(exactly)),
    files: messages.flatMap(({ file }) =>
      file ? [`${oneLine(file.name)} (${file.bytes} bytes, SHA-256 ${oneLine(file.sha256)})`] : [],
    ),
    about: oneLine(`${about.title}, run ${calledTo(about)}`),
  };
}
