import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function drilled(): Promise<{ run: string; file: string }> {
  const { stdout } = await breakglass(place, ['drill', '--auto', 'nobody-home', '--json']);
  const { run, journal } = jsonLines(stdout).at(-1) ?? {};
  return { run: String(run), file: String(journal) };
}

describe('report --for, --tlp and --privileged', () => {
  it('makes the report of an audience, marked, in every format', async () => {
    const { run } = await drilled();
    const args = ['report', run, '--for', 'public', '--format', 'md,json,csv,ecs', '--out', 'out'];
    const { code, stdout } = await breakglass(place, args);
    expect(code).toBe(0);
    expect(stdout).toBe(['md', 'json', 'csv', 'ecs.ndjson'].map((end) => `out/${run}.public.${end}\n`).join(''));
    const json = JSON.parse(readFileSync(join(place.folder, 'out', `${run}.public.json`), 'utf8'));
    expect(json.marking).toEqual({ tlp: 'CLEAR', privilege: null, audience: 'public', state: 'final' });
    expect(JSON.stringify(json)).not.toContain(run);
  });

  it.each([
    ['executives', 'csv', 'the timeline is not for executives'],
    ['public', 'ecs', 'the timeline is not for public'],
    ['public', 'ics', 'deadlines and improvements are not for public'],
  ])('for %s as %s says that it is empty because of that, and not because there was none', async (who, form, words) => {
    const { run } = await drilled();
    const { code, stderr } = await breakglass(place, ['report', run, '--for', who, '--format', form]);
    expect([code, stderr]).toEqual([0, `There is nothing in the ${form}: ${words}.\n`]);
  });

  it('takes a label as it is written, and words of privilege', async () => {
    const { run } = await drilled();
    const { stdout } = await breakglass(place, ['report', run, '--tlp', 'tlp:amber', '--privileged']);
    expect(stdout).toMatch(
      /^> \*\*TLP:AMBER\*\* · \*\*Privileged &amp; confidential: prepared at the direction of counsel\*\*$/m,
    );
    const own = await breakglass(place, ['report', run, '--privileged', 'For counsel alone']);
    expect(own.stdout).toMatch(/^> \*\*For counsel alone\*\*$/m);
  });

  it('for the public under a narrower label is made, as a draft to be passed round, and says that it is not published so', async () => {
    const { run } = await drilled();
    const { code, stdout, stderr } = await breakglass(place, ['report', run, '--for', 'public', '--tlp', 'RED']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('TLP:RED stands on it: that is no mark to publish under'),
    ]);
    expect(stdout).toContain('**TLP:RED**');
    expect((await breakglass(place, ['report', run, '--for', 'public', '--tlp', 'CLEAR'])).stderr).toBe('');
  });

  it.each([
    [['--for', 'publik'], 'Did you mean public?'],
    [['--tlp', 'PURPLE'], 'RED'],
  ])('refuses %j as usage', async (args, words) => {
    const { code, stderr } = await breakglass(place, ['report', 'x', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe('report of a journal that is not whole', () => {
  it('given a changed byte, reports what is intact, loudly, exits 6 and changes nothing', async () => {
    const { run, file } = await drilled();
    const lines = readFileSync(file, 'utf8').split('\n');
    const last = lines.length - 2;
    lines[last] = (lines[last] ?? '').replace('"at":', '"ät":');
    writeFileSync(file, lines.join('\n'));
    const before = readFileSync(file);
    const { code, stdout, stderr } = await breakglass(place, ['report', run]);
    expect(code).toBe(6);
    expect(stdout).toContain('THE JOURNAL IS DAMAGED');
    expect(stdout).toContain('## DRILL, DRAFT, DAMAGED JOURNAL: In short');
    expect(stderr).toContain(`Entry ${last + 1}`);
    expect(readFileSync(file)).toEqual(before);
  });

  it('given an end that is torn off, says so, and exits 0', async () => {
    const { run, file } = await drilled();
    writeFileSync(file, readFileSync(file).subarray(0, -40));
    const { code, stdout, stderr } = await breakglass(place, ['report', run]);
    expect(code).toBe(0);
    expect(stdout).toContain('INCOMPLETE: In short');
    expect(stderr).toContain('does not end whole');
  });
});
