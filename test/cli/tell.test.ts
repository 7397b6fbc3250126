import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakglass, type Ended, usingProgram } from '../helpers/cli.ts';
import { type FarSides, startFarSides } from '../helpers/notify/far-sides.ts';

const place = usingProgram();

let sides: FarSides;
beforeEach(async () => {
  sides = await startFarSides();
  return () => sides.close();
});

/** Settings in which every secret is in a file of its own. YAML takes JSON. */
function settingsText(tell: object = sides.tell): string {
  const secrets = Object.entries(sides.secrets).map(([name, value]) => {
    const file = join(place.folder, name);
    writeFileSync(file, `${value}\n`);
    chmodSync(file, 0o600);
    return [name, { file }];
  });
  return JSON.stringify({ secrets: Object.fromEntries(secrets), tell });
}

/** The user's own settings, which need no trust. */
function mine(tell?: object): void {
  mkdirSync(join(place.folder, 'config', 'breakglass'), { recursive: true });
  writeFileSync(join(place.folder, 'config', 'breakglass', 'breakglass.yaml'), settingsText(tell));
}

const called = (...args: string[]): Promise<Ended> =>
  breakglass(place, args, { env: { XDG_CONFIG_HOME: join(place.folder, 'config') } });
const responding = (...more: string[]) =>
  called('respond', 'leaked-secret', '--json', '--title', 'A leaked key', '--as', 'lead=Mara', ...more);
const reached = async () => [sides.mail.received.length, sides.web.seen.length, (await sides.texts()).length];

describe('respond', () => {
  it('tells who hears everything by what the user’s settings say, and shows no secret', async () => {
    mine();
    const opened = await responding();
    expect(opened.code, opened.stderr).toBe(0);
    const { run, journal } = JSON.parse(opened.stdout);
    const subjects = sides.verified.map(({ body }) => (body as { data: { subject: string } }).data.subject);
    expect(subjects).toContainEqual(expect.stringContaining('A leaked key'));
    expect(await reached()).toEqual([0, sides.verified.length, 0]);

    const listed = await called('outbox', 'list', run, '--json');
    const config = await called('config', '--json');
    expect(JSON.parse(config.stdout)).toContainEqual({
      name: 'tell.board',
      value: 'email for executives to board@example.org, and the report',
      from: join(place.folder, 'config', 'breakglass', 'breakglass.yaml'),
    });
    const all =
      [opened, listed, config].map(({ stdout, stderr }) => stdout + stderr).join('') + readFileSync(journal, 'utf8');
    for (const secret of Object.values(sides.secrets)) expect(all).not.toContain(secret);
    expect((await called('verify', run)).code).toBe(0);
    const env = { XDG_CONFIG_HOME: join(place.folder, 'config'), NOTED: 'canary-0123456789' };
    const noted = { secrets: { BRIDGE_SECRET: { env: 'NOTED' } }, tell: { bridge: sides.tell.bridge } };
    writeFileSync(join(place.folder, 'config', 'breakglass', 'breakglass.yaml'), JSON.stringify(noted));
    await breakglass(place, ['note', run, 'The key is canary-0123456789.'], { env });
    expect(readFileSync(journal, 'utf8')).toContain('The key is [BRIDGE_SECRET].');
  });

  it('with --no-slack keeps details from Slack alone: what else is set up is the other way', async () => {
    mine();
    const { stdout } = await responding('--no-slack');
    const { run } = JSON.parse(stdout);
    const listed = JSON.parse((await called('outbox', 'list', run, '--json')).stdout);
    expect((listed.channels as { via: string; withheld: boolean }[]).filter(({ withheld }) => withheld)).toEqual([]);
    expect(JSON.stringify(sides.verified)).toContain('A leaked key');
  });

  it('mails the whole story to who is to have it', async () => {
    const email = { host: '127.0.0.1', port: sides.mail.port, tls: 'none', from: 'ir@example.org' };
    mine({ team: { email, events: 'all', to: ['team@example.org'] } });
    const { code, stderr } = await responding();
    expect(code, stderr).toBe(0);
    const subjects = sides.mail.received.map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1]);
    expect(subjects).toContainEqual(expect.stringMatching(/^LIVE: A leaked key/));
    expect(new Set(sides.mail.received.flatMap(({ to }) => to))).toEqual(new Set(['team@example.org']));
  });

  it('by a working folder’s settings that nobody trusts exits 4 and reaches nobody', async () => {
    writeFileSync(join(place.folder, 'breakglass.yaml'), settingsText());
    const { code, stderr } = await responding();
    expect(stderr).toContain('breakglass.yaml is not trusted');
    expect(code).toBe(4);
    expect(await reached()).toEqual([0, 0, 0]);
  });

  it('to rehearse reaches nobody; nor does a drill', async () => {
    mine();
    expect((await responding('--rehearse')).code).toBe(0);
    const drill = await called('drill', 'poisoned-release', '--auto', '--json');
    expect(drill.code, drill.stderr).toBe(0);
    expect(await reached()).toEqual([0, 0, 0]);
  });

  it('with a secret that is nowhere opens the run all the same, and says which one it lacks', async () => {
    mine({ bridge: { webhook: { url: `${sides.web.url}/hook`, secret: 'NOT_SET_ANYWHERE' }, events: 'all' } });
    const { stdout } = await responding();
    const { run } = JSON.parse(stdout);
    const listed = await called('outbox', 'list', run);
    expect(listed.stdout).toContain('The secret NOT_SET_ANYWHERE is not there');
    expect(await reached()).toEqual([0, 0, 0]);
  });
});

describe('given a run that was opened while a receiver was down', () => {
  it('outbox retry sends what waits, once it is back, by secrets from where they are', async () => {
    mine();
    sides.instead = (path) => (path === '/hook' ? { status: 401, headers: {}, body: Buffer.from('not yet') } : null);
    const { run } = JSON.parse((await responding()).stdout);
    expect((await called('outbox', 'list', run)).stdout).toContain("The webhook's receiver answered 401");
    sides.instead = () => null;
    const retried = await called('outbox', 'retry', run, '--json');
    expect(retried.code, retried.stderr).toBe(0);
    const [bridge] = (JSON.parse(retried.stdout).channels as { via: string; sent: number }[]).filter(
      ({ via }) => via === 'bridge',
    );
    expect(bridge?.sent).toBe(sides.verified.length);
    expect(sides.verified.length).toBeGreaterThan(2);
  });

  it('outbox retry sends nothing by settings that nobody trusts', async () => {
    mine();
    sides.instead = () => ({ status: 401, headers: {}, body: Buffer.from('not yet') });
    const { run } = JSON.parse((await responding()).stdout);
    sides.instead = () => null;
    sides.web.seen.length = 0;
    writeFileSync(join(place.folder, 'breakglass.yaml'), settingsText());
    const { code, stderr } = await called('outbox', 'retry', run);
    expect(stderr).toContain('breakglass.yaml is not trusted');
    expect(code).toBe(4);
    expect(await reached()).toEqual([0, 0, 0]);
  });
});

describe('report --send', () => {
  it('all leaves out who is told as an audience alone; by its name such a channel has it', async () => {
    mine();
    const { run } = JSON.parse((await responding()).stdout);
    const sent = await called('report', run, '--send', 'all');
    expect(sent.code, sent.stderr).toBe(0);
    expect(sides.postedTo('mattermost')).toEqual([]);
    expect(sides.postedTo('teams').join('')).toContain(`The report of ${run}`);
    expect(sides.mail.received.map(({ to, text }) => [to, text.includes(`${run}.html`)])).toEqual([
      [['board@example.org'], true],
    ]);
    expect((await called('report', run, '--send', 'chat', '--for', 'public')).code).toBe(0);
    const chat = sides.postedTo('mattermost').join('');
    expect(chat).toContain('A report for the public (TLP:CLEAR)');
    expect(chat).toContain('report.public.html');
    expect(chat).not.toMatch(/leaked-secret|A leaked key/);
  });

  it.each(['board', 'office', 'bridge'])('for the public by %s names the run nowhere', async (via) => {
    mine();
    const { run } = JSON.parse((await responding()).stdout);
    sides.web.seen.length = 0;
    const { code, stderr } = await called('report', run, '--send', via, '--for', 'public');
    expect(code, stderr).toBe(0);
    const mails = sides.mail.received.map(({ text }) => text.replaceAll('=\r\n', ''));
    const told = [...mails, ...sides.web.seen.map(({ body }) => body.toString('utf8'))].join('\n');
    expect(told).toContain('A report for the public (TLP:CLEAR)');
    expect(told).toContain('report.public.html');
    expect(told).not.toMatch(/leaked-secret|A leaked key/);
  });

  it.each([
    ['executives', 'The report of RUN for executives (TLP:AMBER+STRICT)'],
    ['auditors', 'The report of RUN for auditors (TLP:AMBER+STRICT)'],
  ])(
    'for %s says in the subject for whom it is and how far it may go, and that it is a draft',
    async (who, subject) => {
      mine();
      const { run } = JSON.parse((await responding()).stdout);
      expect((await called('report', run, '--send', 'office', '--for', who)).code).toBe(0);
      const told = sides.postedTo('teams').join('');
      expect(told).toContain(subject.replace('RUN', run));
      expect(told).toContain('TLP:AMBER+STRICT · DRAFT');
      expect(told).toContain('The run is still open');
    },
  );

  it('all is refused where every channel is for some audiences alone', async () => {
    mine({ chat: sides.tell.chat });
    const { run } = JSON.parse((await responding()).stdout);
    const { code, stderr } = await called('report', run, '--send', 'all');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--send chat')]);
    expect(sides.postedTo('mattermost')).toEqual([]);
  });
});
