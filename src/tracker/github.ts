import { addressIn, at, type Mends, odd, readAnswer, type Ways } from './answers.ts';
import { PAGE, searchPages } from './listing.ts';
import { markdownOf, titleOf } from './text.ts';
import { type Issue, isTrouble, type Tracker } from './tracker.ts';

export const GITHUB_API = 'https://api.github.com';
/** A request that was cut off here may still be under way there; GitHub ends one after ten seconds. */
const SETTLES = 30_000;

export interface GithubParts extends Ways {
  /** `owner/repository`. */
  readonly path: string;
  readonly token: string;
  readonly apiUrl?: string;
}

/** Issues of a repository on GitHub, by REST, version 2022-11-28. */
export function createGithub({ path, token, apiUrl = GITHUB_API, web, now }: GithubParts): Tracker {
  const base = `${apiUrl.replace(/\/+$/, '')}/repos/${path}`;
  const mends: Mends = { called: 'GitHub', secrets: [token], mend: (status, text) => mendOf(path, status, text) };
  const ask = async (way: string, body?: object) => {
    const answer = await web({
      method: body ? 'POST' : 'GET',
      url: `${base}${way}`,
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      called: 'GitHub',
    });
    return { answer, read: readAnswer(answer, now(), mends) };
  };
  return {
    name: `github:${path}`,
    settles: SETTLES,
    find: (markers, since) =>
      searchPages(markers, {
        called: 'GitHub',
        body: 'body',
        issueOf,
        // Listed, not searched: GitHub's search finds what is new only after a while.
        page: async (number) =>
          (
            await ask(
              `/issues?state=all&sort=created&direction=asc&per_page=${PAGE}&page=${number}&since=${iso(since)}`,
            )
          ).read,
      }),
    async create(work) {
      const { read } = await ask('/issues', { title: titleOf(work), body: markdownOf(work) });
      return isTrouble(read) ? read : (issueOf(read.data) ?? odd('GitHub'));
    },
    async look(issue) {
      const { answer, read } = await ask(`/issues/${issue.replace('#', '')}`);
      if (!isTrouble(read)) return issueOf(read.data)?.state ?? odd('GitHub');
      if (answer.status !== 404 && answer.status !== 410 && answer.status !== 301) return read;
      // What may not be seen is not there either: only who sees the repository can tell that it is gone.
      const repository = (await ask('')).read;
      return isTrouble(repository) ? repository : 'gone';
    },
  };
}

function issueOf(one: unknown): Issue | null {
  const number = at(one, 'number');
  const url = addressIn(at(one, 'html_url'));
  if (typeof number !== 'number' || url === null || at(one, 'pull_request') !== undefined) return null;
  return { issue: `#${number}`, url, state: at(one, 'state') === 'closed' ? 'closed' : 'open' };
}

function iso(time: number): string {
  return encodeURIComponent(`${new Date(time).toISOString().slice(0, 19)}Z`);
}

function mendOf(path: string, status: number, text: string): string {
  if (status === 401) return 'The token is none, or no longer one: set another.';
  if (status === 403) return `The token may not do that: give it “Issues: read and write” for ${path}.`;
  if (status === 404)
    return `There is no repository ${path}, or the token does not see it: give it “Issues: read and write” for it.`;
  if (status === 410) return `Issues are switched off in ${path}: switch them on in its settings.`;
  if (status === 422 && /spam/i.test(text)) return 'GitHub takes it for spam: put it there by hand.';
  return 'GitHub takes no issue with such a text: put it there by hand.';
}
