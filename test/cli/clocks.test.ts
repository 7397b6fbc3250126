import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function drilled(): Promise<string> {
  const { stdout } = await breakglass(place, ['drill', '--auto', 'by-the-book', '--json', '--seed', '7']);
  return String(jsonLines(stdout).at(-1)?.run);
}

describe('clocks', () => {
  it('given a drill that was played, then its deadlines are listed, each with its article, and as JSON', async () => {
    const run = await drilled();
    const { code, stdout } = await breakglass(place, ['clocks', run]);
    expect(code).toBe(0);
    expect(stdout).toContain(`DRILL ${run}: deadlines. Not legal advice.`);
    expect(stdout).toContain('article: GDPR, art. 33(1)');
    const json = await breakglass(place, ['clocks', run, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ clock: 'gdpr-authority', source: 'GDPR, art. 33(1)' }]);
  });

  it('given a reason, then one is said not to apply though the run is closed, and may be taken back', async () => {
    const run = await drilled();
    const out = ['clocks', run, '--not-applicable', 'gdpr-authority', '--reason', 'No personal data.'];
    expect(await breakglass(place, out)).toMatchObject({ code: 0 });
    const { stdout } = await breakglass(place, ['clocks', run]);
    expect(stdout).toContain('does not apply');
    expect(stdout).toContain('why not: No personal data.');
    expect(await breakglass(place, out)).toMatchObject({ code: 2 });
    const back = ['clocks', run, '--applies', 'gdpr-authority', '--reason', 'There was.'];
    expect((await breakglass(place, back)).stdout).not.toContain('does not apply');
    expect((await breakglass(place, ['verify', run])).code).toBe(0);
  });

  it.each([
    [['--not-applicable', 'gdpr-authority'], 'must be said'],
    [['--reason', 'Why not.'], 'Name one deadline'],
    [['--not-applicable', 'gdpr', '--reason', 'No.'], 'There is no clock gdpr'],
  ])('given %j, exits 2 and says what is missing', async (flags, said) => {
    const { code, stderr } = await breakglass(place, ['clocks', await drilled(), ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('given --ics, then a calendar file is written, or goes to stdout', async () => {
    const run = await drilled();
    expect(await breakglass(place, ['clocks', run, '--ics', 'deadlines.ics'])).toMatchObject({
      code: 0,
      stdout: 'deadlines.ics\n',
    });
    const text = readFileSync(join(place.folder, 'deadlines.ics'), 'utf8');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect((await breakglass(place, ['clocks', run, '--ics', '-'])).stdout).toBe(text);
  });
});
