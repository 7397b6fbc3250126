import type { Delivery } from '../channel.ts';
import { cut, oneLine } from '../plain-text.ts';
import { type Said, saidIn } from '../said.ts';
import { domainOf } from './address.ts';
import { threadingOf } from './message-id.ts';

/** A mail as it goes out, and its own id. */
export interface Mail {
  readonly messageId: string;
  readonly bytes: Buffer;
}

/** Longest subject, characters: mail programs show less. */
const LONGEST_SUBJECT = 200;

/**
 * A delivery as a mail: plain text, the same as simple HTML, the file. Who gets it stands in the envelope: several do not learn
 * each other's addresses.
 */
export async function composed(delivery: Delivery, from: string, to: readonly string[]): Promise<Mail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const said = saidIn(delivery);
  const { messageId, inReplyTo, references } = threadingOf(delivery, domainOf(from));
  const [first, ...others] = to;
  const whom = oneLine(delivery.messages[0].to).replace(/[^\p{L}\p{N} -]/gu, ' ') || 'recipients';
  const { file } = delivery.messages[0];
  const content = file && delivery.file ? Buffer.from(await delivery.file()) : undefined;
  const composer = new MailComposer({
    from: { address: from, name: 'Breakglass' },
    to: first !== undefined && others.length === 0 ? { address: first, name: '' } : { name: whom, group: [] },
    subject: cut(`${said.headline} [${oneLine(delivery.about.title)}]`, (text) => text.length <= LONGEST_SUBJECT),
    messageId,
    ...(inReplyTo !== undefined && { inReplyTo, references: [...references] }),
    // RFC 3834: no vacation note answers it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: textOf(said),
    html: htmlOf(said),
    ...(file && content && { attachments: [{ filename: oneLine(file.name), content }] }),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return { messageId, bytes: await composer.compile().build() };
}

function textOf({ headline, meaning, late, lines, commands, files, about }: Said): string {
  return [
    headline,
    meaning,
    ...(late === undefined ? [] : [late]),
    '',
    ...lines,
    ...commands.flatMap((command) => ['', ...command.split('\n').map((line) => `    ${line}`)]),
    ...files.flatMap((file) => ['', `File: ${file}`]),
    '',
    '-- ',
    `${about}. Sent by Breakglass.`,
    '',
  ].join('\n');
}

function htmlOf({ headline, meaning, late, lines, commands, files, about }: Said): string {
  const paragraph = (text: string) => `<p dir="auto">${escaped(text)}</p>`;
  return [
    '<!doctype html><html><head><meta charset="utf-8"></head><body>',
    `<p dir="ltr"><strong>${escaped(headline)}</strong><br>${escaped(meaning)}</p>`,
    ...(late === undefined ? [] : [`<p><em>${escaped(late)}</em></p>`]),
    ...lines.map(paragraph),
    ...commands.map((command) => `<pre dir="ltr">${escaped(command)}</pre>`),
    ...files.map((file) => paragraph(`File: ${file}`)),
    `<p dir="auto"><small>${escaped(about)}. Sent by Breakglass.</small></p>`,
    '</body></html>',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
