import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flipByte, ran } from '../../helpers/backups.ts';
import { printed } from '../../helpers/cli.ts';
import { type Item, LiveAction, type Ran, runAction, type Setting } from './live-action.ts';
import { withOwnProgram } from './own-program.ts';
import { prove } from './perform.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

const own = withOwnProgram();
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());

const PASSWORD = 'an old password that was stolen';
const environment = () => ({ ...server.environment, PATH: `${own().PATH}${delimiter}${server.environment.PATH}` });
const there = () => ({ host: server.socket, port: String(server.port) });
const runs = (setting: Omit<Setting, 'environment'>): Promise<Ran> =>
  runAction({ ...setting, inputs: { ...there(), ...setting.inputs }, environment: environment() });
const calls = ({ entries }: Ran) =>
  entries.flatMap((entry) => (entry.type === 'action.finished' ? [`${entry.call} ${entry.verdict}`] : []));
const role = (name: string): Item => ({ kind: 'credential', type: 'postgresql-role', name });
const quotedName = `de"ploy'er; DROP TABLE x --`;

/** A session of a role that stays open until it is ended. */
async function session(user: string, database = 'postgres'): Promise<ChildProcess> {
  const child = spawn('psql', ['-AtX', '-h', server.socket, '-p', String(server.port), '-U', user, '-d', database], {
    env: server.environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin?.write("SELECT 'connected';\n");
  await printed(child, 'connected');
  return child;
}

beforeEach(() => {
  server.lets('host all all 127.0.0.1/32 scram-sha-256');
  server.sql(`
    DROP ROLE IF EXISTS deployer; CREATE ROLE deployer LOGIN PASSWORD '${PASSWORD}';
    DROP ROLE IF EXISTS "de""ploy'er; DROP TABLE x --"; CREATE ROLE "de""ploy'er; DROP TABLE x --" LOGIN;`);
});

describe('a role of a real PostgreSQL server', { timeout: 120_000 }, () => {
  it('when the roles that can log in are listed, each is proposed', async () => {
    const { proposed } = await runs({ action: 'postgresql/list-roles' });
    expect(proposed.map(({ name, itemType, fields }) => [name, itemType, fields.superuser])).toEqual([
      [quotedName, 'postgresql-role', 'false'],
      ['deployer', 'postgresql-role', 'false'],
      ['postgres', 'postgresql-role', 'true'],
    ]);
  });

  it.each([['deployer'], [quotedName]])('when %s is revoked, its sessions have ended, and no other', async (name) => {
    const [its, other] = await Promise.all([session(name), session('postgres')]);
    const gone = new Promise((resolve) => its.once('close', resolve));
    const revoked = await runs({ action: 'postgresql/revoke-login', item: role(name) });
    expect(calls(revoked)).toEqual(['do ok', 'check ok']);
    expect(revoked).toMatchObject({ status: 'done', reached: ['revoked'] });
    its.stdin?.end('SELECT 1;\n');
    await gone;
    expect(other.exitCode).toBeNull();
    other.kill();
    const roles = server.sql('SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1').split('\n');
    expect(roles).toEqual([quotedName, 'deployer', 'postgres'].filter((one) => one !== name));
  });

  it.each([
    ['the one that it connects as', 'postgres'],
    ['none that is there', 'nobody'],
  ])('given that the role is %s, nothing is revoked', async (_, name) => {
    const revoked = await runs({ action: 'postgresql/revoke-login', item: role(name) });
    expect(calls(revoked)).toEqual(['do failed']);
    expect(server.sql("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'postgres'")).toBe('t');
  });

  it('when it is dropped, it is gone; not while it owns something', async () => {
    server.sql('CREATE TABLE its (n int); ALTER TABLE its OWNER TO deployer');
    const refused = await runs({ action: 'postgresql/drop-role', item: role('deployer') });
    expect(refused).toMatchObject({ status: 'failed', reached: [] });
    expect(refused.answers[0]?.errors).toContain('owner of table its');
    server.sql('DROP TABLE its');
    expect((await runs({ action: 'postgresql/drop-role', item: role('deployer') })).reached).toEqual(['removed']);
    expect(server.sql("SELECT count(*) FROM pg_roles WHERE rolname = 'deployer'")).toBe('0');
  });
});

describe('an old password, tried over the network', { timeout: 120_000 }, () => {
  const proof = (inputs: Readonly<Record<string, string>> = {}, old = PASSWORD) =>
    prove(
      'postgresql/prove-password-dead',
      {
        item: { type: 'postgresql-role', name: 'deployer', host: '127.0.0.1' },
        inputs: { port: String(server.port), ...inputs },
      },
      { secrets: { old }, environment: { ...server.environment, PGPASSWORD: 'of the responder' } },
    );

  it('given the role can log in, then it is alive; given it was revoked, then it is dead', async () => {
    expect(await proof()).toBe('alive');
    await runs({ action: 'postgresql/revoke-login', item: role('deployer') });
    expect(await proof()).toBe('dead');
  });

  it.each([
    ['another password', "ALTER ROLE deployer PASSWORD 'another one'", 'dead'],
    ['no right to log in, and its old password', 'ALTER ROLE deployer NOLOGIN', 'dead'],
    ['a password that has ended', "ALTER ROLE deployer VALID UNTIL '2001-01-01'", 'dead'],
    ['been dropped', 'DROP ROLE deployer', 'dead'],
    ['no right to connect to that database', 'REVOKE CONNECT ON DATABASE template1 FROM PUBLIC', 'alive'],
    ['no connection left', 'ALTER ROLE deployer CONNECTION LIMIT 0', 'alive'],
  ])('given the role has %s, then it is %s', async (_, sql, proven) => {
    server.sql(sql);
    expect(await proof({ database: 'template1' })).toBe(proven);
    server.sql('GRANT CONNECT ON DATABASE template1 TO PUBLIC');
  });

  it('given a database that is not there, then it is alive, since it was let in', async () => {
    expect(await proof({ database: 'nowhere' })).toBe('alive');
  });

  it('given that the server lets anybody in, then it is not dead, whatever the password', async () => {
    server.lets('host all all 127.0.0.1/32 trust');
    expect(await proof({}, 'a password that never was')).toBe('alive');
    server.sql('DROP ROLE deployer');
    expect(await proof()).toBe('dead');
  });

  it.each([
    ['no rule lets this host in', () => server.lets('host all postgres 127.0.0.1/32 scram-sha-256')],
    ['a rule refuses this host', () => server.lets('host all all 127.0.0.1/32 reject')],
    ['another service is asked who this is', () => server.lets('host all all 127.0.0.1/32 ident map=none')],
  ])('given that %s, then nothing is proven of a role that is dead', async (_, change) => {
    server.sql('ALTER ROLE deployer NOLOGIN');
    change();
    expect(await proof()).toBe('none');
  });

  it('given that nothing listens there, then nothing is proven', async () => {
    expect(await proof({ port: '1' })).toBe('none');
    expect(await proof({ host: 'no-such-host.invalid' })).toBe('none');
  });
});

describe('a database', { timeout: 120_000 }, () => {
  const item: Item = { kind: 'system', type: 'postgresql-database', name: 'shop' };
  beforeEach(() => server.sql('CREATE DATABASE shop'));
  afterEach(() => server.sql('DROP DATABASE IF EXISTS shop WITH (FORCE)'));

  it('when it is closed, the sessions in it have ended and nobody comes in; when it is opened, they do', async () => {
    const its = await session('deployer', 'shop');
    const gone = new Promise((resolve) => its.once('close', resolve));
    expect((await runs({ action: 'postgresql/close-database', item })).reached).toEqual(['isolated']);
    its.stdin?.end('SELECT 1;\n');
    await gone;
    expect(() => server.sql('SELECT 1', 'shop')).toThrow('is not currently accepting connections');
    expect((await runs({ action: 'postgresql/open-database', item })).reached).toEqual(['resumed']);
    expect(server.sql('SELECT 1', 'shop')).toBe('1');
  });

  it('given none of that name, nothing is said to be closed', async () => {
    const closed = await runs({ action: 'postgresql/close-database', item: { ...item, name: 'nowhere' } });
    expect(closed).toMatchObject({ status: 'failed', reached: [] });
  });
});

describe('a dump', { timeout: 120_000 }, () => {
  let folder = '';
  const file = () => join(folder, 'shop.dump');
  const digest = () => ran(['sha256sum', file()]).slice(0, 64);
  const dump = (known: string): Item => ({
    kind: 'backup',
    type: 'postgresql-dump',
    name: 'nightly',
    fields: { place: file(), digest: known },
  });
  const into = { database: 'restored', tables: '2', rows: '1001' };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'breakglass-dump-'));
    server.sql('CREATE DATABASE shop');
    server.sql(
      `CREATE TABLE orders AS SELECT n, md5(n::text) AS code FROM generate_series(1, 1000) n;
      CREATE SCHEMA "odd""name"; CREATE TABLE "odd""name"."a ':b' table" AS SELECT 1 AS n;
      CREATE FUNCTION public.count(anyelement) RETURNS bigint LANGUAGE sql AS 'SELECT 1000000::bigint';`,
      'shop',
    );
    const pgDump = [
      'pg_dump',
      '-h',
      server.socket,
      '-p',
      String(server.port),
      '--format=custom',
      '--file',
      file(),
      'shop',
    ];
    ran(pgDump, { env: server.environment as Record<string, string> });
  });
  afterEach(() => {
    for (const name of ['shop', 'restored']) server.sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    rmSync(folder, { recursive: true, force: true });
  });

  it('given it is the one that was written down, it is verified, and all of it is read', async () => {
    const verified = await runAction({
      action: 'postgresql/verify-dump',
      item: dump(digest()),
      environment: environment(),
    });
    expect(calls(verified)).toEqual(['digest ok', 'read ok']);
    expect(verified).toMatchObject({ reached: ['verified'], outputs: { digest: `sha256:${digest()}` } });
  });

  it('given one bit of it was flipped, it is neither verified nor restored', async () => {
    const known = digest();
    flipByte(file());
    const verified = await runAction({
      action: 'postgresql/verify-dump',
      item: dump(known),
      environment: environment(),
    });
    expect(calls(verified)).toEqual(['digest failed']);
    const restored = await runs({ action: 'postgresql/restore-dump', item: dump(known), inputs: into });
    expect(calls(restored)).toEqual(['digest failed']);
    expect(server.sql("SELECT count(*) FROM pg_database WHERE datname = 'restored'")).toBe('0');
  });

  it('given its digest is known, it is restored into a new database, and what is in it is counted', async () => {
    const restored = await runs({ action: 'postgresql/restore-dump', item: dump(`sha256:${digest()}`), inputs: into });
    expect(calls(restored)).toEqual(['digest ok', 'create ok', 'restore ok', 'count ok']);
    expect(restored).toMatchObject({
      status: 'done',
      reached: ['restored'],
      outputs: { digest: `sha256:${digest()}`, tables: '2', rows: '1001' },
    });
    expect(server.sql('SELECT code FROM orders WHERE n = 7', 'restored')).toBe('8f14e45fceea167a5a36dedd4bea2543');
  });

  it.each([
    ['rows', { rows: '1002' }],
    ['tables', { tables: '3' }],
  ])('given there are fewer %s than there must be, it is not restored', async (_, more) => {
    const restored = await runs({
      action: 'postgresql/restore-dump',
      item: dump(digest()),
      inputs: { ...into, ...more },
    });
    expect(calls(restored).at(-1)).toBe('count failed');
    expect(restored).toMatchObject({ status: 'failed', reached: [] });
  });

  it('given the database is there, nothing is restored into it', async () => {
    const inputs = { ...into, database: 'shop' };
    const restored = await runs({ action: 'postgresql/restore-dump', item: dump(digest()), inputs });
    expect(calls(restored)).toEqual(['digest ok', 'create failed']);
  });

  it('given a dump of plain SQL, which could start programs here, it is refused', async () => {
    const plain = [
      'pg_dump',
      '-h',
      server.socket,
      '-p',
      String(server.port),
      '--format=plain',
      '--file',
      file(),
      'shop',
    ];
    ran(plain, { env: server.environment as Record<string, string> });
    const restored = await runs({ action: 'postgresql/restore-dump', item: dump(digest()), inputs: into });
    expect(calls(restored)).toEqual(['digest ok', 'create ok', 'restore failed']);
    expect(restored.answers.at(-1)?.errors).toContain('input file appears to be a text format dump');
  });

  it.each([['host=other dbname=x'], ['a;b'], ['--help'], ['postgres://other/x']])(
    'given %j for the new database, asks again',
    (database) => {
      const { asks } = new LiveAction({
        action: 'postgresql/restore-dump',
        item: dump(digest()),
        inputs: { ...there(), ...into, database },
        environment: {},
      }).plan;
      expect(asks).toEqual([expect.objectContaining({ input: 'database' })]);
    },
  );
});
