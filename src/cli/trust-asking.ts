import { createInterface } from 'node:readline';
import { sha256 } from '../engine/definition.ts';
import { escapeControls } from '../language/display-width.ts';
import { addRecord } from '../run/trust/records.ts';
import { fromHere, trustFolder } from '../run/trust.ts';
import { print, say } from './output.ts';
import { systemUser } from './settings.ts';
import type { Pending } from './trust-subjects.ts';

/** Shows what a file would run, and what changed since it was trusted: on stdout, with nothing hidden. */
export function show({ subject: { document, deeds, secrets }, trust, before, changes }: Pending): void {
  const shown = (text: string) => print(escapeControls(text));
  const { sort, id, file, text } = document;
  shown(`${sort === 'settings' ? sort : `${sort} ${id}`}  ${fromHere(file)}`);
  shown(`  sha256 ${sha256(text)}`);
  if (trust.trusted) {
    shown('  is trusted');
    return;
  }
  if (deeds.length === 0) shown('  names nothing that is run');
  else shown(sort === 'settings' ? '  decides for live runs:' : '  would run, when somebody says so in a live run:');
  const width = Math.min(40, Math.max(0, ...deeds.map(({ of }) => of.length)));
  for (const { of, does } of deeds) shown(`    ${of.padEnd(width)}  ${does}`);
  if (secrets.length > 0) shown(`  secrets: ${secrets.join(', ')}`);
  if (deeds.length > 0) shown('  This text is trusted, not what the programs and files hold that it names.');
  if (before) shown(`  Trusted before: ${before.when}, by ${before.by}, at ${before.file}. Changed since:`);
  if (changes) for (const line of changes) shown(`    ${line}`);
  else if (before) shown('    too much, or the text of then is gone: read the whole file');
}

/** Asks whether to trust what was shown. Anything but yes is no. */
export function askTrust({ subject: { document } }: Pending): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    lines.once('close', () => resolve(false));
    lines.once('SIGINT', () => {
      reject(Object.assign(new Error('Nothing more was trusted.'), { name: 'AbortError' }));
      lines.close();
    });
    lines.question(`Trust ${escapeControls(fromHere(document.file))}? [y/N] `, (answer) => {
      resolve(/^\s*y(es)?\s*$/i.test(answer));
      lines.close();
    });
  });
}

/** Trusts what was read and shown, be the file another by now. */
export function giveTrust({ subject: { document } }: Pending, isQuiet: boolean): void {
  const { sort, id, file, text } = document;
  const record = { sort, id, file, sha256: sha256(text), when: new Date().toISOString(), by: systemUser() };
  for (const told of addRecord(trustFolder(), record, text)) say(told);
  if (!isQuiet) say(`Trusted: ${escapeControls(fromHere(file))}`);
}

/** What a script is told of a file. */
export function toJson({ subject: { document, deeds, secrets }, trust, changes }: Pending) {
  const { sort, id, file, text } = document;
  return { sort, id, file, sha256: sha256(text), ...trust, runs: deeds, secrets, changes };
}
