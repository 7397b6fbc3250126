import type { Book, Stopped, Waiting } from './book.ts';
import { Calls, wordsOf } from './calls.ts';
import type { Channel } from './channel.ts';
import { Steady } from './clock.ts';
import { deliveryOf, type Errand } from './errand.ts';
import { type Health, HealthKeeper, type HealthState } from './health.ts';
import { Outcomes, type Write } from './outcomes.ts';
import { pick, type Together, unclear } from './queue.ts';

/** How long what is being sent may take to its end when the run is left, and then to break off. Milliseconds. */
const GRACE = 2000;
const BREAK_OFF = 500;
/** A machine that slept looks at its clock again this soon. */
const LONGEST_WAIT = 60_000;

/** What a step of the work comes to: go on at once, wait until a time (by the steady clock), or nothing is left to do. */
type Step = 'on' | 'rest' | { readonly until: number };

type Group = readonly [Waiting, ...Waiting[]];

/**
 * Brings what a book has to one channel: one thing at a time, each once, in its order, and nothing that the book has not written
 * down before. It works on its own after `nudge`, until nothing is left that it may do.
 */
export class Courier {
  readonly #errand: Errand;
  readonly #book: Book;
  readonly #channel: Channel;
  readonly #calls: Calls;
  readonly #time: Steady;
  readonly #outcomes: Outcomes;
  readonly #health: HealthKeeper;
  #work: Promise<void> | null = null;
  #isNudged = false;
  #pause: AbortController | null = null;
  /** Nothing is begun any more: whoever has it leaves, or the book takes nothing. */
  #isOver = false;

  constructor(errand: Errand) {
    this.#errand = errand;
    this.#book = errand.book;
    this.#channel = errand.channel;
    this.#calls = new Calls(errand.channel);
    this.#time = new Steady(errand.clock);
    this.#outcomes = new Outcomes(errand.book, this.#time);
    this.#health = new HealthKeeper(errand);
  }

  /** How it goes. */
  get health(): Health {
    return this.#health.now;
  }

  /** Something was queued, or is otherwise than it was. Returns at once: nothing is read or written before the caller has ended. */
  nudge(): void {
    this.#isNudged = true;
    this.#pause?.abort();
    if (this.#work === null && !this.#isOver) this.#work = Promise.resolve().then(() => this.#run());
  }

  /** A person wants it tried now. What the other side asked for is waited for all the same, and paces are kept. */
  tryNow(): void {
    this.#outcomes.hurry();
    this.nudge();
  }

  /** Resolves when nothing is left that it may do until it is nudged. */
  async idle(): Promise<void> {
    while (this.#work !== null) await this.#work;
  }

  /** Begins nothing any more, and gives what is being sent two seconds. What has no end by then stays begun: it will be looked for. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#pause?.abort();
    if (this.#calls.isSending) await this.#idleWithin(GRACE);
    this.#calls.breakOff();
    if (this.#work !== null) await this.#idleWithin(BREAK_OFF);
    this.#calls.abandon();
    await this.idle();
    if (this.health.state !== 'stopped') this.#health.say('stopped', { why: 'the run was left' });
  }

  async #idleWithin(ms: number): Promise<void> {
    const inTime = new AbortController();
    await Promise.race([this.idle(), this.#errand.clock.wait(ms, inTime.signal)]);
    inTime.abort();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#isOver) {
        this.#isNudged = false;
        const step = await this.#step();
        if (step === 'rest' && !this.#isNudged) break;
        if (typeof step === 'object') await this.#waitUntil(step.until);
      }
    } catch (error) {
      this.#halt(`Breakglass failed on it: ${wordsOf(error)}`);
    }
    // Nothing comes between this and the last look at the nudges, so none is lost.
    this.#work = null;
  }

  async #waitUntil(until: number): Promise<void> {
    const ms = Math.min(until - this.#time.now(), LONGEST_WAIT);
    if (ms <= 0 || this.#isNudged || this.#isOver) return;
    this.#pause = new AbortController();
    await this.#errand.clock.wait(ms, this.#pause.signal);
    this.#pause = null;
  }

  async #step(): Promise<Step> {
    const stopped = this.#book.stopped();
    if (stopped) return this.#rest('stopped', stopped);
    const waiting = this.#book.waiting();
    const groups = unclear(waiting);
    const group = groups.find((one) => this.#canClear(one));
    if (!group && !waiting.some(({ status }) => status === 'queued')) {
      return groups.every((one) => this.#leave(one)) ? this.#rest('idle') : 'rest';
    }
    if (!groups.every((one) => this.#canClear(one) || this.#leave(one))) return 'rest';
    const { until, why, mustAnswer } = this.#outcomes;
    if (until > this.#time.now()) return this.#wait('down', until, why.line);
    if (group && this.#channel.find) return this.#look(messagesOf(group));
    if (mustAnswer && this.#channel.ping) return this.#ask();
    return group ? this.#again(messagesOf(group)) : this.#next(waiting);
  }

  /** Whether it can be cleared up without a person: by looking, or by sending the very same once more. */
  #canClear([first, ...others]: Group): boolean {
    if (this.#channel.find) return true;
    return this.#channel.idempotent === true && !first.withdrawn && (first.with?.length ?? 1) === others.length + 1;
  }

  /** Leaves to a person what was begun by a process that is gone. False: that cannot be written down. */
  #leave(group: Group): boolean {
    const begun = group.filter(({ status }) => status === 'begun').map(({ message }) => message.id);
    const why = 'it was being sent when Breakglass ended';
    return begun.length === 0 || this.#wrote(() => this.#book.unknown(begun, why));
  }

  /** Looks whether something is there. */
  async #look(messages: Together): Promise<Step> {
    const answer = await this.#calls.find(deliveryOf(this.#errand, messages));
    const write = answer && this.#outcomes.looked(answer, idsOf(messages));
    return write ? this.#written(write) : 'on';
  }

  /** Asks whether anybody answers. */
  async #ask(): Promise<Step> {
    const answer = await this.#calls.ping();
    if (answer) this.#outcomes.asked(answer);
    return 'on';
  }

  #next(waiting: readonly Waiting[]): Step | Promise<Step> {
    const picked = pick(waiting, this.#book, {
      wall: this.#errand.clock.now(),
      now: this.#time.now(),
      together: this.#channel.together ?? 1,
      apart: this.#outcomes.apart,
      opens: (messages) => this.#opens(messages),
    });
    if (picked === null) return this.#rest('idle');
    return picked.messages ? this.#send(picked.messages) : this.#hold(picked);
  }

  /** Sends once more, and the very same, what may be there already. */
  #again(messages: Together): Step | Promise<Step> {
    const opens = this.#opens(messages);
    return opens.at <= this.#time.now() ? this.#send(messages) : this.#hold(opens);
  }

  #opens(messages: Together) {
    return this.#outcomes.opens(this.#channel.paces(deliveryOf(this.#errand, messages)));
  }

  #hold({ at, isSaid }: { readonly at: number; readonly isSaid: boolean }): Step {
    if (isSaid) return this.#wait('waiting', at, this.#outcomes.why.limit);
    this.#atWork();
    return { until: at };
  }

  async #send(messages: Together): Promise<Step> {
    const delivery = deliveryOf(this.#errand, messages);
    const paces = this.#channel.paces(delivery);
    const ids = idsOf(messages);
    if (!this.#wrote(() => this.#book.begun(ids))) return 'rest';
    this.#atWork();
    const sent = await this.#calls.send(delivery);
    this.#outcomes.tried(paces);
    return sent === null ? 'on' : this.#written(this.#outcomes.came(sent, ids, paces));
  }

  /** Who has not answered for a while stays down until it has. */
  #atWork(): void {
    const { isClear, why } = this.#outcomes;
    if (isClear) this.#health.say('working');
    else this.#health.say('down', { why: why.line });
  }

  #wait(state: HealthState, until: number, why?: string): Step {
    const next = this.#errand.clock.now() + (until - this.#time.now());
    this.#health.say(state, { ...(why !== undefined && { why }), next });
    return { until };
  }

  #rest(state: HealthState, why?: Stopped): Step {
    this.#health.say(state, why);
    return 'rest';
  }

  #written(write: Write): Step {
    return this.#wrote(write) ? 'on' : 'rest';
  }

  /** Whether it is written down. Where it is not, nothing is sent any more: nobody could tell afterwards what was. */
  #wrote(write: Write): boolean {
    let why = 'the journal takes nothing';
    try {
      if (write()) return true;
    } catch (error) {
      why = wordsOf(error);
    }
    this.#halt(`what is sent cannot be written down: ${why}`);
    return false;
  }

  #halt(why: string): void {
    this.#isOver = true;
    this.#health.say('stopped', { why });
  }
}

function messagesOf([first, ...others]: Group): Together {
  return [first.message, ...others.map(({ message }) => message)];
}

function idsOf(messages: Together): readonly string[] {
  return messages.map(({ id }) => id);
}
