import type { Delivery, Sent } from '../channel.ts';
import { cut, oneLine } from '../plain-text.ts';
import type { Data } from './api.ts';
import { note } from './blocks.ts';
import { most } from './limits.ts';
import { objectIn, objectsIn, textIn } from './lists.ts';
import { markOf } from './marks.ts';
import type { Desk, Spot } from './parts.ts';
import { saidInSlack } from './said.ts';
import { costOf } from './text.ts';
import type { Trouble } from './trouble.ts';

/**
 * Shares a file, in Slack's three steps. Nothing can be seen of it before the third: what goes wrong earlier was certainly not
 * sent, and Slack throws away what was uploaded. https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function share(desk: Desk, delivery: Delivery, spot: Spot, signal: AbortSignal): Promise<Sent> {
  const [message] = delivery.messages;
  const bytes = await delivery.file?.();
  if (!bytes || !message.file) return { outcome: 'refused', why: 'There is no file that goes with it' };
  const name = fileName(message.file.name);
  const begun = await desk.api('files.getUploadURLExternal', { filename: name, length: bytes.byteLength }, signal);
  if (!begun.ok) return unseen(begun.trouble);
  const problem = await upload(desk, textIn(begun.data, 'upload_url'), bytes, signal);
  if (problem) return problem;
  const id = textIn(begun.data, 'file_id');
  const key = markOf(delivery.about, message);
  const { blocks } = saidInSlack(delivery);
  const shared = await desk.api(
    'files.completeUploadExternal',
    {
      files: [{ id, title: titled(name, key) }],
      channel_id: spot.channel,
      ...(spot.thread !== undefined && { thread_ts: spot.thread }),
      blocks: [...blocks.filter(({ type }) => type !== 'actions').slice(0, most.blocks - 1), note(`(${key})`)],
    },
    signal,
  );
  if (!shared.ok) return shared.trouble;
  const ts = sharedAt(shared.data, spot.channel);
  return {
    outcome: 'sent',
    receipt: {
      channel: spot.channel,
      file: id,
      ...(spot.thread !== undefined && { thread: spot.thread }),
      ...(ts !== '' && { ts }),
    },
  };
}

/** The bytes, to the address that Slack named. It gets no token: the address itself is what lets them in. */
async function upload(
  { web, apiUrl, timeout }: Desk,
  url: string,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Trouble | null> {
  const isFit =
    URL.canParse(url) && (new URL(url).protocol === 'https:' || new URL(url).origin === new URL(apiUrl).origin);
  if (!isFit) return { outcome: 'refused', why: 'Slack named no address of https for the file' };
  const halt = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  const headers = { 'content-type': 'application/octet-stream' };
  const { status, problem = 'no answer came' } = await web(
    { method: 'POST', url, headers, body, called: 'Slack' },
    halt,
  );
  if (status === 200) return null;
  const why =
    status === undefined
      ? `the file could not be uploaded: ${problem}`
      : `uploading the file was answered with the status ${status}`;
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return { outcome: 'refused', why };
  return { outcome: 'later', why, limit: 'files.getUploadURLExternal' };
}

/** What nobody knows of a step whose end nobody sees comes to the same as nothing. */
function unseen(trouble: Trouble): Trouble {
  return trouble.outcome === 'unknown' ? { outcome: 'later', why: trouble.why } : trouble;
}

function fileName(name: string): string {
  return cut(oneLine(name).replaceAll(/[/\\]/g, '-'), (part) => part.length <= 150, '') || 'file';
}

/** By its title a file is found again. */
function titled(name: string, key: string): string {
  return `${cut(name, (part) => costOf(part) + key.length + 3 <= most.title)} (${key})`;
}

/** When the message was posted that shows the file, where Slack tells it already. */
function sharedAt(data: Data, channel: string): string {
  const [file = {}] = objectsIn(data.files);
  const shares = objectIn(file.shares);
  const [shared = {}] = ['public', 'private'].flatMap((sort) => objectsIn(objectIn(shares[sort])[channel]));
  return textIn(shared, 'ts');
}
