import type { Around } from '../../src/actions/around.ts';
import { createMask } from '../../src/actions/mask.ts';
import type { ReadyCommand, ReadyRequest } from '../../src/playbook/catalogue/ready.ts';

/** A command that changes something, and may not be done twice. */
export function command(argv: readonly string[], more: Partial<ReadyCommand> = {}): ReadyCommand {
  return {
    id: 'do',
    how: 'command',
    argv,
    env: {},
    exits: [0],
    readOnly: false,
    idempotent: false,
    timeout: 20_000,
    ...more,
  };
}

/** A program in JavaScript, run by this very Node.js. */
export function script(code: string, ...args: readonly string[]): string[] {
  return [process.execPath, '-e', code, '--', ...args];
}

/** A request that changes something, and may not be sent twice. */
export function request(url: string, more: Partial<ReadyRequest> = {}): ReadyRequest {
  return {
    id: 'do',
    how: 'http',
    method: 'POST',
    url,
    headers: {},
    accepts: [],
    readOnly: false,
    idempotent: false,
    timeout: 20_000,
    ...more,
  };
}

/** What a call is started with: secrets as given, nothing else of this machine but where its programs are. */
export function around(secrets: Readonly<Record<string, string>> = {}, more: Partial<Around> = {}): Around {
  return {
    secret: async (name) => {
      const value = secrets[name];
      if (value === undefined) throw new Error(`The secret ${name} is not there.`);
      return value;
    },
    mask: createMask(),
    environment: { PATH: process.env.PATH },
    ...more,
  };
}
