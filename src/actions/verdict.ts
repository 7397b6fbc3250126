import type { Match, Proof } from '../playbook/catalogue/model.ts';
import type { Answer, Ready } from '../playbook/catalogue/ready.ts';

/** What an answer means for the call: `unknown` if it may have happened or not. */
export interface Verdict {
  readonly verdict: 'ok' | 'failed' | 'unknown';
  readonly said: string;
}

/** What an answer means. Only a call that changes nothing cannot leave anything unknown. */
export function verdictOf(call: Ready, answer: Answer): Verdict {
  const why = answer.why ? ` ${answer.why}` : '';
  if (answer.how === 'not-started') return { verdict: 'failed', said: `Nothing happened.${why}` };
  if (answer.how === 'exited') return exited(call, answer, why);
  if (answer.how === 'answered') return answered(call, answer, why);
  if (call.readOnly) return { verdict: 'failed', said: `${interrupted[answer.how]}. It changes nothing.${why}` };
  return { verdict: 'unknown', said: `${interrupted[answer.how]}. It may have happened or not.${why}` };
}

const interrupted = {
  'timed-out': 'No end came in time',
  cancelled: 'Cancelled',
  killed: 'Killed',
  'broken-off': 'The connection broke off',
} as const;

function exited(call: Ready, { exit }: Answer, why: string): Verdict {
  const said = `Exit code ${exit}.${why}`;
  const exits = call.how === 'command' ? call.exits : [];
  return { verdict: exit !== undefined && exits.includes(exit) ? 'ok' : 'failed', said };
}

function answered(call: Ready, { status = 0 }: Answer, why: string): Verdict {
  const accepts = call.how === 'http' ? call.accepts : [];
  const isAccepted = accepts.length > 0 ? accepts.includes(status) : status >= 200 && status <= 299;
  if (isAccepted) return { verdict: 'ok', said: `Answered ${status}.${why}` };
  const leavesOpen = (status >= 500 || status === 408) && !call.readOnly;
  if (leavesOpen) return { verdict: 'unknown', said: `Answered ${status}: it may have happened or not.${why}` };
  return { verdict: 'failed', said: `Answered ${status}.${why}` };
}

/** What an answer proves of a credential that was tried, and in what words. */
export interface Proven {
  readonly proof: 'dead' | 'alive' | 'none';
  readonly said: string;
}

/**
 * Whether an answer proves that a credential is dead, or alive. Only what is listed proves anything: no answer in time,
 * an error of the server, and an answer that fits both are no proof.
 */
export function proofOf(proof: Proof, answer: Answer): Proven {
  const none = (said: string): Proven => ({ proof: 'none', said: `No proof: ${said}` });
  if (answer.how !== 'exited' && answer.how !== 'answered') {
    return none(answer.why ?? 'it did not come to an answer.');
  }
  const said = answer.how === 'exited' ? `exit code ${answer.exit}` : `answered ${answer.status}`;
  if (answer.status !== undefined && saysNothing(answer.status)) return none(`${said}, which says nothing of it.`);
  const dead = proof.dead.some((match) => holds(match, answer));
  const alive = proof.alive.some((match) => holds(match, answer));
  if (dead && alive) return none(`${said}, which fits both dead and alive.`);
  if (dead) return { proof: 'dead', said: `Dead: ${said}, as for a credential that is no longer valid.` };
  if (alive) return { proof: 'alive', said: `Still alive: ${said}, as for a valid credential.` };
  return none(`${said}, which is neither the answer to a dead one nor to one alive.`);
}

/** Of the server's own troubles, and of asking too early or too often. */
function saysNothing(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status);
}

function holds({ exits, statuses, says }: Match, { exit, status, text, errors }: Answer): boolean {
  if (!exits && !statuses && !says) return false;
  if (exits && !(exit !== undefined && exits.includes(exit))) return false;
  if (statuses && !(status !== undefined && statuses.includes(status))) return false;
  return !says || says.some((words) => words !== '' && (text.includes(words) || errors.includes(words)));
}
