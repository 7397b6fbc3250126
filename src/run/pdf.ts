import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from './problem.ts';

/** The variable that names the browser which prints. */
export const CHROMIUM = 'BREAKGLASS_CHROMIUM';

/** Browsers that print a page without a window, by the names that they are installed under. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Longer than any report takes; a browser that hangs must not hang us. Milliseconds. */
const PATIENCE = 180_000;

/** By these the program would end at once, and leave the page lying in the folder. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What keeps the browser from doing anything but print: no look-up, no update, no profile of the user's. */
const quiet = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
  '--generate-pdf-document-outline',
];

/**
 * Prints a page of HTML to PDF by a Chromium of this machine. The page goes through a folder that only its owner may read, and that
 * is gone afterwards.
 * @throws Problem `failed` where there is no such browser, or it prints nothing; AbortError where the program is told to end: nothing of
 * the page is left behind then either.
 */
export async function printPdf(html: string, environment: NodeJS.ProcessEnv): Promise<Uint8Array> {
  const browser = browserIn(environment);
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-pdf-'));
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of endings) process.on(signal, onSignal);
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    writeFileSync(page, html, { mode: 0o600 });
    const args = [
      ...quiet,
      // As root Chromium does not start with its sandbox; what it opens is our own page, whose policy allows no script.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'profile')}`,
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ];
    const said = await run(browser, args, stop.signal);
    if (stop.signal.aborted) throw new DOMException('Interrupted. No PDF was made.', 'AbortError');
    return printed(pdf, browser, said);
  } finally {
    for (const signal of endings) process.off(signal, onSignal);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function printed(pdf: string, browser: string, said: string): Uint8Array {
  try {
    const bytes = readFileSync(pdf);
    if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return bytes;
  } catch {
    // Nothing was printed: what the browser said tells why.
  }
  const why = said.trim().split('\n').at(-1) ?? '';
  throw new Problem(
    'failed',
    `${browser} printed no PDF${why === '' ? '' : `: ${why.slice(0, 300)}`}.`,
    'The HTML prints the same from any browser: --format html.',
  );
}

async function run(browser: string, args: readonly string[], cancelSignal: AbortSignal): Promise<string> {
  const { execa } = await import('execa');
  const { all, timedOut } = await execa(browser, args, {
    all: true,
    reject: false,
    cancelSignal,
    stdin: 'ignore',
    timeout: PATIENCE,
    forceKillAfterDelay: 1000,
    maxBuffer: 100_000,
    verbose: 'none',
  });
  return timedOut ? `${all ?? ''}\nit did not end within ${PATIENCE / 60_000} minutes` : (all ?? '');
}

function browserIn(environment: NodeJS.ProcessEnv): string {
  const named = environment[CHROMIUM];
  const found = named ? located([named], environment) : located([...names, ...onMac], environment);
  if (found !== undefined) return found;
  throw new Problem(
    'failed',
    named
      ? `${CHROMIUM} names ${named}, and there is no such program.`
      : 'A PDF is printed by Chromium or Chrome, and none was found on this machine.',
    `Install it (Debian: apt-get install chromium), or name it in ${CHROMIUM}. The HTML prints the same from any browser: --format html.`,
  );
}

function located(programs: readonly string[], { PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  const candidates = programs.flatMap((program) =>
    isAbsolute(program) ? [program] : PATH.split(delimiter).map((folder) => join(folder, program)),
  );
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
