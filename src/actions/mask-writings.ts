/**
 * The ways in which programs write one character of a secret. They may be mixed within a secret: one program encodes
 * what it must, another everything.
 */
export interface Writing {
  readonly text: string;
  /** Upper and lower case are the same in it. */
  readonly anyCase: boolean;
  /** It goes on in a new line: that is so only behind a long line of digits. */
  readonly wraps?: boolean;
}

/** One place in a secret: any of these stands there. */
export type Place = readonly Writing[];

const short: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', '\t': 't', '\n': 'n', '\r': 'r' };
const html: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;', '&#38;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;', '&#34;'],
  "'": ['&#39;', '&#x27;', '&apos;'],
};

const known = new Map<string, Place>();

/** Every way to write a character: itself, URL-encoded, in JSON (and in JSON within JSON), in HTML, quoted for a shell. */
export function writingsOf(character: string): Place {
  let place = known.get(character);
  if (!place) {
    place = character === '\n' ? lineEnd() : ways(character);
    known.set(character, place);
  }
  return place;
}

/** Texts as ways to write one place, exactly as they are. */
export function exactly(texts: readonly string[]): Writing[] {
  return [...new Set(texts)].map((text) => ({ text, anyCase: false }));
}

function ways(character: string): Place {
  return [
    ...exactly([
      character,
      ...plus(character),
      ...escaped(character),
      ...(html[character] ?? []),
      ...quoted(character),
    ]),
    ...inAnyCase([percent(character), ...units(character)]),
  ];
}

/** A line end is written in as many ways as there are, whichever of the three it was. */
function lineEnd(): Place {
  const ends = ['\n', '\r\n', '\r'];
  return [
    ...exactly([...ends, ...inEveryWay(ends, escaped)]),
    ...inAnyCase([...inEveryWay(ends, (one) => [percent(one)]), ...inEveryWay(ends, units)]),
  ];
}

/** Each text with each of its characters written in the first way, then in the second, and so on. */
function inEveryWay(texts: readonly string[], ways: (character: string) => readonly string[]): string[] {
  return texts.flatMap((text) => {
    const written = [...text].map(ways);
    return (written[0] ?? []).map((_, nth) => written.map((all) => all[nth] ?? '').join(''));
  });
}

/** Texts as ways to write one place, in upper or lower case. */
export function inAnyCase(texts: readonly string[]): Writing[] {
  return texts.map((text) => ({ text: text.toLowerCase(), anyCase: true }));
}

function plus(character: string): string[] {
  return character === ' ' ? ['+'] : [];
}

function escaped(character: string): string[] {
  const letter = short[character];
  if (letter === undefined) return [];
  // Within JSON within JSON a quote is written \\\" and a line end \\n.
  const twice = letter === character ? `\\\\\\${letter}` : `\\\\${letter}`;
  return [`\\${letter}`, twice, ...(character === '/' ? ['\\\\/'] : [])];
}

function units(character: string): string[] {
  const once = [...Array(character.length).keys()].map((at) => hex(character.charCodeAt(at), 4));
  return ['\\u', '\\\\u'].map((mark) => once.map((digits) => mark + digits).join(''));
}

function percent(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${hex(byte, 2)}`).join('');
}

function quoted(character: string): string[] {
  return character === "'" ? ["'\\''", "\\'"] : [];
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
