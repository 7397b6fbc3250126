import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { errorCode } from './failure.ts';

/** Who writes a run: a process, its socket, and the boot of the machine it runs in (where the system tells that). */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly user: string;
  /** When it took the run, ISO 8601 in UTC. */
  readonly started: string;
  /** Path of the local socket that lives as long as the process. */
  readonly socket: string;
  readonly boot?: string;
}

/** This process as a holder that listens on `socket`. */
export function thisProcess(socket: string): Holder {
  const boot = bootId();
  const started = new Date().toISOString();
  const holder = { pid: process.pid, host: hostname(), user: userName(), started, socket };
  return boot === undefined ? holder : { ...holder, boot };
}

/** The holder as the one line that stands in its lock file and greets those who knock. */
export function holderLine(holder: Holder): string {
  return `${JSON.stringify(holder)}\n`;
}

/** Reads a holder's line; undefined when it is none. */
export function parseHolder(text: string): Holder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isHolder(value) ? value : undefined;
}

/**
 * Whether a refused connection shows that the holder ended: only under its own kernel, not over a network file system.
 * Of the same name and another start, the machine was restarted.
 */
export function sharesKernel(holder: Holder): boolean {
  return holder.host === hostname() || (holder.boot !== undefined && holder.boot === bootId());
}

/**
 * Whether the holder ended, by its number: the machine was restarted since, or no process has it. When one has it the
 * answer is no, though it may be another process: numbers are used again.
 */
export function surelyEnded(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  const boot = bootId();
  if (holder.boot !== undefined && boot !== undefined && holder.boot !== boot) return true;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Record<string, unknown> = { ...value };
  const texts = [fields.host, fields.user, fields.started, fields.socket, fields.boot ?? ''];
  const pid = fields.pid;
  // A pid of 0 or below would ask about a process group.
  return texts.every((text) => typeof text === 'string') && Number.isSafeInteger(pid) && Number(pid) > 0;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a name, as containers have.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
