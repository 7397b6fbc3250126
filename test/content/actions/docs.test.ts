import { expect, it } from 'vitest';
import { expectCommitted } from '../../helpers/examples.ts';
import { actionsPage } from './actions-page.ts';
import { catalogues } from './catalogues.ts';
import { testedAgainst } from './tested-against.ts';

const ids = catalogues.flatMap(({ actions }) => actions.map(({ id }) => id));

it('of every shipped action it is said what it was tested against, and of no other', () => {
  expect(Object.keys(testedAgainst).sort(), 'add or take away lines of test/content/actions/tested-against.ts').toEqual(
    [...ids].sort(),
  );
  expect(Object.entries(testedAgainst).filter(([, against]) => against.length === 0)).toEqual([]);
});

it('docs/actions.md is what is to be said of them', () => {
  expectCommitted('docs/actions.md', actionsPage(catalogues, testedAgainst), 'test/content/actions/docs.test.ts');
});
