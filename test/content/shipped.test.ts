import { describe, expect, it } from 'vitest';
import { formatDiagnostics } from '../../src/language/format.ts';
import { checkPaths } from '../../src/run/check.ts';
import { type LoadedScenario, loadScenario } from '../../src/run/content.ts';
import { shippedNames } from '../../src/run/shipped.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import type { Play } from '../../src/scenario/model.ts';

const scenarios = shippedNames('scenario').map(loadScenario);
const named = scenarios.map((content) => [content.scenario.id, content] as const);

/** The facts and the outcome in which a play ends: what tells one end from another. */
function endOf(content: LoadedScenario, play: Play): string {
  const { session } = playInMemory(content, play);
  return JSON.stringify({ outcome: session.state.outcome, ...session.state.facts });
}

/** All that a play's team does, without what it is called and what is expected of it. */
function script(play: Play): object {
  const { id: _, title: _title, expect: _expect, path: _path, ...rest } = play;
  return rest;
}

function playCalled(content: LoadedScenario, id: string): Play {
  const play = content.scenario.plays.find((one) => one.id === id);
  if (!play) throw new Error(`${content.scenario.id} has no play ${id}`);
  return play;
}

/** Names by which something hidden would be given away. A plain word, such as `release`, gives away nothing. */
function tellingNames({ scenario }: LoadedScenario): string[] {
  const hidden = scenario.world.filter((item) => !item.known);
  const created = scenario.adversary.moves.flatMap((move) => move.does.create);
  const aliases = Object.values(scenario.responses).flatMap(({ finds }) =>
    hidden.flatMap(({ id }) => (Object.hasOwn(finds, id) ? (finds[id] ?? []) : [])),
  );
  const names = [...hidden, ...created].map(({ name }) => name);
  return [...new Set([...names, ...aliases.filter((alias) => !/^[a-z]+$/.test(alias))])];
}

describe('what is shipped', () => {
  it('is read without an error and without a warning', () => {
    const { files, skipped, diagnostics } = checkPaths([]);
    expect(formatDiagnostics(diagnostics, { color: false })).toBe('');
    expect(skipped).toEqual([]);
    expect(files).toBe(shippedNames('playbook').length + shippedNames('scenario').length);
  });

  it('has a scenario for every playbook', () => {
    expect(new Set(scenarios.map(({ playbook }) => playbook.id))).toEqual(new Set(shippedNames('playbook')));
  });
});

describe.each(named)('%s', (_, content) => {
  const { scenario, playbook } = content;
  const endless = scenario.injects.filter((inject) => inject.expect === undefined || inject.objective === undefined);

  it.each(scenario.plays.map((play) => [play.id, play] as const))('%s ends as it expects', (_name, play) => {
    expect(playInMemory(content, play).failures).toEqual([]);
  });

  it('has plays with at least four different ends, and one in which nobody does anything', () => {
    expect(new Set(scenario.plays.map((play) => endOf(content, play))).size).toBeGreaterThanOrEqual(4);
    expect(scenario.plays.filter((play) => play.pace === null)).toHaveLength(1);
  });

  it('can be won: nothing compromised, nothing alive, nothing served, nothing missed', () => {
    const best = playInMemory(content, playCalled(content, 'by-the-book')).session.state;
    expect(best.outcome).toBe('closed');
    expect(best.facts).toMatchObject({ compromised: [], alive: [], served: [], reinfected: [], missed: [] });
    expect(Object.values(best.ratings).map(({ suggested }) => suggested)).toEqual(scenario.objectives.map(() => 'P'));
  });

  it('is lost without a team: no objective is achieved', () => {
    const worst = playInMemory(content, playCalled(content, 'nobody-home')).session.state;
    expect(Object.values(worst.ratings).map(({ suggested }) => suggested)).toEqual(scenario.objectives.map(() => 'U'));
  });

  it('gives no hidden thing away in the briefing, or in an inject that comes by itself', () => {
    const told = [scenario.briefing, ...scenario.injects.flatMap(({ at, text }) => (at === undefined ? [] : [text]))];
    for (const text of told)
      for (const name of tellingNames(content)) expect(text.toLowerCase()).not.toContain(name.toLowerCase());
  });

  it('has something hidden to find, and shows it in a survey', () => {
    expect(scenario.world.some((item) => !item.known)).toBe(true);
    for (const { finds, show } of Object.values(scenario.responses))
      for (const [id, words] of Object.entries(finds)) {
        const name = scenario.world.find((item) => item.id === id)?.name ?? id;
        expect([name, ...words].filter((word) => show?.includes(word))).not.toEqual([]);
      }
  });

  it('answers every survey of its playbook', () => {
    const surveys = playbook.phases.flatMap(({ steps }) => steps.filter(({ effect }) => effect === 'survey'));
    for (const { id } of surveys) expect(scenario.responses[id]?.show).toBeTruthy();
  });

  it('holds every inject to something, for an objective', () => {
    expect(endless.map(({ id }) => id)).toEqual([]);
  });

  it('has injects by the clock, held, on a condition and with a question, for every role that it has', () => {
    const { injects, cast } = scenario;
    expect(injects.some(({ at }) => at !== undefined)).toBe(true);
    expect(injects.some(({ hold }) => hold)).toBe(true);
    expect(injects.some(({ when }) => when !== undefined)).toBe(true);
    expect(injects.some(({ ask }) => ask !== undefined)).toBe(true);
    const players = Object.entries(cast).flatMap(([role, { plays }]) => (plays ? [role] : []));
    const roles = [...Object.keys(playbook.roles), ...players];
    expect(roles.filter((role) => !injects.some(({ to }) => to.includes(role)))).toEqual([]);
  });

  it('has at least three objectives with critical tasks, and leaves some of them to the ear', () => {
    expect(scenario.objectives.filter(({ tasks }) => tasks.length > 0).length).toBeGreaterThanOrEqual(3);
    expect(scenario.objectives.flatMap(({ tasks }) => tasks).some(({ observe }) => observe !== undefined)).toBe(true);
  });

  it('names hosts and addresses that nobody has', () => {
    const texts = Object.values(scenario.responses).flatMap(({ show }) => show ?? []);
    const addresses = [...texts, ...scenario.injects.map(({ text }) => text)].flatMap(
      (text) => text.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g) ?? [],
    );
    // RFC 5737: set aside for examples.
    expect(addresses.filter((one) => !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(one))).toEqual([]);
    const hosts = texts.flatMap(
      (text) => text.match(/\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|sh)\b/g) ?? [],
    );
    expect(hosts).toEqual([]);
  });
});

describe('a pair of plays', () => {
  it.each([
    ['poisoned-release', 'isolate-first', 'revoke-first'],
    ['false-recovery', 'clean-first', 'rebuild-first'],
  ])('%s: %s and %s differ in their order alone, and in their end', (id, one, other) => {
    const content = loadScenario(id);
    const [a, b] = [playCalled(content, one), playCalled(content, other)];
    expect(a.first).not.toEqual(b.first);
    expect({ ...script(a), first: [] }).toEqual({ ...script(b), first: [] });
    expect(endOf(content, a)).not.toBe(endOf(content, b));
  });
});
