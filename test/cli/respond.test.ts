import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

/** The entries of the only run in the store. */
function entries(): { type: string; [key: string]: unknown }[] {
  const runs = join(place.store, 'runs');
  const [name = ''] = readdirSync(runs).filter((file) => file.endsWith('.jsonl'));
  return readFileSync(join(runs, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The user's own folders are the test's. */
const own = () => ({ XDG_CONFIG_HOME: join(place.folder, 'config') });
const respond = (...args: string[]) => breakglass(place, ['respond', ...args], { env: own() });

const playbook = `format: 1
playbook: own
version: 1.0.0
title: A playbook of our own
summary: For a test.
severity: high
roles: { lead: { title: Lead } }
phases:
  - phase: act
    title: Act
    steps:
      - { step: act, role: lead, run: [touch, acted] }
`;

describe('respond, without a terminal', () => {
  it('opens a run that waits, and says how to go on', async () => {
    const { code, stdout } = await respond('compromised-pipeline', '--input', 'repository=acme/storefront');
    expect(code).toBe(0);
    expect(stdout).toContain('LIVE  Compromised release pipeline: opened, and waits');
    expect(stdout).toMatch(/go on {4}.*resume compromised-pipeline-/);
    expect(entries()[0]).toMatchObject({
      type: 'run.opened',
      kind: 'incident',
      inputs: { repository: 'acme/storefront' },
      anchors: { intruded: null },
      selfApproval: 'allowed',
    });
    const runs = await breakglass(place, ['runs'], { env: own() });
    expect(runs.stdout).toMatch(/^LIVE/);
  });

  it('without a terminal nothing goes on with it, and what is said of that says nothing of play', async () => {
    const opened = await respond('compromised-pipeline', '--json');
    const { code, stderr } = await breakglass(place, ['resume', JSON.parse(opened.stdout).run], { env: own() });
    expect(code).toBe(2);
    expect(stderr).toMatch(/is no drill: people go on with it[\s\S]*on a terminal: .*resume compromised-pipeline-/);
    expect(stderr).not.toMatch(/\bplay/);
  });

  it('takes the moments and a title as they are given', async () => {
    const times = ['--known', '2026-03-02T03:12:00Z', '--intruded', '2026-03-01T22:40:00Z'];
    const { code, stdout } = await respond('leaked-secret', ...times, '--title', 'A token on a wiki', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'incident',
      playbook: 'leaked-secret',
      title: 'A token on a wiki',
    });
    expect(entries()[0]).toMatchObject({
      anchors: { known: '2026-03-02T03:12:00.000Z', intruded: '2026-03-01T22:40:00.000Z' },
    });
  });

  it('a rehearsal says so', async () => {
    const { stdout } = await respond('compromised-pipeline', '--rehearse');
    expect(stdout).toContain('REHEARSAL  ');
    expect(entries()[0]).toMatchObject({ rehearsal: true });
    const runs = await breakglass(place, ['runs'], { env: own() });
    expect(runs.stdout).toMatch(/^REHEARSAL {2}compromised-pipeline-/);
    const told = await breakglass(place, ['runs', '--json'], { env: own() });
    expect(JSON.parse(told.stdout)).toMatchObject([{ kind: 'incident', rehearsal: true }]);
  });

  it.each([
    [['nope'], 2, 'There is no playbook "nope"'],
    [[], 2, 'Name a playbook'],
    [[], 2, 'leaked-secret           Leaked secret in source or logs'],
    [['poisoned-release'], 2, 'is a scenario, not a playbook'],
    [['compromised-pipeline', '--input', 'repository=not a repository'], 2, 'is not a repository'],
    [['compromised-pipeline', '--input', 'region=eu'], 2, 'There is no input region'],
    [['compromised-pipeline', '--input', 'nothing'], 2, 'like repository=acme/storefront'],
    [['compromised-pipeline', '--known', 'yesterday'], 2, 'like 2026-03-02T03:12:00Z'],
    [['compromised-pipeline', '--known', '2999-01-01T00:00:00Z'], 2, 'has not come yet'],
    [['compromised-pipeline', '--as', 'boss=Mara'], 2, 'There are: lead, operator, communicator.'],
    [['compromised-pipeline', '--from', 'no-such-file.json'], 2, 'There is no file'],
  ])('given %j, it ends with %i, and leaves no run behind', async (args, code, said) => {
    const ended = await respond(...args);
    expect(ended.stderr).toContain(said);
    expect(ended.code).toBe(code);
    expect((await breakglass(place, ['runs', '--json'], { env: own() })).stdout.trim()).toBe('[]');
  });
});

describe('respond --from', () => {
  const alert = readFileSync(new URL('../alert/fixtures/github-secret-webhook.json', import.meta.url), 'utf8');

  it('an alert picks the playbook, fills in what it knows, and is kept as evidence', async () => {
    writeFileSync(join(place.folder, 'alert.json'), alert);
    const { code, stdout, stderr } = await respond('--from', 'alert.json', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const told = JSON.parse(stdout);
    const [opened, ...others] = entries();
    expect(opened).toMatchObject({
      title: told.title,
      alert: { source: expect.stringContaining('GitHub secret scanning') },
    });
    const { evidence } = (opened as unknown as { alert: { evidence: { sha256: string } } }).alert;
    expect(readdirSync(join(place.store, 'evidence', told.run))).toEqual([evidence.sha256]);
    expect(others.filter(({ type }) => type === 'item.added').length).toBe(told.items);
  });

  it('what is no alert is refused, and says what is read', async () => {
    writeFileSync(join(place.folder, 'alert.json'), '{"hello":"world"}');
    const { code, stderr } = await respond('leaked-secret', '--from', 'alert.json');
    expect(code).toBe(3);
    expect(stderr).toContain('What is read');
  });
});

describe('respond with a playbook of one’s own', () => {
  it('opens nothing before its content is trusted, and asks again when it changes', async () => {
    writeFileSync(join(place.folder, 'own.yaml'), playbook);
    const refused = await respond('own.yaml');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('own.yaml is not trusted');
    expect(refused.stderr).toContain('trust own.yaml');
    expect((await breakglass(place, ['trust', 'own.yaml', '--yes'], { env: own() })).code).toBe(0);
    expect((await respond('own.yaml')).code).toBe(0);
    writeFileSync(join(place.folder, 'own.yaml'), playbook.replace('touch, acted', 'touch, other'));
    const changed = await respond('own.yaml');
    expect(changed.code).toBe(4);
    expect(changed.stderr).toContain('changed since it was trusted');
  });

  it('a catalogue beside it is asked about as well, and so are settings of the folder that reach out', async () => {
    writeFileSync(join(place.folder, 'own.yaml'), playbook);
    mkdirSync(join(place.folder, 'actions'));
    writeFileSync(
      join(place.folder, 'actions', 'ours.yaml'),
      'format: 1\ncatalogue: ours\nversion: 1.0.0\ntitle: Ours\nactions:\n  - { action: stop, title: Stop it, effect: isolate, type: thing, run: [stop], holds: "${{ outputs.exit == 0 }}", docs: https://example.org/ }\n',
    );
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'secrets: { NPM_TOKEN: { command: [touch, stolen] } }\n');
    await breakglass(place, ['trust', 'own.yaml', '--yes'], { env: own() });
    const { code, stderr } = await respond('own.yaml');
    expect(code).toBe(4);
    expect(stderr).toContain('ours.yaml');
    expect(stderr).toContain('breakglass.yaml');
    expect(readdirSync(place.folder)).not.toContain('stolen');
  });

  it('a drill of it needs no trust: it runs nothing', async () => {
    writeFileSync(join(place.folder, 'own.yaml'), playbook);
    expect((await breakglass(place, ['check', 'own.yaml'], { env: own() })).code).toBe(0);
  });
});
