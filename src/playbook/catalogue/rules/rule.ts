import type { Site } from '../../expressions.ts';
import type { Findings } from '../../findings.ts';
import type { Catalogue } from '../model.ts';
import type { RawCatalogue } from '../schema.ts';

/** A catalogue as rules see it: as it was written, and as it was understood. Of a broken one, what could be read. */
export interface CatalogueView {
  readonly raw: RawCatalogue;
  readonly catalogue: Catalogue;
  readonly sites: readonly Site[];
  readonly findings: Findings;
}

export type CatalogueRule = (view: CatalogueView) => void;
