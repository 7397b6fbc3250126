import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's home; the working folder for a user who has none, as in some containers. */
function home(): string {
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

/** A folder of the XDG base directories. What is not absolute must be ignored, says their specification. */
export function xdgFolder(named: string | undefined, usual: string): string {
  return named && isAbsolute(named) ? named : join(home(), usual);
}

/** The folder of what this user has set: never one that a working folder's file can choose. */
export function configFolder(environment: NodeJS.ProcessEnv): string {
  return join(xdgFolder(environment.XDG_CONFIG_HOME, '.config'), 'breakglass');
}
