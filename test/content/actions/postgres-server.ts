import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './free-port.ts';

/** A real PostgreSQL server of its own, on loopback, with passwords. */
export interface PostgresServer {
  readonly port: number;
  /** The folder of its socket, through which the superuser comes in without a password. */
  readonly socket: string;
  /** Of whoever responds: the superuser, by the socket. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs SQL as the superuser and returns what it printed. */
  sql(script: string, database?: string): string;
  /** Which rules let whom in: lines of pg_hba.conf for the network. */
  lets(...rules: readonly string[]): void;
  stop(): void;
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = programsFolder();
  const folder = mkdtempSync(join(tmpdir(), 'bg-pg-'));
  const data = join(folder, 'data');
  const port = await freePort();
  const environment = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`, PGUSER: 'postgres' };
  const owner = ownerOf(folder);
  const run = (argv: readonly string[], options: ExecFileSyncOptions = {}) => {
    const [program = '', ...args] = [...owner, ...argv];
    return String(
      execFileSync(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'], cwd: folder, ...options }),
    );
  };
  run([
    'initdb',
    '--pgdata',
    data,
    '--username=postgres',
    '--auth=trust',
    '--locale=C',
    '--encoding=UTF8',
    '--no-sync',
  ]);
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=20`;
  // What it prints goes to a file: a pipe that it inherits would never be closed.
  const start = ['pg_ctl', '--pgdata', data, '--wait', '--log', join(folder, 'log'), '--options', settings, 'start'];
  run(start, { stdio: 'ignore' });
  const sql = (script: string, database = 'postgres') =>
    run(
      [
        'psql',
        '--no-psqlrc',
        '--quiet',
        '-At',
        '-v',
        'ON_ERROR_STOP=1',
        '-h',
        folder,
        '-p',
        String(port),
        '-d',
        database,
      ],
      {
        input: script,
      },
    ).trim();
  const lets = (...rules: readonly string[]) => {
    writeFileSync(join(data, 'pg_hba.conf'), `${['local all all trust', ...rules].join('\n')}\n`);
    sql('SELECT pg_reload_conf()');
  };
  lets('host all all 127.0.0.1/32 scram-sha-256');
  return {
    port,
    socket: folder,
    environment,
    sql,
    lets,
    stop() {
      run(['pg_ctl', '--pgdata', data, '--wait', '--mode=immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its programs are not on the path of everybody on Debian. */
function programsFolder(): string {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  if (versions[0] === undefined) throw new Error('postgresql is not installed');
  return join('/usr/lib/postgresql', versions[0], 'bin');
}

/** It does not run as root: then it is the system's own user for it. */
function ownerOf(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  chownSync(folder, id('-u'), id('-g'));
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'];
}
