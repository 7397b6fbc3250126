import { Problem } from './problem.ts';

/** What opens a file with what its owner chose for that, by system. */
const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  // Not through a shell, to which a path could be more than a path.
  win32: ['explorer.exe'],
};

/**
 * Opens a page in the browser of whoever sits here: the one that `BROWSER` names, else the system's own. It does not wait for it.
 * @throws Problem `failed` where there is none, with where the page lies
 */
export async function openInBrowser(file: string, environment: NodeJS.ProcessEnv, platform: string): Promise<void> {
  const [program = 'xdg-open', ...args] = environment.BROWSER ? [environment.BROWSER] : (openers[platform] ?? []);
  const { spawn } = await import('node:child_process');
  const child = spawn(program, [...args, file], { detached: true, stdio: 'ignore', env: environment });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', () =>
      reject(
        new Problem(
          'failed',
          `No browser was opened: ${program} could not be started.`,
          `Name one in BROWSER, or open the page yourself: ${file}`,
        ),
      ),
    );
  });
  child.unref();
}
