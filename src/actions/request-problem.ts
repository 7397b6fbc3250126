const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there, or it refuses',
  ENOTFOUND: 'its name is not known to DNS',
  EAI_AGAIN: 'its name cannot be looked up: DNS does not answer',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no way to it from here',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  CERT_HAS_EXPIRED: 'its certificate has expired. See the clock here, and the certificate there',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  UND_ERR_PRX_TLS: 'the certificate of the proxy is for another name',
};
const UNTRUSTED =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/;

/** Why a request did not come to be sent, or broke off, in words. They hold no header and no address of a proxy with its password. */
export function requestProblem(error: unknown, host: string): string {
  const code = codeOf(error);
  const where = elsewhere(error, host);
  const proxy = proxyStatus(error);
  if (proxy !== undefined) return `The proxy answered ${proxy} and did not pass it on to ${host}.`;
  if (UNTRUSTED.test(code)) {
    return `The certificate of ${host} is from nobody that is trusted here (${code}). If it is your own authority's, name its file in SSL_CERT_FILE.`;
  }
  const said = words[code] ?? (isNoHttp(error) ? 'what came back is no HTTP' : sayable(error));
  return `${host}${where}: ${said}${code && ` (${code})`}.`;
}

/** Whether a proxy refused to pass a request on: then it never came to its server. */
export function isRefusedByProxy(error: unknown): boolean {
  return proxyStatus(error) !== undefined;
}

/** Whether another try may reach what this one did not. */
export function mayBeReachedLater(error: unknown): boolean {
  return /^(ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|EPIPE|UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET)$/.test(
    codeOf(error),
  );
}

/** A proxy that cannot be reached is not the host that was asked for. */
function elsewhere(error: unknown, host: string): string {
  if (!(error instanceof Error && 'address' in error && 'port' in error)) return '';
  const there = `${error.address}:${error.port}`;
  return there === host ? '' : `, asked for at ${there}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function isNoHttp(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError';
}

function proxyStatus(error: unknown): string | undefined {
  return /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(messageOf(error))?.[1];
}

function sayable(error: unknown): string {
  const message = messageOf(error);
  return message === '' ? 'the connection failed' : message;
}
