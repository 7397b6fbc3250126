import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/** Logins that the registry can know, with what it keeps of their passwords. */
const logins = {
  lead: {
    password: 'living-password-of-the-lead',
    kept: '$2b$04$Daxc3IWS5nDXRRGk9im9VuHRuUeSL2FwqclLFiv0z7pdWfZSIEnHK',
  },
  publisher: {
    password: 'old-password-of-the-pipeline',
    kept: '$2b$04$VvvEyJ4HyKmlnsp1avb0LuwEuos4SPBPKbBeA9bSYO77ZdioZNhu6',
  },
} as const;
export type Login = keyof typeof logins;

/** A real image registry of Docker's on a free port of this machine, with HTTP Basic. */
export interface ImageRegistry {
  readonly url: string;
  /** `127.0.0.1:1234`, as images name it. */
  readonly host: string;
  /** What commands need to reach it without TLS, as the lead. */
  readonly environment: NodeJS.ProcessEnv;
  /** Sets whom it lets in. Takes part from the next start on. */
  admit(who: readonly Login[]): Promise<void>;
  /** Pushes an image of one small file, and gives its digest. */
  push(repository: string, tag: string, content: string): Promise<string>;
  /** The digest that a tag points to; null where there is none. */
  digestOf(repository: string, reference: string): Promise<string | null>;
  stop(): Promise<void>;
}

export const passwordOf = (login: Login): string => logins[login].password;

export async function startImageRegistry(): Promise<ImageRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const url = `http://${host}`;
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const authorization = `Basic ${Buffer.from(`lead:${passwordOf('lead')}`).toString('base64')}`;
  mkdirSync(join(folder, '.config/containers'), { recursive: true });
  file('.config/containers/registries.conf', `[[registry]]\nlocation = "${host}"\ninsecure = true\n`);
  const config = file('config.yml', configuration(folder, host));
  const admit = (who: readonly Login[]) =>
    file('htpasswd', who.map((login) => `${login}:${logins[login].kept}\n`).join(''));
  admit(['lead', 'publisher']);
  let stop = await serve(config, url);
  return {
    url,
    host,
    environment: {
      ...process.env,
      REGISTRY_AUTH_FILE: file(
        'auth.json',
        JSON.stringify({ auths: { [host]: { auth: authorization.slice('Basic '.length) } } }),
      ),
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, '.config'),
    },
    // It looks at its list again when the file's time of change, in whole seconds, is another.
    async admit(who) {
      await stop();
      admit(who);
      stop = await serve(config, url);
    },
    push: (repository, tag, content) => push(`${url}/v2/${repository}`, tag, content, authorization),
    async digestOf(repository, reference) {
      const answer = await fetch(`${url}/v2/${repository}/manifests/${reference}`, {
        headers: { authorization, accept: MANIFEST },
      });
      return answer.ok ? answer.headers.get('docker-content-digest') : null;
    },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

function configuration(folder: string, host: string): string {
  return JSON.stringify({
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'images') }, delete: { enabled: true } },
    http: { addr: host },
    auth: { htpasswd: { realm: 'images', path: join(folder, 'htpasswd') } },
  });
}

async function serve(config: string, url: string): Promise<() => Promise<void>> {
  const registry = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  const ended = once(registry, 'exit');
  while (!(await answers(url))) {
    if (registry.exitCode !== null) throw new Error('docker-registry did not start');
  }
  return async () => {
    registry.kill();
    await ended;
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/v2/`)).status === 401;
  } catch {
    return false;
  }
}

async function push(base: string, tag: string, content: string, authorization: string): Promise<string> {
  const layer = await blob(base, content, authorization);
  const image = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const config = await blob(base, image, authorization);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
  });
  const headers = { authorization, 'content-type': MANIFEST };
  const answer = await fetch(`${base}/manifests/${tag}`, { method: 'PUT', headers, body: manifest });
  if (answer.status !== 201) throw new Error(`the image was not taken: ${answer.status} ${await answer.text()}`);
  return digestOf(manifest);
}

async function blob(base: string, content: string, authorization: string): Promise<{ digest: string; size: number }> {
  const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST', headers: { authorization } });
  const where = new URL(begun.headers.get('location') ?? '', base);
  const digest = digestOf(content);
  where.searchParams.set('digest', digest);
  const headers = { authorization, 'content-type': 'application/octet-stream' };
  const answer = await fetch(where, { method: 'PUT', headers, body: content });
  if (answer.status !== 201) throw new Error(`a part of the image was not taken: ${answer.status}`);
  return { digest, size: Buffer.byteLength(content) };
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
