import { addressIn, at, type Mends, odd, readAnswer, type Ways } from './answers.ts';
import { PAGE, searchPages } from './listing.ts';
import { escapeForGitlab, markdownOf, titleOf } from './text.ts';
import { type Issue, isTrouble, type Tracker } from './tracker.ts';

export const GITLAB_API = 'https://gitlab.com/api/v4';
/** A request that was cut off here may still be under way there; GitLab ends one after a minute. */
const SETTLES = 60_000;

export interface GitlabParts extends Ways {
  /** `group/project`. */
  readonly path: string;
  readonly token: string;
  readonly apiUrl?: string;
}

/** Issues of a project on GitLab, by REST, version 4. */
export function createGitlab({ path, token, apiUrl = GITLAB_API, web, now }: GitlabParts): Tracker {
  const base = `${apiUrl.replace(/\/+$/, '')}/projects/${encodeURIComponent(path)}`;
  const mends: Mends = { called: 'GitLab', secrets: [token], mend: (status) => mendOf(path, status) };
  const ask = async (way: string, body?: object) => {
    const answer = await web({
      method: body ? 'POST' : 'GET',
      url: `${base}${way}`,
      headers: { 'private-token': token, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      called: 'GitLab',
    });
    return { answer, read: readAnswer(answer, now(), mends) };
  };
  const listed = (since: number, page: number) => {
    const after = encodeURIComponent(new Date(since).toISOString());
    return `/issues?state=all&order_by=created_at&sort=asc&per_page=${PAGE}&page=${page}&created_after=${after}`;
  };
  return {
    name: `gitlab:${path}`,
    settles: SETTLES,
    find: (markers, since) =>
      searchPages(markers, {
        called: 'GitLab',
        body: 'description',
        issueOf,
        page: async (number) => (await ask(listed(since, number))).read,
      }),
    async create(work) {
      const body = { title: titleOf(work), description: markdownOf(work, escapeForGitlab) };
      const due = work.due === null ? {} : { due_date: work.due };
      const { read } = await ask('/issues', { ...body, ...due });
      return isTrouble(read) ? read : (issueOf(read.data) ?? odd('GitLab'));
    },
    async look(issue) {
      const { answer, read } = await ask(`/issues/${issue.replace('#', '')}`);
      if (!isTrouble(read)) return issueOf(read.data)?.state ?? odd('GitLab');
      if (answer.status !== 404) return read;
      // What may not be seen is not there either: only who sees the project can tell that it is gone.
      const project = (await ask('')).read;
      return isTrouble(project) ? project : 'gone';
    },
  };
}

function issueOf(one: unknown): Issue | null {
  const number = at(one, 'iid');
  const url = addressIn(at(one, 'web_url'));
  if (typeof number !== 'number' || url === null) return null;
  return { issue: `#${number}`, url, state: at(one, 'state') === 'closed' ? 'closed' : 'open' };
}

function mendOf(path: string, status: number): string {
  if (status === 401) return 'The token is none, or no longer one: set another.';
  if (status === 403)
    return `The token may not do that: give it the scope “api”, and a role in ${path} that makes issues.`;
  if (status === 404)
    return `There is no project ${path}, or the token does not see it: give it the scope “api” and a role there.`;
  return 'GitLab takes no issue with such a text: put it there by hand.';
}
