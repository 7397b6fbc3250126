import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function drilled(): Promise<{ run: string; file: string; head: string }> {
  const { stdout } = await breakglass(place, ['drill', '--auto', 'nobody-home', '--json']);
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
