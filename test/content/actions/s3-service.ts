import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A version of an object; a delete marker has no content. */
interface Version {
  readonly key: string;
  readonly id: string;
  readonly content: Buffer | null;
  readonly at: string;
}

/**
 * A bucket that keeps versions, as S3's documentation describes ListObjectVersions, GetObject, HeadObject, PutObject, CopyObject and
 * DeleteObject. It remembers; nothing else of S3 is here.
 */
export class S3Service {
  readonly bucket = 'artefact-store';
  readonly #server: Server;
  /** The newest first. */
  #versions: Version[] = [];
  /** Every request that changed something. */
  readonly changes: string[] = [];
  /** What the next GetObject of the newest version gives out instead of it. */
  damaged: Buffer | null = null;

  private constructor() {
    this.#server = createServer((request, response) => {
      buffer(request).then(
        (body) => this.#answer(request, body, response),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      );
    });
  }

  static async start(): Promise<S3Service> {
    const service = new S3Service();
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What the bucket gives out for a key now; null where that is nothing. */
  newest(key: string): string | null {
    return this.#versions.find((version) => version.key === key)?.content?.toString() ?? null;
  }

  /** Puts a version there, or a delete marker, and returns its id. */
  put(key: string, content: string | null): string {
    return this.#add(key, content === null ? null : Buffer.from(content));
  }

  reset(): void {
    this.#versions = [];
    this.changes.length = 0;
    this.damaged = null;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #add(key: string, content: Buffer | null): string {
    const count = this.#versions.length;
    const id = `v${count + 1}.${createHash('sha256').update(`${key}${count}`).digest('base64url').slice(0, 28)}`;
    this.#versions.unshift({ key, id, content, at: new Date(Date.UTC(2026, 1, 28, count)).toISOString() });
    return id;
  }

  #answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.url);
    const [bucket = '', ...parts] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    const key = parts.join('/');
    const { method } = request;
    if (bucket !== this.bucket) fail(response, 404, 'NoSuchBucket');
    else if (method === 'GET' && url.searchParams.has('versions')) this.#list(url, response);
    else if (method === 'GET' || method === 'HEAD') this.#give(method, key, url, response);
    else if (method === 'PUT') this.#put(key, request.headers['x-amz-copy-source'], body, response);
    else fail(response, 405, 'MethodNotAllowed');
  }

  #put(key: string, source: string | string[] | undefined, body: Buffer, response: ServerResponse): void {
    this.changes.push(`PUT ${key}${source === undefined ? '' : ` from ${String(source)}`}`);
    if (source === undefined) {
      response.setHeader('x-amz-version-id', this.#add(key, body));
      response.setHeader('etag', etag(body)).end();
    } else this.#copy(String(source), key, response);
  }

  #list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const newest = new Set(this.#versions.map(({ key }) => this.#versions.find((one) => one.key === key)?.id));
    const entries = this.#versions
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, id, content, at }) => {
        const tag = content === null ? 'DeleteMarker' : 'Version';
        const of = content === null ? '' : `<ETag>${etag(content)}</ETag><Size>${content.length}</Size>`;
        const name = `<Key>${encodeURIComponent(key).replaceAll('%2F', '/')}</Key><VersionId>${id}</VersionId>`;
        return `<${tag}>${name}<IsLatest>${newest.has(id)}</IsLatest><LastModified>${at}</LastModified>${of}</${tag}>`;
      });
    const head = `<Name>${this.bucket}</Name><Prefix>${prefix}</Prefix><EncodingType>url</EncodingType>`;
    xml(
      response,
      200,
      `<ListVersionsResult>${head}<IsTruncated>false</IsTruncated>${entries.join('')}</ListVersionsResult>`,
    );
  }

  #give(method: string, key: string, url: URL, response: ServerResponse): void {
    const id = url.searchParams.get('versionId');
    const version = this.#versions.find((one) => one.key === key && (id === null || one.id === id));
    if (version?.content) {
      const content = id === null && this.damaged !== null ? this.damaged : version.content;
      response.setHeader('etag', etag(version.content)).setHeader('x-amz-version-id', version.id);
      response
        .setHeader('last-modified', new Date(version.at).toUTCString())
        .setHeader('content-length', content.length);
      response.end(method === 'HEAD' ? undefined : content);
    } else if (version && id !== null) fail(response, 405, 'MethodNotAllowed');
    else fail(response, 404, id === null ? 'NoSuchKey' : 'NoSuchVersion');
  }

  #copy(source: string, to: string, response: ServerResponse): void {
    const [path = '', query = ''] = source.split('?');
    const id = new URLSearchParams(query).get('versionId');
    const [bucket, ...parts] = decodeURIComponent(path).replace(/^\//, '').split('/');
    const version = this.#versions.find((one) => one.key === parts.join('/') && one.id === id);
    if (bucket === this.bucket && version?.content) {
      response.setHeader('x-amz-version-id', this.#add(to, version.content));
      response.setHeader('x-amz-copy-source-version-id', version.id);
      const result = `<ETag>${etag(version.content)}</ETag><LastModified>${version.at}</LastModified>`;
      xml(response, 200, `<CopyObjectResult>${result}</CopyObjectResult>`);
    } else fail(response, 404, 'NoSuchVersion');
  }
}

function etag(content: Buffer): string {
  return `"${createHash('md5').update(content).digest('hex')}"`;
}

function fail(response: ServerResponse, status: number, code: string): void {
  xml(response, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function xml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}
