import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** How the service answers: as it should; or in one of the ways that prove nothing. */
export type Mood = 'well' | 'breaks' | 'is-busy' | 'hangs-up' | 'stalls';

interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

/** What a vendor documents: where the token stands, and what it answers to one that lives, is dead or unknown, or may not. */
interface Vendor {
  readonly path: RegExp;
  token(request: IncomingMessage): string | undefined;
  readonly alive: Answer;
  readonly dead: Answer;
  /** To a living token that is not allowed this; where there is such an answer. */
  readonly limited: Answer;
}

const bearer = (request: IncomingMessage) => after('Bearer ', request.headers.authorization);
const header = (name: string) => (request: IncomingMessage) => String(request.headers[name] ?? '');
const password = (request: IncomingMessage) => {
  const encoded = after('Basic ', request.headers.authorization) ?? '';
  return after(
    ':',
    Buffer.from(encoded, 'base64')
      .toString()
      .replace(/^[^:]*/, ''),
  );
};

const refusedAtGitHub = { status: 401, json: { message: 'Bad credentials', status: '401' } };

export const vendors: Readonly<Record<string, Vendor>> = {
  // https://docs.github.com/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
  'github/prove-token-dead': {
    path: /^\/user$/,
    token: bearer,
    alive: { status: 200, json: { login: 'octocat' } },
    dead: refusedAtGitHub,
    limited: { status: 403, json: { message: 'Resource not accessible by integration' } },
  },
  'github/prove-installation-token-dead': {
    path: /^\/installation\/repositories$/,
    token: bearer,
    alive: { status: 200, json: { total_count: 1 } },
    dead: refusedAtGitHub,
    limited: { status: 403, json: { message: 'This installation has been suspended' } },
  },
  // https://docs.gitlab.com/api/personal_access_tokens/#self-inform
  'gitlab/prove-token-dead': {
    path: /^\/personal_access_tokens\/self$/,
    token: header('private-token'),
    alive: { status: 200, json: { id: 4, active: true } },
    dead: { status: 401, json: { message: '401 Unauthorized' } },
    limited: { status: 403, json: { error: 'insufficient_scope' } },
  },
  // https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/
  'jenkins/prove-token-dead': {
    path: /^\/me\/api\/json$/,
    token: password,
    alive: { status: 200, json: { id: 'release-bot' } },
    dead: { status: 401 },
    limited: { status: 403 },
  },
  // https://developer.hashicorp.com/vault/docs/concepts/tokens#error-responses
  'vault/prove-token-dead': {
    path: /^\/v1\/auth\/token\/lookup-self$/,
    token: header('x-vault-token'),
    alive: { status: 200, json: { data: { type: 'service' } } },
    dead: { status: 403, json: { errors: ['2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'] } },
    limited: { status: 403, json: { errors: ['1 error occurred:\n\t* permission denied\n\n'] } },
  },
  // https://developer.okta.com/docs/reference/error-codes/#E0000011
  'okta/prove-api-token-dead': {
    path: /^\/api\/v1\/users\/me$/,
    token: (request) => after('SSWS ', request.headers.authorization),
    alive: { status: 200, json: { id: '00u1' } },
    dead: { status: 401, json: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' } },
    limited: { status: 403, json: { errorCode: 'E0000006' } },
  },
  // https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate
  'azure-devops/prove-token-dead': {
    path: /^\/acme\/_apis\/projects$/,
    token: password,
    alive: { status: 200, json: { count: 0 } },
    dead: { status: 401 },
    limited: { status: 203 },
  },
  // https://docs.npmjs.com/cli/commands/npm-whoami
  'npm/prove-token-dead': {
    path: /^\/-\/whoami$/,
    token: bearer,
    alive: { status: 200, json: { username: 'acme' } },
    dead: { status: 401, json: {} },
    limited: { status: 403 },
  },
  // https://kubernetes.io/docs/reference/access-authn-authz/authentication/
  'kubernetes/prove-token-dead': {
    path: /^\/apis$/,
    token: bearer,
    alive: { status: 200, json: { kind: 'APIGroupList' } },
    dead: { status: 401, json: { kind: 'Status', reason: 'Unauthorized' } },
    limited: { status: 404 },
  },
  // https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
  'container-registry/prove-login-dead': {
    path: /^\/v2\/shop\/web\/tags\/list$/,
    token: password,
    alive: { status: 200, json: { tags: [] } },
    dead: { status: 401, json: { errors: [{ code: 'UNAUTHORIZED' }] } },
    limited: { status: 403, json: { errors: [{ code: 'DENIED' }] } },
  },
};

/** How each vendor revokes a token: which one, and what it answers. Undefined where the request is none of these. */
function revocation(
  request: IncomingMessage,
  body: string,
): { readonly token: string; readonly status: number } | undefined {
  const json = () => JSON.parse(body) as Readonly<Record<string, unknown>>;
  switch (`${request.method} ${request.url}`) {
    case 'DELETE /installation/token':
      return { token: bearer(request) ?? '', status: 204 };
    case 'POST /credentials/revoke':
      return { token: String((json().credentials as readonly string[])[0]), status: 202 };
    case 'DELETE /personal_access_tokens/self':
      return { token: header('private-token')(request), status: 204 };
    case 'POST /v1/auth/token/revoke':
      return { token: String(json().token), status: 204 };
    default:
      return undefined;
  }
}

/** A service that knows tokens: it takes those that live, and refuses unknown and dead ones as each vendor documents. */
export class TokenService {
  readonly #server: Server;
  readonly #alive = new Set<string>();
  readonly #limited = new Set<string>();
  mood: Mood = 'well';
  /** Is told that a request came which gets no answer. */
  onStall: () => void = () => {};

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => this.#answer(request, response, body));
    });
  }

  static async start(): Promise<TokenService> {
    const service = new TokenService();
    await new Promise<void>((resolve) => {
      service.#server.listen(0, '127.0.0.1', resolve);
    });
    return service;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  issue(token: string): void {
    this.#alive.add(token);
  }

  /** The token lives, and may do nothing. */
  limit(token: string): void {
    this.#limited.add(token);
  }

  revoke(token: string): void {
    this.#alive.delete(token);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const said = { message: 'Bad credentials, invalid token, E0000011' };
    switch (this.mood) {
      case 'stalls':
        this.onStall();
        return;
      case 'hangs-up':
        request.socket.destroy();
        return;
      case 'breaks':
        send(response, { status: 500, json: said });
        return;
      case 'is-busy':
        send(response, { status: 429, json: said });
        return;
      case 'well':
        send(response, this.#well(request, body));
    }
  }

  #well(request: IncomingMessage, body: string): Answer {
    const revoked = revocation(request, body);
    if (revoked) {
      this.revoke(revoked.token);
      return { status: revoked.status };
    }
    const path = (request.url ?? '').replace(/\?.*/, '');
    const vendor = Object.values(vendors).find((one) => one.path.test(path));
    if (!vendor) return { status: 404 };
    const token = vendor.token(request) ?? '';
    if (this.#limited.has(token)) return vendor.limited;
    return this.#alive.has(token) ? vendor.alive : vendor.dead;
  }
}

function send(response: ServerResponse, { status, json }: Answer): void {
  response.writeHead(status, json === undefined ? {} : { 'content-type': 'application/json' });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}

function after(start: string, text: string | undefined): string | undefined {
  return text?.startsWith(start) ? text.slice(start.length) : undefined;
}
