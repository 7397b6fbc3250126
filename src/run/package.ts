import { fileURLToPath } from 'node:url';

// Put in their place by the build and by the test runner.
declare const __VERSION__: string;
declare const __PACKAGE_ROOT__: string;

/** The tool's version. */
export const version = __VERSION__;

/** The folder of the installed package, in which dist/, playbooks/ and scenarios/ lie. */
export function packageFolder(): string {
  return fileURLToPath(new URL(__PACKAGE_ROOT__, import.meta.url));
}
