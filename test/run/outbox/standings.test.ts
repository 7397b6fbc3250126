import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/engine/commands.ts';
import { standingsOf } from '../../../src/run/outbox/standings.ts';
import { live, liveRun } from '../../engine/live/given.ts';

type Ended = Pick<Ask<'end-delivery'>, 'outcome' | 'why' | 'mend' | 'stops'>;

/** A run of which one message was tried, and that came of it. */
function tried(ended?: Ended) {
  const run = liveRun(live('      - { step: go-on, after: [], role: lead, do: Go on. }'), {
    routes: [{ via: 'slack', tells: 'run' }],
    title: 'Book',
  });
  const messages = Object.keys(run.state.outbox.slack?.pending ?? {}).slice(0, 1);
  if (ended) {
    run.does({ type: 'begin-delivery', via: 'slack', messages });
    run.does({ type: 'end-delivery', via: 'slack', messages, ...ended });
  }
  const count = Object.keys(run.state.outbox.slack?.pending ?? {}).length;
  return { run, count, messages, standing: standingsOf(run.state)[0] };
}

describe('given a journal, and nobody here who delivers', () => {
  it('when nothing was tried, then only how much waits is said', () => {
    const { standing, count } = tried();
    expect(standing).toMatchObject({ words: `slack: ok, ${count} queued`, isTroubled: false });
  });

  it('when what was tried did not arrive, then it is not well there, and why', () => {
    const { standing, count } = tried({ outcome: 'put-off', why: 'nobody answers' });
    const words = `slack: degraded, ${count} queued`;
    expect(standing).toMatchObject({ words, isTroubled: true, sentence: expect.stringContaining('Nobody answers.') });
  });

  it('when it may be there or not, then the same', () => {
    const { standing, count } = tried({ outcome: 'unknown', why: 'it hung up' });
    expect(standing).toMatchObject({ words: `slack: degraded, ${count - 1} queued, 1 unclear`, isTroubled: true });
  });

  it('when it was refused as it is, then the others are not said to be kept by that', () => {
    const { standing, count } = tried({ outcome: 'refused', why: 'msg_too_long' });
    expect(standing).toMatchObject({ words: `slack: ok, ${count - 1} queued, 1 refused`, isTroubled: true });
  });

  it('when it has arrived since, then it is well again', () => {
    const { run, messages, count } = tried({ outcome: 'put-off', why: 'nobody answers' });
    run.does({ type: 'begin-delivery', via: 'slack', messages });
    run.does({ type: 'end-delivery', via: 'slack', messages, outcome: 'sent', receipt: { channel: 'C1' } });
    expect(standingsOf(run.state)[0]).toMatchObject({ words: `slack: ok, ${count - 1} queued`, isTroubled: false });
  });
});
