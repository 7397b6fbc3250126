import { type Environment, evaluateAsWritten } from '../language/evaluate.ts';
import type { Template } from '../language/template.ts';
import { textOf } from '../language/values.ts';
import type { Body, BodyValue, Call, Catalogue, PathPart, Via } from '../playbook/catalogue/model.ts';
import type { Filled, Ready, Secret } from '../playbook/catalogue/ready.ts';

/** Puts values into the calls of an action, and collects what keeps it from being done: what is not known, what cannot stand there. */
export class Filling {
  readonly #environment: Environment;
  readonly problems = new Set<string>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** A call with every value in its place. `base` is where the catalogue's requests go. */
  call(call: Call, base: string | undefined, catalogue: Pick<Catalogue, 'headers' | 'basic'>): Ready {
    const { id, readOnly, idempotent, timeout, retry } = call;
    const terms = { id, readOnly, idempotent, timeout, ...(retry && { retry }) };
    if (call.via.how === 'command') return { ...terms, ...this.#command(call.via) };
    return { ...terms, ...this.#request(call.via, base, catalogue) };
  }

  /** A text in which secrets stand by their names. */
  filled(template: Template, as?: Secret['as']): Filled {
    const pieces = template.pieces.map((part) => {
      const secret = typeof part === 'string' ? null : secretOf(part.expression.root);
      return secret === null ? this.#piece(part, as) : { secret, ...(as && { as }) };
    });
    return joined(pieces);
  }

  /** A text that everybody may see: no secret stands in it. */
  text(template: Template): string {
    return template.pieces.map((part) => this.#piece(part)).join('');
  }

  #piece(part: Template['pieces'][number], as?: Secret['as']): string {
    const value = typeof part === 'string' ? part : this.#value(part);
    const text = typeof value === 'string' ? value : textOf(value);
    if (as === 'json') return typeof part === 'string' ? text : JSON.stringify(text).slice(1, -1);
    return as === 'url' ? encoded(text) : text;
  }

  #value(part: Exclude<Template['pieces'][number], string>): unknown {
    const result = evaluateAsWritten(part.expression, this.#environment);
    if ('value' in result) return result.value;
    for (const path of result.unknown) this.problems.add(`${path} is not known`);
    return null;
  }

  #command(via: Extract<Via, { how: 'command' }>) {
    const argv = via.argv.map((template) => this.text(template));
    if (argv[0] === '') this.problems.add('there is no program to run');
    if (argv.some((word) => word.includes('\0'))) this.problems.add('an argument has a zero byte in it');
    return {
      how: 'command' as const,
      argv,
      env: Object.fromEntries(Object.entries(via.env).map(([name, value]) => [name, this.filled(value)])),
      ...(via.stdin && { stdin: this.filled(via.stdin) }),
      exits: via.exits,
    };
  }

  #request(via: Extract<Via, { how: 'http' }>, base: string | undefined, shared: Pick<Catalogue, 'headers' | 'basic'>) {
    const basic = via.basic ?? (Object.keys(via.headers).some(isAuthorization) ? undefined : shared.basic);
    const headers = Object.entries({ ...shared.headers, ...via.headers })
      // What is tried must not go beside what is alive, and nobody must have a token that is not sent.
      .filter(([name]) => !basic || !isAuthorization(name))
      .map(([name, value]) => [name, this.#header(name, value)] as const);
    return {
      how: 'http' as const,
      method: via.method,
      url: this.#url(via, base),
      headers: Object.fromEntries([...typeOf(via.body), ...headers]),
      ...(basic && { basic: this.#header('Authorization', basic, true) }),
      ...(via.body && { body: this.#body(via.body) }),
      accepts: via.accepts,
    };
  }

  #header(name: string, value: Template, isEncoded = false): Filled {
    const filled = this.filled(value);
    const texts = filled.filter((piece) => typeof piece === 'string');
    if (texts.some((text) => /[\r\n\0]/.test(text))) this.problems.add(`the header ${name} has a line break in it`);
    // What came over would be another letter, or nothing: headers have no writing for it.
    else if (!isEncoded && texts.some((text) => /[^\t -~]/.test(text)))
      this.problems.add(`the header ${name} has a character in it that is not plain ASCII`);
    return filled;
  }

  #url(via: Extract<Via, { how: 'http' }>, shared: string | undefined): string {
    const base = via.base ? this.text(via.base) : shared;
    if (base === undefined) this.problems.add('nothing says where the request goes');
    const path = via.path.flatMap((part) => this.#segments(part)).map((segment) => `/${segment}`);
    const query = Object.entries(via.query).map(([name, value]) => `${encoded(name)}=${encoded(this.text(value))}`);
    const url = `${(base ?? '').replace(/\/+$/, '')}${path.join('')}${query.length > 0 ? `?${query.join('&')}` : ''}`;
    if (base !== undefined && !isWeb(url)) this.problems.add(`${url} is no address of http or https`);
    return url;
  }

  /** A value is one segment, whatever stands in it: only under `split` its slashes part it. */
  #segments(part: PathPart): string[] {
    const isSplit = 'split' in part;
    const text = this.text(isSplit ? part.split : part);
    return (isSplit ? text.split('/') : [text]).map((segment) => {
      if (segment === '' || segment === '.' || segment === '..')
        this.problems.add(`"${segment}" cannot be a part of the request's path`);
      return encoded(segment);
    });
  }

  #body(body: Body): Filled {
    if (body.as === 'text') return this.filled(body.text);
    if (body.as === 'form')
      return joined(
        Object.entries(body.fields).flatMap(([name, value], index) => [
          `${index > 0 ? '&' : ''}${encoded(name)}=`,
          ...this.filled(value, 'url'),
        ]),
      );
    return joined(this.#json(body.value));
  }

  #json(value: BodyValue): (string | Secret)[] {
    if (typeof value !== 'object' || value === null) return [JSON.stringify(value)];
    if (isTemplate(value)) return this.#jsonText(value);
    if (isList(value))
      return ['[', ...value.flatMap((one, index) => [...(index > 0 ? [','] : []), ...this.#json(one)]), ']'];
    const fields = Object.entries(value.fields).flatMap(([name, one], index) => [
      `${index > 0 ? ',' : ''}${JSON.stringify(name)}:`,
      ...this.#json(one),
    ]);
    return ['{', ...fields, '}'];
  }

  /** A text that is one expression alone keeps the type of its value. */
  #jsonText(template: Template): (string | Secret)[] {
    const [only, ...others] = template.pieces;
    if (typeof only === 'object' && others.length === 0 && secretOf(only.expression.root) === null)
      return [JSON.stringify(this.#value(only))];
    const pieces = template.pieces.flatMap((part) =>
      typeof part === 'string'
        ? [JSON.stringify(part).slice(1, -1)]
        : this.filled({ ...template, pieces: [part] }, 'json'),
    );
    return ['"', ...pieces, '"'];
  }
}

function secretOf(root: Extract<Template['pieces'][number], object>['expression']['root']): string | null {
  if (root.kind !== 'path' || root.context !== 'secrets') return null;
  return root.segments[0]?.name ?? null;
}

/** Texts beside each other are one text. */
function joined(pieces: readonly (string | Secret)[]): Filled {
  const out: (string | Secret)[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

function typeOf(body: Body | undefined): [string, Filled][] {
  if (!body) return [];
  const types = { json: 'application/json', form: 'application/x-www-form-urlencoded', text: 'text/plain' };
  return [['Content-Type', [types[body.as]]]];
}

/** Half a character, which a document can hold as an escape, has no encoding: it becomes the sign for what is none. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
}

function isAuthorization(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}

function isTemplate(value: object): value is Template {
  return 'pieces' in value;
}

function isList(value: object): value is readonly BodyValue[] {
  return Array.isArray(value);
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
