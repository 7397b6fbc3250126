import type { Channel, Delivery, Found, Pace, Receipt, Sent } from '../../../src/notify/channel.ts';
import { keyOf } from '../../../src/notify/message.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What befalls one try. `lost`: nobody answers, and it did not arrive. `taken`: it arrived, and the answer was lost. */
export type Fault =
  | 'none'
  | 'refused-connection'
  | 'lost'
  | 'taken'
  | 'limited'
  | 'limited-for-7s'
  | 'stalled'
  | 'dies-before'
  | 'dies-after';

/** One message as it stands at the far side. */
export interface Standing {
  readonly keys: string[];
  text: string;
  readonly parent: string | undefined;
  /** Times at which it was posted or changed. */
  readonly changes: number[];
}

/** Whoever is told, simulated: keeps what it got, and fails as it is told to. */
export class FarSide {
  readonly standings: Standing[] = [];
  /** Ids in the order in which they arrived. */
  readonly arrived: string[] = [];
  readonly tries: { readonly at: number; readonly paces: readonly Pace[] }[] = [];
  looks = 0;
  readonly #clock: VirtualClock;
  readonly #faults: Fault[];
  readonly #blind: boolean[];
  /** Is asked at every try, before anything happens. */
  onTry: (delivery: Delivery) => void = () => undefined;
  /** Says what a delivery counts towards. */
  paces: (delivery: Delivery) => readonly Pace[] = () => [];

  constructor(clock: VirtualClock, faults: readonly Fault[] = [], blind: readonly boolean[] = []) {
    this.#clock = clock;
    this.#faults = [...faults];
    this.#blind = [...blind];
  }

  /** A channel to it. `looks`: what was sent can be looked for. */
  channel(more: { looks?: boolean; idempotent?: boolean; together?: number; ping?: Channel['ping'] } = {}): Channel {
    const { looks = true, idempotent = false, together, ping } = more;
    return {
      title: 'Slack',
      send: (delivery) => this.#send(delivery, idempotent),
      paces: (delivery) => this.paces(delivery),
      ...(looks && { find: async (delivery: Delivery) => this.#find(delivery) }),
      ...(idempotent && { idempotent: true as const }),
      ...(together !== undefined && { together }),
      ...(ping && { ping }),
    };
  }

  async #send(delivery: Delivery, isIdempotent: boolean): Promise<Sent> {
    this.onTry(delivery);
    this.tries.push({ at: this.#clock.now(), paces: this.paces(delivery) });
    const fault = this.#faults.shift() ?? 'none';
    switch (fault) {
      case 'refused-connection':
        return { outcome: 'later', why: 'ECONNREFUSED' };
      case 'limited':
        return { outcome: 'later', why: 'ratelimited', limit: 'posts' };
      case 'limited-for-7s':
        return { outcome: 'later', why: 'ratelimited', limit: 'posts', after: 7000 };
      case 'lost':
        return { outcome: 'unknown', why: 'ECONNRESET' };
      case 'stalled':
        await this.#clock.wait(10_000, new AbortController().signal);
        return { outcome: 'unknown', why: 'it did not answer within 10 s' };
      case 'dies-before':
        return new Promise(() => undefined);
      case 'dies-after':
        this.#take(delivery, isIdempotent);
        return new Promise(() => undefined);
      case 'taken':
        this.#take(delivery, isIdempotent);
        return { outcome: 'unknown', why: 'ECONNRESET' };
      case 'none':
        return { outcome: 'sent', receipt: this.#take(delivery, isIdempotent) };
    }
  }

  #take(delivery: Delivery, isIdempotent: boolean): Receipt {
    const keys = delivery.messages.map((message) => keyOf(delivery.about, message));
    const known = this.standings.findIndex((one) => keys.every((key) => one.keys.includes(key)));
    if (isIdempotent && known >= 0) return { n: String(known) };
    this.arrived.push(...delivery.messages.map(({ id }) => id));
    const text = delivery.messages.map(({ subject }) => subject).join('\n');
    const before = this.standings[Number(delivery.earlier?.n ?? -1)];
    if (before) {
      before.keys.push(...keys);
      before.text = text;
      before.changes.push(this.#clock.now());
      return { n: delivery.earlier?.n ?? '' };
    }
    this.standings.push({ keys, text, parent: delivery.parent?.n, changes: [this.#clock.now()] });
    return { n: String(this.standings.length - 1) };
  }

  #find(delivery: Delivery): Found {
    this.looks += 1;
    if (this.#blind.shift()) return { found: 'unknown', why: 'it does not answer' };
    const [message] = delivery.messages;
    const at = this.standings.findIndex((one) => one.keys.includes(keyOf(delivery.about, message)));
    return at < 0 ? { found: null } : { found: { n: String(at) } };
  }
}
