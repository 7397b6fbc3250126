import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadedScenario, loadScenario } from '../../src/run/content.ts';
import { Problem } from '../../src/run/problem.ts';

/** A playbook for tests. `phases` is indented by two. */
export function playbookText(phases: string, name = 'book'): string {
  return `format: 1
playbook: ${name}
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
scope:
  backup: { taken: { type: time, required: true } }
audiences: [everyone]
phases:
${phases}
`;
}

/** A scenario for tests. `more` holds whole sections beside world and plays; `plays` is indented by two. */
export function scenarioText({
  plays,
  more = '',
  world = '',
  playbook = 'book',
}: {
  plays: string;
  more?: string;
  world?: string;
  playbook?: string;
}): string {
  return `format: 1
scenario: scene
version: 1.0.0
title: Scene
playbook: ${playbook}
duration: 60m
timezone: UTC
starts: 2026-03-02T08:12:00Z
based-on: { case: fictional, sources: [] }
briefing: Something happened.
anchors: { known: T, intruded: T-5h }
cast: { legal: { title: Counsel } }
world:
  stage:
    build: { type: pipeline, name: build.yml, holds: [ci-token], known: true }
    release: { type: pipeline, name: release.yml, holds: [npm-token] }
  credential:
    ci-token: { type: github-token, name: CI_TOKEN, opens: [build] }
    npm-token: { type: npm-token, name: NPM_TOKEN }
${world}
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: creep, at: T+40m, needs: [ci-token], does: { compromise: [release] } }
${more}
plays:
${plays}
`;
}

/** The same with nobody in it: a store is emptied by mistake, and a job would take its only copy at T+40m. */
export function accidentText({ plays, more = '' }: { plays: string; more?: string }): string {
  const text = scenarioText({ plays, more });
  const world = `world:
  stage:
    job: { type: scheduled-job, name: prune.timer, known: true }
  system:
    store: { type: database, name: the store, known: true }
  backup:
    copy: { type: snapshot, name: a copy, of: store, taken: T-6h, known: true }

adversary:
  moves:
    - { move: slip, title: The store is emptied, at: T, does: { destroy: [store] } }
    - { move: prune, title: The clean-up takes the copy, at: T+40m, needs-running: [job], does: { destroy: [copy] } }
`;
  const [from, to] = [text.indexOf('world:'), text.indexOf('    - { move: creep')];
  const rest = text.slice(text.indexOf('\n', to) + 1);
  return text.slice(0, from).replace(', intruded: T-5h', '') + world + rest;
}

/** Writes documents into a folder of their own and loads the scenario. The folder is gone when this returns. */
export function loaded(playbook: string, scenario: string): LoadedScenario {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-texts-'));
  try {
    writeFileSync(join(folder, 'book.yaml'), playbook);
    writeFileSync(join(folder, 'scene.yaml'), scenario);
    return loadScenario(join(folder, 'scene.yaml'));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Told in full: a test's own document is wrong.
    throw new Error([error.message, ...error.diagnostics.map(({ code, message }) => `${code}: ${message}`)].join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
