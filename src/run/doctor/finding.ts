/** What a finding is about. */
export type FindingSort =
  | 'trust'
  | 'program'
  | 'tool'
  | 'action'
  | 'secret'
  | 'endpoint'
  | 'token'
  | 'channel'
  | 'clock'
  | 'store'
  | 'node'
  | 'terminal'
  | 'contacts';

/** One thing that a live run needs, and how it is here. */
export interface Finding {
  readonly sort: FindingSort;
  /** `missing`: something of a live run will not work. `warn`: it will, and somebody should look at it. */
  readonly state: 'ok' | 'warn' | 'missing';
  /** A name: of a tool, a secret, a file. */
  readonly what: string;
  readonly said: string;
  /** What to paste or to set. */
  readonly mend?: string;
}

/** How serious something is that an action would lack, given whether anything here relies on it. */
export function lacking(isNeeded: boolean): 'missing' | 'warn' {
  return isNeeded ? 'missing' : 'warn';
}
