import type { Answer, Filled, Ready } from '../playbook/catalogue/ready.ts';
import { tryAgain } from './again.ts';
import { type Around, type Attempt, notStarted } from './around.ts';
import { realTiming } from './timing.ts';

/** A call on its way. */
export interface Running {
  /** How it ended. It never rejects. */
  readonly done: Promise<Answer>;
  /**
   * Stops it: a command's whole process group is told to end before this returns, and is killed three seconds later if
   * it lives; a request's connection is closed. `done` then says what may have happened.
   */
  cancel(): void;
}

/**
 * Starts a call: a command, or a request. It is shown, approved and journaled before; here it happens. What it needs is
 * loaded when it is needed.
 */
export function start(call: Ready, around: Around): Running {
  const stop = new AbortController();
  return { done: ended(call, around, stop.signal), cancel: () => stop.abort() };
}

async function ended(call: Ready, around: Around, signal: AbortSignal): Promise<Answer> {
  const timing = around.timing ?? realTiming;
  const began = timing.elapsed();
  let tried = false;
  try {
    const secrets = await orStopped(secretsOf(call, around), signal);
    const once = await tryOnce(call);
    return await tryAgain(call, timing, signal, () => {
      if (signal.aborted) return Promise.resolve(notStarted('It was cancelled before it started.'));
      tried = true;
      return once(around, secrets, signal);
    });
  } catch (error) {
    const said = around.mask.text(error instanceof Error ? error.message : String(error));
    const { answer } = notStarted(said);
    const milliseconds = timing.elapsed() - began;
    if (!tried) return { ...answer, milliseconds, tries: 0 };
    return { ...answer, how: 'broken-off', why: `${said} It may have happened.`, milliseconds, tries: 1 };
  }
}

/** Where a secret is may take long to answer. Who is told to stop meanwhile has not begun. */
function orStopped<T>(taken: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('It was cancelled before it started.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    taken.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

type Once = (around: Around, secrets: ReadonlyMap<string, string>, signal: AbortSignal) => Promise<Attempt>;

async function tryOnce(call: Ready): Promise<Once> {
  if (call.how === 'command') {
    const { tryCommand } = await import('./command.ts');
    return (...with_) => tryCommand(call, ...with_);
  }
  const { tryRequest } = await import('./http.ts');
  return (...with_) => tryRequest(call, ...with_);
}

/** The values of all secrets that a call names. What is not masked yet is masked from now on. */
async function secretsOf(call: Ready, around: Around): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const name of new Set(
    filledIn(call)
      .flat()
      .flatMap((piece) => (typeof piece === 'string' ? [] : [piece.secret])),
  )) {
    const value = await around.secret(name);
    const problem = around.mask.add(name, value);
    if (problem !== null) throw new Error(problem);
    values.set(name, value);
  }
  return values;
}

function filledIn(call: Ready): Filled[] {
  if (call.how === 'command') return [...Object.values(call.env), ...(call.stdin ? [call.stdin] : [])];
  return [...Object.values(call.headers), ...(call.basic ? [call.basic] : []), ...(call.body ? [call.body] : [])];
}
