import type { Sees } from '../expressions.ts';

/** What others can see reads values; what only the program or the server gets, secrets too. */
export interface Reads {
  /** Arguments, addresses. */
  readonly shown: Sees;
  /** Environment, standard input, headers, body. */
  readonly hidden: Sees;
  /** What must hold of an answer. */
  readonly held: Sees;
}

export const ofAction: Reads = {
  shown: { contexts: ['inputs', 'item', 'run'] },
  hidden: { contexts: ['inputs', 'item', 'run', 'secrets'] },
  held: { contexts: ['outputs', 'inputs', 'item'] },
};

/** A look without an action, an item or a run: it can read secrets alone. */
export const ofProbe: Reads = {
  shown: { contexts: [] },
  hidden: { contexts: ['secrets'] },
  held: { contexts: ['outputs'] },
};

/** Headers of every request, the probe's too. */
export const ofAllRequests: Sees = { contexts: ['secrets'] };

/** An answer, and what of it is kept. */
export const ofAnswer: Sees = { contexts: ['outputs'] };

/** In what is found, `item` is one of the list. */
export const ofFind: Sees = { contexts: ['item', 'inputs'] };

/** `inputs` are the playbook's here: the action's are what is being given. */
export const ofDefault: Sees = { contexts: ['item', 'inputs', 'run'] };
