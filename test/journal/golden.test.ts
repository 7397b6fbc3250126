import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Envelope, GENESIS, headOf, payloadOf, sealDecision } from '../../src/journal/envelope.ts';
import { IntegrityError } from '../../src/journal/problem.ts';
import { readJournal } from '../../src/journal/read.ts';
import { type Verification, verifyJournal } from '../../src/journal/verify.ts';

const FOLDER = join(import.meta.dirname, '..', 'golden', 'journals');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));
const EXPECTED: Record<string, Verification> = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));

const at = (file: string) => join(FOLDER, file);
const beginning = (start: string) => FILES.filter((file) => file.startsWith(start));

/** A released journal must be readable for ever: these files and what is expected of them are never made anew. */
describe('given the golden journals', () => {
  it('then each file has an expectation, and each expectation its file', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('when %s is verified, then the result is the one it was released with', (file) => {
    expect(verifyJournal(at(file))).toEqual(EXPECTED[file]);
  });

  it.each(beginning('damaged-'))('when %s is read, then that is refused, naming the same entry', (file) => {
    expect(() => readJournal(at(file))).toThrow(IntegrityError);
    expect(() => readJournal(at(file))).toThrow(EXPECTED[file]?.problem?.message ?? 'a problem');
  });

  it.each(beginning('torn-'))('when %s is read, then its whole decisions are there and its tail is torn', (file) => {
    const { entries, tail } = readJournal(at(file));
    expect(entries).toHaveLength(EXPECTED[file]?.entries ?? -1);
    expect(tail).toEqual({ state: 'torn', ...EXPECTED[file]?.torn });
  });

  it.each(beginning('v1-'))('when the payloads of %s are sealed today, then the same bytes come out', (file) => {
    let head = GENESIS;
    let bytes = '';
    for (const decision of decisionsOf(readJournal(at(file)).entries)) {
      const sealed = sealDecision(head, decision.map(payloadOf));
      bytes += sealed.map((entry) => `${entry.line}\n`).join('');
      head = headOf(sealed.at(-1)?.envelope ?? head);
    }
    expect(bytes).toBe(readFileSync(at(file), 'utf8'));
  });

  it('when names of the language itself are members, then they are data and nothing else', () => {
    const entry = readJournal(at('v1-unicode.jsonl')).entries[3];
    expect(Object.keys(payloadOf(entry ?? ({} as Envelope)))).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('when the tail was cut off at the end of a line, then only a head that was noted shows it', () => {
    const noted = EXPECTED['v1-decisions.jsonl']?.head.hash ?? '';
    expect(verifyJournal(at('v1-decisions.jsonl'), noted)).toMatchObject({ ok: true, given: { found: 'head' } });
    expect(verifyJournal(at('cut-tail.jsonl'))).toMatchObject({ ok: true });
    expect(verifyJournal(at('cut-tail.jsonl'), noted)).toMatchObject({ ok: false, given: { found: 'absent' } });
  });
});

function decisionsOf(entries: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const decisions: Envelope[][] = [];
  let open: Envelope[] = [];
  for (const entry of entries) {
    open.push(entry);
    if (entry.more !== undefined) continue;
    decisions.push(open);
    open = [];
  }
  return decisions;
}
