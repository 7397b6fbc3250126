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
    __TAKES__: JSON.stringify(JSON.stringify(takes())),
    __CLOCKS__: JSON.stringify(JSON.stringify(clocks())),
    // What stands in an evidence bundle to check it, as it is written.
    __BUNDLE_VERIFIER__: JSON.stringify(
      readFileSync(new URL('../src/run/bundle/verifier.mjs', import.meta.url), 'utf8'),
    ),
    __SHELF__: JSON.stringify(JSON.stringify({ scenarios: shelvedScenarios(), playbooks: shelvedPlaybooks() })),
  };
}

/**
 * How long the shipped actions take in a drill, milliseconds by `effect type`: a drill does not read the catalogues for it.
 * Of several actions the first that ends the step counts, as in a live run.
 */
function takes() {
  const root = new URL('../playbooks/actions/', import.meta.url);
  const files = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith('.yaml')) : [];
  const actions = files.sort().flatMap((name) => parse(readFileSync(new URL(name, root), 'utf8')).actions ?? []);
  /** @type {Record<string, number>} */
  const known = {};
  for (const { effect, type, finishes, simulate } of actions) {
    const milliseconds = millisecondsOf(simulate?.takes);
    if (finishes === false || effect === 'survey' || milliseconds === 0) continue;
    for (const one of [type].flat()) known[`${effect} ${one}`] ??= milliseconds;
  }
  return known;
}

/** The clocks of laws and contracts by name, as they are written: a playbook that uses one is read without looking for files. */
function clocks() {
  const root = new URL('../playbooks/clocks/', import.meta.url);
  const files = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith('.yaml')) : [];
  const all = files.sort().flatMap((name) => parse(readFileSync(new URL(name, root), 'utf8')).clocks ?? []);
  return Object.fromEntries(all.map((clock) => [clock.clock, clock]));
}

/** @param {unknown} text `1h30m`, as the format of a catalogue has it */
function millisecondsOf(text) {
  const units = { h: 3_600_000, m: 60_000, s: 1000 };
  const parts = String(text ?? '').matchAll(/(\d+)([hms])/g);
  return [...parts].reduce((sum, [, number, unit]) => sum + Number(number) * units[/** @type {'h'} */ (unit)], 0);
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
