import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Key {
  readonly user: string;
  readonly secret: string;
  status: 'Active' | 'Inactive';
}

/** What the service says instead of an answer: an error of AWS, or nothing at all. */
export type Trouble = { readonly status: number; readonly code: string } | 'silence';

export interface Asked {
  readonly action: string;
  readonly parameters: URLSearchParams;
  /** Whose key the request was signed with. */
  readonly key: string;
  readonly token: string | undefined;
}

/**
 * As much of IAM, STS and CloudTrail as the catalogue speaks to, which answers as AWS documents it and knows its keys: a
 * request with one that is unknown or inactive is refused with InvalidClientTokenId, one with a wrong signature
 * (Signature Version 4) with SignatureDoesNotMatch, one with a session token that nobody gave with InvalidClientTokenId.
 */
export class AwsService {
  readonly keys = new Map<string, Key>();
  readonly policies = new Map<string, string>();
  readonly attached = new Map<string, string[]>();
  readonly asked: Asked[] = [];
  /** How many lists still show what was before a change: IAM takes a while. */
  lag = 0;
  trouble: Trouble | null = null;
  #before: ReadonlyMap<string, Key> = new Map();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.writeHead(500).end());
    });
  }

  static async start(): Promise<AwsService> {
    const service = new AwsService();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Begins anew, with these keys. */
  reset(keys: Readonly<Record<string, Key>>): void {
    for (const map of [this.keys, this.policies, this.attached]) map.clear();
    for (const [id, key] of Object.entries(keys)) this.keys.set(id, { ...key });
    this.asked.length = 0;
    this.lag = 0;
    this.trouble = null;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const target = header(request, 'x-amz-target');
    const parameters = new URLSearchParams(target === undefined ? body : {});
    const action = target?.split('.').at(-1) ?? parameters.get('Action') ?? '';
    const signed = signatureOf(request);
    this.asked.push({ action, parameters, key: signed.key, token: header(request, 'x-amz-security-token') });
    if (this.trouble === 'silence') return;
    const refusal = this.trouble ?? this.#refusal(request, body);
    if (refusal) {
      response.writeHead(refusal.status, { 'Content-Type': 'text/xml' }).end(errorXml(refusal.code));
    } else if (target !== undefined) {
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(eventsOf(body)));
    } else {
      const result = this.#act(action, parameters);
      const isRefused = typeof result !== 'string';
      response.writeHead(isRefused ? result.status : 200, { 'Content-Type': 'text/xml' });
      response.end(isRefused ? errorXml(result.code) : resultXml(action, result));
    }
  }

  #refusal(request: IncomingMessage, body: string): { status: number; code: string } | null {
    const { key, signature } = signatureOf(request);
    const known = this.keys.get(key);
    if (known?.status !== 'Active') return { status: 403, code: 'InvalidClientTokenId' };
    if (header(request, 'x-amz-security-token') !== undefined) return { status: 403, code: 'InvalidClientTokenId' };
    if (!isSame(signature, sign(request, body, known.secret))) return { status: 403, code: 'SignatureDoesNotMatch' };
    return null;
  }

  #act(action: string, parameters: URLSearchParams): string | { status: number; code: string } {
    const value = (name: string) => parameters.get(name) ?? '';
    const user = value('UserName');
    const policy = `${user || value('RoleName')}/${value('PolicyName')}`;
    switch (action) {
      case 'GetCallerIdentity':
        return '<Arn>arn:aws:iam::123456789012:user/deployer</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account>';
      case 'ListAccessKeys':
        return this.#list(user);
      case 'UpdateAccessKey':
      case 'DeleteAccessKey':
        return this.#change(action, value('AccessKeyId'), user);
      case 'PutUserPolicy':
      case 'PutRolePolicy':
        this.policies.set(policy, value('PolicyDocument'));
        return '';
      case 'GetUserPolicy':
      case 'GetRolePolicy': {
        const document = this.policies.get(policy);
        if (document === undefined) return { status: 404, code: 'NoSuchEntity' };
        const of =
          action === 'GetUserPolicy' ? `<UserName>${user}</UserName>` : `<RoleName>${value('RoleName')}</RoleName>`;
        return `${of}<PolicyName>${value('PolicyName')}</PolicyName><PolicyDocument>${encodeURIComponent(document)}</PolicyDocument>`;
      }
      case 'AttachUserPolicy':
        this.attached.set(user, [...(this.attached.get(user) ?? []), value('PolicyArn')]);
        return '';
      case 'ListAttachedUserPolicies': {
        const arns = this.attached.get(user) ?? [];
        const members = arns.map(
          (arn) => `<member><PolicyName>${arn.split('/').at(-1)}</PolicyName><PolicyArn>${arn}</PolicyArn></member>`,
        );
        return `<AttachedPolicies>${members.join('')}</AttachedPolicies><IsTruncated>false</IsTruncated>`;
      }
      case 'GetAccessKeyLastUsed': {
        const key = this.keys.get(value('AccessKeyId'));
        if (!key) return { status: 403, code: 'AccessDenied' };
        return `<UserName>${key.user}</UserName><AccessKeyLastUsed><Region>us-east-1</Region><ServiceName>s3</ServiceName><LastUsedDate>2026-03-19T17:43:00Z</LastUsedDate></AccessKeyLastUsed>`;
      }
      default:
        return { status: 400, code: 'InvalidAction' };
    }
  }

  #list(user: string): string {
    const keys = this.lag > 0 ? this.#before : this.keys;
    this.lag = Math.max(0, this.lag - 1);
    const members = [...keys]
      .filter(([, key]) => key.user === user)
      .map(
        ([id, { status }]) =>
          `<member><UserName>${user}</UserName><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>2025-01-02T03:04:05Z</CreateDate></member>`,
      );
    return `<IsTruncated>false</IsTruncated><AccessKeyMetadata>${members.join('')}</AccessKeyMetadata>`;
  }

  #change(action: string, id: string, user: string): string | { status: number; code: string } {
    const key = this.keys.get(id);
    if (key?.user !== user) return { status: 404, code: 'NoSuchEntity' };
    this.#before = new Map([...this.keys].map(([name, one]) => [name, { ...one }]));
    if (action === 'DeleteAccessKey') this.keys.delete(id);
    else key.status = 'Inactive';
    return '';
  }
}

function eventsOf(body: string): object {
  const { LookupAttributes: attributes } = JSON.parse(body) as { LookupAttributes?: { AttributeValue?: string }[] };
  const key = attributes?.[0]?.AttributeValue ?? '';
  return { Events: [{ EventId: 'e-1', EventName: 'CreateUser', AccessKeyId: key, EventTime: 1773942180 }] };
}

const messages: Readonly<Record<string, string>> = {
  InvalidClientTokenId: 'The security token included in the request is invalid.',
  SignatureDoesNotMatch: 'The request signature we calculated does not match the signature you provided.',
  ExpiredToken: 'The security token included in the request is expired',
};

function errorXml(code: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${messages[code] ?? code}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

function resultXml(action: string, inner: string): string {
  return `<${action}Response><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function signatureOf(request: IncomingMessage) {
  const part = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(header(request, 'authorization') ?? '')?.[1] ?? '';
  const [key = '', ...scope] = part('Credential').split('/');
  return { key, scope, headers: part('SignedHeaders').split(';'), signature: part('Signature') };
}

/** Signature Version 4, of a request without a query. */
function sign(request: IncomingMessage, body: string, secret: string): string {
  const { scope, headers } = signatureOf(request);
  const lines = headers.map((name) => `${name}:${(header(request, name) ?? '').trim()}\n`).join('');
  const canonical = [request.method, request.url, '', lines, headers.join(';'), hash(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', header(request, 'x-amz-date'), scope.join('/'), hash(canonical)].join('\n');
  const key = scope.reduce((above: string | Buffer, part) => hmac(above, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
