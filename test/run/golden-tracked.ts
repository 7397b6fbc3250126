import type { RunSession } from '../../src/run/run-session.ts';
import { endedRun } from '../helpers/tracker/closed-run.ts';

const day = 24 * 60 * 60_000;

/** Improvements with a finding, and every way in which one stands in a tracker. */
export function trackedByHand(): RunSession {
  const { session, clock, does } = endedRun('golden');
  const tracked = (improvement: string, tracker: string) =>
    ({ type: 'track-improvement', improvement, tracker }) as const;
  does({ type: 'add-improvement', text: 'Pin them.', owner: 'Jon', due: '2026-06-01', finding: 'unpinned-action' });
  does({ type: 'add-improvement', text: 'Rotate it.', from: 'missed token', finding: 'long-lived-key' });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'sending' });
  const url = 'https://github.com/acme/app/issues/7';
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'open', issue: '#7', url });
  does({ type: 'close' });
  clock.moveTo(clock.wall() + day);
  does({ ...tracked('improvement-2', 'jira:OPS'), state: 'sending' });
  does({ ...tracked('improvement-2', 'jira:OPS'), state: 'refused', why: 'Jira answered 403' });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'closed', issue: '#7', url });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'gone', issue: '#7', url });
  return session;
}
