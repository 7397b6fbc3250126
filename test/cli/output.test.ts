import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bearClosedPipes } from '../../src/cli/output.ts';

function stream(isTTY: boolean): NodeJS.WriteStream {
  const output = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
  bearClosedPipes([output]);
  return output;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('given something to write to that is gone', () => {
  it('bears a reader who left, and a terminal that was closed', () => {
    expect(() => stream(false).emit('error', failure('EPIPE'))).not.toThrow();
    expect(() => stream(true).emit('error', failure('EIO'))).not.toThrow();
  });

  it('bears no disk that fails', () => {
    expect(() => stream(false).emit('error', failure('EIO'))).toThrow('EIO');
    expect(() => stream(true).emit('error', failure('ENOSPC'))).toThrow('ENOSPC');
  });
});
