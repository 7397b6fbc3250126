import { describe, expect, it } from 'vitest';
import { proofOf, verdictOf } from '../../src/actions/verdict.ts';
import type { Proof } from '../../src/playbook/catalogue/model.ts';
import type { Answer } from '../../src/playbook/catalogue/ready.ts';
import { command, request } from './calls.ts';

function answer(how: Answer['how'], more: Partial<Answer> = {}): Answer {
  return { how, text: '', errors: '', bytes: 0, cut: false, milliseconds: 1, tries: 1, ...more };
}

describe('what an answer means', () => {
  const act = request('https://api.example/');
  const read = request('https://api.example/', { method: 'GET', readOnly: true });
  const picky = request('https://api.example/', { accepts: [204, 404] });
  const run = command(['x'], { exits: [0, 3] });
  const look = command(['x'], { readOnly: true });

  it.each([
    [run, answer('exited', { exit: 0 }), 'ok', 'Exit code 0.'],
    [run, answer('exited', { exit: 3 }), 'ok', 'Exit code 3.'],
    [run, answer('exited', { exit: 1 }), 'failed', 'Exit code 1.'],
    [act, answer('answered', { status: 200 }), 'ok', 'Answered 200.'],
    [act, answer('answered', { status: 299 }), 'ok', 'Answered 299.'],
    [act, answer('answered', { status: 302 }), 'failed', 'Answered 302.'],
    [act, answer('answered', { status: 404 }), 'failed', 'Answered 404.'],
    [act, answer('answered', { status: 408 }), 'unknown', 'Answered 408: it may have happened or not.'],
    [act, answer('answered', { status: 500 }), 'unknown', 'Answered 500: it may have happened or not.'],
    [read, answer('answered', { status: 500 }), 'failed', 'Answered 500.'],
    [picky, answer('answered', { status: 404 }), 'ok', 'Answered 404.'],
    [picky, answer('answered', { status: 200 }), 'failed', 'Answered 200.'],
    [act, answer('not-started', { why: 'Nobody there.' }), 'failed', 'Nothing happened. Nobody there.'],
    [act, answer('timed-out'), 'unknown', 'No end came in time. It may have happened or not.'],
    [act, answer('cancelled'), 'unknown', 'Cancelled. It may have happened or not.'],
    [act, answer('broken-off', { status: 200 }), 'unknown', 'The connection broke off. It may have happened or not.'],
    [run, answer('killed', { why: 'By SIGKILL.' }), 'unknown', 'Killed. It may have happened or not. By SIGKILL.'],
    [read, answer('broken-off'), 'failed', 'The connection broke off. It changes nothing.'],
    [look, answer('cancelled', { exit: 0 }), 'failed', 'Cancelled. It changes nothing.'],
  ] as const)('%#: of %o, %o is %s', (call, given, verdict, said) => {
    expect(verdictOf(call, given)).toEqual({ verdict, said });
  });
});

describe('the proof of a credential', () => {
  const proof: Proof = {
    dead: [
      { statuses: [401, 429, 500] },
      { statuses: [400], says: ['InvalidClientTokenId'] },
      { exits: [255], says: ['Permission denied'] },
      {},
    ],
    alive: [{ statuses: [200, 403] }, { exits: [0] }, { statuses: [401], says: ['expired soon'] }],
  };

  it.each([
    ['dead', answer('answered', { status: 401 })],
    ['dead', answer('answered', { status: 400, text: '<Code>InvalidClientTokenId</Code>' })],
    ['dead', answer('exited', { exit: 255, errors: 'git@host: Permission denied (publickey).' })],
    ['alive', answer('answered', { status: 200 })],
    ['alive', answer('exited', { exit: 0 })],
    ['none', answer('answered', { status: 400, text: 'ValidationError' })],
    ['none', answer('exited', { exit: 255, errors: 'Connection refused' })],
    ['none', answer('answered', { status: 404 })],
    ['none', answer('answered', { status: 500 })],
    ['none', answer('answered', { status: 503 })],
    ['none', answer('answered', { status: 429 })],
    ['none', answer('answered', { status: 401, text: 'expired soon' })],
    ['none', answer('timed-out', { status: 401 })],
    ['none', answer('not-started')],
    ['none', answer('broken-off', { status: 401 })],
    ['none', answer('cancelled', { exit: 255, errors: 'Permission denied' })],
    ['none', answer('killed')],
  ] as const)('%#: is %s by %o', (expected, given) => {
    expect(proofOf(proof, given).proof).toBe(expected);
  });

  it('is said in words', () => {
    expect(proofOf(proof, answer('answered', { status: 401 })).said).toContain('Dead: answered 401');
    expect(proofOf(proof, answer('exited', { exit: 0 })).said).toContain('Still alive: exit code 0');
    expect(proofOf(proof, answer('not-started', { why: 'Nothing listens there.' })).said).toBe(
      'No proof: Nothing listens there.',
    );
    expect(proofOf(proof, answer('answered', { status: 500 })).said).toBe(
      'No proof: answered 500, which says nothing of it.',
    );
  });
});
