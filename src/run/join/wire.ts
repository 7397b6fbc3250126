import { connect } from 'node:net';
import { type MessagePort, workerData } from 'node:worker_threads';
import { Lines } from './lines.ts';

/**
 * A thread of its own that holds the socket of a joiner, since the thread of the screens waits for answers without letting
 * anything else happen: a command there is done when it returns. Knows nothing of what is said.
 */

/** What the thread is begun with. */
export interface WireParts {
  readonly path: string;
  readonly port: MessagePort;
  /** Its one number grows with everything that came. */
  readonly signal: Int32Array;
}

/** What comes from it. */
export type WireNews = { readonly line: string } | { readonly ended: true };

const { path, port, signal } = workerData as WireParts;
const lines = new Lines();
const socket = connect({ path });

function tell(news: WireNews): void {
  port.postMessage(news);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

socket.on('data', (chunk) => {
  const whole = lines.add(chunk);
  if (!whole) socket.destroy();
  else for (const line of whole) tell({ line });
});
// What went wrong is told by the end that follows it.
socket.on('error', () => {});
socket.on('close', () => tell({ ended: true }));
port.on('message', (line: string) => socket.write(`${line}\n`));
