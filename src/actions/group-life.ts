import { readdirSync, readFileSync } from 'node:fs';

/** Sends a signal to every process of a group. False if there is none any more. */
export function tellGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/** Groups that are told to end where this process ends by itself, whatever it ends by: nobody would be there to stop them. */
export function endedWithUs(): Set<number> {
  const groups = new Set<number>();
  process.on('exit', () => {
    for (const group of groups) tellGroup(group, 'SIGTERM');
  });
  return groups;
}

/** Whether anything of a process group still runs. */
export function groupLives(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  // In a container whose first process buries nobody, the dead stay in their group for ever.
  return process.platform !== 'linux' || processes().some((id) => isLivingMember(id, group));
}

function processes(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

function isLivingMember(id: string, group: number): boolean {
  try {
    // `pid (name) state parent group …`, and a name may hold anything.
    const [state, , memberOf] = readFileSync(`/proc/${id}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(memberOf) === group && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
