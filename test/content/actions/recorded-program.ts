import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What a program prints, and how it ends, the next time that it is started. */
export interface Said {
  readonly prints?: unknown;
  readonly errors?: string;
  readonly exit?: number;
}

/** How a program was started. */
export interface Started {
  /** Arguments, without the program. */
  readonly argv: readonly string[];
  readonly stdin: string;
}

/** An executable in the place of a program that no test can have: it keeps its arguments and its input, and answers as told. */
export interface RecordedProgram {
  readonly environment: NodeJS.ProcessEnv;
  /** Sets what it answers, one start after the other. */
  answer(...said: readonly Said[]): void;
  /** Every start since the last time that this was asked. */
  started(): Started[];
  remove(): void;
}

export function recordedProgram(name: string): RecordedProgram {
  const folder = mkdtempSync(join(tmpdir(), `breakglass-${name}-`));
  const [answers, log] = [join(folder, 'answers.json'), join(folder, 'started.jsonl')];
  const program = join(folder, name);
  writeFileSync(
    program,
    `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const stdin = readFileSync(0, 'utf8');
appendFileSync(${JSON.stringify(log)}, JSON.stringify({ argv: process.argv.slice(2), stdin }) + '\\n');
const [said, ...rest] = JSON.parse(readFileSync(${JSON.stringify(answers)}, 'utf8'));
writeFileSync(${JSON.stringify(answers)}, JSON.stringify(rest));
const { prints = '', errors = '', exit = 0 } = said ?? { errors: 'nobody said what to answer', exit: 99 };
process.stdout.write(typeof prints === 'string' ? prints : JSON.stringify(prints));
process.stderr.write(errors);
process.exitCode = exit;
`,
  );
  chmodSync(program, 0o755);
  return {
    environment: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
    answer: (...said) => writeFileSync(answers, JSON.stringify(said)),
    started() {
      if (!existsSync(log)) return [];
      const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
      rmSync(log);
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Started);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
