import type { WrittenClock } from '../model.ts';
import { clockLibrarySchema, type RawLibraryClock } from './schema.ts';

/** Clocks by the names under which playbooks use them. */
export interface ClockLibrary {
  readonly names: readonly string[];
  /** As it is written, for the journal; undefined where there is none of that name. */
  written(name: string): WrittenClock | undefined;
  read(name: string): RawLibraryClock | undefined;
}

/** JSON of all shipped clocks, known when the program was built: a playbook is read without looking for files. */
declare const __CLOCKS__: string;

/** Clocks as they are written, by name. Each is read when it is used. */
export function libraryOf(clocks: Readonly<Record<string, WrittenClock>>): ClockLibrary {
  const written = (name: string) => (Object.hasOwn(clocks, name) ? clocks[name] : undefined);
  return {
    names: Object.keys(clocks),
    written,
    read(name) {
      const clock = written(name);
      if (clock === undefined) return undefined;
      const read = clockLibrarySchema.shape.clocks.element.safeParse(clock);
      if (!read.success) throw new Error(`the clock ${name} of the library is not valid: ${read.error.message}`);
      return read.data;
    },
  };
}

/** The clocks that are shipped, `playbooks/clocks/`. */
export const shippedClocks: ClockLibrary = libraryOf(JSON.parse(__CLOCKS__));
