import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

/** A real OpenSSH server on a free port of this machine, which lets in whoever has a key of its list. */
export interface SshServer {
  readonly port: number;
  readonly user: string;
  /** A file with its own key, as a client knows it. */
  readonly knownHosts: string;
  /** A file with a key of another server. */
  readonly otherHosts: string;
  /** Sets whose keys let in. */
  authorize(publicKeys: readonly string[]): void;
  stop(): Promise<void>;
}

export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export async function startSshServer(...settings: readonly string[]): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-sshd-'));
  const port = await freePort();
  const [own, other] = [makeKey(folder, 'host'), makeKey(folder, 'other-host')];
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const keys = file('authorized_keys', '');
  const config = file(
    'sshd_config',
    [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${join(folder, 'host')}`,
      `AuthorizedKeysFile ${keys}`,
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
      'UsePAM no',
      'StrictModes no',
      'PidFile none',
      ...settings,
      '',
    ].join('\n'),
  );
  // As root it asks for this folder, which a service would make.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (line.startsWith('Server listening')) break;
  }
  if (!said.at(-1)?.startsWith('Server listening')) throw new Error(`sshd did not start: ${said.join('; ')}`);
  server.stderr.resume();
  return {
    port,
    user: userInfo().username,
    knownHosts: file('known_hosts', `[127.0.0.1]:${port} ${own.publicKey}`),
    otherHosts: file('other_hosts', `[127.0.0.1]:${port} ${other.publicKey}`),
    authorize: (publicKeys) => writeFileSync(keys, publicKeys.join('')),
    async stop() {
      server.kill();
      await once(server, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

/** A new key; nothing of it is left on the disk. */
export function newKey(passphrase = ''): KeyPair {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-key-'));
  const pair = makeKey(folder, 'key', passphrase);
  rmSync(folder, { recursive: true });
  return pair;
}

function makeKey(folder: string, name: string, passphrase = ''): KeyPair {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
  return { privateKey: readFileSync(path, 'utf8'), publicKey: readFileSync(`${path}.pub`, 'utf8') };
}
