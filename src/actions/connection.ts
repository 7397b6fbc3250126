import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';

export interface Reach {
  readonly environment: NodeJS.ProcessEnv;
  /** A file of certificate authorities (PEM) that are trusted beside the others. */
  readonly authorities?: string;
  /** Longest time for connecting, milliseconds. */
  readonly timeout: number;
}

/** What was set for reaching servers cannot be used. The message says which, and the mend. */
class ReachError extends Error {
  override readonly name = 'ReachError';
}

/**
 * A way to servers for one request: through the proxies of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in upper
 * or lower case), trusting the certificate authorities of SSL_CERT_FILE, of NODE_EXTRA_CA_CERTS and of the
 * configuration beside those that Node.js knows. Each request has a connection of its own: on one that was used before,
 * a request may meet a server that has just hung up, and nobody could tell whether it arrived.
 * @throws ReachError
 */
export async function connectionFor(reach: Reach): Promise<Dispatcher> {
  // Bundled, a package in CommonJS has no exports but the default one.
  const { EnvHttpProxyAgent } = (await import('undici')).default;
  const { environment } = reach;
  const ca = await authoritiesOf(reach);
  const tls = ca && { ca };
  return new EnvHttpProxyAgent({
    httpProxy: proxyOf(environment, ['http_proxy', 'HTTP_PROXY']),
    httpsProxy: proxyOf(environment, ['https_proxy', 'HTTPS_PROXY']),
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? '',
    // A request in clear is passed on by the proxy: most refuse a tunnel to anything but port 443.
    proxyTunnel: false,
    connect: { ...tls, timeout: reach.timeout },
    ...(tls && { requestTls: tls, proxyTls: tls }),
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 0,
  });
}

/** The first of these variables that is set. `proxy:3128` is what curl takes too. */
function proxyOf(environment: NodeJS.ProcessEnv, names: readonly string[]): string {
  const name = names.find((one) => environment[one] !== undefined) ?? '';
  const given = environment[name] ?? '';
  const address = given === '' || given.includes('://') ? given : `http://${given}`;
  if (address === '' || (/^https?:\/\/[^/]/.test(address) && URL.canParse(address))) return address;
  throw new ReachError(`${name} is not the address of a proxy. It looks like http://proxy.example:3128.`);
}

/**
 * The certificate authorities that are trusted, where those that Node.js trusts of itself are not all.
 * @throws ReachError where a file of them cannot be read
 */
export async function authoritiesOf({
  environment,
  authorities,
}: Omit<Reach, 'timeout'>): Promise<string[] | undefined> {
  const files = [
    ['SSL_CERT_FILE', environment.SSL_CERT_FILE],
    ['The configuration', authorities],
    ['NODE_EXTRA_CA_CERTS', environment.NODE_EXTRA_CA_CERTS],
  ] as const;
  // Node.js reads NODE_EXTRA_CA_CERTS itself, unless it is told of others.
  if (!files[0][1] && !files[1][1]) return undefined;
  const texts = await Promise.all(files.map(([who, path]) => (path ? certificates(who, path) : '')));
  return [...rootCertificates, ...texts.filter((text) => text !== '')];
}

async function certificates(who: string, path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ReachError(`${who} names ${path}, which is no readable file of certificates (PEM).`);
}
