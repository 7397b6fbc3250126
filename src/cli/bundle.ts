import { basename, join } from 'node:path';
import { crosswalkOf } from '../report/crosswalk/crosswalk.ts';
import { crosswalkMarkdown } from '../report/crosswalk/markdown.ts';
import { reportModel } from '../report/report.ts';
import { type Made, makeBundle } from '../run/bundle/make.ts';
import type { Signed } from '../run/bundle/signature.ts';
import { type Verified, verifyBundle } from '../run/bundle/verify.ts';
import { Problem } from '../run/problem.ts';
import { readRun } from '../run/replay.ts';
import { journalFile } from '../run/store.ts';
import { exits } from './exit.ts';
import { plain, print, say } from './output.ts';
import { type ReportFormat, reportFormats } from './report-formats.ts';
import { type EverywhereFlags, readSettings } from './settings.ts';

interface BundleFlags extends EverywhereFlags {
  readonly format: readonly string[];
  readonly out?: string;
  readonly sign?: string;
}

/** `breakglass report --format bundle`: one archive with everything, verified before it gets its name. */
export async function reportBundle(name: string, flags: BundleFlags): Promise<number> {
  if (flags.format.length > 1)
    throw new Problem('usage', 'A bundle holds the report in every form.', 'Ask for --format bundle alone.');
  const { store, input } = await readSettings(flags);
  const file = journalFile(store.value, name);
  const run = readRun(file);
  const report = reportModel(run.entries, run.definition);
  const crosswalk = crosswalkOf(run.entries, run.definition);
  const path = join(flags.out ?? join(store.value, 'reports'), `${basename(file, '.jsonl')}.bundle.tar.gz`);
  const made = await makeBundle({
    file,
    run,
    about: { kind: report.kind, mark: report.overview.mark, draft: report.draft },
    made: [
      ...(await everyForm(report)),
      { path: 'crosswalk.json', what: 'crosswalk', content: `${JSON.stringify(crosswalk, null, 2)}\n` },
      { path: 'crosswalk.md', what: 'crosswalk', content: crosswalkMarkdown(crosswalk) },
    ],
    path,
    // In the store everything is its owner's alone.
    ...(flags.out === undefined && { mode: 0o600 }),
    ...(flags.sign !== undefined && { key: flags.sign }),
    asks: process.stdin.isTTY === true && input.value,
  });
  if (flags.json)
    print(JSON.stringify({ bundle: path, manifest: made.hash, signed: flags.sign !== undefined, ...short(made) }));
  else print(path);
  tellMade(made);
  return exits.done;
}

/** The report in every form that is the same wherever it is made, one after the other: some take much memory. */
async function everyForm(report: ReturnType<typeof reportModel>) {
  const made: { path: string; what: 'report'; content: string | Uint8Array }[] = [];
  for (const { extension, byAnother, render } of Object.values<ReportFormat>(reportFormats))
    if (!byAnother) made.push({ path: `report.${extension}`, what: 'report', content: await render(report) });
  return made;
}

function short({ manifest: { run, kind, mark, draft, head, files } }: Pick<Made, 'manifest'>) {
  return { run, kind, mark, draft, head, files: files.length };
}

/** On stderr, so that stdout is the path alone. */
function tellMade({ manifest, hash }: Made): void {
  say(`head ${manifest.head.hash}`);
  say(`manifest ${hash}`);
  say('Keep both elsewhere: without them nothing shows that a journal lost its end, or that a bundle was made anew.');
  if (manifest.draft !== null) say(manifest.draft);
}

/** `breakglass verify` of a bundle. Says what it is, and exits 6 with the first thing that is wrong. */
export async function verifyBundleFile(
  path: string,
  flags: EverywhereFlags & { head?: string; signer?: string },
): Promise<number> {
  const { head, signer } = flags;
  try {
    const found = await verifyBundle(path, {
      ...(head !== undefined && { head }),
      ...(signer !== undefined && { signer }),
    });
    if (flags.json)
      print(JSON.stringify({ bundle: path, ok: true, manifest: found.hash, ...short(found), signature: found.signed }));
    else tell(path, found, head !== undefined);
    return exits.done;
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'integrity') throw error;
    if (flags.json) print(JSON.stringify({ bundle: path, ok: false, problem: error.message }));
    say(`NOT INTACT  ${plain(path)}`);
    say(plain(error.message));
    if (error.hint) say(plain(error.hint));
    return exits.integrity;
  }
}

function tell(path: string, { manifest, hash, signed, headAt }: Verified, headGiven: boolean): void {
  const { mark, run, files, head, draft, torn } = manifest;
  print(`INTACT  ${plain(path)}: ${mark}, run ${plain(run)}`);
  print(`${files.length} files, ${head.entry} entries`);
  if (draft !== null) print(`DRAFT: ${plain(draft)}`);
  if (torn > 0) print(`After the last entry stand ${torn} bytes of one that was not finished, as a crash leaves them.`);
  print(`head ${head.hash}`);
  print(`manifest ${hash}`);
  print(plain(signatureWords(signed)));
  if (headGiven)
    print(
      headAt === head.entry
        ? 'The journal ends at the head that was given.'
        : `The head that was given is entry ${headAt}.`,
    );
  else print('Without a head that was noted elsewhere this cannot prove that nothing was cut off the end: see --head.');
}

function signatureWords(signed: Signed): string {
  switch (signed.state) {
    case 'none':
      return 'It is not signed: who can change it can also make it anew.';
    case 'good':
      return `Signed by ${signed.by}. ${signed.said}`;
    case 'unvouched':
      return `${signed.said}. Whose key that is, nobody says here: see --signer.`;
    case 'unchecked':
      return `It is signed, and the signature was NOT CHECKED: ${signed.why}`;
  }
}
