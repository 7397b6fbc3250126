import type { Refusal } from '../../engine/commands.ts';
import type { By, Evidence } from '../../engine/entries.ts';
import {
  type Check,
  count,
  filled,
  flag,
  isPlain,
  label,
  maybe,
  number,
  orNull,
  recordOf,
  scalar,
  shaped,
  text,
} from './shape.ts';

/*
 * What a joiner and the holder say to each other: JSON values, a line each. The holder first greets with the line that says
 * who it is (see journal/lock.ts). What has happened is not said: the joiner reads it in the journal.
 */

/** Bytes of a piece of evidence that go into one line. */
export const CHUNK_BYTES = 512 * 1024;

/** What a joiner says. */
export type Said =
  /** First of all: who comes. An observer gives no command. */
  | { readonly do: 'hello'; readonly version: string; readonly typedBy: string; readonly observes: boolean }
  /** A command, as it came from the keyboard. Not to be done after `until` (epoch milliseconds): nobody waits for it then. */
  | { readonly do: 'ask'; readonly id: number; readonly until: number; readonly ask: unknown; readonly by: By }
  /** Evidence of so many bytes follows in chunks. */
  | { readonly do: 'keep'; readonly id: number; readonly bytes: number; readonly name?: string }
  /** Base64. */
  | { readonly do: 'chunk'; readonly id: number; readonly data: string }
  /** A secret that was given by hand. */
  | { readonly do: 'lend'; readonly id: number; readonly name: string; readonly value: string };

/** What the holder says. */
export type Told =
  /** The journal has so many entries that are durable; `wall` is the run's clock, epoch milliseconds. */
  | { readonly is: 'welcome'; readonly seq: number; readonly wall: number }
  /** Nobody is let in, or no longer. */
  | { readonly is: 'turned-away'; readonly message: string; readonly hint?: string }
  /** As many entries are durable now. */
  | { readonly is: 'at'; readonly seq: number }
  /** The holder leaves the run. */
  | { readonly is: 'left' }
  /** What became of a command: all of it is among the entries up to `seq`. */
  | { readonly is: 'done'; readonly id: number; readonly seq: number; readonly refusal: Refusal | null }
  | { readonly is: 'kept'; readonly id: number; readonly evidence: Evidence }
  | { readonly is: 'lent'; readonly id: number }
  /** Evidence was not kept, or a secret not taken. */
  | { readonly is: 'problem'; readonly id: number; readonly problem: string };

type Shapes = Readonly<Record<string, Readonly<Record<string, Check>>>>;

const by = shaped({ person: filled, role: maybe(text) });

const said: Shapes = {
  hello: { do: text, version: text, typedBy: label, observes: flag },
  // What it asks for is looked at by itself: a wrong command is refused, a wrong line ends the conversation.
  ask: { do: text, id: count, until: number, ask: isPlain, by },
  keep: { do: text, id: count, bytes: count, name: maybe(text) },
  chunk: { do: text, id: count, data: (value) => typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value) },
  lend: { do: text, id: count, name: text, value: text },
};

const refusal = shaped({ code: text, message: text, hint: maybe(text), glass: maybe(recordOf(scalar)) });
const evidence = shaped({ sha256: text, bytes: count, name: maybe(text), excerpt: maybe(text) });

const told: Shapes = {
  welcome: { is: text, seq: count, wall: number },
  'turned-away': { is: text, message: text, hint: maybe(text) },
  at: { is: text, seq: count },
  left: { is: text },
  done: { is: text, id: count, seq: count, refusal: orNull(refusal) },
  kept: { is: text, id: count, evidence },
  lent: { is: text, id: count },
  problem: { is: text, id: count, problem: text },
};

/** Reads a joiner's line; null: it is none. */
export function readSaid(line: string): Said | null {
  return read(line, 'do', said) as Said | null;
}

/** Reads a line of the holder; null: it is none. */
export function readTold(line: string): Told | null {
  return read(line, 'is', told) as Told | null;
}

function read(line: string, key: string, shapes: Shapes): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const sort = isPlain(value) ? value[key] : undefined;
  const fields = typeof sort === 'string' && Object.hasOwn(shapes, sort) ? shapes[sort] : undefined;
  return fields && shaped(fields)(value) ? value : null;
}
