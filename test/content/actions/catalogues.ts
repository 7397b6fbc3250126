import { readdirSync, readFileSync } from 'node:fs';
import type { Action, Catalogue } from '../../../src/playbook/catalogue/model.ts';
import { type CatalogueReading, readCatalogue } from '../../../src/playbook/catalogue/reader.ts';

const folder = new URL('../../../playbooks/actions/', import.meta.url);

/** Every shipped catalogue by its name, as it was read. */
export const shipped: ReadonlyMap<string, CatalogueReading> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => [
      file.replace('.yaml', ''),
      readCatalogue({ file: `playbooks/actions/${file}`, text: readFileSync(new URL(file, folder), 'utf8') }),
    ]),
);

/** All that could be read. */
export const catalogues: readonly Catalogue[] = [...shipped.values()].flatMap(({ catalogue }) =>
  catalogue === null ? [] : [catalogue],
);

export function catalogueNamed(id: string): Catalogue {
  const catalogue = catalogues.find((one) => one.id === id);
  if (!catalogue) throw new Error(`no shipped catalogue ${id} could be read`);
  return catalogue;
}

/** An action with its catalogue, by its whole id: `github/disable-workflow`. */
export function actionNamed(id: string): { readonly catalogue: Catalogue; readonly action: Action } {
  const catalogue = catalogueNamed(id.slice(0, id.indexOf('/')));
  const action = catalogue.actions.find((one) => one.id === id);
  if (!action) throw new Error(`${catalogue.id} has no action ${id}`);
  return { catalogue, action };
}
