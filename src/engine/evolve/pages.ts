import { type Draft, EntryMisfit } from '../draft.ts';
import type { PageState } from '../state.ts';
import type { Applying } from './applying.ts';

function pageOf(draft: Draft, id: string): PageState {
  return draft.record('pages', id) as unknown as PageState;
}

function waiting(draft: Draft, id: string): PageState {
  const page = pageOf(draft, id);
  if (page.status !== 'waiting') throw new EntryMisfit(`page ${id} is ${page.status}`);
  return page;
}

/** People who are called, one after another. */
export const applyPages = {
  'page.sent': (draft, entry) => {
    const { page, who, text, chain, until, at, by } = entry;
    if (draft.state.pages[page]) throw new EntryMisfit(`page ${page} was sent already`);
    if (chain.length === 0) throw new EntryMisfit(`page ${page} calls nobody`);
    const now = { status: 'waiting' as const, turn: 0, until, sentAt: at, turnAt: at };
    draft.table('pages')[page] = { id: page, who, text, chain, ...now, ...(by && { by }) };
  },
  'page.escalated': (draft, { page, turn, until, at }) => {
    const now = waiting(draft, page);
    if (turn !== now.turn + 1 || turn >= now.chain.length)
      throw new EntryMisfit(`page ${page} goes on to ${turn} after ${now.turn} of ${now.chain.length}`);
    Object.assign(now, { turn, until, turnAt: at });
  },
  'page.answered': (draft, { page, person, at }) => {
    const now = pageOf(draft, page);
    if (now.status === 'answered' || now.status === 'called-off')
      throw new EntryMisfit(`page ${page} is ${now.status} already`);
    Object.assign(now, { status: 'answered', answeredBy: person, endedAt: at });
  },
  'page.exhausted': (draft, { page, at }) => {
    Object.assign(waiting(draft, page), { status: 'exhausted', endedAt: at });
  },
  'page.called-off': (draft, { page, at }) => {
    Object.assign(waiting(draft, page), { status: 'called-off', endedAt: at });
  },
} satisfies Applying;
