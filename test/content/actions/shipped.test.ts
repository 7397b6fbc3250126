import { describe, expect, it } from 'vitest';
import { type Ready, shownCall } from '../../../src/playbook/catalogue/ready.ts';
import { actionNamed, catalogues, shipped } from './catalogues.ts';
import { examples } from './examples.ts';
import { render } from './render.ts';

const actions = catalogues.flatMap((catalogue) => catalogue.actions);
/** The catalogues whose actions are rendered here; the others have tests of their own. */
const rendered = new Set(Object.keys(examples).map((id) => id.slice(0, id.indexOf('/'))));
const isRendered = (id: string) => rendered.has(id.slice(0, id.indexOf('/')));

describe('every shipped catalogue', () => {
  it.each([...shipped])('%s is read, and nothing is to be said of it', (name, { catalogue, diagnostics }) => {
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(catalogue?.id).toBe(name);
  });

  it('revokes only what one of them proves dead, where it is spoken to by http', () => {
    const proven = new Set(actions.filter(({ effect }) => effect === 'prove-dead').flatMap(({ types }) => types));
    const unproven = actions.filter(
      ({ id, effect, types }) => isRendered(id) && effect === 'revoke' && !types.every((type) => proven.has(type)),
    );
    expect(unproven.map(({ id }) => id)).toEqual([]);
  });

  it('says of each action that changes something how it is undone, and what it needs', () => {
    const changing = actions.filter(({ id, calls }) => isRendered(id) && calls.some(({ readOnly }) => !readOnly));
    expect(changing.filter(({ undo }) => undo === undefined).map(({ id }) => id)).toEqual([]);
    expect(changing.filter(({ needs }) => needs.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('says of each action that shuts something out what lives on', () => {
    const shutting = actions.filter(
      ({ id, effect }) => isRendered(id) && ['isolate', 'revoke', 'quarantine', 'remove'].includes(effect),
    );
    expect(shutting.filter(({ leaves }) => leaves === undefined).map(({ id }) => id)).toEqual([]);
  });

  it('takes no server error and no success for a sign of death', () => {
    const signs = actions.flatMap(({ id, proof }) =>
      (proof?.dead ?? []).flatMap(({ statuses }) => (statuses ?? []).map((status) => ({ id, status }))),
    );
    expect(signs.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
  });

  it('retries nothing that may not be done twice', () => {
    const retried = actions.flatMap((action) => action.calls.filter(({ retry, idempotent }) => retry && !idempotent));
    expect(retried).toEqual([]);
  });
});

describe('an action for a system that is spoken to by http, or with kubectl', () => {
  const all = actions.filter(({ id }) => isRendered(id));

  it('has an example, and every example is of one', () => {
    expect(Object.keys(examples).sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it.each(all.map(({ id }) => id))('%s is rendered for its example', (id) => {
    const calls = render(id, examples[id] ?? {});
    expect(calls).toHaveLength(actionNamed(id).action.calls.length);
    for (const call of calls) expect(shownCall(call)).not.toContain('(unknown)');
  });

  it.each(all.filter(({ effect }) => effect !== 'survey').map((action) => [action.id, action] as const))(
    '%s names a type that its example has',
    (id, { types }) => {
      expect(types).toContain(examples[id]?.item?.type);
    },
  );

  it.each(all.filter(({ subjects }) => Object.keys(subjects).length > 0).map((action) => [action.id, action] as const))(
    '%s uses the secrets that it asks for',
    (id, { subjects }) => {
      const used = render(id, examples[id] ?? {}).flatMap(secretsIn);
      expect(used).toEqual(expect.arrayContaining(Object.keys(subjects)));
    },
  );

  it.each(all.filter(({ effect }) => effect === 'prove-dead').map(({ id }) => id))(
    '%s sends the old secret in its last call, and no living one beside it',
    (id) => {
      const last = render(id, examples[id] ?? {}).slice(-1);
      expect(last.flatMap(secretsIn)).toEqual(['old']);
    },
  );
});

/** Names of the secrets that a call sends. What `basic` says takes the place of an Authorization header. */
function secretsIn(call: Ready): string[] {
  const filled =
    call.how === 'command'
      ? [...Object.values(call.env), call.stdin ?? []]
      : [...Object.values(call.headers), call.basic ?? [], call.body ?? []];
  return filled.flat().flatMap((piece) => (typeof piece === 'string' ? [] : [piece.secret]));
}
