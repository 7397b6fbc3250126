import { readdirSync, readFileSync } from 'node:fs';
import type { Emulator } from 'emulate';
import { startEmulator } from './emulator.ts';

/** A collection of what an emulator knows. */
interface Collection {
  insert(entry: object): { readonly id: number };
  findBy(key: string, value: unknown): readonly { readonly id: number }[];
  all(): readonly { readonly id: number }[];
}

interface GitHubPart {
  readonly githubPlugin: { seed?: (store: object, base: string) => void };
  readonly getGitHubStore: (
    store: object,
  ) => Readonly<Record<'repos' | 'workflows' | 'workflowRuns' | 'users', Collection>>;
}

/** GitHub with one repository, acme/storefront, that has a workflow and a run of it. */
export async function emulatedGitHub(token: string): Promise<Emulator> {
  const part = await githubPart();
  const usual = part.githubPlugin.seed;
  let store: object | undefined;
  // It has no request that makes a workflow: one is put into what it knows, which it hands to whoever seeds.
  part.githubPlugin.seed = (given, base) => {
    store = given;
    usual?.(given, base);
  };
  const seed = {
    tokens: { [token]: { login: 'acme', scopes: ['repo', 'admin:org'] } },
    github: { users: [{ login: 'acme' }], repos: [{ owner: 'acme', name: 'storefront', auto_init: true }] },
  };
  const emulator = await startEmulator({ service: 'github', seed }).finally(() => {
    if (usual) part.githubPlugin.seed = usual;
  });
  const known = part.getGitHubStore(store ?? {});
  const repository = known.repos.all().find((one) => (one as { name?: string }).name === 'storefront');
  const repo_id = repository?.id;
  const actor_id = known.users.findBy('login', 'acme')[0]?.id;
  const workflow = known.workflows.insert({
    node_id: 'W_1',
    repo_id,
    name: 'Release',
    path: '.github/workflows/release.yml',
    state: 'active',
    badge_url: null,
  });
  known.workflowRuns.insert({
    node_id: 'WFR_1',
    repo_id,
    workflow_id: workflow.id,
    name: 'Release',
    head_branch: 'main',
    head_sha: 'c0ffee',
    run_number: 1,
    event: 'push',
    status: 'in_progress',
    conclusion: null,
    actor_id,
    run_attempt: 1,
    run_started_at: '2026-03-01T11:00:00Z',
  });
  return emulator;
}

/** The file of the package that emulates GitHub; its name has a hash of what is in it. */
async function githubPart(): Promise<GitHubPart> {
  const folder = new URL('.', import.meta.resolve('emulate'));
  const name = readdirSync(folder).find(
    (file) => /^dist-\w+\.js$/.test(file) && readFileSync(new URL(file, folder), 'utf8').includes('var githubPlugin'),
  );
  if (name === undefined) throw new Error('this version of emulate keeps GitHub elsewhere');
  return (await import(new URL(name, folder).href)) as GitHubPart;
}
