import type { Draft } from '../draft.ts';
import type { InjectState } from '../state.ts';
import type { Applying } from './applying.ts';

function inject(draft: Draft, id: string, change: InjectState): void {
  draft.table('injects')[id] = { ...draft.state.injects[id], ...change };
}

/** The master scenario events list as it was played. */
export const applyInjects = {
  'inject.delivered': (draft, entry) => {
    const { from, via, to, text, question } = entry;
    const shown = {
      from,
      via,
      to,
      text,
      ...(question === undefined ? {} : { question }),
      improvised: entry.improvised === true,
    };
    inject(draft, entry.inject, { deliveredAt: entry.at, held: false, shown });
  },
  'inject.held': (draft, entry) => inject(draft, entry.inject, { held: true }),
  'inject.dropped': (draft, entry) => inject(draft, entry.inject, { dropped: entry.reason }),
  'inject.answered': (draft, entry) => inject(draft, entry.inject, { answer: entry.answer, answeredAt: entry.at }),
  'inject.judged': (draft, entry) => inject(draft, entry.inject, { judged: entry.judged }),
} satisfies Applying;
