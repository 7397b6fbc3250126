import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A server's key and certificate, and the file of the private authority that it is from. Gone after the tests. */
export function certificateFor(name: string): {
  readonly key: string;
  readonly cert: string;
  readonly authority: string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-tls-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=loopback', '-addext', `subjectAltName=${name}`, '-keyout', key, '-out', cert],
    ],
    { stdio: 'pipe' },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), authority: cert };
}
