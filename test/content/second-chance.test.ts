import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { wallOf } from '../../src/engine/time.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadScenario } from '../../src/run/content.ts';
import { everyRole, openInMemory, playOf } from '../../src/run/open.ts';
import { Player } from '../../src/run/player.ts';
import type { RunSession } from '../../src/run/run-session.ts';

/** What a team does beside its script, as soon as an inject has come. */
type Turns = Readonly<Record<string, (session: RunSession) => readonly Ask[]>>;

/** Plays a play of the scenario to its end, and does what `turns` say when their inject has come. */
function playedWith(play: string, turns: Turns): RunSession {
  const content = loadScenario('false-recovery');
  const clock = new PlayClock(content.scenario.starts ?? 0);
  const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: 'test' });
  const player = new Player(session, playOf(content, play), 0);
  const done = new Set<string>();
  for (let at = player.next(); at !== null; at = player.next()) {
    clock.moveTo(wallOf(session.state, at) ?? clock.wall());
    session.dispatch({ type: 'wake' });
    if (session.state.stage === 'play') player.act(at);
    for (const [inject, commands] of Object.entries(turns)) {
      if (done.has(inject) || session.state.injects[inject]?.deliveredAt === undefined) continue;
      done.add(inject);
      for (const ask of commands(session)) expect(session.dispatch(ask)).toBeNull();
    }
  }
  expect([...done].sort()).toEqual(Object.keys(turns).sort());
  return session;
}

const reopen = (step: string, reason: string): Ask => ({ type: 'reopen', step, item: 'brackenvision', reason });

describe('a team that went wrong', () => {
  it('given two builds that differ, when it finds the cache that it had missed, then what it publishes is clean', () => {
    const { state } = playedWith('warm-cache', {
      'builds-differ': () => [{ type: 'add-item', kind: 'stage', name: 'py311-wheel-build-a41f07' }],
    });
    expect(state.facts).toMatchObject({ compromised: [], served: [], missed: [] });
  });

  it('given a fix that is bad, when it takes the fix down and builds again from a clean line, then nothing bad is served', () => {
    const { state } = playedWith('rebuild-first', {
      'fix-is-bad': () => [reopen('quarantine-artifacts', 'the fix is bad')],
      'builds-agree': () => [reopen('rebuild-artifacts', 'it came from a line that was not clean')],
    });
    expect(state.facts).toMatchObject({ compromised: [], alive: [], served: [] });
  });

  it('given a second wave, when it lists again and revokes what it had forgotten, then the attacker has no way left', () => {
    const { state } = playedWith('forgotten-token', {
      'second-wave': () => [
        { type: 'add-item', kind: 'credential', name: 'PYPI_API_TOKEN' },
        reopen('quarantine-artifacts', 'they uploaded again'),
      ],
    });
    expect(state.facts).toMatchObject({ happened: expect.arrayContaining(['upload-by-token']), alive: [], served: [] });
  });

  it('given that it has frozen, when it tries to publish before the builder is clean, then that is refused and can be overridden', () => {
    const content = loadScenario('false-recovery');
    const clock = new PlayClock(0);
    const session = openInMemory({ content, roles: everyRole(content), clock, typedBy: 'test' });
    const player = new Player(session, playOf(content, 'by-the-book'), 0);
    while (session.state.phases.ship?.status !== 'open') {
      const at = player.next();
      if (at === null) throw new Error('the phase never opened');
      clock.moveTo(wallOf(session.state, at) ?? clock.wall());
      session.dispatch({ type: 'wake' });
      player.act(at);
    }
    const refusal = session.dispatch({ type: 'finish', step: 'rebuild-artifacts', item: 'brackenvision' });
    expect(refusal).toMatchObject({ code: 'not-allowed', glass: { what: 'require', step: 'rebuild-artifacts' } });
  });
});
