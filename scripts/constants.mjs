// @ts-check
// What a build knows and a source cannot: one list for the bundle (scripts/build.mjs) and the tests (vitest.config.ts).

import { readdirSync, readFileSync } from 'node:fs';
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
    __SHELF__: JSON.stringify({ scenario: shelved('scenarios'), playbook: shelved('playbooks') }),
  };
}

/**
 * What the tops of the shipped documents say: the home screen lists them, and must not read them all to be there.
 * @param {string} folder
 */
function shelved(folder) {
  const root = new URL(`../${folder}/`, import.meta.url);
  const files = readdirSync(root).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => {
    const { title, duration, 'based-on': basedOn } = parse(readFileSync(new URL(name, root), 'utf8'));
    return { id: name.slice(0, -'.yaml'.length), title, duration: duration ?? '', basedOn: basedOn?.case ?? '' };
  });
}
