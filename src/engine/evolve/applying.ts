import type { Draft } from '../draft.ts';
import type { Entry, EntryType } from '../entries.ts';

/** How entries of each type change the state. */
export type Applying = { readonly [K in EntryType]?: (draft: Draft, entry: Entry<K>) => void };
