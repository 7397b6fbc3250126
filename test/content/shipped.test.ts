import { readdirSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { formatDiagnostics } from '../../src/language/format.ts';
import { checkPaths } from '../../src/run/check.ts';
import type { LoadedScenario } from '../../src/run/content.ts';
import { shippedCatalogues, shippedNames } from '../../src/run/shipped.ts';
import { endOf, orderPairs, playCalled, playedOnce, readable, stateOf } from './shelved.ts';

const scenarios = readable.map(([, content]) => content);

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
    const documents = [...shippedNames('playbook'), ...shippedNames('scenario'), ...shippedCatalogues()];
    expect(files).toBe(documents.length);
  });

  it('has a scenario for every playbook', () => {
    expect(new Set(scenarios.map(({ playbook }) => playbook.id))).toEqual(new Set(shippedNames('playbook')));
  });

  it('is at least eight scenarios and forty plays', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(8);
    expect(scenarios.flatMap(({ scenario }) => scenario.plays).length).toBeGreaterThanOrEqual(40);
  });

  it('has no clue that no scenario shows', () => {
    const shown = scenarios.flatMap(({ scenario }) =>
      Object.values(scenario.responses).flatMap(({ file }) => file ?? []),
    );
    const files = readdirSync(new URL('../../scenarios/clues/', import.meta.url)).map((name) => `clues/${name}`);
    expect(files.filter((file) => !shown.includes(file))).toEqual([]);
  });
});

describe.each(readable)('%s', (_, content) => {
  const { scenario, playbook } = content;
  const { basedOn, plays } = scenario;
  const isReal = basedOn.case !== 'fictional';
  const endless = scenario.injects.filter((inject) => inject.expect === undefined || inject.objective === undefined);

  it.each(plays.map((play) => [play.id, play] as const))('%s ends as it expects', (_name, play) => {
    expect(playedOnce(content, play).failures).toEqual([]);
  });

  it('has at least five plays, with those among them that every scenario has', () => {
    const names = plays.map(({ id }) => id);
    expect(names.length).toBeGreaterThanOrEqual(5);
    const always = ['by-the-book', 'nobody-home', ...(isReal ? ['as-it-happened'] : [])];
    expect(names).toEqual(expect.arrayContaining(always));
    expect(plays.filter(({ pace, at }) => pace === null && Object.keys(at).length === 0)).toEqual([
      playCalled(content, 'nobody-home'),
    ]);
  });

  it('can come to at least three different ends', () => {
    expect(new Set(plays.map((play) => endOf(content, play))).size).toBeGreaterThanOrEqual(3);
  });

  it('has two plays that differ in the order of steps alone, and in their end; one of them is not the best', () => {
    const best = endOf(content, playCalled(content, 'by-the-book'));
    const telling = orderPairs(plays).filter((pair) => {
      const [one, other] = pair.map((play) => endOf(content, play));
      return one !== other && (one !== best || other !== best);
    });
    expect(telling.length).toBeGreaterThan(0);
  });

  it('has a play that misses something, and does not end well for it', () => {
    const best = endOf(content, playCalled(content, 'by-the-book'));
    const missing = plays.filter(({ id, misses }) => id !== 'as-it-happened' && misses.length > 0);
    expect(missing.length).toBeGreaterThan(0);
    for (const play of missing) expect(endOf(content, play), play.id).not.toBe(best);
  });

  it('can be won: nothing compromised, alive, served, lost, missed', () => {
    const best = stateOf(content, playCalled(content, 'by-the-book'));
    expect(best.outcome).toBe('closed');
    expect(best.facts).toMatchObject({ compromised: [], alive: [], served: [], reinfected: [], lost: [], missed: [] });
    expect(Object.values(best.ratings).map(({ suggested }) => suggested)).toEqual(scenario.objectives.map(() => 'P'));
  });

  it('is lost without a team: no objective is achieved', () => {
    const worst = stateOf(content, playCalled(content, 'nobody-home'));
    expect(Object.values(worst.ratings).map(({ suggested }) => suggested)).toEqual(scenario.objectives.map(() => 'U'));
  });

  it('says what it teaches, by which rules of the world, and what it maps to', () => {
    expect(scenario.teaches).toBeTruthy();
    expect(scenario.lessons.length).toBeGreaterThan(0);
    expect(scenario.mapsTo['owasp-cicd'] ?? []).not.toEqual([]);
  });

  it('says of a real case what happened, when, where from, and what was invented', () => {
    const { story, timeline, invented, sources } = basedOn;
    const told = { story: story !== undefined, rows: timeline.length > 0, invented: invented.length > 0 };
    expect(told).toEqual({ story: isReal, rows: isReal, invented: isReal });
    expect(sources.length > 0).toBe(isReal);
    expect(sources.filter(({ url, path }) => url === undefined && path === undefined)).toEqual([]);
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

  it('shows nothing that is wider than a terminal', () => {
    const lines = Object.values(scenario.responses).flatMap(({ show }) => show?.split('\n') ?? []);
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
  });

  it('holds every inject to something, for an objective', () => {
    expect(endless.map(({ id }) => id)).toEqual([]);
  });

  it('has injects by the clock, held, on conditions and with a question, for every role that it has', () => {
    const { injects, cast } = scenario;
    expect(injects.some(({ at }) => at !== undefined)).toBe(true);
    expect(injects.some(({ hold }) => hold)).toBe(true);
    expect(injects.filter(({ when }) => when !== undefined).length).toBeGreaterThanOrEqual(2);
    expect(injects.some(({ ask }) => ask !== undefined)).toBe(true);
    const players = Object.entries(cast).flatMap(([role, { plays: acts }]) => (acts ? [role] : []));
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
