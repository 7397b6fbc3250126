import { createStripper } from './control-sequences.ts';
import { type Matcher, replaced } from './mask-matcher.ts';
import { SHORTEST } from './secret-value.ts';

/** What a program prints, or a server answers, on its way to where it is kept or shown. */
export interface MaskStream {
  /** What is sure to hold no secret by now, without control sequences; bytes that are no UTF-8 read U+FFFD. */
  write(chunk: Uint8Array): string;
  /** What was held back. A secret that the stream breaks off in is masked too, where enough of it came to be known. */
  end(): string;
}

/** A stream that masks what comes in chunks. `matcher` is asked for every time: secrets may be added meanwhile. */
export function createMaskStream(matcher: () => Matcher | null): MaskStream {
  const decoder = new TextDecoder();
  const stripper = createStripper();
  let held = '';
  let covered = 0;
  let last = '';

  const pass = (more: string, final = false): string => {
    const now = matcher();
    const text = held + more;
    const found = now?.find(text, final, covered, last);
    const from = covered;
    held = found ? text.slice(found.held) : '';
    ({ covered, last } = found ?? { covered: 0, last: '' });
    return found ? replaced(text, found.spans, from, found.held) : text.slice(from);
  };

  /** What is held is the beginning of a secret, and no more of it will come. */
  const brokenOff = (): string | null => {
    const open = matcher()?.find(held, false, covered, last).open ?? null;
    return open !== null && held.length - covered >= SHORTEST ? `[${open}]` : null;
  };

  return {
    write: (chunk) => pass(stripper.write(decoder.decode(chunk, { stream: true }))),
    end() {
      const before = pass(stripper.write(decoder.decode()) + stripper.end());
      return before + (brokenOff() ?? pass('', true));
    },
  };
}
