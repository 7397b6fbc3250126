import { program } from '../helpers/cli.ts';
import { printed } from './team.ts';

/** What differs from run to run in what was told. */
export interface Varying {
  /** The folder that everything lies in. */
  readonly dir: string;
  readonly run: string;
  readonly github: string;
}

const head = `# A live run, from the alert to the report

Nothing here is made up after the fact. A test opens this run, plays the three people, and writes this page: the playbook is the shipped
\`compromised-pipeline\`, the actions are the shipped ones, GitHub is a stateful emulator, the AWS CLI is the real one in front of a service that
refuses dead keys as AWS documents it, and the restic repositories are real, one of them with a flipped bit. What stands in the grey boxes is
the journal, a line an entry, with what was printed indented. Consequences and restic's progress are left out; folders, addresses and ids are
shortened; nothing else is changed.`;

/** The story as a page that is the same each time. */
export function steady(story: string, { dir, run, github }: Varying): string {
  const names = new Map<string, string>();
  const known = (id: string) => {
    const short = id.slice(0, 8);
    const name = names.get(short) ?? `5nap${String(names.size + 1).padStart(4, '0')}`;
    names.set(short, name);
    return id.length > 8 ? `${name}…` : name;
  };
  const text = story
    .replaceAll(`${process.execPath} ${program}`, 'breakglass')
    .replaceAll(dir, '')
    .replaceAll(github, 'https://api.github.com')
    .replaceAll(run, 'compromised-pipeline-20260302-7f3a')
    .replace(/ in 127\.0\.0\.1:\d+/g, '')
    .replace(/plan [0-9a-f]{12}/g, 'plan …')
    .replace(/restic-check-cache-\d+/g, 'restic-check-cache')
    .replace(/"username":"[^"]+"/g, '"username":"root"')
    .replace(/ by [\w.-]+@backup-1/g, ' by root@backup-1')
    // Version 1 of the AWS CLI ends with the one, version 2 with the other.
    .replace(/exit code 25[45]/gi, 'exit code 254')
    .replace(/\(took [\d.]+[a-zµ]+\)/g, '(took a moment)')
    .replace(/\b[0-9a-f]{64}\b|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}\b/g, known);
  return `${head}\n${text
    .split('\n')
    .filter((line) => !unsteady.test(line))
    .map(cut)
    .join('\n')}\n`;
}

/** How far restic is, and where it found the same bad blob, it tells in another order each time. */
const unsteady =
  /^ {2}\| \s*(?:\[\d+:\d+\]|decrypting blob|error for|Pack ID|pack [0-9a-f5]|read all data|check (?:all|snapshots)|load indexes|using temporary)/;

const WIDE = 118;

/** What something printed is cut to the page; nothing else is. */
function cut(line: string): string {
  return line.startsWith(printed('')) && line.length > WIDE ? `${line.slice(0, WIDE - 1)}…` : line;
}
