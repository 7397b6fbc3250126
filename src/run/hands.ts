import type { InstanceRef, Outcome } from '../engine/entries.ts';
import type { State } from '../engine/state.ts';
import type { Action, Proof } from '../playbook/catalogue/model.ts';
import type { Answer, Ready } from '../playbook/catalogue/ready.ts';

/** Something that is being done. */
export interface InHand {
  /** Never rejects. */
  readonly done: Promise<Answer>;
  /** Tells it to stop, at once. */
  stop(): void;
}

/**
 * What reaches real systems. A run that is built without it cannot: a drill is.
 */
export interface Hands {
  start(
    call: Ready,
    around: { secret(name: string): Promise<string>; onOutput(lines: readonly string[]): void },
  ): InHand;
  /** A secret that a call names: one that the run knows, or one that is put to the proof. @throws where it is not to be had */
  secret(state: State, ref: InstanceRef, action: Action, name: string): Promise<string>;
  judge(call: Ready, answer: Answer): Pick<Outcome, 'verdict' | 'said'>;
  prove(proof: Proof, call: Ready, answer: Answer): Pick<Outcome, 'verdict' | 'said' | 'proof'>;
  /** What expressions of the catalogue read of an answer. */
  raw(answer: Answer): object;
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
}
