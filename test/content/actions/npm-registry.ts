import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Version {
  readonly name: string;
  readonly version: string;
  readonly deprecated?: string;
  readonly dist: { readonly tarball: string; readonly shasum: string };
}

/** A package as a registry keeps it. */
interface Package {
  readonly _id: string;
  readonly _rev: string;
  readonly name: string;
  readonly 'dist-tags': Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, Version>>;
}

/** A registry of these tests that keeps packages and tokens, as npm's is documented, for the real npm to talk to. */
export interface NpmRegistry {
  readonly url: string;
  /** With npm set to this registry, and its token taken from NPM_TOKEN. */
  readonly environment: NodeJS.ProcessEnv;
  package(name: string): Package | undefined;
  /** Tokens that are let in: id to token. */
  readonly tokens: Map<string, string>;
  stop(): Promise<void>;
}

export async function startNpmRegistry(name: string, versions: readonly string[]): Promise<NpmRegistry> {
  const packages = new Map<string, Package>();
  const tokens = new Map<string, string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { status, json } = answer({ packages, tokens }, request, body);
      send(response, status, json);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  packages.set(name, newPackage(name, versions, `http://${host}`));
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-npm-'));
  const settings = join(folder, 'npmrc');
  writeFileSync(
    settings,
    `registry=http://${host}/\n//${host}/:_authToken=\${NPM_TOKEN}\nupdate-notifier=false\ncache=${folder}/cache\n`,
  );
  return {
    url: `http://${host}`,
    environment: { PATH: process.env.PATH, HOME: folder, NPM_CONFIG_USERCONFIG: settings },
    package: (id) => packages.get(id),
    tokens,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      rmSync(folder, { recursive: true });
    },
  };
}

function newPackage(name: string, versions: readonly string[], url: string): Package {
  const versionOf = (version: string): Version => ({
    name,
    version,
    dist: { tarball: `${url}/${name}/-/sdk-${version}.tgz`, shasum: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' },
  });
  return {
    _id: name,
    _rev: '1-a',
    name,
    'dist-tags': { latest: versions.at(-1) ?? '' },
    versions: Object.fromEntries(versions.map((version) => [version, versionOf(version)])),
  };
}

interface Kept {
  readonly packages: Map<string, Package>;
  readonly tokens: Map<string, string>;
}

interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

function answer(kept: Kept, request: IncomingMessage, body: string): Answer {
  const { pathname } = new URL(request.url ?? '/', 'http://registry');
  const parts = pathname.split('/').slice(1).map(decodeURIComponent);
  const token = (request.headers.authorization ?? '').replace('Bearer ', '');
  if (![...kept.tokens.values()].includes(token)) return { status: 401, json: {} };
  if (parts[0] === '-') return ofAccount(kept, request.method ?? '', parts.slice(1), body);
  return ofPackage(kept, request.method ?? '', parts, body);
}

function ofAccount({ packages, tokens }: Kept, method: string, parts: readonly string[], body: string): Answer {
  const [first, second, third, fourth] = parts;
  if (first === 'whoami') return { status: 200, json: { username: 'acme' } };
  if (first === 'package' && second !== undefined && third === 'dist-tags') {
    const known = packages.get(second);
    if (!known) return { status: 404 };
    if (method === 'GET') return { status: 200, json: known['dist-tags'] };
    const tags = { ...known['dist-tags'], [fourth ?? '']: JSON.parse(body) as string };
    packages.set(second, { ...known, 'dist-tags': tags });
    return { status: 201, json: {} };
  }
  if (method === 'GET') {
    const objects = [...tokens.keys()].map((key) => ({
      key,
      token: 'npm_12…',
      readonly: false,
      created: '2026-01-01T00:00:00Z',
    }));
    return { status: 200, json: { objects, total: objects.length, urls: {} } };
  }
  return { status: tokens.delete(parts.at(-1) ?? '') ? 204 : 404 };
}

function ofPackage({ packages }: Kept, method: string, parts: readonly string[], body: string): Answer {
  const [name = '', version] = parts;
  const known = packages.get(name);
  if (!known) return { status: 404, json: { error: 'not found' } };
  if (method === 'GET') {
    const json = version === undefined ? known : known.versions[version];
    return json === undefined ? { status: 404, json: 'version not found' } : { status: 200, json };
  }
  // What is left is a new state of the package, or a file of it that goes away with the version.
  if (method === 'PUT') packages.set(name, { ...(JSON.parse(body) as Package), _rev: '2-b' });
  return { status: 201, json: { ok: true } };
}

function send(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(status === 204 ? undefined : JSON.stringify(json ?? {}));
}
