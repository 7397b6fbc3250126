import type { Dispatcher } from 'undici';

/** Most bytes of an answer that are read. */
export const MOST_BYTES = 4 * 1024 * 1024;

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What became of one request. */
export interface Exchange {
  /** Its first byte was on its way, or may have been. */
  readonly sent: boolean;
  readonly status?: number;
  readonly headers: Headers;
  /** What was read of the answer, as it came. */
  readonly body: Buffer;
  /** More came than is read. */
  readonly cut: boolean;
  /** Why there is no whole answer; undefined if there is one. */
  readonly failure?: unknown;
}

/** Sends a request and reads its answer, until the signal says to stop. It never rejects: what goes wrong is a `failure`. */
export function exchange(dispatcher: Dispatcher, request: Request, signal: AbortSignal): Promise<Exchange> {
  return new Promise((resolve) => {
    const so: { sent: boolean; status?: number; headers: Headers; chunks: Buffer[]; bytes: number } = {
      sent: false,
      headers: {},
      chunks: [],
      bytes: 0,
    };
    let abort = (_: Error): void => {};
    const end = (more: { cut?: boolean; failure?: unknown }): void => {
      signal.removeEventListener('abort', stop);
      const { chunks, bytes: _, ...rest } = so;
      resolve({ ...rest, body: Buffer.concat(chunks).subarray(0, MOST_BYTES), cut: false, ...more });
    };
    const stop = (): void => {
      end({ failure: signal.reason });
      abort(new Error('stopped'));
    };
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        so.sent = true;
        abort = (reason) => controller.abort(reason);
      },
      onResponseStart(_, status, headers) {
        // 1xx only say that the answer is to come.
        if (status >= 200) Object.assign(so, { status, headers });
      },
      onResponseData(_, chunk) {
        so.chunks.push(chunk);
        so.bytes += chunk.byteLength;
        if (so.bytes <= MOST_BYTES) return;
        end({ cut: true });
        abort(new Error('enough'));
      },
      onResponseEnd: () => end({}),
      onResponseError: (_, failure) => end({ failure }),
    };
    if (signal.aborted) return end({ failure: signal.reason });
    signal.addEventListener('abort', stop);
    try {
      const { url, method, headers, body = null } = request;
      dispatcher.dispatch({ origin: url.origin, path: url.pathname + url.search, method, headers, body }, handler);
    } catch (failure) {
      end({ failure });
    }
  });
}
