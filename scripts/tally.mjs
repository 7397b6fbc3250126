// @ts-check
// Prints `PASSED FAILED` for a run of the tests: node scripts/tally.mjs RESULTS STATUS, where RESULTS is the file of
// vitest's JSON reporter and STATUS the exit code of the run. What failed without being a test counts too: a file that
// could not be loaded, a skipped test, and a run that failed without saying what.

import { readFileSync } from 'node:fs';

/**
 * @typedef {{ status: string, fullName: string }} Test
 * @typedef {{ name: string, status: string, assertionResults: Test[] }} TestFile
 */

/**
 * @param {string} path
 * @returns {TestFile[]}
 */
function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    console.error(`The tests left no results in ${path}: they did not run, or did not come to their end.`);
    return [];
  }
}

const [path = '', status = '1'] = process.argv.slice(2);
const files = readResults(path);
const tests = files.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === 'passed');
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
const broken = files.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
for (const { fullName } of skipped) console.error(`Skipped, which counts as failed: ${fullName}`);
for (const { name } of broken) console.error(`Failed outside its tests: ${name}`);

const failed = tests.length - passed.length + broken.length;
const unexplained = failed === 0 && (status !== '0' || passed.length === 0);
console.log(passed.length, unexplained ? 1 : failed);
