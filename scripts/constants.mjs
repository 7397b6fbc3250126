// @ts-check
// What a build knows and a source cannot: one list for the bundle (scripts/build.mjs) and the tests (vitest.config.ts).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * @param {string} packageRoot where the package lies, as `new URL(__PACKAGE_ROOT__, import.meta.url)` will resolve it
 * @returns {Record<string, string>} names and the expressions that take their place
 */
export function constants(packageRoot) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return {
    __VERSION__: JSON.stringify(version),
    __PACKAGE_ROOT__: JSON.stringify(packageRoot),
    // As text: an object would be put where everything is loaded that knows any of these.
    __SHELF__: JSON.stringify(JSON.stringify({ scenarios: shelvedScenarios(), playbooks: shelvedPlaybooks() })),
  };
}

/** What a list says of the shipped scenarios. It takes reading and counting them, so it is kept beside them, and a test holds it. */
function shelvedScenarios() {
  const file = new URL('../scenarios/shelf.json', import.meta.url);
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Without it everything builds, and so does what makes it.
    throw new Error(
      'scenarios/shelf.json is not JSON. Delete it, then make it anew: UPDATE_GOLDEN=1 npm test -- test/content/docs.test.ts',
    );
  }
}

/** What the tops of the shipped playbooks say: the home screen lists them, and must not read them all to be there. */
function shelvedPlaybooks() {
  const root = new URL('../playbooks/', import.meta.url);
  const files = readdirSync(root).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => {
    const { title, summary } = parse(readFileSync(new URL(name, root), 'utf8'));
    return { id: name.slice(0, -'.yaml'.length), title, summary: summary ?? '' };
  });
}
