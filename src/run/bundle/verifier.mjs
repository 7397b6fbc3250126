#!/usr/bin/env node
// Verifies the breakglass evidence bundle in whose folder this file lies. Needs Node.js 18 or later and nothing else; reads, and
// changes nothing. `node verify.mjs [--head HASH]`. Exit code 0: all is as it was made. 6: something is wrong, the
// first thing is named. 2: it was called in another way.
//
// What it cannot prove stands in README.txt. This file came with what it checks: use one from a source that you trust.

import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const own = ['SHA256SUMS', 'manifest.json', 'manifest.json.sig'];
const texts = ['playbook', 'scenario', 'clue', 'catalogue', 'clocks'];
const largest = 32 * 1024 * 1024;

/** What is wrong with the bundle. */
class Wrong extends Error {}

/** @param {string} text @returns {never} */
function wrong(text) {
  throw new Wrong(text);
}

/** @param {string | Uint8Array} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Every file below the folder, with slashes, sorted. Nothing else may be there. */
function filesBelow(path = '', depth = 0) {
  /** @type {string[]} */
  const found = [];
  for (const name of readdirSync(join(folder, path)).sort()) {
    const inside = path === '' ? name : `${path}/${name}`;
    const stats = lstatSync(join(folder, inside));
    if (stats.isDirectory() && depth < 3) found.push(...filesBelow(inside, depth + 1));
    else if (stats.isFile()) found.push(inside);
    else wrong(`${JSON.stringify(inside)} is no plain file: a link, or something else that was put in.`);
  }
  return found;
}

/** @param {string} name */
function small(name) {
  if (lstatSync(join(folder, name)).size > largest) wrong(`${name} is larger than any that breakglass makes.`);
  return readFileSync(join(folder, name));
}

/** @param {string} path */
async function hashOf(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk);
  return hash.digest('hex');
}

/** @param {Buffer} bytes */
function manifestIn(bytes) {
  try {
    const manifest = JSON.parse(bytes.toString('utf8'));
    if (manifest.bundle !== 'breakglass' || manifest.format !== 1 || !Array.isArray(manifest.files)) throw new Error();
    for (const { path, bytes: length, sha256: hash } of manifest.files) {
      const plain =
        typeof path === 'string' && /^([A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(path);
      if (!plain || own.includes(path) || !Number.isSafeInteger(length) || !/^[0-9a-f]{64}$/.test(hash))
        throw new Error();
    }
    return manifest;
  } catch {
    return wrong('manifest.json is not the manifest of a bundle of format 1: it was changed.');
  }
}

/** The files against the manifest, and the sums against both. */
async function checkFiles() {
  const there = filesBelow();
  for (const name of ['manifest.json', 'SHA256SUMS']) if (!there.includes(name)) wrong(`${name} is missing.`);
  const bytes = small('manifest.json');
  const manifest = manifestIn(bytes);
  const listed = manifest.files.map((/** @type {{ path: string }} */ file) => file.path);
  for (const path of listed) if (!there.includes(path)) wrong(`${path} is missing.`);
  const extra = there.find((path) => !listed.includes(path) && !own.includes(path));
  if (extra !== undefined) wrong(`${JSON.stringify(extra)} is not in manifest.json: it was put in, or renamed.`);
  if (new Set(listed).size !== listed.length) wrong('manifest.json lists a file twice.');
  for (const file of manifest.files) {
    const length = lstatSync(join(folder, file.path)).size;
    if (length !== file.bytes)
      wrong(`${file.path} was changed: it has ${length} bytes, and manifest.json says ${file.bytes}.`);
    if ((await hashOf(file.path)) !== file.sha256)
      wrong(`${file.path} was changed: its bytes do not give the hash in manifest.json.`);
  }
  const sums = [...manifest.files, { path: 'manifest.json', sha256: sha256(bytes) }];
  if (there.includes('manifest.json.sig'))
    sums.push({ path: 'manifest.json.sig', sha256: sha256(small('manifest.json.sig')) });
  const lines = sums.sort((a, b) => (a.path < b.path ? -1 : 1)).map((file) => `${file.sha256}  ${file.path}\n`);
  if (small('SHA256SUMS').toString('latin1') !== lines.join(''))
    wrong('SHA256SUMS is not what it must be: it, manifest.json or manifest.json.sig was changed.');
  return { manifest, hash: sha256(bytes), signed: there.includes('manifest.json.sig') };
}

/** The lines of the journal as they come; the last one without its newline, if it has none, is told apart. */
async function* linesOf() {
  /** @type {Buffer[]} */
  let parts = [];
  for await (const piece of createReadStream(join(folder, 'journal.jsonl'))) {
    /** @type {Buffer} */
    let chunk = piece;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10)) {
      yield { line: Buffer.concat([...parts, chunk.subarray(0, end)]), whole: true };
      parts = [];
      chunk = chunk.subarray(end + 1);
    }
    parts.push(chunk);
  }
  yield { line: Buffer.concat(parts), whole: false };
}

/**
 * An entry: `{"v":1,"seq":N,…,"prev":"<64>","hash":"<64>"}`. Its hash is the SHA-256 of every byte of the line before
 * `,"hash":"`; its `prev` is the hash of the line before it, 64 zeros for the first.
 * @param {Buffer} line
 * @param {{ seq: number, hash: string }} before
 */
function entryIn(line, before) {
  const seq = before.seq + 1;
  const text = line.toString('utf8');
  const hash = sha256(line.subarray(0, Math.max(0, line.length - 75)));
  if (!text.endsWith(`,"hash":"${hash}"}`)) wrong(`journal.jsonl, line ${seq}: its bytes do not give its hash.`);
  if (!text.startsWith(`{"v":1,"seq":${seq},`) || !text.endsWith(`,"prev":"${before.hash}","hash":"${hash}"}`))
    wrong(`journal.jsonl, line ${seq}: it does not follow the line before it.`);
  try {
    const entry = JSON.parse(text);
    if (entry.v === 1 && entry.seq === seq && entry.prev === before.hash && entry.hash === hash) return entry;
  } catch {
    // Told below.
  }
  return wrong(`journal.jsonl, line ${seq}: its hash is right, but it is no entry.`);
}

/** @param {any} entry */
function keptBy(entry) {
  const given = [entry.evidence, entry.file, entry.alert?.evidence].flat();
  return given.filter(
    (one) =>
      typeof one === 'object' && one !== null && /^[0-9a-f]{64}$/.test(one.sha256) && typeof one.bytes === 'number',
  );
}

/** The chain, decision by decision: `more` counts how many entries of the same decision follow. */
async function checkJournal(/** @type {string | undefined} */ wanted) {
  let last = { seq: 0, hash: '0'.repeat(64) };
  let head = last;
  let bytes = 0;
  let whole = 0;
  let promised = 0;
  let found = 0;
  let first;
  /** @type {Map<string, number>} */
  const kept = new Map();
  /** @type {any[]} */
  let decision = [];
  for await (const { line, whole: isWhole } of linesOf()) {
    bytes += line.length + (isWhole ? 1 : 0);
    if (!isWhole) break;
    const entry = entryIn(line, last);
    const more = entry.more ?? 0;
    if (promised > 0 && more !== promised - 1)
      wrong(`journal.jsonl, line ${entry.seq}: it does not belong to the decision before it.`);
    promised = more;
    last = { seq: entry.seq, hash: entry.hash };
    decision.push(entry);
    if (more > 0) continue;
    for (const one of decision) {
      first ??= one;
      if (one.hash === wanted) found = one.seq;
      for (const { sha256: hash, bytes: length } of keptBy(one)) if (!kept.has(hash)) kept.set(hash, length);
    }
    decision = [];
    head = last;
    whole = bytes;
  }
  if (first?.type !== 'run.opened') wrong('journal.jsonl does not begin as a run does.');
  return { first, head, torn: bytes - whole, kept, found };
}

/** @typedef {Awaited<ReturnType<typeof checkJournal>>} Journal */

/** @param {any} manifest @param {Journal} journal */
function compare(manifest, { first, head, torn, kept }) {
  if (manifest.head?.entry !== head.seq || manifest.head?.hash !== head.hash)
    wrong(
      `journal.jsonl ends at entry ${head.seq} (${head.hash}), and manifest.json says another: entries were cut off, or put behind it.`,
    );
  if (manifest.torn !== torn)
    wrong('After the last entry of journal.jsonl stands something else than manifest.json says.');
  if (manifest.run !== first.run || manifest.kind !== first.kind)
    wrong('manifest.json says another run than journal.jsonl.');
  const evidence = new Map();
  for (const file of manifest.files) if (file.path.startsWith('evidence/')) evidence.set(file.path, file);
  for (const [hash, length] of kept) {
    const file = evidence.get(`evidence/${hash}`);
    if (file === undefined) wrong(`evidence/${hash} is missing: the journal says that it is kept.`);
    if (file.sha256 !== hash || file.bytes !== length) wrong(`evidence/${hash} is not what the journal says it is.`);
    evidence.delete(file.path);
  }
  for (const path of evidence.keys()) wrong(`${path} is in no entry of the journal: it was put in.`);
  const documents = [
    ['playbook', first.playbook.text],
    ...(first.scenario ? [['scenario', first.scenario.text]] : []),
    ...Object.values(first.scenario?.clues ?? {}).map((text) => ['clue', text]),
    ...(first.catalogues ?? []).map((/** @type {any} */ one) => ['catalogue', one.text]),
    ...(first.clocks ? [['clocks', `${JSON.stringify(first.clocks, null, 2)}\n`]] : []),
  ];
  const expected = documents.map(([what, text]) => `${what} ${sha256(text)}`).sort();
  const listed = manifest.files.filter(
    (/** @type {any} */ file) => texts.includes(file.what) || file.path.startsWith('documents/'),
  );
  const found = listed.map((/** @type {any} */ file) => `${file.what} ${file.sha256}`).sort();
  if (expected.join('\n') !== found.join('\n'))
    wrong('documents/ does not hold what the first entry of the journal holds.');
}

/** @param {string[]} words */
async function main(words) {
  const [flag, head, ...more] = words;
  if (words.length > 0 && (flag !== '--head' || !/^[0-9a-f]{64}$/i.test(head ?? '') || more.length > 0)) {
    console.error('Usage: node verify.mjs [--head HASH], the hash with its 64 hexadecimal digits.');
    return 2;
  }
  const { manifest, hash, signed } = await checkFiles();
  const journal = await checkJournal(head?.toLowerCase());
  compare(manifest, journal);
  if (head !== undefined && journal.found === 0)
    wrong(
      'No entry of the journal has the head that was given: its end was cut off, it was rewritten, or it is the journal of another run.',
    );
  const plain = (/** @type {unknown} */ text) => JSON.stringify(text);
  console.log(
    `INTACT  ${manifest.mark === 'LIVE' ? 'LIVE' : manifest.mark === 'REHEARSAL' ? 'REHEARSAL' : 'DRILL'}, run ${plain(manifest.run)}`,
  );
  console.log(`${manifest.files.length} files, ${journal.head.seq} entries`);
  if (manifest.draft !== null) console.log(`DRAFT: ${plain(manifest.draft)}`);
  if (journal.torn > 0) console.log(`After the last entry stand ${journal.torn} bytes of one that was not finished.`);
  console.log(`head ${journal.head.hash}`);
  console.log(`manifest ${hash}`);
  if (signed)
    console.log('It is signed; README.txt says how the signature is checked. This program does not check it.');
  if (head === undefined)
    console.log(
      'Without --head, and a head that was kept elsewhere, this cannot prove that nothing was cut off the end.',
    );
  else console.log(`The head that was given is entry ${journal.found}.`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // What the disk refuses is told as it is.
  console.error(`WRONG  ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof Wrong ? 6 : 1;
}
