import type { Way } from '../contacts/model.ts';

/** One person of a chain that is called, in their turn. No number and no address: the journal is shown to many. */
export interface PageTurn {
  /** The id that the contacts give them. */
  readonly person: string;
  readonly name: string;
  /** How they are called: by phone, a person does it; null where the contacts have no way. */
  readonly by: Way | null;
  /** The channel that carries a message to them, where one does. */
  readonly via?: string;
  /** Milliseconds that they have to answer before the next is called. */
  readonly wait: number;
  /** Why they are in this place, in a few words. */
  readonly why: string;
}

interface PageRef {
  readonly page: string;
  /** Whom it is for: a role, a chain, a person, an audience. */
  readonly who: string;
}

/** What the journal says of people who are called. `until`: exercise time until which an answer is waited for. */
export interface PageBodies {
  /** The first of a chain is called. All of it is here: what the contacts say later changes no run. */
  'page.sent': PageRef & {
    readonly text: string;
    readonly chain: readonly PageTurn[];
    readonly until: number;
  };
  /** The next of the chain is called, by their place in it: nobody answered in time, or somebody says that nobody will. */
  'page.escalated': PageRef & {
    readonly turn: number;
    readonly name: string;
    readonly way: Way | null;
    readonly until: number;
  };
  /** Somebody has it. */
  'page.answered': PageRef & { readonly person: string };
  /** All were called, and nobody answered. */
  'page.exhausted': PageRef;
  'page.called-off': PageRef & { readonly reason: string };
}
