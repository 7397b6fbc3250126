import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's home; the working folder for a user who has none, as in some containers. */
export function home(): string {
  try {
    return homedir();
  } catch {
    return process.cwd();
  }
}

/** A path with the home in place of the `~` that it begins with: where no shell has read it, nobody else puts it in. */
export function withHome(path: string): string {
  return /^~(?=\/|$)/.test(path) ? join(home(), path.slice(1)) : path;
}
