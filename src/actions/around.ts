import type { Answer } from '../playbook/catalogue/ready.ts';
import type { Mask } from './mask.ts';
import type { Timing } from './timing.ts';

/** What a call is started with, beside what it says itself. */
export interface Around {
  /** The value of a secret. It throws an error whose message says what is missing and how to mend it. */
  secret(name: string): Promise<string>;
  /** What everything that comes back goes through. Secrets that the call takes are added to it before it starts. */
  readonly mask: Mask;
  /** Gets lines of a command's output as they come, masked. One that throws is not called again. */
  onOutput?(lines: readonly string[]): void;
  /** What commands inherit, and where proxies and certificate authorities are looked up. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where commands run; by default where this process does. */
  readonly folder?: string;
  /** A file of certificate authorities (PEM) that are trusted beside those of the system. */
  readonly authorities?: string;
  /** The machine's clock unless given. */
  readonly timing?: Timing;
}

/** One try of a call. */
export interface Attempt {
  readonly answer: Omit<Answer, 'milliseconds' | 'tries'>;
  /** Nothing was sent because nothing could be reached: another try may find it. */
  readonly unreached?: boolean;
  /** How long the server asks to wait before another try, milliseconds. */
  readonly wait?: number;
}

/** The answer of something that never started. */
export function notStarted(why: string, unreached = false): Attempt {
  return { answer: { how: 'not-started', text: '', errors: '', bytes: 0, cut: false, why }, unreached };
}
