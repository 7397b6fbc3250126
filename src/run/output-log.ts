/** How often, at the most, lines that something prints go into the journal: each time costs a flush. Milliseconds. */
const PAUSE = 150;
/** So many lines of one call, and characters of one line, go there; all of it is in the evidence. */
const MOST_LINES = 300;
const LONGEST_LINE = 500;

/** Gathers what something prints, and tells it in few portions. */
export class OutputLog {
  readonly #tell: (lines: readonly string[]) => void;
  #lines: string[] = [];
  #told = 0;
  #isFull = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (lines: readonly string[]) => void) {
    this.#tell = tell;
  }

  add(lines: readonly string[]): void {
    if (this.#isFull || lines.length === 0) return;
    const room = MOST_LINES - this.#told - this.#lines.length;
    for (const line of lines.slice(0, room)) this.#lines.push(beginning(line));
    this.#isFull = lines.length > room;
    if (this.#isFull) this.#lines.push('(more is printed than is shown: the rest is in the evidence)');
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE);
  }

  /** What is left is told now. */
  close(): void {
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    this.#told += lines.length;
    this.#tell(lines);
  }
}

/** No character is cut in its middle. */
function beginning(line: string): string {
  return line.slice(0, LONGEST_LINE).replace(/[\ud800-\udbff]$/, '');
}
