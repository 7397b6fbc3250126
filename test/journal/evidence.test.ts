import { readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/journal/envelope.ts';
import {
  EvidenceTooLargeError,
  evidencePath,
  evidenceState,
  putEvidence,
  readEvidence,
} from '../../src/journal/evidence.ts';
import { createStore } from '../../src/journal/store.ts';
import { testFolder } from '../helpers/journal/folder.ts';

/** As someone might who wants another file to be read in its place. */
function replaceByLink(path: string): void {
  rmSync(path);
  symlinkSync('/etc/passwd', path);
}

const TEXT = Buffer.from('what the log said\0\n');

describe('given a piece of evidence', () => {
  it('when it is kept, then it lies beside the journal under its hash, whole, for its owner alone', () => {
    const store = createStore(testFolder());
    const evidence = putEvidence(store, 'drill', TEXT);
    expect(evidence).toEqual({ sha256: sha256(TEXT), bytes: TEXT.length });
    const path = evidencePath(store, 'drill', evidence.sha256);
    expect(path).toBe(join(store.evidence, 'drill', sha256(TEXT)));
    expect(readdirSync(join(store.evidence, 'drill'))).toEqual([evidence.sha256]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readEvidence(store, 'drill', evidence)).toEqual(TEXT);
  });

  it('when the same bytes are kept again, then the file stays as it is', () => {
    const store = createStore(testFolder());
    const { sha256: hash } = putEvidence(store, 'drill', TEXT);
    const before = statSync(evidencePath(store, 'drill', hash)).ino;
    putEvidence(store, 'drill', TEXT);
    expect(statSync(evidencePath(store, 'drill', hash)).ino).toBe(before);
  });

  it('when it is empty, or as large as may be, then it is kept; when larger, then not', () => {
    const store = createStore(testFolder());
    expect(putEvidence(store, 'drill', new Uint8Array()).bytes).toBe(0);
    expect(putEvidence(store, 'drill', TEXT, { maxBytes: TEXT.length }).bytes).toBe(TEXT.length);
    const keep = () => putEvidence(store, 'other', TEXT, { maxBytes: TEXT.length - 1 });
    expect(keep).toThrow(EvidenceTooLargeError);
    expect(keep).toThrow(`The evidence has ${TEXT.length} bytes; at most ${TEXT.length - 1} are kept.`);
    expect(readdirSync(store.evidence)).toEqual(['drill']);
  });

  it('when the run or the hash could lead elsewhere, then it is refused', () => {
    const store = createStore(testFolder());
    expect(() => putEvidence(store, '..', TEXT)).toThrow(/cannot be the name of a run/);
    expect(() => evidencePath(store, 'drill', '../../secret')).toThrow(/Evidence is kept under its SHA-256/);
  });
});

describe('given evidence that was kept', () => {
  const kept = () => {
    const store = createStore(testFolder());
    const evidence = putEvidence(store, 'drill', TEXT);
    return { store, evidence, path: evidencePath(store, 'drill', evidence.sha256) };
  };

  it.each([
    ['is as it was', () => {}, 'whole'],
    ['has other bytes', (path: string) => writeFileSync(path, TEXT.toReversed()), 'changed'],
    ['has more bytes', (path: string) => writeFileSync(path, 'x', { flag: 'a' }), 'changed'],
    ['is a link', replaceByLink, 'changed'],
    ['is gone', (path: string) => rmSync(path), 'missing'],
  ])('when it %s, then that is told', (_, change, state) => {
    const { store, evidence, path } = kept();
    change(path);
    expect(evidenceState(store, 'drill', evidence)).toBe(state);
    if (state !== 'whole') expect(() => readEvidence(store, 'drill', evidence)).toThrow(path);
  });

  it('when it was changed and is kept again, then it is whole again', () => {
    const { store, evidence, path } = kept();
    writeFileSync(path, 'forged');
    putEvidence(store, 'drill', TEXT);
    expect(evidenceState(store, 'drill', evidence)).toBe('whole');
  });
});
