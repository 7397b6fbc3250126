import type { Socket } from 'node:net';
import { Guest, type House } from './guest.ts';
import { Lines } from './lines.ts';
import { readSaid, type Told } from './protocol.ts';

/** Who has not said by then who they are, or has not taken by then the last thing that is said, is let go. Milliseconds. */
const PATIENCE = 5000;

/**
 * One connection to the run's socket. A line of it is heard at a time, with everything else that this process has to do in
 * between, and none while it does not take what it is told: so it can neither keep this process busy nor make it hoard.
 */
export class Visitor {
  readonly #socket: Socket;
  readonly #house: House;
  readonly #guest: Guest;
  readonly #lines = new Lines();
  #waiting: string[] = [];
  #isHearing = false;
  #isOver = false;
  /** Entries that it was told of. */
  #told = 0;

  constructor(socket: Socket, house: House) {
    this.#socket = socket;
    this.#house = house;
    this.#guest = new Guest(house);
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('drain', () => {
      this.notice();
      this.#goOn();
    });
  }

  /** Tells how far the journal has come; once it takes that, if it is slow. */
  notice(): void {
    const { seq } = this.#house.session.state;
    if (!this.#guest.isIn || this.#told >= seq || this.#socket.writableNeedDrain) return;
    this.#tell({ is: 'at', seq });
  }

  /** Says the last thing, and lets it go. */
  end(told: Extract<Told, { readonly is: 'left' | 'turned-away' }>): void {
    this.#tell(told);
    this.#isOver = true;
    this.#waiting = [];
    this.#socket.pause();
    this.#socket.setTimeout(PATIENCE);
    this.#socket.destroySoon();
  }

  #take(chunk: Buffer): void {
    if (this.#isOver) return;
    const lines = this.#lines.add(chunk);
    if (lines) {
      for (const line of lines) this.#waiting.push(line);
      this.#goOn();
    } else this.end({ is: 'turned-away', message: 'A line was too long, or no text.' });
  }

  #goOn(): void {
    if (this.#isOver) return;
    if (this.#waiting.length === 0) this.#socket.resume();
    else this.#socket.pause();
    if (this.#isHearing || this.#waiting.length === 0 || this.#socket.writableNeedDrain) return;
    this.#isHearing = true;
    setImmediate(() => {
      this.#isHearing = false;
      const line = this.#waiting.shift();
      if (line !== undefined) this.#hear(line);
      this.#goOn();
    });
  }

  #hear(line: string): void {
    const said = readSaid(line);
    const told: Told | null = said
      ? this.#guest.hear(said)
      : { is: 'turned-away', message: 'A line was not of this version of breakglass.' };
    if (told?.is === 'turned-away') this.end(told);
    else if (told) this.#tell(told);
    if (this.#guest.isIn && !this.#isOver) this.#socket.setTimeout(0);
  }

  #tell(told: Told): void {
    if ('seq' in told) this.#told = Math.max(this.#told, told.seq);
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(told)}\n`);
  }
}
