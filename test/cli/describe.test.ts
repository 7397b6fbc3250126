import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, root, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

describe('describe', () => {
  it('without a name prints the shelf, and gives nothing away', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['describe']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# Scenarios\n/);
    expect(stdout).toContain('`poisoned-release`');
    expect(stderr).toBe('');
  });

  it('with a name prints its page, and warns on the other stream that it gives the drill away', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['describe', 'poisoned-release']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# The release nobody cut\n/);
    expect(stderr).toMatch(/^This gives the drill away/);
  });

  it('takes a file as well', async () => {
    copyFileSync(join(root, 'scenarios/poisoned-release.yaml'), join(place.folder, 'mine.yaml'));
    const { code, stderr } = await breakglass(place, ['describe', 'mine.yaml']);
    // Its clues do not lie beside it.
    expect(code).toBe(3);
    expect(stderr).toContain('clue-unreadable');
    const there = await breakglass(place, ['describe', join(root, 'scenarios/poisoned-release.yaml')]);
    expect(there.stdout).toMatch(/^# The release nobody cut\n/);
  });

  it('--json prints the models alone on stdout', async () => {
    const shelf = JSON.parse((await breakglass(place, ['describe', '--json'])).stdout);
    expect(shelf[0]).toMatchObject({ id: 'poisoned-release', minutes: 60, difficulty: { level: expect.any(String) } });
    const one = JSON.parse((await breakglass(place, ['describe', 'poisoned-release', '--json'])).stdout);
    expect(one).toMatchObject({ id: 'poisoned-release', ends: expect.arrayContaining([]) });
    expect(one.ends.map(({ play }: { play: string }) => play)).toContain('nobody-home');
  });

  it('given a name that there is not, offers the nearest', async () => {
    const { code, stderr } = await breakglass(place, ['describe', 'poisoned-relase']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean poisoned-release?');
  });
});
