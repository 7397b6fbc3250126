import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { openDrill } from '../../src/run/open.ts';
import { emulatedGitHub } from '../content/actions/emulated.ts';
import { breakglass, jsonLines, usingProgram } from '../helpers/cli.ts';
import { loaded, playbookText, scenarioText } from '../run/texts.ts';

const place = usingProgram();
const TOKEN = 'token-of-the-incident-lead';
const HOSTILE = 'Pin @octocat, see #1 and <img src=x onerror=alert(1)> [a](https://evil.example)';

/** A drill of the store, closed with two improvements and one that was dropped. */
async function closedDrill(): Promise<string> {
  const phases = `
  - phase: act
    title: Act
    steps:
      - { step: acknowledge, role: lead, do: Say so., reaches: acknowledged }`;
  const session = await openDrill(place.store, {
    content: loaded(playbookText(phases), scenarioText({ plays: '  []' })),
    roles: { lead: 'Mara' },
    clock: new PlayClock(Date.parse('2026-03-02T08:12:00Z')),
    typedBy: 'mara@laptop',
  });
  const does = (ask: Ask) => {
    const refusal = session.dispatch(ask, { person: 'Mara' });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  does({ type: 'stop', reason: 'Over.' });
  does({ type: 'add-improvement', text: HOSTILE, owner: 'Jon', due: '2026-06-01', finding: 'unpinned-action' });
  does({ type: 'add-improvement', text: 'Find the token next time.', from: 'missed npm-token' });
  does({ type: 'add-improvement', text: 'Buy a gong.' });
  does({ type: 'drop-improvement', improvement: 'improvement-3', reason: 'No.' });
  does({ type: 'close' });
  session.leave();
  return session.run;
}

let run = '';
beforeEach(async () => {
  run = await closedDrill();
});

/** The settings of the user of this place. */
function settings(text: string): void {
  const folder = join(place.folder, 'config', 'breakglass');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'breakglass.yaml'), text);
}

const improvements = (...args: string[]) =>
  breakglass(place, ['improvements', run, ...args], { env: { GITHUB_TOKEN: TOKEN } });

describe('breakglass improvements', () => {
  it('lists them, with what they are about and what a rule proposes; as JSON too', async () => {
    const { code, stdout } = await improvements();
    expect(code).toBe(0);
    expect(stdout).toContain(`DRILL ${run}\n  improvement-1   open     Pin @octocat`);
    expect(stdout).toContain('owner Jon, due 2026-06-01');
    expect(stdout).toContain('finding: unpinned-action');
    expect(stdout).toContain('finding, as a rule proposes: long-lived-key');
    expect(stdout).toMatch(/improvement-3 {3}dropped {2}Buy a gong\./);
    expect(JSON.parse((await improvements('--json')).stdout)).toMatchObject([
      { run, kind: 'exercise', improvement: 'improvement-1', state: 'open', finding: 'unpinned-action', tracked: [] },
      { improvement: 'improvement-2', from: 'missed npm-token', finding: null, proposedFinding: 'long-lived-key' },
      { improvement: 'improvement-3', state: 'dropped', dropped: 'No.' },
    ]);
  });

  it('says REHEARSAL of a rehearsal, in the list and of its deadlines', async () => {
    const { stdout } = await breakglass(place, ['respond', 'leaked-secret', '--rehearse', '--json']);
    const [opened] = jsonLines(stdout);
    const rehearsal = String(opened?.run);
    const list = await breakglass(place, ['improvements', rehearsal]);
    expect(list.stdout).toContain(`REHEARSAL ${rehearsal}: no improvement was agreed.`);
    const clocks = await breakglass(place, ['clocks', rehearsal]);
    expect(clocks.stdout).toContain(`REHEARSAL ${rehearsal}: deadlines. Not legal advice.`);
  });

  it.each([
    [['--to', 'github:acme'], 'It looks like github:acme/storefront.'],
    [['--to', 'github:../..'], 'is nothing in github'],
    [['--to', 'trello'], 'Name github:owner/repository'],
    [['--to', 'jira:OPS'], 'trackers: { jira:'],
    [['--to', 'gitlab:acme/app'], 'GITLAB_TOKEN'],
    [['--out', 'x'], 'Say which: --policy rego'],
    [['--policy', 'rego'], 'Give --out DIR, or --branch NAME'],
    [['--policy', 'rego', '--out', 'x', '--finding', 'improvement-1=rust'], 'It is one of: unpinned-action'],
    [
      ['--policy', 'rego', '--out', 'x', '--finding', 'improvement-3=public-bucket'],
      'There is no improvement improvement-3',
    ],
    [['--refresh', '--to', 'a.md'], 'two things'],
  ])('%j exits 2, and says what to do', async (args, said) => {
    expect(await improvements(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
  });

  it('given a working folder whose settings are not trusted, exits 4 and sends nothing anywhere', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), 'trackers: { github: { api-url: http://127.0.0.1:9 } }\n');
    const ended = await improvements('--to', 'github:acme/storefront');
    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining('breakglass.yaml is not trusted') });
  });

  it('given a token in the settings instead of its name, says so and shows nothing of it', async () => {
    settings('trackers: { github: { token: ghp_0123456789abcdef } }\n');
    const { code, stderr } = await improvements();
    expect([code, stderr]).toEqual([3, expect.not.stringContaining('0123456789')]);
    expect(stderr).toContain('expected the name of a secret');
  });

  it('given that nobody answers there, exits 5: it is not there, and what is in the journal says so', async () => {
    settings('trackers: { github: { api-url: http://127.0.0.1:9 } }\n');
    const { code, stdout, stderr } = await improvements('--to', 'github:acme/storefront');
    expect([code, stdout]).toEqual([5, '']);
    expect(stderr).toContain('is NOT THERE yet in github:acme/storefront');
    expect(stderr).toContain('ECONNREFUSED');
  });
});

describe('breakglass improvements --to a task list', () => {
  it('given a run without an improvement, then the file says so, stderr too, and it is done; what is agreed later takes its place', async () => {
    const { stdout } = await breakglass(place, ['drill', '--auto', 'nobody-home', '--json', '--seed', '3']);
    const other = String(jsonLines(stdout).at(-1)?.run);
    const none = await breakglass(place, ['improvements', other, '--to', 'todo.md']);
    expect(none).toMatchObject({ code: 0, stdout: 'todo.md: 0 added, 0 there already.\n' });
    expect(none.stderr).toContain(`${other} has no improvement`);
    const file = join(place.folder, 'todo.md');
    expect(readFileSync(file, 'utf8')).toContain('No improvement was agreed.');
    await improvements('--to', 'todo.md');
    expect(readFileSync(file, 'utf8')).toMatch(/^# Improvements\n\n- \[ \] /);
    const kept = readFileSync(file, 'utf8');
    await breakglass(place, ['improvements', other, '--to', 'todo.md']);
    expect(readFileSync(file, 'utf8')).toBe(kept);
  });

  it('writes one line each, twice as once, keeps ticks and what else is there, and shows a text as a text', async () => {
    const file = join(place.folder, 'todo.md');
    writeFileSync(file, '# Ours\n\n- [ ] Water the plants');
    expect(await improvements('--to', 'todo.md')).toMatchObject({
      code: 0,
      stdout: 'todo.md: 2 added, 0 there already.\n',
    });
    const ticked = readFileSync(file, 'utf8').replace('- [ ] **DRILL**', '- [x] **DRILL**');
    writeFileSync(file, ticked);
    const again = await improvements('--to', 'todo.md', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ file: 'todo.md', tasks: 2, added: 0 });
    expect(readFileSync(file, 'utf8')).toBe(ticked);
    const lines = ticked.split('\n');
    expect(lines.filter((line) => line.startsWith('- ['))).toHaveLength(3);
    expect(lines[3]).toContain('Pin `@octocat`, see `#1` and &lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('breakglass improvements --to GitHub, emulated', () => {
  let github: Awaited<ReturnType<typeof emulatedGitHub>>;
  beforeAll(async () => {
    github = await emulatedGitHub(TOKEN);
  });
  beforeEach(() => settings(`trackers: { github: { api-url: ${github.url} } }\n`));
  afterAll(() => github.close());

  const client = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const answer = await fetch(`${github.url}/repos/acme/storefront${path}`, { ...init, headers });
    return (await answer.json()) as { number: number; title: string; body: string; html_url: string }[];
  };
  const ours = async () => (await client('/issues?state=all&per_page=100')).filter(({ body }) => body.includes(run));

  it('makes one issue each, however often; what is closed there shows here; the link stands in the report, and verify holds', async () => {
    const first = await improvements('--to', 'github:acme/storefront');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(/improvement-1: was made in github:acme\/storefront: #\d+ http/);
    const again = await improvements('--to', 'github:acme/storefront', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject([{ how: 'there' }, { how: 'there' }]);
    const issues = await ours();
    expect(issues.map(({ title }) => title).sort()).toEqual([
      'DRILL: Find the token next time.',
      'DRILL: Pin ＠octocat, see ＃1 and <img src=x onerror=alert(1)> ［a](https://evil.example)',
    ]);
    const hostile = issues.find(({ title }) => title.includes('octocat'));
    expect(hostile?.body).toContain(
      '- **Improvement:** Pin `@octocat`, see `#1` and &lt;img src=x onerror=alert(1)&gt; \\[a\\](`https://evil.example`)',
    );

    await client(`/issues/${hostile?.number}`, { method: 'PATCH', body: JSON.stringify({ state: 'closed' }) });
    const refreshed = JSON.parse((await improvements('--refresh', '--json')).stdout);
    expect(refreshed).toMatchObject([
      {
        improvement: 'improvement-1',
        state: 'closed',
        tracked: [{ tracker: 'github:acme/storefront', state: 'closed' }],
      },
      { improvement: 'improvement-2', state: 'open' },
      { state: 'dropped' },
    ]);

    const report = await breakglass(place, ['report', run]);
    expect(report.stdout).toContain(`github:acme/storefront \`#${hostile?.number}\` closed: \`${hostile?.html_url}\``);
    const ics = await breakglass(place, ['report', run, '--format', 'ics']);
    expect(ics.stdout).toContain('DTSTART;VALUE=DATE:20260601');
    expect(ics.stdout).toContain('SUMMARY:DRILL: done: Pin @octocat');
    const { code } = await breakglass(place, ['verify', run]);
    expect(code).toBe(0);
    expect(readFileSync(join(place.store, 'runs', `${run}.jsonl`), 'utf8')).not.toContain(TOKEN);
  });
});

describe('breakglass improvements --policy', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', join(place.folder, 'shop'), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  function repository(): void {
    mkdirSync(join(place.folder, 'shop'));
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'Mara');
    git('config', 'user.email', 'mara@example.org');
    writeFileSync(join(place.folder, 'shop', 'README.md'), 'Shop\n');
    git('add', '.');
    git('commit', '-q', '-m', 'Begin');
  }

  it('writes a policy and its test for what has a finding, says of which improvements, and overwrites nothing', async () => {
    const { code, stdout } = await improvements('--policy', 'rego', '--out', 'policy');
    expect([code, stdout]).toEqual([0, 'policy/unpinned_action.rego\npolicy/unpinned_action_test.rego\n']);
    const policy = readFileSync(join(place.folder, 'policy', 'unpinned_action.rego'), 'utf8');
    expect(policy).toContain(`# DRILL ${run}, improvement-1: Pin @octocat`);
    expect(policy.split('\n').findIndex((line) => line.startsWith('package '))).toBeGreaterThan(3);
    expect((await improvements('--policy', 'rego', '--out', 'policy')).code).toBe(0);
    writeFileSync(join(place.folder, 'policy', 'unpinned_action.rego'), 'mine');
    const refused = await improvements('--policy', 'rego', '--out', 'policy');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('There is something else at') });
    expect(readFileSync(join(place.folder, 'policy', 'unpinned_action.rego'), 'utf8')).toBe('mine');
  });

  it('takes a finding that is named, and makes Checkov’s files with what tries them', async () => {
    const args = ['--policy', 'checkov', '--out', 'ours', '--finding', 'improvement-2=long-lived-key', '--json'];
    const { files } = JSON.parse((await improvements(...args)).stdout);
    expect(files).toEqual(
      expect.arrayContaining([
        'ours/policies/long_lived_key.yaml',
        'ours/policies/unpinned_action.yaml',
        'ours/tests/verdicts.py',
      ]),
    );
    expect(files).toContain('ours/tests/unpinned_action/.github/workflows/pinned.yml');
    expect(existsSync(join(place.folder, 'ours', 'policies', 'public_bucket.yaml'))).toBe(false);
  });

  it('makes one commit on a new branch, and touches neither the files nor the index of whoever works there', async () => {
    repository();
    writeFileSync(join(place.folder, 'shop', 'untracked'), 'x');
    const before = [git('rev-parse', 'main'), git('status', '--porcelain'), git('branch', '--show-current')];
    const args = ['--policy', 'rego', '--branch', 'drill/policies', '--repo', 'shop'];
    const { code, stderr } = await improvements(...args);
    expect([code, stderr]).toEqual([0, 'Nothing was pushed, and no file of the working folder was touched.\n']);
    expect([git('rev-parse', 'main'), git('status', '--porcelain'), git('branch', '--show-current')]).toEqual(before);
    expect(git('diff', '--name-only', 'main', 'drill/policies').split('\n')).toEqual([
      'policy/breakglass/unpinned_action.rego',
      'policy/breakglass/unpinned_action_test.rego',
    ]);
    expect(git('log', '-1', '--format=%an %P', 'drill/policies')).toBe(`Mara ${before[0]}`);
    expect(git('log', '-1', '--format=%B', 'drill/policies')).toContain('Pin `@octocat`');
    expect(await improvements(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') });
  });

  it('refuses a folder that is no repository, a name that is none, and a checkout in which something is not committed', async () => {
    repository();
    const on = (branch: string, repo: string) => improvements('--policy', 'rego', '--branch', branch, '--repo', repo);
    expect(await on('x', '.')).toMatchObject({ code: 2, stderr: expect.stringContaining('is in no git repository') });
    expect(await on('a..b', 'shop')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is no name of a branch'),
    });
    writeFileSync(join(place.folder, 'shop', 'README.md'), 'Changed\n');
    expect(await on('x', 'shop')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('changed and not committed'),
    });
    expect(git('branch', '--list')).toBe('* main');
  });
});
