import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { httpServer } from '../actions/loopback.ts';
import { breakglass, usingProgram } from '../helpers/cli.ts';
import { playbookText } from '../run/texts.ts';
import { openPty } from '../tui/pty.ts';

const place = usingProgram();
const file = (...path: string[]) => join(place.folder, ...path);

function program(name: string, code: string): void {
  mkdirSync(file('bin'), { recursive: true });
  writeFileSync(file('bin', name), `#!${process.execPath}\n${code}\n`);
  chmodSync(file('bin', name), 0o755);
}

/** A playbook that runs one program and uses one action of the catalogue beside it. */
function ownPlan(): void {
  mkdirSync(file('actions'), { recursive: true });
  writeFileSync(
    file('plan.yaml'),
    playbookText(
      `
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, run: [own-program] }
      - { step: two, role: lead, for-each: stage, effect: isolate, uses: forge/stop }
`,
      'plan',
    ),
  );
  writeFileSync(
    file('actions', 'forge.yaml'),
    `format: 1
catalogue: forge
version: 1.0.0
title: The Forge
base: https://forge.example
headers: { X-Token: "\${{ secrets.FORGE_TOKEN }}" }
tools: [{ tool: forge, version: [forge, --version], least: "2.0", from: https://forge.example }]
probe: { http: { method: GET, path: [me] } }
actions:
  - action: stop
    title: Stop it
    effect: isolate
    type: stage-of-ours
    run: [forge, stop]
    check: { http: { method: GET, path: [stage] } }
    docs: https://forge.example
`,
  );
}

/** What would go to a vendor stays here: nothing listens where the proxy is said to be. */
const env = (more: Record<string, string> = {}) => ({
  PATH: file('bin'),
  FORGE_TOKEN: 'canary-0123456789',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  ...more,
});

interface Told {
  readonly sort: string;
  readonly state: string;
  readonly what: string;
}

async function findings(
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<{ code: number | null; told: Told[] }> {
  const { code, stdout } = await breakglass(place, ['doctor', ...args, '--json'], { env: env(more) });
  return { code, told: JSON.parse(stdout) };
}

describe('doctor', () => {
  it('exits 0 when nothing is missing, and shows no secret', async () => {
    ownPlan();
    program('own-program', '');
    program('forge', 'console.log("forge 2.1")');
    const server = await httpServer((_, response) => response.end('{}'));
    await breakglass(place, ['trust', 'plan.yaml', 'actions', '--yes']);
    const { code, stdout, stderr } = await breakglass(place, ['doctor', 'plan.yaml'], {
      env: env({ BREAKGLASS_ENDPOINT_FORGE: server.url }),
    });
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('ok       tool      forge: 2.1, at least 2.0');
    expect(stdout).toContain(`ok       token     forge, as ${server.url}/me: works`);
    expect(stdout).toContain('ok       trust     plan.yaml: is trusted');
    expect(stderr).toMatch(/^0 missing, \d+ to look at, \d+ fine\.\n$/);
    expect(stdout + stderr).not.toContain('canary');
    expect(server.asked.sort()).toEqual(['GET /me', 'HEAD /']);
  });

  it('exits 5 when something is missing, each with its mend', async () => {
    ownPlan();
    const { code, stdout } = await breakglass(place, ['doctor', 'plan.yaml'], { env: env({ FORGE_TOKEN: '' }) });
    expect(code).toBe(5);
    expect(stdout).toMatch(/MISSING {2}trust {5}plan\.yaml: is not trusted.*\n {19}→ .*trust plan\.yaml\n/);
    expect(stdout).toMatch(/MISSING {2}program {3}own-program: There is no program.*\n {19}→ Install own-program/);
  });

  it('folds what it found between words on a terminal, so that its columns stay columns', async () => {
    ownPlan();
    const pty = openPty(place, ['doctor', 'plan.yaml'], { rows: 60, env: env({ FORGE_TOKEN: '' }) });
    await pty.sees(/\d+ missing, .*fine\./);
    const rows = pty.text().split('\n').slice(0, -1);
    expect(rows.filter((row) => row.startsWith(' '.repeat(19))).length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toMatch(/^(?:(?:ok|look|MISSING) +[a-z]+ +| {19})\S/);
  });

  it('starts and asks nothing of what is not trusted', async () => {
    ownPlan();
    const mark = file('ran');
    const server = await httpServer((_, response) => response.end('{}'));
    for (const name of ['own-program', 'forge', 'get'])
      program(name, `require("fs").writeFileSync(${JSON.stringify(mark)}, ""); console.log("2.1")`);
    writeFileSync(
      file('breakglass.yaml'),
      `secrets: { FORGE_TOKEN: { command: [get] }, GITHUB_TOKEN: { command: [get] } }\nendpoints: { forge: "${server.url}", github: "${server.url}" }\n`,
    );
    const { code, told } = await findings(['plan.yaml']);
    expect(code).toBe(5);
    expect(told.filter(({ sort }) => sort === 'trust')).toMatchObject([
      { state: 'missing', what: 'plan.yaml' },
      { state: 'missing', what: 'breakglass.yaml' },
      { state: 'missing', what: 'actions/forge.yaml' },
    ]);
    expect(existsSync(mark)).toBe(false);
    expect(server.asked).toEqual([]);
  });

  it('tries a dead token of GitHub’s catalogue at the endpoint that is set', async () => {
    const server = await httpServer((_, response) => response.writeHead(401).end());
    const more = { GITHUB_TOKEN: 'canary-0123456789', BREAKGLASS_ENDPOINT_GITHUB: server.url };
    const { code, told } = await findings(['leaked-secret'], more);
    expect(code).toBe(5);
    expect(told.filter(({ sort }) => sort === 'token')).toMatchObject([
      { state: 'missing', what: `github, as ${server.url}/rate_limit` },
    ]);
  });

  it('changes nothing: neither the store nor the folder is there afterwards', async () => {
    ownPlan();
    const { told } = await findings(['plan.yaml']);
    expect(told.find(({ sort }) => sort === 'store')).toMatchObject({ state: 'ok' });
    expect(existsSync(place.store)).toBe(false);
    expect(existsSync(file('config'))).toBe(false);
  });

  it('without a playbook looks at what the shipped ones can use', async () => {
    const { told } = await findings([]);
    expect(told.find(({ sort }) => sort === 'action')).toMatchObject({ state: 'warn', what: 'not set up' });
  });

  it('of a playbook that is not there says so', async () => {
    expect(await breakglass(place, ['doctor', 'leaked-secrt'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean leaked-secret?'),
    });
  });

  it('of an invalid playbook or catalogue says what is wrong in it', async () => {
    ownPlan();
    writeFileSync(file('actions', 'other.yaml'), 'catalogue: other\n');
    expect(await breakglass(place, ['doctor', 'plan.yaml'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('other.yaml:1:1'),
    });
  });
});
