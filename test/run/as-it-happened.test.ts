import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkPaths } from '../../src/run/check.ts';
import { loadScenario } from '../../src/run/content.ts';
import { inShort } from '../helpers/documents.ts';
import { playbookText, scenarioText } from './texts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: look, role: operator, do: Look., reaches: seen }
      - { step: tell, role: lead, after: [], do: Tell. }
`);

/** A replay whose play looks at once a minute from T+1m on; `at` are its own times. */
function written({
  milestones = '{}',
  rows = '',
  at = '{}',
  adversary = '',
}: {
  milestones?: string;
  rows?: string;
  at?: string;
  adversary?: string;
}) {
  const text = scenarioText({ plays: `  - { play: as-it-happened, pace: 60s, at: ${at} }` })
    .replace(
      'based-on: { case: fictional, sources: [] }',
      `based-on:
  case: A breach
  sources: [{ source: p1, title: Report, path: report.md }]
  milestones: ${milestones}
  timeline: [${rows}]`,
    )
    .replace('- { move: creep, at: T+40m,', (move) => `${adversary}${move}`);
  writeFileSync(join(folder, 'book.yaml'), book);
  writeFileSync(join(folder, 'scene.yaml'), text);
  return join(folder, 'scene.yaml');
}

const said = (file: string) => checkPaths([file]).diagnostics.map(inShort);

it('given a replay that keeps its published times, then a check has nothing to say', () => {
  const rows = '{ at: T+20m, what: They told., sources: [p1], step: tell }';
  expect(said(written({ milestones: '{ seen: T+90s }', rows, at: '{ tell: 20m }' }))).toEqual([]);
});

it('given one that misses them, then each is an error at its published time, with both times', () => {
  const rows = '{ at: T+20m, what: They told., sources: [p1], step: tell }';
  const file = written({ milestones: '{ seen: 2026-03-02T08:28:00Z }', rows, at: '{ look: 32m, tell: 25m }' });
  expect(said(file)).toEqual([
    'replay-drift at `2026-03-02T08:28:00Z`: `seen` was published T+16m, played at T+32m',
    'replay-drift at `T+20m`: `tell` was published T+20m, played at T+25m',
  ]);
  expect(checkPaths([file]).diagnostics[0]).toMatchObject({ severity: 'error' });
});

it('given one that never gets there, then that is said', () => {
  expect(said(written({ milestones: '{ seen: T+20m }', at: '{ look: 59m, tell: 2h }' }))).toContain(
    'replay-drift at `T+20m`: `seen` was published T+20m, played at T+59m',
  );
  expect(said(written({ milestones: '{ seen: T+20m }', at: '{ look: 2h }' }))).toContain(
    'replay-drift at `T+20m`: `seen` was published T+20m, never reached',
  );
});

it('given one that misses them, then it can still be drilled', () => {
  const file = written({ milestones: '{ seen: T+20m }' });
  expect(loadScenario(file).scenario.id).toBe('scene');
});

it('given a scenario with errors of its own, then it is not played', () => {
  const file = written({ milestones: '{ seen: T+20m, sen: T+1m }' });
  expect(said(file)).toEqual(['name-unknown at `sen`: there is no milestone `sen`']);
});

it('given a playbook with errors, checked beside it, then it is not played', () => {
  const file = written({ milestones: '{ seen: T+20m }' });
  writeFileSync(join(folder, 'book.yaml'), book.replace('role: lead, after', 'role: laed, after'));
  expect(checkPaths([folder]).diagnostics.map(({ code }) => code)).toEqual(['role-unknown']);
  expect(said(file)).toEqual([expect.stringMatching(/^playbook-unknown/)]);
});

it('given one that repeats something for weeks, then the check ends and says that it was not held to anything', () => {
  const file = written({
    milestones: '{ seen: T+1m }',
    at: '{ tell: 10d }',
    adversary: '- { move: knock, at: T+10s, retry: 10s, needs: [release], does: { compromise: [build] } }\n    ',
  });
  writeFileSync(file, readFileSync(file, 'utf8').replace('duration: 60m', 'duration: 10d').replace('T+40m', 'T+9d'));
  expect(said(file).filter((line) => line.startsWith('replay'))).toEqual([
    'replay-not-played at `as-it-happened`: `as-it-happened` takes more than 20000 turns, so it was not held to the published times',
  ]);
});
