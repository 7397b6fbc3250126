import type { Delivery } from '../channel.ts';
import { cut, cutList, shortened } from '../plain-text.ts';
import { saidIn, whereFilesAre } from '../said.ts';

/**
 * Microsoft says about 28 KB for what a workflow posts; refusals have been seen from 21 KB on. Bytes of the whole request.
 */
export const MOST_BYTES = 20_000;
/** Longest line, characters. */
const LONGEST = 2_000;

interface Run {
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium' | 'Small';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
}

/**
 * What a Teams workflow takes: a message with one Adaptive Card. Every text is a TextRun, which knows no markdown, so nothing needs
 * to be escaped; and nobody is mentioned where no entity says so.
 */
export function cardOf(delivery: Delivery): string {
  const { headline, meaning, late, lines, commands, files, about } = saidIn(delivery);
  const top: Run[] = [
    { text: short(headline), weight: 'Bolder', size: 'Medium' },
    { text: meaning },
    ...(late === undefined ? [] : [{ text: short(late), isSubtle: true } as const]),
  ];
  const rest: Run[] = [
    ...lines.map((text) => ({ text: short(text) })),
    ...commands.flatMap((command) => command.split('\n')).flatMap(commandRuns),
    ...files.map((file) => ({ text: short(`File: ${file}`) })),
    { text: short(whereFilesAre(delivery) ?? '') },
  ].filter(({ text }) => text !== '');
  const end: Run = { text: short(about), size: 'Small', isSubtle: true };
  const whole = (some: readonly Run[]) => written([...top, ...some, end], headline);
  return whole(
    cutList(
      rest,
      (some) => Buffer.byteLength(whole(some)) <= MOST_BYTES,
      (text) => ({ text }),
    ),
  );
}

/** How much of a command is left out is no part of it, and is not written as one. */
function commandRuns(line: string): Run[] {
  const { kept, left } = shortened(line, LONGEST);
  return [{ text: kept, fontType: 'Monospace' }, ...(left === null ? [] : [{ text: left }])];
}

function short(text: string): string {
  const { kept, left } = shortened(text, LONGEST);
  return `${kept}${left ?? ''}`;
}

function written(runs: readonly Run[], summary: string): string {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: runs.map((run) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run }] })),
    msteams: { width: 'Full' },
  };
  return JSON.stringify({
    type: 'message',
    summary: cut(summary, (part) => part.length <= 200),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  });
}
