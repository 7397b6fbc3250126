import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emulatedGitHub } from './emulated.ts';
import { startEmulator } from './emulator.ts';
import { find, perform } from './perform.ts';
import type { Example } from './render.ts';

const TOKEN = 'token-of-the-incident-lead';

/** What another client sees: a request of its own, by nothing of this program. */
async function seenBy(base: string, path: string, authorization: string): Promise<{ status: number; json: unknown }> {
  const answer = await fetch(`${base}${path}`, { headers: { authorization } });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? null : JSON.parse(text) };
}

describe('GitHub, emulated', () => {
  let github: Awaited<ReturnType<typeof emulatedGitHub>>;
  const secrets = { GITHUB_TOKEN: TOKEN };
  const other = (path: string) => seenBy(github.url, `/repos/acme/storefront${path}`, `Bearer ${TOKEN}`);
  const on = (type: string, name: string, fields: object = {}): Example => ({
    base: github.url,
    item: { type, name, repository: 'acme/storefront', ...fields },
    playbook: { repository: 'acme/storefront' },
  });

  beforeAll(async () => {
    github = await emulatedGitHub(TOKEN);
  });
  afterAll(() => github.close());

  it('given a workflow that a survey found, when it is disabled, then another client sees it disabled', async () => {
    const [found] = await find('github/list-workflows', on('github-workflow', ''), { secrets });
    expect(found).toMatchObject({ name: '.github/workflows/release.yml', state: 'active' });

    const workflow = on('github-workflow', found?.name ?? '', { workflow: found?.workflow });
    const done = await perform('github/disable-workflow', workflow, { secrets });

    expect(done).toMatchObject([
      { call: 'do', verdict: 'ok', answer: { status: 204 } },
      { call: 'check', verdict: 'ok', seen: true },
    ]);
    expect(await other('/actions/workflows/release.yml')).toMatchObject({ json: { state: 'disabled_manually' } });
  });

  it('given it is disabled, when it is enabled by the name of its file, then another client sees it active', async () => {
    const done = await perform('github/enable-workflow', on('github-workflow', 'release.yml'), { secrets });

    expect(done).toMatchObject([{ verdict: 'ok' }, { call: 'check', seen: true }]);
    expect(await other('/actions/workflows/release.yml')).toMatchObject({ json: { state: 'active' } });
  });

  it('given a run that is under way, when it is cancelled, then another client sees that it has ended', async () => {
    const [found] = await find('github/list-runs', on('github-run', ''), { secrets });
    const done = await perform('github/cancel-run', on('github-run', found?.name ?? ''), { secrets });

    expect(done).toMatchObject([
      { call: 'do', answer: { status: 202 } },
      { call: 'check', seen: true },
    ]);
    expect(await other(`/actions/runs/${found?.name}`)).toMatchObject({
      json: { status: 'completed', conclusion: 'cancelled' },
    });
    expect(await find('github/list-runs', on('github-run', ''), { secrets })).toEqual([]);
  });

  it('given a secret, when it is listed and deleted, then another client finds it gone', async () => {
    await fetch(`${github.url}/repos/acme/storefront/actions/secrets/NPM_TOKEN`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ encrypted_value: 'c2VhbGVk', key_id: '1' }),
    });
    expect(await find('github/list-secrets', on('github-secret', ''), { secrets })).toMatchObject([
      { name: 'NPM_TOKEN' },
    ]);

    const done = await perform('github/delete-secret', on('github-secret', 'NPM_TOKEN'), { secrets });

    expect(done).toMatchObject([
      { call: 'do', answer: { status: 204 } },
      { call: 'check', verdict: 'ok', answer: { status: 404 } },
    ]);
    expect(await other('/actions/secrets/NPM_TOKEN')).toMatchObject({ status: 404 });
  });

  it('given a workflow that is not there, when it is disabled, then it fails, and nothing is seen', async () => {
    const done = await perform('github/disable-workflow', on('github-workflow', 'no-such.yml'), { secrets });

    expect(done).toMatchObject([{ call: 'do', verdict: 'failed', answer: { status: 404 } }]);
  });

  it('given a name full of signs, when it is asked for, then they are one segment of the path and reach nothing else', async () => {
    const hostile = on('github-secret', '../../../user?x=1#');
    const done = await perform('github/delete-secret', hostile, { secrets });

    expect(done).toMatchObject([{ call: 'do', verdict: 'failed', answer: { status: 404 } }]);
  });
});

describe('Okta, emulated', () => {
  let okta: Awaited<ReturnType<typeof startEmulator>>;
  const login = 'isaac@acme.example';
  const user = () => ({ base: okta.url, item: { type: 'okta-user', name: login } });
  const secrets = { OKTA_TOKEN: TOKEN };

  beforeAll(async () => {
    okta = await startEmulator({
      service: 'okta',
      seed: {
        tokens: { [TOKEN]: { login: 'admin', scopes: ['okta.users.manage'] } },
        okta: { users: [{ login, email: login, first_name: 'Isaac', last_name: 'Acme' }] },
      },
    });
  });
  afterAll(() => okta.close());

  it('given a user, when they are suspended, then another client sees them suspended', async () => {
    const done = await perform('okta/suspend-user', user(), { secrets });

    expect(done).toMatchObject([
      { call: 'do', answer: { status: 200 } },
      { call: 'check', seen: true },
    ]);
    expect(await seenBy(okta.url, `/api/v1/users/${login}`, `SSWS ${TOKEN}`)).toMatchObject({
      json: { status: 'SUSPENDED' },
    });
  });

  it('given they are suspended, when they are let in again, then another client sees them active', async () => {
    const done = await perform('okta/unsuspend-user', user(), { secrets });

    expect(done.at(-1)).toMatchObject({ call: 'check', seen: true });
    expect(await seenBy(okta.url, `/api/v1/users/${login}`, `SSWS ${TOKEN}`)).toMatchObject({
      json: { status: 'ACTIVE' },
    });
  });
});
