import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const night = { BREAKGLASS_NOW: '2026-03-03T02:12:00Z' };

async function withExample(file = 'contacts.yaml'): Promise<void> {
  const { code, stdout } = await breakglass(place, ['contacts', '--example']);
  expect(code).toBe(0);
  writeFileSync(join(place.folder, file), stdout);
}

describe('contacts', () => {
  it('given no file, then it is said how to begin', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['contacts']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Nobody is named to be called');
    expect(stderr).toContain('contacts --example > contacts.yaml');
  });

  it('given the example, then it is right, and lists who is called in which order at night', async () => {
    await withExample();
    expect(await breakglass(place, ['check', 'contacts.yaml'])).toMatchObject({ code: 0 });
    const { code, stdout } = await breakglass(place, ['contacts', 'lead'], { env: night });
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Contacts acme, as of 2026-03-03 02:12 UTC.

      role lead
        1. Kim   phone +61491570006   Tue 13:12; while Mara is out of hours, then after 5m the next
        2. Mara  phone +46701740605   Tue 03:12 OUT OF HOURS; first for lead, then after 5m the next
        3. Jon   phone +46701740612   Tue 03:12 OUT OF HOURS; deputy 1 for lead, then after 5m the next
        4. Ines  sms +447700900123    Tue 02:12; chain management, then after 5m the next
        5. Ines  phone +447700900123  Tue 02:12; chain management

      people
         Kim (kim): +61491570006, kim@example.com; Tue 13:12 Australia/Sydney
         Mara (mara): +46701740605, mara@example.com, Slack U012AB3CD; Tue 03:12 Europe/Stockholm, OUT OF HOURS
         Jon (jon): +46701740612; Tue 03:12 Europe/Stockholm, OUT OF HOURS
         Ines (ines): +447700900123, ines@example.com; Tue 02:12 Europe/London
      "
    `);
  });

  it('given --json, then the same as data', async () => {
    await withExample();
    const { stdout } = await breakglass(place, ['contacts', 'lead', '--json'], { env: night });
    const overview = JSON.parse(stdout);
    expect(overview).toMatchObject({ contacts: 'acme', now: '2026-03-03T02:12:00.000Z', audiences: [], chains: [] });
    expect(overview.roles[0].calls[0]).toEqual({
      person: 'kim',
      name: 'Kim',
      via: 'phone',
      address: '+61491570006',
      wait: 300,
      local: 'Tue 13:12',
      outOfHours: false,
      why: 'while Mara is out of hours',
    });
  });

  it('given everybody, an audience, a chain, or a person by their name', async () => {
    await withExample();
    const all = await breakglass(place, ['contacts'], { env: night });
    for (const heading of ['role lead', 'audience consumers', 'chain management', 'people'])
      expect(all.stdout).toContain(`\n${heading}\n`);
    expect((await breakglass(place, ['contacts', 'consumers'])).stdout).toContain(
      'told at security-announce@example.com',
    );
    expect((await breakglass(place, ['contacts', 'INES'], { env: night })).stdout).toContain(
      'Ines (ines): +447700900123, ines@example.com; Tue 02:12 Europe/London',
    );
  });

  it('given a name that nobody has, exits 2 with the nearest', async () => {
    await withExample();
    const { code, stderr } = await breakglass(place, ['contacts', 'leed']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean lead?');
  });

  it('given what is wrong in it, exits 3 and points at it', async () => {
    writeFileSync(join(place.folder, 'contacts.yaml'), 'format: 1\ncontacts: acme\npeople: { mara: { nam: Mara } }\n');
    const { code, stderr } = await breakglass(place, ['contacts']);
    expect(code).toBe(3);
    expect(stderr).toContain('contacts.yaml:3');
  });

  it('given `contacts` in breakglass.yaml, then that file, and `config` says where it comes from', async () => {
    mkdirSync(join(place.folder, 'ops'));
    await withExample('ops/ours.yaml');
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'contacts: ops/ours.yaml\n');
    expect((await breakglass(place, ['contacts', 'lead'])).stdout).toContain('role lead');
    expect((await breakglass(place, ['config'])).stdout).toMatch(
      /^contacts +\S*ops\/ours\.yaml +\S*breakglass\.yaml$/m,
    );
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'contacts: ops/other.yaml\n');
    expect(await breakglass(place, ['contacts'])).toMatchObject({ code: 2 });
  });
});

describe('trust', () => {
  it('given contacts by which messages would be sent, then every address is shown before they are trusted', async () => {
    await withExample();
    const { stdout, stderr } = await breakglass(place, ['trust', 'contacts.yaml', '--no-input']);
    expect(`${stdout}${stderr}`).toContain('is told at mara@example.com, +46701740605');
    expect(`${stdout}${stderr}`).toContain('is told at security-announce@example.com');
  });
});

describe('print --card', () => {
  it('given a playbook, then one page, on stdout or in a file that is for its owner alone', async () => {
    await withExample();
    const { code, stdout } = await breakglass(place, ['print', '--card', 'compromised-pipeline']);
    expect(code).toBe(0);
    expect(stdout).toContain('WHO TO CALL');
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    const out = await breakglass(place, ['print', '--card', 'compromised-pipeline', '--out', 'card.txt']);
    expect(out).toMatchObject({ code: 0, stdout: 'card.txt\n' });
    expect(readFileSync(join(place.folder, 'card.txt'), 'utf8')).toBe(stdout);
    expect(statSync(join(place.folder, 'card.txt')).mode & 0o077).toBe(0);
  });

  it('without contacts has room to write, and says so; without a playbook exits 2', async () => {
    const { code, stdout, stderr } = await breakglass(place, ['print', '--card', 'compromised-pipeline']);
    expect(code).toBe(0);
    expect(stdout).toContain('lead (Incident lead): ____');
    expect(stderr).toContain('the names are left blank');
    expect(await breakglass(place, ['print'])).toMatchObject({ code: 2 });
  });
});
