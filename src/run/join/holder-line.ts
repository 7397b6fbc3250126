import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { packageFolder } from '../package.ts';
import { MAX_LINE_BYTES } from './lines.ts';
import { readTold, type Said, type Told } from './protocol.ts';
import type { WireNews, WireParts } from './wire.ts';

/** The joiner's end of what is said to the holder: what is asked is waited for, and everything that comes meanwhile is heard. */
export class HolderLine {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #hear: (told: Told) => void;
  readonly #onNews: () => void;
  /** The question whose answer is waited for, and the answer once it is there. */
  #asked: number | null = null;
  #answer: Told | null = null;
  #ids = 0;
  #greeted = false;
  #ended = false;

  /**
   * Connects to the holder's socket. `hear` takes what is no answer, also while an answer is waited for; `onNews` is called
   * when something came that nobody was waiting for.
   */
  constructor(path: string, hear: (told: Told) => void, onNews: () => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#hear = hear;
    this.#onNews = onNews;
    const workerData: WireParts = { path, port: port2, signal: this.#signal };
    this.#worker = new Worker(join(packageFolder(), 'dist', 'wire.js'), { workerData, transferList: [port2] });
    this.#worker.unref();
    // It ends by a fault of its own at most: then nobody answers any more, as when the holder is gone.
    this.#worker.on('error', () => this.#end());
    port1.on('message', (news: WireNews) => {
      this.#take(news);
      this.#onNews();
    });
    port1.unref();
  }

  /** Whether nobody is at the other end any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** A number that no other question has. */
  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Says something. False: it is longer than anything may be. */
  say(said: Said): boolean {
    const line = JSON.stringify(said);
    if (Buffer.byteLength(line) > MAX_LINE_BYTES) return false;
    if (!this.#ended) this.#port.postMessage(line);
    return true;
  }

  /** Waits for the answer to a question, for at most so many milliseconds; nothing else happens meanwhile. Null: none came. */
  answer(id: number, within: number): Told | null {
    const until = performance.now() + within;
    this.#asked = id;
    this.#answer = null;
    for (;;) {
      // Read before looking: what comes after the look changes it, and then nothing is waited for.
      const seen = Atomics.load(this.#signal, 0);
      this.#takeAll();
      const left = until - performance.now();
      if (this.#answer || this.#ended || left <= 0) break;
      Atomics.wait(this.#signal, 0, seen, left);
    }
    this.#asked = null;
    return this.#answer;
  }

  close(): void {
    this.#ended = true;
    this.#port.close();
    void this.#worker.terminate();
  }

  #takeAll(): void {
    for (let got = receiveMessageOnPort(this.#port); got; got = receiveMessageOnPort(this.#port))
      this.#take(got.message as WireNews);
  }

  #take(news: WireNews): void {
    if ('ended' in news) {
      this.#ended = true;
      return;
    }
    // The first line is the holder's greeting, which everybody gets who knocks.
    if (!this.#greeted) {
      this.#greeted = true;
      return;
    }
    const told = readTold(news.line);
    if (!told) return;
    if ('id' in told && told.id === this.#asked) this.#answer = told;
    // The answer to a question that was given up: what came of it is in the journal.
    else this.#hear(told.is === 'done' ? { is: 'at', seq: told.seq } : told);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onNews();
  }
}
