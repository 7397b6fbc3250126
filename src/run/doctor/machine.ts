import type { Finding } from './finding.ts';
import { isAtLeast } from './versions.ts';

/** The oldest Node.js that Breakglass is made for. */
const NODE = '20.19';

/** A terminal, as far as screens need to know it. */
export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

export function nodeFinding(version: string): Finding {
  const about = { sort: 'node', what: 'Node.js' } as const;
  if (isAtLeast(version, NODE)) return { ...about, state: 'ok', said: `${version}, at least ${NODE}` };
  return { ...about, state: 'missing', said: `${version} is too old`, mend: `Install Node.js ${NODE} or newer.` };
}

/** Whether screens fit, and whether the terminal is told to take more than ASCII. */
export function terminalFindings({ columns, rows }: Terminal, environment: NodeJS.ProcessEnv): Finding[] {
  const about = { sort: 'terminal', what: 'this terminal' } as const;
  const size = `${columns}×${rows}`;
  const fits: Finding =
    columns >= 80 && rows >= 24
      ? { ...about, state: 'ok', said: size }
      : {
          ...about,
          state: 'warn',
          said: columns >= 40 && rows >= 15 ? `${size} is tight` : `${size} takes no screens, only plain lines`,
          mend: 'Make it 80×24 or larger.',
        };
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  if (/utf-?8/i.test(locale)) return [fits];
  const said = `its locale is ${locale || 'not set'}: signs beyond ASCII may come out as others`;
  return [fits, { ...about, state: 'warn', said, mend: 'export LC_ALL=C.UTF-8' }];
}
