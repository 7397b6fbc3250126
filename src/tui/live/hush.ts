/** What a terminal's input can do that another cannot. */
interface Raw {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

const INTERRUPT = '\u0003';

/**
 * Keeps what is typed off a terminal that would echo it, while a secret is typed in plain lines. Without its echo a terminal
 * does not edit either, nor does it hear Ctrl-C: both are done here.
 */
export class Hush {
  readonly #input: NodeJS.ReadableStream & Raw;
  readonly #interrupt: () => void;
  #isOn = false;

  constructor(input: NodeJS.ReadableStream, interrupt: () => void) {
    this.#input = input;
    this.#interrupt = interrupt;
  }

  /** Whether what is typed is hidden from now on. */
  set(isOn: boolean): void {
    if (isOn === this.#isOn || !this.#input.isTTY || !this.#input.setRawMode) return;
    this.#isOn = isOn;
    this.#input.setRawMode(isOn);
    if (isOn) this.#input.on('data', this.#listen);
    else this.#input.off('data', this.#listen);
  }

  readonly #listen = (data: unknown): void => {
    if (String(data).includes(INTERRUPT)) this.#interrupt();
  };
}

/** A line as it was meant, of all the keys that were typed for it. */
export function editedLine(typed: string): string {
  const out: string[] = [];
  for (const char of typed) {
    if (char === '\u007f' || char === '\b') out.pop();
    else if (char === '\u0015') out.length = 0;
    else out.push(char);
  }
  return out.join('');
}
