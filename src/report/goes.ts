import type { By, Evidence, InstanceRef, Outcome } from '../engine/entries.ts';
import { Approvals, type ApprovedBy, instanceId } from './approvals.ts';
import type { Moment, Source, Told, Who } from './source.ts';

/** `unknown`: nobody knows, and nobody has said. `not-run`: a rehearsal. */
export type GoOutcome = 'worked' | 'failed' | 'unknown' | 'running' | 'not-run';

/** Somebody told it to stop. */
export interface Stopped {
  readonly moment: Moment;
  readonly who: Who | null;
}

export interface Conclusion {
  readonly moment: Moment;
  readonly who: Who | null;
  /** Whether it happened. */
  readonly did: boolean;
  /** How they know. */
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

/** One command or one request, to the letter. */
export interface CallReport {
  /** Its name within the action; null in a rehearsal. */
  readonly call: string | null;
  /** As it was shown, approved and run. Secrets stand in it by their names. */
  readonly shown: string;
  /** It changes nothing; null in a rehearsal. */
  readonly readOnly: boolean | null;
  readonly requested: Moment;
  readonly ended: Moment | null;
  /** `cut-off`: the program ended while it ran, or the journal does. */
  readonly verdict: Outcome['verdict'] | 'running' | 'cut-off' | 'not-run';
  /** `exit 0`, `answered 404`. */
  readonly said: string | null;
  /** What the answer says of a credential that was tried. */
  readonly proof?: 'dead' | 'alive' | 'none';
  readonly evidence: readonly Evidence[];
}

/** One go at an action for one instance, as the entries tell it: from a person's word until the step ends or stays open. */
export interface Go {
  readonly ref: InstanceRef;
  readonly action: string;
  readonly by: By | undefined;
  readonly first: Told;
  readonly approvals: readonly ApprovedBy[];
  readonly overridden: boolean;
  readonly calls: CallReport[];
  readonly concluded: Conclusion[];
  cancelled: Stopped | null;
  unknown: string | null;
  outcome: GoOutcome;
  /** The entry that closed it. */
  closed: Told | null;
  reason: string | null;
}

type OfInstance = Told & InstanceRef;

/** Every go of a run, by the time that it was begun. */
export function goesIn(source: Source): readonly Go[] {
  const reading = new Reading(source);
  for (const entry of source.entries) reading.read(entry);
  return reading.goes;
}

const refOf = ({ step, item }: InstanceRef): InstanceRef => (item === undefined ? { step } : { step, item });

/** Folds entries into goes. */
class Reading {
  readonly goes: Go[] = [];
  readonly #source: Source;
  readonly #approvals: Approvals;
  readonly #open = new Map<string, Go>();

  constructor(source: Source) {
    this.#source = source;
    this.#approvals = new Approvals(source);
  }

  read(entry: Told): void {
    switch (entry.type) {
      case 'action.requested':
        this.#requested(entry);
        break;
      case 'action.rehearsed':
        this.#rehearsed(entry);
        break;
      case 'action.finished':
        this.#finished(entry);
        break;
      case 'action.cancelled':
        this.#with(entry, (go) => {
          go.cancelled = { moment: this.#source.moment(entry), who: this.#source.who(entry.by) };
        });
        break;
      case 'action.concluded':
        this.#concluded(entry);
        break;
      case 'step.unknown':
        this.#with(entry, (go) => {
          go.unknown ??= entry.because;
          go.outcome = 'unknown';
        });
        break;
      case 'step.done':
        this.#close(entry, 'worked');
        break;
      case 'step.failed':
        this.#close(entry, 'failed', entry.reason);
        break;
      case 'step.returned':
        this.#close(entry, 'worked');
        break;
      case 'step.skipped':
        this.#close(entry, 'unknown', `skipped, and never looked at: ${entry.reason}`);
        break;
    }
    // After the go that it ends: an approval is used up with it.
    this.#approvals.read(entry);
  }

  #begin(entry: Told<'action.requested'> | Told<'action.rehearsed'>): Go {
    const ref = refOf(entry);
    const go: Go = {
      ref,
      action: entry.action,
      by: entry.by,
      first: entry,
      // Roles may have changed hands since: who runs it now may be who approved it.
      approvals: this.#approvals
        .of(ref)
        .map((one) => ({ ...one, self: one.self || (one.who !== null && one.who.person === entry.by?.person) })),
      overridden: this.#approvals.isOverridden(ref, 'plan' in entry ? entry.plan : undefined),
      calls: [],
      concluded: [],
      cancelled: null,
      unknown: null,
      outcome: 'running',
      closed: null,
      reason: null,
    };
    this.goes.push(go);
    return go;
  }

  #requested(entry: Told<'action.requested'>): void {
    const key = instanceId(entry);
    const go = this.#open.get(key) ?? this.#begin(entry);
    this.#open.set(key, go);
    go.outcome = 'running';
    const { call, shown, readOnly } = entry;
    const requested = this.#source.moment(entry);
    go.calls.push({ call, shown, readOnly, requested, ended: null, verdict: 'running', said: null, evidence: [] });
  }

  #rehearsed(entry: Told<'action.rehearsed'>): void {
    const go = this.#begin(entry);
    const requested = this.#source.moment(entry);
    const rest = { call: null, readOnly: null, requested, ended: null, said: null, evidence: [] };
    go.calls.push(...entry.shown.map((shown): CallReport => ({ ...rest, shown, verdict: 'not-run' })));
    go.outcome = 'not-run';
    go.closed = entry;
  }

  #finished(entry: Told<'action.finished'>): void {
    const { verdict, said, proof, evidence } = entry;
    this.#with(entry, ({ calls }) => {
      const last = calls.pop();
      if (!last) return;
      calls.push({
        ...last,
        ended: this.#source.moment(entry),
        verdict,
        said,
        ...(proof && { proof }),
        evidence: evidence ? [evidence] : [],
      });
    });
  }

  #concluded(entry: Told<'action.concluded'>): void {
    const { did, how, evidence, by } = entry;
    const moment = this.#source.moment(entry);
    this.#with(entry, (go) => {
      go.concluded.push({ moment, who: this.#source.who(by), did, how, evidence: evidence ?? [] });
    });
  }

  #close(entry: OfInstance, outcome: Go['outcome'], reason?: string): void {
    this.#with(entry, (go) => {
      const worked = go.concluded.at(-1)?.did ?? go.calls.at(-1)?.verdict === 'ok';
      go.outcome = entry.type === 'step.returned' && !worked ? 'failed' : outcome;
      go.reason = reason ?? null;
      go.closed = entry;
      this.#open.delete(instanceId(entry));
    });
  }

  #with(entry: OfInstance, change: (go: Go) => void): void {
    const go = this.#open.get(instanceId(entry));
    if (go) change(go);
  }
}
