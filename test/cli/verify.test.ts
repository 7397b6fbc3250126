import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function drilled(): Promise<{ run: string; file: string; head: string }> {
  const { code, stdout, stderr } = await breakglass(place, ['drill', '--auto', 'nobody-home', '--json']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const { run, journal, head } = jsonLines(stdout).at(-1) ?? {};
  return { run: String(run), file: String(journal), head: String(head) };
}

/** Changes one byte of the line of an entry. */
function change(file: string, seq: number): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines[seq - 1] ?? '';
  const at = Math.floor(line.length / 3);
  lines[seq - 1] = `${line.slice(0, at)}${line[at] === 'a' ? 'b' : 'a'}${line.slice(at + 1)}`;
  writeFileSync(file, lines.join('\n'));
}

describe('verify', () => {
  it('given an intact journal, says how many entries and what it cannot prove', async () => {
    const { run, head } = await drilled();
    const { code, stdout } = await breakglass(place, ['verify', run]);
    expect(code).toBe(0);
    expect(stdout).toContain('INTACT');
    expect(stdout).toContain(head);
    expect(stdout).toContain('cannot prove that nothing was cut off the end');
  });

  it('given its head, says so and exits 0', async () => {
    const { run, head } = await drilled();
    const { code, stdout } = await breakglass(place, ['verify', run, '--head', head.toUpperCase()]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('cannot prove');
  });

  it.each([1, 7, 20])('given a changed byte in entry %i, exits 6, names the entry and changes nothing', async (seq) => {
    const { run, file } = await drilled();
    change(file, seq);
    const before = readFileSync(file);
    const { code, stderr } = await breakglass(place, ['verify', run]);
    expect(code).toBe(6);
    expect(stderr).toContain('DAMAGED');
    expect(stderr).toMatch(new RegExp(`entry ${seq}\\b`, 'i'));
    expect(readFileSync(file)).toEqual(before);
  });

  it.each([
    ['empty', 0, 'it is empty'],
    ['the first 500 bytes of a journal', 500, 'the opening of a run is not whole in it'],
  ])('given a file that is %s, exits 6: it is the journal of nothing', async (_, bytes, told) => {
    const { file } = await drilled();
    writeFileSync(join(place.folder, 'e.jsonl'), readFileSync(file).subarray(0, bytes));
    const { code, stdout, stderr } = await breakglass(place, ['verify', 'e.jsonl']);
    expect(code).toBe(6);
    expect(stdout).toBe('');
    expect(stderr).toContain(`NO JOURNAL  e.jsonl: ${told}.\n`);
  });

  it('given what never was a journal, tells so in both forms, and of no damage', async () => {
    await drilled();
    writeFileSync(join(place.folder, 'notes.txt'), 'What we know so far:\n- nothing\n');
    const { code, stderr } = await breakglass(place, ['verify', 'notes.txt']);
    expect([code, stderr]).toEqual([6, expect.stringMatching(/^NO JOURNAL {2}notes\.txt: /)]);
    const told = JSON.parse((await breakglass(place, ['verify', 'notes.txt', '--json'])).stdout);
    expect(told).toMatchObject({ ok: false, entries: 0, problem: { kind: 'no-journal' } });
    expect(told.problem.message).not.toMatch(/changed|cut/);
  });

  it('given a line taken out of the middle of a decision, says that all before it are intact', async () => {
    const { run, file } = await drilled();
    const lines = readFileSync(file, 'utf8').split('\n');
    const inside = lines.findIndex((line, index) => index > 2 && JSON.parse(line).more > 2) + 2;
    writeFileSync(file, lines.toSpliced(inside - 1, 1).join('\n'));
    const { code, stderr } = await breakglass(place, ['verify', run]);
    expect(code).toBe(6);
    expect(stderr).toContain(`entry ${inside} is missing`);
    expect(stderr).toContain(`Entries 1 to ${inside - 1} are intact.`);
  });

  it('given a decision without its last lines, says how many whole entries of it stand there', async () => {
    const { run, file } = await drilled();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const more = (index: number): number => JSON.parse(lines[index] ?? '{}').more ?? 0;
    const begins = lines.findIndex((_, index) => index > 0 && more(index - 1) === 0 && more(index) >= 2);
    writeFileSync(file, `${lines.slice(0, begins + 2).join('\n')}\n`);
    const { code, stdout } = await breakglass(place, ['verify', run]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/After them stand \d+ bytes of a decision that was not finished \(2 whole entries of it\)/);
  });

  it.each([
    ['/dev/null', '/dev/null is not a regular file, so no journal.'],
    ['./store', './store is a folder, not a journal.'],
  ])('given %s, says what it is and exits 3', async (name, told) => {
    await drilled();
    expect(await breakglass(place, ['verify', name])).toMatchObject({ code: 3, stderr: expect.stringContaining(told) });
  });

  it('given a file, verifies that, with or without a store', async () => {
    const { file } = await drilled();
    const copy = join(place.folder, 'copy.jsonl');
    writeFileSync(copy, readFileSync(file));
    expect((await breakglass(place, ['verify', 'copy.jsonl', '--store', 'none'])).code).toBe(0);
  });

  it('given a cut tail, finds nothing without a head, and exits 6 with it', async () => {
    const { run, file, head } = await drilled();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    // Whole decisions only: an entry with `more` belongs to those after it.
    let keep = lines.length - 1;
    while ('more' in JSON.parse(lines[keep - 1] ?? '{}')) keep -= 1;
    writeFileSync(file, `${lines.slice(0, keep).join('\n')}\n`);
    expect((await breakglass(place, ['verify', run])).code).toBe(0);
    const { code, stderr } = await breakglass(place, ['verify', run, '--head', head]);
    expect(code).toBe(6);
    expect(stderr).toContain('No entry has that head');
  });

  it('--json prints what was found', async () => {
    const { run, file } = await drilled();
    change(file, 5);
    const { code, stdout } = await breakglass(place, ['verify', run, '--json']);
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, entries: expect.any(Number), problem: { seq: 5 } });
  });
});

describe('what else reads a damaged journal', () => {
  it.each([['resume'], ['report'], ['note']])('%s exits 6 and names the entry', async (command) => {
    const { run, file } = await drilled();
    change(file, 5);
    const { code, stderr } = await breakglass(place, [command, run, ...(command === 'note' ? ['text'] : [])]);
    expect(code).toBe(6);
    expect(stderr).toContain('ntry 5');
    expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  });

  it('runs lists it beside the others', async () => {
    const { file } = await drilled();
    await drilled();
    change(file, 1);
    const runs = JSON.parse((await breakglass(place, ['runs', '--json'])).stdout);
    expect(runs.map(({ stage }: { stage: string }) => stage).sort()).toEqual(['closed', 'damaged']);
  });
});

describe('a closed run', () => {
  it('takes a note and a correction, which its report shows as amendments', async () => {
    const { run } = await drilled();
    const at = '2026-03-02T08:40:00Z';
    expect((await breakglass(place, ['note', run, '--at', at, 'Told', 'legal.'])).code).toBe(0);
    const corrected = await breakglass(place, ['note', run, '--corrects', '12', 'It was the weekly backup.', '--json']);
    expect(corrected.code).toBe(0);
    const { stdout } = await breakglass(place, ['report', run]);
    expect(stdout).toContain('Told legal.');
    expect(stdout).toContain('It was the weekly backup.');
    expect((await breakglass(place, ['verify', run, '--head', JSON.parse(corrected.stdout).head])).code).toBe(0);
  });

  it('says what the corrected entry says', async () => {
    const { run, file } = await drilled();
    const taken = jsonLines(readFileSync(file, 'utf8')).find(({ type }) => type === 'role.taken');
    const { stdout } = await breakglass(place, ['note', run, '--corrects', String(taken?.seq), 'It was Jon.']);
    expect(stdout).toContain(`Entry ${taken?.seq}, which it corrects, says: Incident lead took the role lead\n`);
  });

  it('takes the notes of several who write at once, one after the other', async () => {
    const { run, file } = await drilled();
    const noted = await Promise.all(
      ['one', 'two', 'three', 'four', 'five', 'six'].map((text) => breakglass(place, ['note', run, text])),
    );
    expect(noted.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    const texts = jsonLines(readFileSync(file, 'utf8')).flatMap(({ text, type }) =>
      type === 'note.added' ? [text] : [],
    );
    expect(texts.sort()).toEqual(['five', 'four', 'one', 'six', 'three', 'two']);
    expect((await breakglass(place, ['verify', run])).code).toBe(0);
  });

  it('refuses a note of what has not come yet, and writes nothing', async () => {
    const { run, file } = await drilled();
    const before = readFileSync(file, 'utf8');
    const env = { BREAKGLASS_NOW: '2030-01-01T00:00:00Z' };
    const { code, stderr } = await breakglass(place, ['note', run, '--at', '2030-01-01T00:00:01Z', 'text'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('2030-01-01T00:00:01.000Z has not come yet: it is 2030-01-01T00:00:00.000Z.');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('refuses a correction of an entry that is not there', async () => {
    const { run } = await drilled();
    expect((await breakglass(place, ['note', run, '--corrects', '99999', 'text'])).code).toBe(2);
  });
});

describe('report', () => {
  it('prints Markdown, or JSON, on stdout', async () => {
    const { run } = await drilled();
    expect((await breakglass(place, ['report', run])).stdout).toMatch(/^# DRILL/);
    expect(JSON.parse((await breakglass(place, ['report', run, '--json'])).stdout)).toMatchObject({ kind: 'exercise' });
  });

  it('writes several formats, to the folder that is named', async () => {
    const { run } = await drilled();
    const { code, stdout } = await breakglass(place, ['report', run, '--format', 'md,json', '--out', 'aar/deep']);
    expect(code).toBe(0);
    expect(stdout).toBe(`aar/deep/${run}.md\naar/deep/${run}.json\n`);
    expect(readdirSync(join(place.folder, 'aar', 'deep')).sort()).toEqual([`${run}.json`, `${run}.md`]);
  });
});
