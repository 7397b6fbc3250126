import type { Ask, Refusal } from '../engine/commands.ts';
import type { By, Entry, Evidence, InstanceRef } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';

/** An entry with its place in the journal. */
export type Stored = Entry & { readonly seq: number; readonly hash: string };

/** The name under which a secret that is put to the proof is lent to a run. */
export function subjectName({ step, item }: InstanceRef, name: string): string {
  return `subject:${step}/${item ?? '-'}/${name}`;
}

/** How it stands with one channel that a run is told by. */
export interface Standing {
  /** The channel, by the name that the settings give it. */
  readonly via: string;
  /** `Slack: degraded, 7 queued`. */
  readonly words: string;
  /** The same, why, and what mends it. */
  readonly sentence: string;
  /** Something of it waits for a person, or for the other side to come back. */
  readonly isTroubled: boolean;
}

/** A run that is open in this process, as the screens see it. */
export interface Session {
  /** The run's name; its journal is `<store>/runs/<run>.jsonl`. */
  readonly run: string;
  /** Where the journal is, for people. */
  readonly journal: string;
  readonly state: State;
  /** Every entry so far, oldest first. The same array grows: compare lengths. */
  readonly entries: readonly Stored[];
  readonly head: string;
  /** What the writer said when it opened: a torn line set aside, a clock held while nobody was there. */
  readonly notices: readonly string[];
  /** Another process holds the run: leaving it here ends nothing. */
  readonly joined?: true;
  /** Why nothing more can be written (disk full, flush failed); null while all is well. */
  readonly broken: string | null;
  /** Exercise time now, milliseconds from T. */
  now(): number;
  /** Gives a command. Null: done, and durable. */
  dispatch(ask: Ask, by?: By): Refusal | null;
  /** Keeps evidence beside the journal; what it returns goes into `finish`. */
  keep(content: { readonly text: string } | { readonly file: string }): Evidence | { readonly problem: string };
  /** Of a live run: a secret given by hand, which is kept in memory alone. Null: taken. */
  lend?(name: string, value: string): { readonly problem: string } | null;
  /** How it stands with each channel that the run is told by. */
  told(): readonly Standing[];
  /** Called after every change of state or entries, and of how it stands with what is told. Returns the unsubscriber. */
  subscribe(listener: () => void): () => void;
  /** Stops timers, releases the lock. The run can be resumed. */
  leave(): void;
}
