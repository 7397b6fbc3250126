import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it, vi } from 'vitest';
import { lineText } from '../../src/report/document/plain.ts';
import { lineOf } from '../../src/report/document/rich.ts';
import { documentOf } from '../../src/report/document.ts';
import { reportModel } from '../../src/report/report.ts';
import { readRun } from '../../src/run/replay.ts';
import { breakglass, jsonLines, program, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

async function drilled(): Promise<string> {
  const { stdout } = await breakglass(place, ['drill', '--auto', 'missed-one', '--json', '--seed', '7']);
  return String(jsonLines(stdout).at(-1)?.run);
}

/** The words of a PDF, a page each, as another program reads them. */
function pagesOf(pdf: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

describe('report --format pdf', () => {
  it('given a drill, then every heading is in it in its order, and each page says DRILL, which run, and which page it is', async () => {
    const run = await drilled();
    expect(await breakglass(place, ['report', run, '--format', 'pdf', '--out', 'aar'])).toMatchObject({ code: 0 });
    const pages = pagesOf(join(place.folder, 'aar', `${run}.pdf`));
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(/^\s*DRILL: The release nobody cut/);
      expect(page).toContain(run);
      expect(page).toMatch(new RegExp(`${index + 1} / ${pages.length}\\s*$`));
    }
    for (const page of pages) {
      const lines = page.split('\n').map((line) => line.trim());
      const last = lines.filter((line) => line !== '' && !line.includes(run)).at(-1) ?? '';
      expect(last, 'a heading with nothing below it on its page').not.toMatch(/^DRILL\s+\S/);
    }
    const words = pages.join(' ').replace(/\s+/g, ' ');
    const { entries, definition } = readRun(join(place.store, 'runs', `${run}.jsonl`));
    let from = 0;
    for (const { title } of documentOf(reportModel(entries, definition)).sections) {
      const at = words.indexOf(`DRILL ${lineText(lineOf(title))}`, from);
      expect(at, lineText(lineOf(title))).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('given it is printed, then only its owner may read what is kept in the store, and no page is left behind elsewhere', async () => {
    const run = await drilled();
    const { code } = await breakglass(place, ['report', run, '--format', 'pdf,html'], {
      env: { TMPDIR: place.folder },
    });
    expect(code).toBe(0);
    const { mode } = statSync(join(place.store, 'reports', `${run}.pdf`));
    expect(mode & 0o077).toBe(0);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('breakglass-pdf'))).toEqual([]);
  });

  it.each([
    ['no browser', { PATH: '/nowhere' }, 'none was found on this machine'],
    ['a browser that is named and not there', { BREAKGLASS_CHROMIUM: '/nowhere/chrome' }, 'there is no such program'],
    ['a browser that prints nothing', { BREAKGLASS_CHROMIUM: '/bin/false' }, 'printed no PDF'],
  ])('given %s, then it is said with what to do, and nothing is written', async (_, env, words) => {
    const run = await drilled();
    const { code, stdout, stderr } = await breakglass(place, ['report', run, '--format', 'pdf', '--out', 'aar'], {
      env,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toContain('--format html');
    expect(readdirSync(place.folder)).not.toContain('aar');
  });
});

describe('report --format pdf that is told to end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'given %s while it prints, then nothing of the page is left behind, and it exits 130',
    async (signal) => {
      const run = await drilled();
      const browser = join(place.folder, 'browser');
      const begun = join(place.folder, 'begun');
      writeFileSync(browser, `#!/bin/sh\n: > '${begun}'\nexec tail -f /dev/null\n`, { mode: 0o755 });
      const env = {
        PATH: process.env.PATH,
        BREAKGLASS_STORE: place.store,
        TMPDIR: place.folder,
        BREAKGLASS_CHROMIUM: browser,
      };
      const child = execFile(process.execPath, [program, 'report', run, '--format', 'pdf', '--out', 'aar'], {
        cwd: place.folder,
        env,
      });
      const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
      await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 20_000 });
      child.kill(signal);
      expect(await ended).toBe(130);
      const left = readdirSync(place.folder);
      expect(left.filter((name) => name === 'aar' || name.startsWith('breakglass-pdf'))).toEqual([]);
    },
  );
});

describe('report with flags that say nothing, or two things', () => {
  it.each([
    [['--out', ''], '--out is empty'],
    [['--privileged', ''], '--privileged is empty'],
    [['--send', ' '], '--send is empty'],
    [['--json', '--format', 'html'], '--json is one form'],
  ])('given %j, then it is wrong usage, and nothing is written', async (flags, words) => {
    const run = await drilled();
    const { code, stdout, stderr } = await breakglass(place, ['report', run, ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('given no run, then it says where their names are; given the name of its file, then which run is meant', async () => {
    expect((await breakglass(place, ['report'])).stderr).toContain('runs lists them.');
    const run = await drilled();
    expect((await breakglass(place, ['report', `${run}.jsonl`])).stderr).toContain(`Did you mean ${run}?`);
  });

  it('given a full disk behind stdout, then it says so, and asks for no report of a fault', async () => {
    const run = await drilled();
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [program, 'report', run], {
      cwd: place.folder,
      env: { BREAKGLASS_STORE: place.store },
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect([status, stderr]).toEqual([1, expect.stringContaining('there is no room left on the disk')]);
    expect(stderr).not.toContain('Please report it');
  });
});

describe('report --format html', () => {
  it('given a run, then it is one page on stdout, the same as in a folder', async () => {
    const run = await drilled();
    const { stdout } = await breakglass(place, ['report', run, '--format', 'html']);
    expect(stdout).toMatch(/^<!doctype html>\n/);
    await breakglass(place, ['report', run, '--format', 'html,md', '--out', 'aar']);
    expect(readFileSync(join(place.folder, 'aar', `${run}.html`), 'utf8')).toBe(stdout);
  });

  it('given a folder that cannot be made, then it is said', async () => {
    const run = await drilled();
    writeFileSync(join(place.folder, 'aar'), '');
    const { code, stderr } = await breakglass(place, ['report', run, '--format', 'html', '--out', 'aar']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('aar');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

/** What the program prints on a terminal of its own, with so many columns. */
function onTerminal(args: readonly string[], columns: number): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', HOME: place.folder, BREAKGLASS_STORE: place.store, LANG: 'C.UTF-8' };
  const pty = spawn(process.execPath, [program, ...args], { cols: columns, rows: 30, cwd: place.folder, env });
  let text = '';
  pty.onData((data) => {
    text += data;
  });
  return new Promise((resolve) => pty.onExit(() => resolve(text)));
}

describe('report --format docx', () => {
  it('given stdout is no terminal, then it is the file itself, the same as in a folder', async () => {
    const run = await drilled();
    await breakglass(place, ['report', run, '--format', 'docx', '--out', 'aar']);
    const file = readFileSync(join(place.folder, 'aar', `${run}.docx`));
    expect(file.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    const { stdout } = await breakglass(place, ['report', run, '--format', 'docx']);
    expect(stdout).toBe(file.toString('utf8'));
  });

  it('given a terminal, then it goes to the store, which only its owner reads, and its path is printed', async () => {
    const run = await drilled();
    const file = join(place.store, 'reports', `${run}.docx`);
    expect((await onTerminal(['report', run, '--format', 'docx'], 200)).trim()).toBe(file);
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

describe('report --format text', () => {
  it('given a run, then it is text of 80 columns; on a terminal, of as many as there are', async () => {
    const run = await drilled();
    const widest = (text: string) => Math.max(...text.split(/\r?\n/).map((line) => line.length));
    const { stdout } = await breakglass(place, ['report', run, '--format', 'text']);
    expect(stdout).toMatch(/^DRILL: The release nobody cut/);
    expect(widest(stdout)).toBe(80);
    expect(widest(await onTerminal(['report', run, '--format', 'text'], 50))).toBe(50);
  });
});

describe('report of what is no journal', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  it.each([
    ['a text', 'notes.txt', 'We were called at three.\n', 'notes.txt is not a journal'],
    ['a picture', 'screen.png', png, 'screen.png is not a journal'],
    ['a playbook', 'mine.yaml', 'playbook: mine\n', 'breakglass check'],
    ['JSON lines of something else', 'log.jsonl', '{"level":"info"}\n{"level":"warn"}\n', 'log.jsonl is not a journal'],
    ['an archive', 'all.tar.gz', Buffer.from('1f8b08', 'hex'), 'is a bundle or another archive'],
    ['an empty file', 'none.jsonl', '', 'none.jsonl is empty'],
  ])(
    'given %s, then it says so and what is expected, and nothing of tampering; exit 3',
    async (_, name, content, words) => {
      writeFileSync(join(place.folder, name), content);
      const { code, stdout, stderr } = await breakglass(place, ['report', name]);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(words);
      expect(stderr).toContain('A run is expected');
      expect(stderr).not.toMatch(/changed|cut or put in|relied on|Keep it/);
    },
  );

  it('given a folder, with a slash or without, then it says so', async () => {
    mkdirSync(join(place.folder, 'aar'));
    for (const name of ['aar', './aar']) {
      const { code, stderr } = await breakglass(place, ['report', name]);
      expect([code, stderr]).toEqual([3, expect.stringContaining(`${name} is a folder, not a journal.`)]);
    }
  });

  it('given a journal whose first line was changed, then it is damaged, and not something else', async () => {
    const run = await drilled();
    const text = readFileSync(join(place.store, 'runs', `${run}.jsonl`), 'utf8');
    writeFileSync(join(place.folder, 'copy.jsonl'), `x${text}`);
    const { code, stderr } = await breakglass(place, ['report', 'copy.jsonl']);
    expect([code, stderr]).toEqual([6, expect.stringContaining('Entry 1')]);
  });
});
