import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

/** Runs a line of output in a shell, with nothing of the settings that led to it. */
async function paste(line: string): Promise<string> {
  const { PATH = '' } = process.env;
  const { stdout } = await promisify(execFile)('sh', ['-c', line], {
    cwd: place.folder,
    env: { PATH, HOME: place.folder },
  });
  return stdout;
}

/** A played drill in a store that only a flag names, and that needs quoting. */
async function played() {
  const store = join(place.folder, "Mara's runs");
  const { stdout } = await breakglass(place, ['drill', '--auto', '--store', store]);
  const run = /^ {2}run +(\S+)$/m.exec(stdout)?.[1] ?? '';
  return { store, stdout, run };
}

describe('a command that is printed, given a store that a flag named', () => {
  it('amends the run that was just closed', async () => {
    const { stdout, run } = await played();
    const line = /^ {2}amend +(.+)$/m.exec(stdout)?.[1] ?? '';
    expect(await paste(line)).toContain(`Noted in ${run} as entry`);
  });

  it('makes the report of a run that cannot be resumed', async () => {
    const { store, run } = await played();
    const { stderr } = await breakglass(place, ['resume', run, '--store', store]);
    const line = /^Its report: (.+)$/m.exec(stderr)?.[1] ?? '';
    expect(await paste(line)).toContain('# ');
  });

  it('says where a damaged run of the list is damaged', async () => {
    const { store, run } = await played();
    appendFileSync(join(store, 'runs', `${run}.jsonl`), 'not an entry\n');
    const { stdout, stderr } = await breakglass(place, ['runs', '--store', store]);
    expect(stdout).toContain('damaged: verify says where');
    const line = /^Where it is damaged: (.+)$/m.exec(stderr)?.[1] ?? '';
    await expect(paste(line)).rejects.toMatchObject({ code: 6, stderr: expect.stringContaining('DAMAGED') });
  });
});
