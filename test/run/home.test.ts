import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withHome } from '../../src/run/home.ts';

describe('a path that no shell has read', () => {
  it.each([
    ['~/logs/audit.log', join(homedir(), 'logs/audit.log')],
    ['~', homedir()],
    ['~mara/audit.log', '~mara/audit.log'],
    ['./~/audit.log', './~/audit.log'],
    ['/var/log/~', '/var/log/~'],
  ])('%s is %s', (path, meant) => {
    expect(withHome(path)).toBe(meant);
  });
});
