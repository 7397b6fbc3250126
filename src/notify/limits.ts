import { BackOff } from './back-off.ts';
import type { Pace } from './channel.ts';
import { Paces } from './paces.ts';

/** What counts towards no limit shares this one, so that it waits too once the other side says so. */
const NAMELESS = '';

/** What is held back by limits: by those that are kept beforehand, and by those that the other side has spoken of. */
export class Limits {
  readonly #paces = new Paces();
  readonly #said = new Map<string, BackOff>();

  /** When something that counts towards these may be begun: `now`, or later. `isSaid`: since the other side said so. */
  opens(paces: readonly Pace[], now: number): { readonly at: number; readonly isSaid: boolean } {
    const said = Math.max(...namesOf(paces).map((name) => this.#said.get(name)?.until ?? 0));
    const kept = this.#paces.opens(paces, now);
    return { at: Math.max(kept, said), isSaid: said > now };
  }

  /** Something that counts towards these was tried. */
  tried(paces: readonly Pace[], now: number): void {
    this.#paces.count(paces, now);
  }

  /** It went well: none of its limits was in its way. */
  succeeded(paces: readonly Pace[]): void {
    for (const name of namesOf(paces)) this.#said.delete(name);
  }

  /** It ran into a limit. One that it was not known to count towards holds back everything that counts towards the same as it does. */
  reached(limit: string, paces: readonly Pace[], now: number, after?: number): void {
    const names = namesOf(paces);
    for (const name of names.includes(limit) ? [limit] : [limit, ...names]) {
      const backOff = this.#said.get(name) ?? new BackOff();
      this.#said.set(name, backOff);
      backOff.failed(now, after);
    }
  }

  /** A person does not want to wait. What the other side asked for is kept, and so are the paces. */
  hurry(): void {
    for (const backOff of this.#said.values()) backOff.hurry();
  }
}

function namesOf(paces: readonly Pace[]): readonly string[] {
  return paces.length === 0 ? [NAMELESS] : paces.map(({ name }) => name);
}
