import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { type ReportFormat, reportFormats } from '../../src/cli/report-formats.ts';
import { breakglass, jsonLines, program, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();
const run = (...args: string[]) => breakglass(place, args);

async function drilled(): Promise<{ name: string; file: string; head: string }> {
  const { stdout } = await run('drill', '--auto', 'by-the-book', '--json');
  const { run: name, journal, head } = jsonLines(stdout).at(-1) ?? {};
  return { name: String(name), file: String(journal), head: String(head) };
}

describe('report --format bundle', () => {
  it('writes one archive, and says what to keep elsewhere', async () => {
    const { name, head } = await drilled();
    const { code, stdout, stderr } = await run('report', name, '--format', 'bundle', '--out', 'audit');
    expect(code).toBe(0);
    expect(stdout).toBe(`audit/${name}.bundle.tar.gz\n`);
    expect(readdirSync(join(place.folder, 'audit'))).toEqual([`${name}.bundle.tar.gz`]);
    expect(stderr).toContain(`head ${head}\n`);
    expect(stderr).toMatch(/^manifest [0-9a-f]{64}$/m);
  });

  it('holds the report in every form that needs no other program, and the crosswalk', async () => {
    const { name } = await drilled();
    await run('report', name, '--format', 'bundle', '--out', '.');
    const listed = execFileSync('tar', ['tzf', `${name}.bundle.tar.gz`], { cwd: place.folder, encoding: 'utf8' });
    const files = listed.split('\n').map((path) => path.slice(path.indexOf('/') + 1));
    const own = Object.values<ReportFormat>(reportFormats).filter(({ byAnother }) => !byAnother);
    const reports = own.map(({ extension }) => `report.${extension}`);
    expect(files).toEqual(
      expect.arrayContaining([...reports, 'crosswalk.json', 'crosswalk.md', 'verify.mjs', 'README.txt']),
    );
    expect(files.filter((path) => path.startsWith('report.'))).toHaveLength(reports.length);
    expect(files.filter((path) => path.startsWith('evidence/'))).toHaveLength(1);
  });

  it('is the same to the byte each time, and its report is that of breakglass report', async () => {
    const { name } = await drilled();
    await run('report', name, '--format', 'bundle', '--out', 'one');
    await run('report', name, '--format', 'bundle', '--out', 'two');
    const archive = `${name}.bundle.tar.gz`;
    expect(readFileSync(join(place.folder, 'one', archive))).toEqual(readFileSync(join(place.folder, 'two', archive)));
    execFileSync('tar', ['xzf', `one/${archive}`], { cwd: place.folder });
    const { stdout } = await run('report', name);
    expect(readFileSync(join(place.folder, `${name}.bundle`, 'report.md'), 'utf8')).toBe(stdout);
  });

  it('without --out goes to the store, for its owner alone', async () => {
    const { name } = await drilled();
    const { stdout } = await run('report', name, '--format', 'bundle');
    expect(stdout).toBe(`${join(place.store, 'reports', `${name}.bundle.tar.gz`)}\n`);
    expect(statSync(stdout.trim()).mode & 0o777).toBe(0o600);
  });

  it('--json says what was made', async () => {
    const { name, head } = await drilled();
    const { stdout } = await run('report', name, '--format', 'bundle', '--out', '.', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      run: name,
      kind: 'exercise',
      mark: 'DRILL',
      head: { hash: head },
      signed: false,
    });
  });

  it('of a damaged journal exits 6, and writes nothing', async () => {
    const { name, file } = await drilled();
    const bytes = readFileSync(file);
    bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { code, stderr } = await run('report', name, '--format', 'bundle', '--out', 'audit');
    expect({ code, stderr }).toEqual({ code: 6, stderr: expect.stringMatching(/Entry 1 was changed/) });
    expect(existsSync(join(place.folder, 'audit'))).toBe(false);
  });

  it('without a piece of evidence exits 6, names it, and writes nothing', async () => {
    const { name } = await drilled();
    const folder = join(place.store, 'evidence', name);
    const [hash = ''] = readdirSync(folder);
    writeFileSync(join(folder, hash), 'something else');
    const { code, stderr } = await run('report', name, '--format', 'bundle', '--out', 'audit');
    expect({ code, stderr }).toEqual({ code: 6, stderr: expect.stringContaining(`${hash} was changed`) });
    expect(existsSync(join(place.folder, 'audit'))).toBe(false);
  });

  it.each([
    [['--format', 'md,bundle'], 'A bundle holds the report in every form.'],
    [['--sign', 'key'], '--sign is for a bundle.'],
    [['--format', 'bundle', '--sign', 'none'], 'There is no key none that you may read.'],
  ])('%j is wrong usage', async (flags, told) => {
    const { name } = await drilled();
    expect(await run('report', name, ...flags)).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
  });
});

describe('verify, given a bundle', () => {
  it('says whose run it is and what stays unproven, and exits 0', async () => {
    const { name, head } = await drilled();
    await run('report', name, '--format', 'bundle', '--out', '.');
    const { code, stdout } = await run('verify', `${name}.bundle.tar.gz`);
    expect(code).toBe(0);
    expect(stdout).toContain(`INTACT  ${name}.bundle.tar.gz: DRILL, run ${name}`);
    expect(stdout).toContain('It is not signed');
    expect(stdout).toContain('cannot prove that nothing was cut off the end');
    const compared = await run('verify', `${name}.bundle.tar.gz`, '--head', head.toUpperCase());
    expect(compared).toMatchObject({ code: 0, stdout: expect.stringContaining('ends at the head that was given') });
  });

  it('that was signed says by whom', async () => {
    const { name } = await drilled();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', 'key'], { cwd: place.folder });
    writeFileSync(
      join(place.folder, 'signers'),
      `ir@example.org ${readFileSync(join(place.folder, 'key.pub'), 'utf8')}`,
    );
    expect(await run('report', name, '--format', 'bundle', '--out', '.', '--sign', 'key')).toMatchObject({ code: 0 });
    const { code, stdout } = await run('verify', `${name}.bundle.tar.gz`, '--signer', 'signers');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Signed by ir@example.org.') });
  });

  it('that was changed exits 6, and names the first thing that is wrong', async () => {
    const { name } = await drilled();
    const archive = join(place.folder, `${name}.bundle.tar.gz`);
    await run('report', name, '--format', 'bundle', '--out', '.');
    const bytes = readFileSync(archive);
    bytes[0] = 0;
    writeFileSync(archive, bytes);
    expect(await run('verify', archive)).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining('NOT INTACT'),
    });
    const { code, stdout } = await run('verify', archive, '--json');
    expect({ code, found: JSON.parse(stdout) }).toMatchObject({
      code: 6,
      found: { ok: false, problem: expect.stringContaining('gzip') },
    });
  });

  it.each([
    [(name: string) => [`${name}.bundle.tar.gz`, '--head', 'abc'], 'not 64 hexadecimal digits'],
    [(name: string) => [`${name}.bundle.tar.gz`, '--signer', 'none'], 'There is no file of allowed signers none'],
    [(name: string) => [name, '--signer', 'none'], '--signer is for a bundle'],
  ])('what is asked wrongly exits 2', async (args, told) => {
    const { name } = await drilled();
    await run('report', name, '--format', 'bundle', '--out', '.');
    expect(await run('verify', ...args(name))).toMatchObject({ code: 2, stderr: expect.stringContaining(told) });
  });
});

describe('a key with a passphrase', () => {
  /** Signs on a terminal, with this typed once ssh-keygen asks; or with questions forbidden. */
  async function onTerminal(name: string, typed: string, ...flags: string[]): Promise<{ code: number; text: string }> {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'correct horse', '-C', '', '-f', 'key'], {
      cwd: place.folder,
    });
    const env = { PATH: process.env.PATH ?? '', HOME: place.folder, BREAKGLASS_STORE: place.store, TERM: 'xterm' };
    const args = ['report', name, '--format', 'bundle', '--out', '.', '--sign', 'key', ...flags];
    const terminal = spawn(process.execPath, [program, ...args], { cols: 200, rows: 30, cwd: place.folder, env });
    let text = '';
    let asked = false;
    terminal.onData((data) => {
      text += data;
      if (asked || !/Enter passphrase.*: ?$/s.test(text)) return;
      asked = true;
      terminal.write(`${typed}\r`);
    });
    return await new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ code: exitCode, text })));
  }

  it('is asked for by ssh-keygen itself, on the terminal, and is nowhere to be seen', async () => {
    const { name } = await drilled();
    const { code, text } = await onTerminal(name, 'correct horse');
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('Enter passphrase') });
    expect(text).not.toContain('correct horse');
    expect((await run('verify', `${name}.bundle.tar.gz`)).stdout).toContain('Good "breakglass-bundle@v1" signature');
  });

  it('that is typed wrong gives no bundle, and says why', async () => {
    const { name } = await drilled();
    const { code, text } = await onTerminal(name, 'wrong');
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('incorrect passphrase') });
    expect(existsSync(join(place.folder, `${name}.bundle.tar.gz`))).toBe(false);
  });

  it('is not asked for where questions are forbidden', async () => {
    const { name } = await drilled();
    const { code, text } = await onTerminal(name, '', '--no-input');
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('ssh-agent') });
    expect(text).not.toContain('Enter passphrase');
  });
});
