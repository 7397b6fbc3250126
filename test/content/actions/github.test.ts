import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { type Ready, type ReadyRequest, withSecrets } from '../../../src/playbook/catalogue/ready.ts';
import { actionNamed, catalogueNamed } from './catalogues.ts';
import { examples } from './examples.ts';
import { type Described, operationOf } from './github-api.ts';
import { render } from './render.ts';

// OpenAPI 3.0 has keywords of its own beside those of JSON Schema; `nullable` is known.
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false, allErrors: true });

const requests = ['github', 'github-exposed'].flatMap((catalogue) =>
  catalogueNamed(catalogue).actions.flatMap(({ id }) =>
    render(id, examples[id] ?? {}).map((call): [string, string, ReadyRequest] => [id, call.id, asRequest(call)]),
  ),
);

describe("GitHub's published description", () => {
  it.each(requests)('%s, %s: has the method and the path', (_, __, { method, url }) => {
    expect(operationOf(method, new URL(url).pathname)?.template, `${method} ${url}`).toBeDefined();
  });

  it.each(requests)('%s, %s: has each parameter, with such a value', (_, __, call) => {
    const { query } = described(call);
    for (const [name, value] of new URL(call.url).searchParams) {
      const schema = query.get(name.replace('[]', ''));
      expect(schema, name).toBeDefined();
      if (schema) expect(problemsOf(schema, valueFor(schema, value)), `${name}=${value}`).toEqual([]);
    }
  });

  it.each(requests)('%s, %s: takes the body, or none', (_, __, call) => {
    const { body } = described(call);
    const sent = call.body && JSON.parse(withSecrets(call.body, (name) => `the secret ${name}`));
    expect(sent === undefined).toBe(body === undefined);
    if (body) expect(problemsOf(body, sent)).toEqual([]);
  });

  it.each(requests.filter(([, , { readOnly }]) => !readOnly))(
    '%s, %s: has each status that is taken for success',
    (_, __, call) => {
      expect(call.accepts).not.toEqual([]);
      expect(described(call).statuses).toEqual(expect.arrayContaining([...call.accepts]));
    },
  );

  it.each(requests.filter(([, , { readOnly }]) => readOnly))(
    '%s, %s: a look takes what is described, or that it is gone or refused',
    (_, __, call) => {
      expect([...described(call).statuses, 401, 404]).toEqual(expect.arrayContaining([...call.accepts]));
    },
  );

  it.each(requests.filter(([id, call]) => call === 'do' && actionNamed(id).action.effect !== 'prove-dead'))(
    '%s, %s: is described where the action says',
    (id, _, call) => {
      expect(actionNamed(id).action.docs).toBe(described(call).docs);
    },
  );
});

describe('this comparison', () => {
  it('tells a path that is not there, a parameter of a wrong value, and a body that is not taken', () => {
    expect(operationOf('PUT', '/repos/acme/storefront/actions/workflows/release.yml/disabled')).toBeUndefined();
    expect(operationOf('POST', '/repos/acme/storefront/actions/workflows/release.yml/disable')).toBeUndefined();
    const runs = operationOf('GET', '/repos/acme/storefront/actions/runs');
    expect(problemsOf(runs?.query.get('status') ?? {}, 'running')).not.toEqual([]);
    const protection = operationOf('PUT', '/repos/acme/storefront/branches/main/protection');
    expect(problemsOf(protection?.body ?? {}, { enforce_admins: 'yes' })).toHaveLength(4);
  });
});

describe('requests about credentials of others', () => {
  it('carry no token: GitHub refuses them with one', () => {
    const [call] = render('github-exposed/revoke-token', examples['github-exposed/revoke-token'] ?? {});
    expect(call && Object.keys(asRequest(call).headers)).not.toContain('Authorization');
  });
});

function asRequest(call: Ready): ReadyRequest {
  if (call.how !== 'http') throw new Error(`${call.id} is no request`);
  return call;
}

function described({ method, url }: ReadyRequest): Described {
  const operation = operationOf(method, new URL(url).pathname);
  if (!operation) throw new Error(`GitHub describes no ${method} ${url}`);
  return operation;
}

function problemsOf(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What a parameter's text stands for. */
function valueFor(schema: object, text: string): unknown {
  const type = (schema as { readonly type?: string }).type;
  if (type === 'integer') return Number(text);
  return type === 'array' ? [text] : text;
}
