import { Argument, Command } from 'commander';
import type { Finding } from '../run/doctor/finding.ts';
import { asStarted } from './command-line.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { applyColor, type EverywhereFlags, readSettings } from './settings.ts';

const help = `
It looks, and changes nothing: tools say their versions, secrets are looked for and never shown, tokens are tried
by a request that only reads, servers are asked whether they are there and what time it is; in Slack nothing is
posted. Nothing of a file that is not trusted is started. Without a playbook it looks at what the shipped ones can use.

Exit codes: 0, nothing is missing, be there something to look at; 5, something is missing.

Examples:
  breakglass doctor compromised-pipeline
  breakglass doctor --json`;

/** `breakglass doctor`: what a live run would lack here. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .summary('say what a live run would lack here')
    .description('Says what a live run would lack here, and how to mend it.')
    .addArgument(new Argument('[playbook]', 'a file, or a shipped playbook'))
    .addHelpText('after', help)
    .action(async (playbook: string | undefined, _flags: unknown, command: Command) => {
      const exit = await doctor(playbook, command.optsWithGlobals());
      // A look-up of a name that nobody answers would keep the process for half a minute.
      process.stdout.write('', () => process.stderr.write('', () => process.exit(exit)));
    });
}

async function doctor(playbook: string | undefined, flags: EverywhereFlags): Promise<number> {
  const settings = await readSettings(flags);
  applyColor(settings.color.value);
  const { examinedHere } = await import('./doctor-parts.ts');
  const { examine } = await import('../run/doctor.ts');
  const findings = await examine(await examinedHere(playbook, settings, flags));
  const columns = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
  if (flags.json) print(JSON.stringify(findings, null, 2));
  else await tell(findings, columns);
  return findings.some(({ state }) => state === 'missing') ? exits.unmet : exits.done;
}

const words = { ok: 'ok', warn: 'look', missing: 'MISSING' } as const;

/** Columns before what is found. */
const INDENT = 19;
/** On a narrower terminal what is found is not folded: little would stand on a line. */
const NARROWEST = 50;

/** A finding is one line of a file; on a terminal it is folded between words, so that its columns stay columns. */
async function tell(findings: readonly Finding[], columns: number): Promise<void> {
  const { wrap } = await import('../language/fit.ts');
  const folded = (text: string) =>
    columns < NARROWEST || columns === Number.POSITIVE_INFINITY ? [text] : wrap(text, columns - INDENT - 1);
  for (const { sort, state, what, said, mend } of findings) {
    const before = `${words[state].padEnd(8)} ${sort.padEnd(9)} `;
    const lines = [...folded(`${what}: ${said}`), ...(mend === undefined ? [] : folded(`→ ${asStarted(mend)}`))];
    for (const [at, line] of lines.entries()) print(plain(`${at === 0 ? before : ' '.repeat(INDENT)}${line}`));
  }
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  say(`${count('missing')} missing, ${count('warn')} to look at, ${count('ok')} fine.`);
}
