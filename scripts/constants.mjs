// @ts-check
// What a build knows and a source cannot: one list for the bundle (scripts/build.mjs) and the tests (vitest.config.ts).

import { readFileSync } from 'node:fs';

/**
 * @param {string} packageRoot where the package lies, as `new URL(__PACKAGE_ROOT__, import.meta.url)` will resolve it
 * @returns {Record<string, string>} names and the expressions that take their place
 */
export function constants(packageRoot) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return {
    __VERSION__: JSON.stringify(version),
    __PACKAGE_ROOT__: JSON.stringify(packageRoot),
  };
}
