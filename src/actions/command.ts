import { type ReadyCommand, withSecrets } from '../playbook/catalogue/ready.ts';
import { type Around, type Attempt, notStarted } from './around.ts';
import { childEnvironment } from './child-environment.ts';
import { createOutput, HEAD } from './output.ts';
import { type Ending, GRACE } from './process-group.ts';
import { runProgram } from './program.ts';
import { realTiming } from './timing.ts';

/** How much of the beginning of standard error is kept, characters. */
const ERRORS_HEAD = 256 * 1024;

/** Runs a command once. Secrets are put into its environment and its standard input, never into its arguments. */
export async function tryCommand(
  call: ReadyCommand,
  around: Around,
  secrets: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<Attempt> {
  const secretOf = (name: string) => secrets.get(name) ?? '';
  const added = Object.entries(call.env).map(([name, value]) => [name, withSecrets(value, secretOf)] as const);
  const onLines = quietly(around);
  const output = createOutput(around.mask, HEAD, onLines);
  const errors = createOutput(around.mask, ERRORS_HEAD, onLines);
  const ending = await runProgram(
    {
      argv: call.argv,
      environment: childEnvironment(around.environment, Object.fromEntries(added)),
      ...(around.folder !== undefined && { folder: around.folder }),
      ...(call.stdin && { stdin: withSecrets(call.stdin, secretOf) }),
      timeout: call.timeout,
      timing: around.timing ?? realTiming,
      onOutput: (chunk) => output.write(chunk),
      onErrors: (chunk) => errors.write(chunk),
    },
    signal,
  );
  if ('why' in ending) return notStarted(around.mask.text(ending.why));
  const bytes = output.bytes + errors.bytes;
  const [out, err] = [output.end(), errors.end()];
  const why = whyOf(call, ending);
  return {
    answer: {
      how: ending.how,
      ...(ending.exit !== undefined && { exit: ending.exit }),
      text: out.text,
      errors: err.text,
      bytes,
      cut: out.cut || err.cut,
      ...(why !== undefined && { why }),
    },
  };
}

/** Passes lines on until that fails once: what listens must not end what runs. */
function quietly({ onOutput }: Around): (lines: readonly string[]) => void {
  let works = onOutput !== undefined;
  return (lines) => {
    if (!works) return;
    try {
      onOutput?.(lines);
    } catch {
      works = false;
    }
  };
}

function whyOf(call: ReadyCommand, ending: Ending): string | undefined {
  const left = ending.left ? 'What it had left running held its output open, and was killed.' : undefined;
  if (ending.how === 'exited') return left;
  if (ending.how === 'killed')
    return [`It was ended by ${ending.by}, which was not sent from here.`, left].filter(Boolean).join(' ');
  const first = ending.how === 'cancelled' ? 'It was cancelled' : `It was not through after ${seconds(call.timeout)}`;
  return `${first}: ${lastWords(ending)}. What it had begun may have happened.`;
}

function lastWords({ exit, by }: Ending): string {
  if (exit !== undefined) return `told to end, it ended with exit code ${exit}`;
  if (by === 'SIGKILL') return `told to end, it did not within ${seconds(GRACE)}, and was killed`;
  return 'told to end, it ended';
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
