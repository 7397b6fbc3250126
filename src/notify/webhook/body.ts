import type { Delivery } from '../channel.ts';
import { calledTo } from '../message.ts';
import { whereFilesAre } from '../said.ts';
import { webhookId } from './signature.ts';

/** Of what is posted. A field may be added under the same number; what a field means never changes under it. */
const VERSION = 1;

/** What is posted for a message, as docs/webhooks.md describes it. The texts are what was said, not escaped for anything. */
export function bodyOf(delivery: Delivery): string {
  const {
    about,
    messages: [message],
    late,
  } = delivery;
  const where = whereFilesAre(delivery);
  const { id, to, sort, slot, thread, urgent, subject, lines, commands, file, happened } = message;
  return JSON.stringify({
    type: `message.${sort}`,
    version: VERSION,
    timestamp: happened,
    data: {
      key: webhookId(about, message),
      run: { id: calledTo(about), title: about.title, mark: about.mark },
      id,
      to,
      sort,
      urgent: urgent ?? false,
      subject,
      lines,
      commands: commands ?? [],
      ...(slot !== undefined && { slot }),
      ...(thread !== undefined && { thread }),
      ...(late !== undefined && { late }),
      ...(file && { file: { name: file.name, sha256: file.sha256, bytes: file.bytes, attached: false, where } }),
    },
  });
}
