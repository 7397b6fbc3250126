import { childEnvironment } from '../../actions/child-environment.ts';
import { runProgram } from '../../actions/program.ts';
import { programProblem } from '../../actions/spawn-problem.ts';
import type { Timing } from '../../actions/timing.ts';
import type { Tool } from '../../playbook/catalogue/model.ts';
import type { Finding } from './finding.ts';
import { isAtLeast, versionIn } from './versions.ts';

/** How long a program may take to say its version, milliseconds: some start slowly, and all are asked at once. */
const VERSION_TIMEOUT = 7_000;
/** Most characters of what it prints that are kept. */
const MOST = 64 * 1024;

/** Whether a program is there, without starting it. */
export async function isThere(program: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  return (await programProblem({ argv: [program], environment })) === null;
}

/** A program that a playbook runs itself. */
export async function programFinding(program: string, environment: NodeJS.ProcessEnv): Promise<Finding> {
  const about = { sort: 'program', what: program } as const;
  const problem = await programProblem({ argv: [program], environment });
  if (problem === null) return { ...about, state: 'ok', said: 'is there' };
  return { ...about, state: 'missing', said: problem, mend: `Install ${program}, or put its folder on the PATH.` };
}

/** A tool of a catalogue: whether it is there, and new enough. Its version is what it prints itself. */
export async function toolFinding(tool: Tool, environment: NodeJS.ProcessEnv, timing: Timing): Promise<Finding> {
  const about = { sort: 'tool', what: tool.tool } as const;
  const mend = `${tool.tool} comes from ${tool.from}`;
  const problem = await programProblem({ argv: [tool.tool], environment });
  if (problem !== null) return { ...about, state: 'missing', said: problem, mend };
  const asked = await askVersion(tool.version, environment, timing);
  if ('problem' in asked) {
    const said = `is there, and does not say its version: ${asked.problem}`;
    return { ...about, state: 'warn', said, mend: `See for yourself: ${tool.version.join(' ')}` };
  }
  const wanted = tool.least === undefined ? '' : `, at least ${tool.least}`;
  if (tool.least === undefined || isAtLeast(asked.version, tool.least))
    return { ...about, state: 'ok', said: `${asked.version}${wanted}` };
  return { ...about, state: 'missing', said: `${asked.version} is too old: it takes ${tool.least} or newer`, mend };
}

async function askVersion(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  timing: Timing,
): Promise<{ readonly version: string } | { readonly problem: string }> {
  const printed = { output: '', errors: '' };
  const into = (name: keyof typeof printed) => {
    const decoder = new TextDecoder();
    return (chunk: Uint8Array) => {
      if (printed[name].length < MOST) printed[name] += decoder.decode(chunk, { stream: true });
    };
  };
  const ending = await runProgram(
    {
      argv,
      environment: childEnvironment(environment, {}),
      timeout: VERSION_TIMEOUT,
      timing,
      onOutput: into('output'),
      onErrors: into('errors'),
    },
    new AbortController().signal,
  );
  if ('why' in ending) return { problem: ending.why };
  if (ending.how === 'timed-out') return { problem: `it did not end within ${VERSION_TIMEOUT / 1000} s` };
  if (ending.exit !== 0) return { problem: ending.exit === undefined ? 'it was ended' : `exit code ${ending.exit}` };
  // Some print it where errors go.
  const version = versionIn(printed.output) ?? versionIn(printed.errors);
  return version === null ? { problem: 'what it prints has none in it' } : { version };
}
