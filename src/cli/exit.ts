import type { Diagnostic } from '../language/diagnostic.ts';
import type { ProblemKind } from '../run/problem.ts';
import { asStarted } from './command-line.ts';
import { plain, say, sayDiagnostics } from './output.ts';

/** What the process tells the one who started it. */
export const exits = {
  done: 0,
  failed: 1,
  usage: 2,
  input: 3,
  notAllowed: 4,
  unmet: 5,
  integrity: 6,
  interrupted: 130,
} as const;

const exitOfKind: Readonly<Record<ProblemKind, number>> = {
  usage: exits.usage,
  input: exits.input,
  'not-allowed': exits.notAllowed,
  unmet: exits.unmet,
  integrity: exits.integrity,
  store: exits.failed,
  failed: exits.failed,
};

/** Errors that say in their own message what happened and what to do. */
const exitOfName: Readonly<Record<string, number>> = {
  StoreError: exits.failed,
  WriterStoppedError: exits.failed,
  EvidenceTooLargeError: exits.usage,
  RunNameError: exits.usage,
  LockHeldError: exits.notAllowed,
  IntegrityError: exits.integrity,
  EntryMisfit: exits.integrity,
  AbortError: exits.interrupted,
};

/** What an error of ours carries, by name: the classes themselves would load what a command may not need. */
interface Known extends Error {
  readonly kind?: ProblemKind;
  readonly hint?: string;
  readonly diagnostics?: readonly Diagnostic[];
}

/** Says why a command came to nothing, on stderr, and returns its exit code. No stack trace reaches a user. */
export async function reportFailure(thrown: unknown): Promise<number> {
  const error: Known = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (process.env.BREAKGLASS_DEBUG) say(error.stack ?? String(error));
  const exit = exitOf(error);
  if (exit === null) {
    say(`breakglass failed unexpectedly: ${plain(firstLine(error.message))}`);
    say('Nothing that was journaled is lost. Please report it, with what BREAKGLASS_DEBUG=1 adds to this.');
    return exits.failed;
  }
  if (error.diagnostics?.length) await sayDiagnostics(error.diagnostics);
  else say(`breakglass: ${plain(error.message)}`);
  if (error.hint && !error.diagnostics?.length) say(plain(asStarted(error.hint)));
  return exit;
}

function exitOf(error: Known): number | null {
  if (error.name === 'Problem' && error.kind) return exitOfKind[error.kind];
  return exitOfName[error.name] ?? null;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
