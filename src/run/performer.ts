import { callOf, seen } from '../engine/decide/run.ts';
import type { Entry, InstanceRef, Outcome } from '../engine/entries.ts';
import { planOf } from '../engine/plan.ts';
import { refOf } from '../engine/queries.ts';
import { instanceOf, runningOf } from '../engine/state.ts';
import type { Action, Call } from '../playbook/catalogue/model.ts';
import type { Answer, Ready } from '../playbook/catalogue/ready.ts';
import { ERRORS_BELOW } from './evidence.ts';
import type { Hands, InHand } from './hands.ts';
import { OutputLog } from './output-log.ts';
import type { Session } from './session.ts';

/** What is being done for an instance now. */
interface Doing {
  readonly ref: InstanceRef;
  readonly stop: AbortController;
  inHand: InHand | null;
  /** Ends when what came of it is in the journal, or cannot be. */
  ended: Promise<void>;
}

type Requested = Entry<'action.requested'>;

/** What is done: the call with every value in its place, and what the catalogue says of it. */
interface Found {
  readonly ready: Ready;
  readonly action: Action;
  readonly call: Call;
}

type Judged = Pick<Outcome, 'verdict' | 'said' | 'proof'>;

/**
 * Does what the journal says is to be done: each request once, when it is durable, and never one that was there before this
 * process took the run. What comes of it goes into the journal as well.
 */
export class Performer {
  readonly #session: Session;
  readonly #hands: Hands;
  readonly #doing = new Map<string, Doing>();
  #seen: number;
  /** The run is about to be left: nothing is begun any more. */
  #leaving = false;

  constructor(session: Session, hands: Hands) {
    this.#session = session;
    this.#hands = hands;
    this.#seen = session.entries.length;
    session.subscribe(() => this.#look());
  }

  /** Whether anything runs. */
  get busy(): boolean {
    return this.#doing.size > 0;
  }

  /** Stops everything that runs, and begins nothing any more. That it was told to stop is written down, as far as anything can be. */
  stopAll(): void {
    this.#leaving = true;
    for (const doing of [...this.#doing.values()]) {
      this.#session.dispatch({ type: 'cancel-action', ...doing.ref });
      stop(doing);
    }
  }

  /** Stops what runs for an instance, also where the journal takes nothing any more. False: nothing does. */
  stop({ step, item }: InstanceRef): boolean {
    const running = [...this.#doing.values()].filter(({ ref }) => ref.step === step && ref.item === item);
    for (const doing of running) stop(doing);
    return running.length > 0;
  }

  /** Waits until nothing runs any more. */
  async quiet(): Promise<void> {
    while (this.#doing.size > 0) await Promise.all([...this.#doing.values()].map(({ ended }) => ended));
  }

  #look(): void {
    const { entries } = this.#session;
    // What is done here may add entries at once, so each is looked at before the next is asked for.
    while (this.#seen < entries.length) {
      const entry = entries[this.#seen];
      this.#seen += 1;
      if (entry?.type === 'action.requested') this.#begin(entry);
      if (entry?.type === 'action.cancelled') {
        const doing = this.#doing.get(keyOf(entry));
        if (doing) stop(doing);
      }
    }
  }

  #begin(entry: Requested): void {
    const ref = refOf(entry);
    const doing: Doing = { ref, stop: new AbortController(), inHand: null, ended: Promise.resolve() };
    this.#doing.set(keyOf(entry), doing);
    doing.ended = this.#perform(entry, doing).finally(() => this.#doing.delete(keyOf(entry)));
  }

  async #perform(entry: Requested, doing: Doing): Promise<void> {
    const { ref } = doing;
    try {
      const found = this.#find(entry, ref);
      if ('why' in found) {
        this.#end(ref, entry, { verdict: 'failed', said: `${found.why}: nothing was started`, milliseconds: 0 }, {});
        return;
      }
      const log = new OutputLog((lines) => {
        this.#session.dispatch({ type: 'action-said', ...ref, number: entry.number, lines });
      });
      const { outcome, raw } = await this.#attempt(found, doing, log);
      log.close();
      this.#end(ref, entry, outcome, raw);
    } catch (error) {
      const said = `Breakglass failed on it: ${error instanceof Error ? error.message : String(error)}`;
      this.#end(ref, entry, untold(entry, doing.inHand !== null, said), {});
    }
  }

  /** What is to be done, exactly as it was journaled; or why it is not done. */
  #find(entry: Requested, ref: InstanceRef): Found | { readonly why: string } {
    const { state } = this.#session;
    if (this.#leaving) return { why: 'the run was being left' };
    const plan = planOf(state, ref);
    const ready = plan?.calls.find(({ id }) => id === entry.call);
    const known = callOf(state, ref, entry);
    if (!ready || !known || plan?.hash !== entry.plan) return { why: 'what was to be run reads otherwise now' };
    if (state.run?.rehearsal && !ready.readOnly) return { why: 'in a rehearsal nothing is changed' };
    return { ready, action: known[0], call: known[1] };
  }

  /** Does the call; asks it again while what was expected is not seen yet, where the catalogue says so and twice is once. */
  async #attempt({ ready, action, call }: Found, doing: Doing, log: OutputLog) {
    const { ref, stop } = doing;
    const began = performance.now();
    let tries = 0;
    const within = ready.readOnly || ready.idempotent ? (call.until?.within ?? 0) : 0;
    for (;;) {
      doing.inHand = this.#hands.start(ready, {
        secret: (name) => this.#hands.secret(this.#session.state, ref, action, name),
        onOutput: (lines) => log.add(lines),
      });
      if (stop.signal.aborted) doing.inHand.stop();
      const answer = await doing.inHand.done;
      // How often a look looked is of no interest.
      tries = call.readOnly ? answer.tries : tries + answer.tries;
      const raw = this.#hands.raw(answer);
      const judged = this.#judged(action, call, ready, answer);
      const isSeen = judged.verdict === 'ok' && seen(this.#session.state, ref, call, raw) === true;
      const left = within - (performance.now() - began);
      if (!isSeen && judged.verdict !== 'unknown' && left > 0 && !stop.signal.aborted) {
        await this.#hands.pause(Math.min(call.until?.every ?? 0, left), stop.signal);
        if (!stop.signal.aborted) continue;
      }
      return { outcome: this.#outcome(judged, ready, { ...answer, tries }), raw };
    }
  }

  #judged(action: Action, call: Call, ready: Ready, answer: Answer): Judged {
    const isProof = action.proof !== undefined && call === action.calls.at(-1);
    return isProof && action.proof ? this.#hands.prove(action.proof, ready, answer) : this.#hands.judge(ready, answer);
  }

  #outcome(judged: Judged, ready: Ready, answer: Answer): Outcome {
    const kept = hasText(answer) ? this.#session.keep({ text: transcript(ready, answer) }) : null;
    const often = answer.tries > 1 ? [`It was tried ${answer.tries} times.`] : [];
    // The result is worth more than what came with it: it is written down all the same.
    const lost = kept && 'problem' in kept ? [`What came back could not be kept. ${kept.problem}`] : [];
    return {
      ...judged,
      said: [judged.said, ...often, ...lost].join(' '),
      ...(answer.exit !== undefined && { exit: answer.exit }),
      ...(answer.status !== undefined && { status: answer.status }),
      ...(kept && !('problem' in kept) && { evidence: kept }),
      milliseconds: Math.round(answer.milliseconds),
    };
  }

  /** A journal that takes nothing any more leaves it running, as it will be found: with an outcome that nobody knows. */
  #end(ref: InstanceRef, entry: Requested, outcome: Outcome, raw: object): void {
    const { number } = entry;
    if (!this.#runs(ref, number)) return;
    const refusal = this.#session.dispatch({ type: 'action-ended', ...ref, number, outcome, raw });
    if (!refusal || this.#session.broken || !this.#runs(ref, number)) return;
    // What it comes to cannot be written down. Left running, nobody could do anything about it.
    const said = `${outcome.said.slice(0, 500)} What comes of it could not be written down: ${refusal.message}`;
    this.#session.dispatch({ type: 'action-ended', ...ref, number, outcome: untold(entry, true, said), raw: {} });
  }

  #runs(ref: InstanceRef, number: number): boolean {
    const instance = instanceOf(this.#session.state, ref);
    return instance !== undefined && runningOf(instance)?.number === number;
  }
}

/** What may have happened and cannot be told; what changes nothing has failed. */
function untold({ readOnly }: Requested, hasBegun: boolean, said: string): Outcome {
  return { verdict: hasBegun && !readOnly ? 'unknown' : 'failed', said, milliseconds: 0 };
}

function stop(doing: Doing): void {
  doing.stop.abort();
  doing.inHand?.stop();
}

function hasText({ text, errors }: Answer): boolean {
  return text.trim() !== '' || errors.trim() !== '';
}

/** What was printed or answered, as it is kept. */
function transcript({ id }: Ready, { text, errors, cut, bytes }: Answer): string {
  const head = cut ? `(${id}: ${bytes} bytes came; what is kept is not all of it)\n` : '';
  return `${head}${text}${errors.trim() === '' ? '' : `\n${ERRORS_BELOW}\n${errors}`}`;
}

function keyOf({ step, item, number }: InstanceRef & { readonly number: number }): string {
  return JSON.stringify([step, item ?? null, number]);
}
