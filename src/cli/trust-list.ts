import { escapeControls } from '../language/display-width.ts';
import { nearest } from '../language/nearest.ts';
import { Problem } from '../run/problem.ts';
import { forgetRecords, readRecords, type TrustRecord } from '../run/trust/records.ts';
import { fromHere, trustFolder } from '../run/trust.ts';
import { exits } from './exit.ts';
import { print, say } from './output.ts';
import { systemUser } from './settings.ts';

/** So many digits tell a content from another one. */
const SHORTEST_HASH = 8;

/** Lists what is trusted. Returns the exit code. */
export function list(isJson: boolean): number {
  const { records, problem } = readRecords(trustFolder());
  if (problem) say(escapeControls(problem.message));
  if (isJson) print(JSON.stringify(records));
  else if (records.length === 0) say('Nothing of your own is trusted.');
  else for (const record of records) print(escapeControls(line(record)));
  return exits.done;
}

/** Trusts something no more, by its id, the file that it lay in, or the beginning of its hash. Returns the exit code. @throws Problem */
export function forget(name: string): number {
  const folder = trustFolder();
  const { records, problem } = readRecords(folder);
  if (problem) throw new Problem('not-allowed', problem.message);
  const isHash = /^[0-9a-f]+$/.test(name) && name.length >= SHORTEST_HASH;
  const found = records.filter(
    ({ id, file, sha256 }) =>
      id === name || fromHere(file) === name || file === name || (isHash && sha256.startsWith(name)),
  );
  if (found.length === 0) throw nothingOf(name, records);
  forgetRecords(folder, found, new Date().toISOString(), systemUser());
  for (const record of found) say(escapeControls(`Not trusted any more: ${line(record)}`));
  return exits.done;
}

function nothingOf(name: string, records: readonly TrustRecord[]): Problem {
  const near = nearest(
    name,
    records.map(({ id }) => id),
  );
  const hint = near ? `Did you mean ${near}?` : 'What is trusted: breakglass trust --list';
  return new Problem('usage', `Nothing of the name ${JSON.stringify(name.slice(0, 100))} is trusted.`, hint);
}

function line({ sort, id, file, sha256, when, by }: TrustRecord): string {
  const what = sort === 'settings' ? sort : `${sort} ${id}`;
  return `${sha256.slice(0, 12)}  ${what}  ${fromHere(file)}  ${when}  ${by}`;
}
