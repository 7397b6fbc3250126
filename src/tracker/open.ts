import { createMask } from '../actions/mask.ts';
import { createVault, type SecretSource } from '../actions/vault.ts';
import { hookProblem, type WebRequest } from '../notify/web.ts';
import { Problem } from '../run/problem.ts';
import { createWeb } from '../run/web.ts';
import { createGithub, GITHUB_API } from './github.ts';
import { createGitlab, GITLAB_API } from './gitlab.ts';
import { createJira } from './jira.ts';
import type { Place } from './place.ts';
import type { Tracker } from './tracker.ts';

/** How trackers are reached. Secrets stand there by their names. */
export interface TrackerSettings {
  readonly github?: { readonly 'api-url'?: string | undefined; readonly token?: string | undefined } | undefined;
  readonly gitlab?: { readonly 'api-url'?: string | undefined; readonly token?: string | undefined } | undefined;
  readonly jira?:
    | {
        readonly url?: string | undefined;
        readonly user?: string | undefined;
        readonly token?: string | undefined;
        readonly 'issue-type'?: string | undefined;
      }
    | undefined;
}

export interface TrackerReach {
  readonly settings: TrackerSettings;
  /** Where each secret is; one that is not named is in the environment variable of its name. */
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  readonly authorities?: string;
  readonly now: () => number;
}

const MEND = 'A token is taken from the environment, a file or a command: breakglass config --help says how.';

/** The names by which the tokens are asked for, where the settings give no other. */
const TOKENS = { github: 'GITHUB_TOKEN', gitlab: 'GITLAB_TOKEN', jira: 'JIRA_API_TOKEN' } as const;

/**
 * Opens a tracker; nothing is reached before something is asked of it. `masked` takes its token out of a text.
 * @throws Problem where something is not set, or the token cannot be had
 */
export async function openTracker(
  { kind, path }: Extract<Place, { name: string }>,
  { settings, sources, environment, authorities, now }: TrackerReach,
): Promise<{ tracker: Tracker; masked: (text: string) => string }> {
  const name = settings[kind]?.token ?? TOKENS[kind];
  const mask = createMask();
  const vault = createVault({ sources, environment, mask, names: [name] });
  const address = addressOf(kind, settings);
  const token = await vault.get(name).catch((error: unknown) => {
    throw new Problem('usage', error instanceof Error ? error.message : String(error), MEND);
  });
  const toServer = createWeb({ environment, ...(authorities !== undefined && { authorities }) });
  const web = (request: WebRequest) => toServer(request, new AbortController().signal);
  const parts = { path, token, web, now };
  const masked = (text: string) => mask.text(text);
  if (kind === 'github') return { tracker: createGithub({ ...parts, apiUrl: address }), masked };
  if (kind === 'gitlab') return { tracker: createGitlab({ ...parts, apiUrl: address }), masked };
  const { user, 'issue-type': issueType = 'Task' } = settings.jira ?? {};
  return {
    tracker: createJira({ ...parts, siteUrl: address, issueType, ...(user !== undefined && { user }) }),
    masked,
  };
}

function addressOf(kind: 'github' | 'gitlab' | 'jira', { github, gitlab, jira }: TrackerSettings): string {
  const said = {
    github: github?.['api-url'] ?? GITHUB_API,
    gitlab: gitlab?.['api-url'] ?? GITLAB_API,
    jira: jira?.url,
  };
  const address = said[kind];
  if (address === undefined)
    throw new Problem(
      'usage',
      'Nobody has said where Jira is.',
      'In breakglass.yaml: trackers: { jira: { url: https://acme.atlassian.net, user: you@example.org } }',
    );
  const problem = hookProblem(address);
  if (problem !== null)
    throw new Problem('usage', `${address} ${problem}.`, `Set another under trackers: ${kind}, in breakglass.yaml.`);
  return address;
}
