import type { Ask } from '../../../src/engine/commands.ts';
import type { WebAnswer, WebRequest } from '../../../src/notify/web.ts';
import { PlayClock } from '../../../src/run/clock.ts';
import { openInMemory } from '../../../src/run/open.ts';
import type { RunSession } from '../../../src/run/run-session.ts';
import { createGithub } from '../../../src/tracker/github.ts';
import { createGitlab } from '../../../src/tracker/gitlab.ts';
import { createJira } from '../../../src/tracker/jira.ts';
import type { Sending } from '../../../src/tracker/send.ts';
import type { Tracker } from '../../../src/tracker/tracker.ts';
import { loaded, playbookText } from '../../run/texts.ts';
import { type Forge, github, gitlab, jira, TOKEN } from './forges.ts';

const starts = Date.parse('2026-03-26T08:12:00Z');

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

/** A drill of the scene that is over, with what gives it a command: in it improvements may be added. */
export function endedRun(seed: string) {
  const clock = new PlayClock(starts);
  const content = loaded(
    playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: acknowledge, role: lead, do: Say so., reaches: acknowledged }`),
    scene,
  );
  const session = openInMemory({ content, roles: { lead: 'Mara' }, seed, clock, typedBy: 'mara@laptop' });
  const does = (ask: Ask) => {
    const refusal = session.dispatch(ask, { person: 'Mara' });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  does({ type: 'stop', reason: 'Over.' });
  return { session, clock, does };
}

/** A drill that was closed with such improvements, and its clock. */
export function closedRun(texts: readonly string[]): { session: RunSession; clock: PlayClock } {
  const { session, clock, does } = endedRun('tracked');
  for (const text of texts)
    does({ type: 'add-improvement', text, owner: 'Jon', due: '2026-06-01', finding: 'public-bucket' });
  does({ type: 'close' });
  return { session, clock };
}

type Web = (request: WebRequest) => Promise<WebAnswer>;
type Open = (web: Web, now: () => number, base: string) => Tracker;

/** The trackers, each with what stands behind it. */
export const trackers: Readonly<Record<string, { readonly forge: () => Forge; readonly open: Open }>> = {
  GitHub: {
    forge: github,
    open: (web, now, base) => createGithub({ path: 'acme/app', token: TOKEN, web, now, apiUrl: base }),
  },
  GitLab: {
    forge: gitlab,
    open: (web, now, base) => createGitlab({ path: 'acme/app', token: TOKEN, web, now, apiUrl: base }),
  },
  Jira: {
    forge: jira,
    open: (web, now, base) =>
      createJira({ path: 'OPS', token: TOKEN, user: 'mara@acme.example', issueType: 'Task', web, now, siteUrl: base }),
  },
};

/** What sends the run's improvements there. Waiting moves the clock. */
export function sendingOf({ session, clock }: ReturnType<typeof closedRun>, tracker: Tracker): Sending {
  return {
    session,
    tracker,
    by: { person: 'Mara' },
    now: () => clock.wall(),
    pause: async (milliseconds) => clock.moveTo(clock.wall() + milliseconds),
    masked: (text) => text.replaceAll(TOKEN, '[token]'),
  };
}
