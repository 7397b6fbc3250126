import type { Ask } from '../../src/engine/commands.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { openInMemory } from '../../src/run/open.ts';
import type { RunSession } from '../../src/run/run-session.ts';
import { loaded, playbookText } from './texts.ts';

const starts = Date.parse('2026-03-26T08:12:00Z');
const day = 24 * 60 * 60_000;

const scene = `format: 1
scenario: scene
version: 1.0.0
title: Scene
playbook: book
duration: 1h
session: 30m
starts: 2026-03-26T08:12:00Z
based-on: { case: fictional }
briefing: Something was read.
world: { stage: { desk: { type: workstation, known: true } } }
injects: []
objectives: []
plays: []
`;

/** Improvements with a finding, and every way in which one stands in a tracker. */
export function trackedByHand(): RunSession {
  const clock = new PlayClock(starts);
  const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: acknowledge, role: lead, do: Say so., reaches: acknowledged }`);
  const content = loaded(book, scene);
  const session = openInMemory({ content, roles: { lead: 'Mara' }, seed: 'golden', clock, typedBy: 'mara@laptop' });
  const does = (ask: Ask) => {
    const refusal = session.dispatch(ask, { person: 'Mara' });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const tracked = (improvement: string, tracker: string) =>
    ({ type: 'track-improvement', improvement, tracker }) as const;
  does({ type: 'stop', reason: 'Over.' });
  does({ type: 'add-improvement', text: 'Pin them.', owner: 'Jon', due: '2026-06-01', finding: 'unpinned-action' });
  does({ type: 'add-improvement', text: 'Rotate it.', from: 'missed token', finding: 'long-lived-key' });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'sending' });
  const url = 'https://github.com/acme/app/issues/7';
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'open', issue: '#7', url });
  does({ type: 'close' });
  clock.moveTo(starts + day);
  does({ ...tracked('improvement-2', 'jira:OPS'), state: 'sending' });
  does({ ...tracked('improvement-2', 'jira:OPS'), state: 'refused', why: 'Jira answered 403' });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'closed', issue: '#7', url });
  does({ ...tracked('improvement-1', 'github:acme/app'), state: 'gone', issue: '#7', url });
  return session;
}
