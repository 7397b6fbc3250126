import type { Diagnostic } from '../language/diagnostic.ts';
import { Problem } from '../run/problem.ts';

/** Data, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A message to a person, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Diagnostics for a person, on stderr, each with its place. */
export async function sayDiagnostics(diagnostics: readonly Diagnostic[]): Promise<void> {
  const { formatDiagnostics } = await import('../language/format.ts');
  process.stderr.write(ended(formatDiagnostics(diagnostics, { color: inColor(process.stderr) })));
}

/** Whether what goes to a stream is coloured: NO_COLOR over FORCE_COLOR over what the stream is. */
export function inColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** Both ends of the conversation are a terminal. */
export function onTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

const full: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left on the disk',
  EDQUOT: 'there is no room left for you on the disk',
  EFBIG: 'the file would be larger than it may be',
};

/**
 * A reader who leaves early (`| head`), or a terminal that is closed, is no fault: what goes on writing does so into
 * nothing. So what is left to be journaled still is.
 */
export function bearClosedPipes(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    // Of a terminal EIO says that it is gone; of a file, that the disk fails.
    const gone = ['EPIPE', 'ERR_STREAM_DESTROYED', ...(stream.isTTY ? ['EIO'] : [])];
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!gone.includes(error.code ?? ''))
        throw new Problem(
          'store',
          `What was to be printed could not be written: ${full[error.code ?? ''] ?? error.message} (${error.code}).`,
          'What was printed before that is not whole. Print to another place.',
        );
    });
  }
}

/** Strips control characters, so that a text from outside cannot steer the terminal. Line breaks and tabs stay. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
