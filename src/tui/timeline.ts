import type { Definition } from '../engine/definition.ts';
import type { Entry, EntryType } from '../engine/entries.ts';
import { type NameOf, sentenceOf } from '../engine/sentences.ts';
import type { Stored } from '../run/session.ts';
import { plainLine } from './plain.ts';

/** What a filter asks for: every word in the text, and these of person, role and kind. */
export interface Filter {
  readonly words: readonly string[];
  readonly person?: string;
  readonly role?: string;
  readonly kind?: string;
}

/** Reads what was typed: `by:mara role:lead kind:step npm token`. */
export function readFilter(typed: string): Filter {
  const words: string[] = [];
  const keyed: { person?: string; role?: string; kind?: string } = {};
  for (const part of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const [, key, value] = /^(by|role|kind):(.*)$/.exec(part) ?? [];
    if (value === undefined) words.push(part);
    else if (value !== '') keyed[key === 'by' ? 'person' : key === 'role' ? 'role' : 'kind'] = value;
  }
  return { words, ...keyed };
}

/** Entries that tell what players are not to know before the hot wash. */
const hiddenTypes: ReadonlySet<EntryType> = new Set([
  'inject.held',
  'inject.dropped',
  'inject.judged',
  'objective.suggested',
  'task.observed',
]);

export function isHidden(entry: Entry): boolean {
  return entry.type.startsWith('world.') || hiddenTypes.has(entry.type);
}

/** Entries that say what follows from others: left out of the short log. */
const derived: ReadonlySet<EntryType> = new Set([
  'step.opened',
  'step.taken',
  'step.not-needed',
  'time.anchored',
  'response.shown',
  'response.due',
  'phase.opened',
  'approval.requested',
  'step.answered',
  'action.output',
  'action.planned',
  'step.returned',
  'message.queued',
  'delivery.begun',
  'delivery.sent',
  'delivery.put-off',
  'delivery.unknown',
]);

/** What an entry says. A correction names what it corrects by its words, not by its number. */
export function entryText(entry: Stored, entries: readonly Stored[], definition: Definition, nameOf: NameOf): string {
  const said = sentenceOf(entry, definition, nameOf);
  // It fell due while nobody was there.
  const text = entry.late ? `Late: ${said}` : said;
  const wrong = entry.type === 'entry.corrected' ? entryNumbered(entries, entry.corrects) : undefined;
  if (!wrong || entry.type !== 'entry.corrected') return plainLine(text);
  const quoted = `"${entryText(wrong, entries, definition, nameOf)}"`;
  return plainLine(text.replace(`entry ${entry.corrects}`, () => quoted));
}

/** An entry by its number. */
export function entryNumbered(entries: readonly Stored[], seq: number): Stored | undefined {
  const at = entries[seq - 1];
  return at?.seq === seq ? at : entries.find((entry) => entry.seq === seq);
}

/**
 * The entries as lines of text, built as they come and only where they are looked at: a frame costs what it shows, however
 * long the run is. `entries` must be the same growing array all along.
 */
export class Timeline {
  readonly #entries: readonly Stored[];
  readonly #definition: Definition;
  readonly #texts: (string | undefined)[] = [];
  #nameOf: NameOf = () => undefined;
  #filter = '';
  #revealed = false;
  /** Places in `entries` that pass the filter, and how far `entries` was looked through. */
  #passing: number[] = [];
  #looked = 0;

  constructor(entries: readonly Stored[], definition: Definition) {
    this.#entries = entries;
    this.#definition = definition;
  }

  /** The entries that pass a filter, by their place. Only what is new since the last time is looked at. */
  passing(filter: string, isRevealed: boolean, nameOf: NameOf): readonly number[] {
    this.#nameOf = nameOf;
    if (filter !== this.#filter || isRevealed !== this.#revealed) {
      this.#filter = filter;
      this.#revealed = isRevealed;
      this.#passing = [];
      this.#looked = 0;
    }
    const asked = readFilter(filter);
    for (; this.#looked < this.#entries.length; this.#looked += 1)
      if (this.#passes(this.#looked, asked, isRevealed)) this.#passing.push(this.#looked);
    return this.#passing;
  }

  at(place: number): Stored | undefined {
    return this.#entries[place];
  }

  /** What the entry says, fit for a screen. */
  text(place: number): string {
    const known = this.#texts[place];
    if (known !== undefined) return known;
    const entry = this.#entries[place];
    const text = entry ? entryText(entry, this.#entries, this.#definition, this.#nameOf) : '';
    this.#texts[place] = text;
    return text;
  }

  /** The last things worth a line in the log, newest first. */
  recent(count: number, nameOf: NameOf): number[] {
    this.#nameOf = nameOf;
    const out: number[] = [];
    const oldest = Math.max(0, this.#entries.length - 200);
    for (let place = this.#entries.length - 1; place >= oldest && out.length < count; place -= 1) {
      const entry = this.#entries[place];
      if (entry && !isHidden(entry) && !derived.has(entry.type)) out.push(place);
    }
    return out;
  }

  #passes(place: number, { words, person, role, kind }: Filter, isRevealed: boolean): boolean {
    const entry = this.#entries[place];
    if (!entry || (!isRevealed && isHidden(entry))) return false;
    if (person !== undefined && !entry.by?.person.toLowerCase().includes(person)) return false;
    if (role !== undefined && entry.by?.role?.toLowerCase() !== role) return false;
    if (kind !== undefined && !entry.type.startsWith(kind)) return false;
    if (words.length === 0) return true;
    const text = this.text(place).toLowerCase();
    return words.every((word) => text.includes(word));
  }
}
