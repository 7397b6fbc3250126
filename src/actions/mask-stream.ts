import { createStripper } from './control-sequences.ts';
import { type From, LOOK_BACK, type Matcher, replaced } from './mask-matcher.ts';
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
  /** The end of what is passed on already, to look back at, and what is held. */
  let kept = '';
  let since: From = { from: 0, covered: 0, last: '' };

  const pass = (more: string, final = false): string => {
    const text = kept + more;
    const found = matcher()?.find(text, final, since) ?? { spans: [], ...since, from: text.length };
    const out = replaced(text, found.spans, Math.max(since.from, since.covered), found.from);
    const gone = Math.max(0, found.from - LOOK_BACK);
    kept = text.slice(gone);
    since = { from: found.from - gone, covered: Math.max(0, found.covered - gone), last: found.last };
    return out;
  };

  /** What is held is the beginning of a secret, and no more of it will come. */
  const brokenOff = (): string | null => {
    const open = matcher()?.find(kept, false, since).open ?? null;
    return open !== null && kept.length - Math.max(since.from, since.covered) >= SHORTEST ? `[${open}]` : null;
  };

  return {
    write: (chunk) => pass(stripper.write(decoder.decode(chunk, { stream: true }))),
    end() {
      const before = pass(stripper.write(decoder.decode()) + stripper.end());
      return before + (brokenOff() ?? pass('', true));
    },
  };
}
