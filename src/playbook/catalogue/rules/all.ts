import { callKeys } from './call-keys.ts';
import { callReads } from './call-reads.ts';
import { catalogueCommands } from './commands.ts';
import { duplicateActions } from './duplicate-actions.ts';
import { effects } from './effects.ts';
import { actionInputs } from './inputs.ts';
import { proofs } from './proofs.ts';
import { requests } from './requests.ts';
import { retries } from './retries.ts';
import type { CatalogueRule } from './rule.ts';
import { secretPlaces } from './secret-places.ts';

/** Everything that is asked of a catalogue beyond its form. */
export const catalogueRules: readonly CatalogueRule[] = [
  duplicateActions,
  callKeys,
  catalogueCommands,
  requests,
  secretPlaces,
  callReads,
  actionInputs,
  effects,
  proofs,
  retries,
];
