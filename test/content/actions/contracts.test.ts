import { describe, expect, it } from 'vitest';
import { type Ready, type ReadyRequest, withSecrets } from '../../../src/playbook/catalogue/ready.ts';
import { actionNamed } from './catalogues.ts';
import { contracts } from './contracts.ts';
import { examples } from './examples.ts';
import { render } from './render.ts';

const requestsOf = (id: string) => render(id, examples[id] ?? {}).filter(isRequest);
/** Requests to GitHub are held to its published description instead. */
const ids = Object.keys(examples).filter((id) => !id.startsWith('github') && requestsOf(id).length > 0);

describe('a request to a vendor, by its documentation', () => {
  it('has a contract, and every contract is of one', () => {
    expect(Object.keys(contracts).sort()).toEqual(ids.sort());
  });

  it.each(ids)('%s is what its page says', (id) => {
    const sent = Object.fromEntries(requestsOf(id).map((call) => [call.id, contractOf(call)]));
    expect(sent).toEqual(contracts[id]?.calls);
    expect(actionNamed(id).action.docs).toBe(contracts[id]?.docs);
  });
});

function isRequest(call: Ready): call is ReadyRequest {
  return call.how === 'http';
}

/** As people read it: the query decoded, secrets by their names. */
function contractOf({ method, url, body, accepts }: ReadyRequest) {
  const { origin, pathname, searchParams } = new URL(url);
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join('&');
  const request = `${method} ${origin}${pathname}${query === '' ? '' : `?${query}`}`;
  return {
    request,
    accepts,
    ...(body && { body: JSON.parse(withSecrets(body, (name) => `[${name}]`)) as unknown }),
  };
}
