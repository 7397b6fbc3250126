import { visible } from '../report/visible.ts';
import { at, type Mends, odd, readAnswer, type Ways } from './answers.ts';
import { factsOf, leadOf, titleOf } from './text.ts';
import { type Issue, isTrouble, type Tracker, type Trouble, type Work } from './tracker.ts';

/** What was made is found after seconds, and at times after minutes (developer.atlassian.com, “search and reconcile”). */
const SETTLES = 10 * 60_000;
const MOST_PAGES = 50;
/** So many markers are asked for with one query. */
const AT_ONCE = 50;

export interface JiraParts extends Ways {
  /** The key of the project. */
  readonly path: string;
  /** Where the site is: `https://acme.atlassian.net`. */
  readonly siteUrl: string;
  /** Whose token it is; without one it is sent as a bearer's. */
  readonly user?: string;
  readonly token: string;
  readonly issueType: string;
}

/** Issues of a project on Jira Cloud, by REST, version 3. Each has its marker as a label. */
export function createJira({ path, siteUrl, user, token, issueType, web, now }: JiraParts): Tracker {
  const site = siteUrl.replace(/\/+$/, '');
  const basic = user === undefined ? null : Buffer.from(`${user}:${token}`).toString('base64');
  const secrets = [token, ...(basic === null ? [] : [basic])];
  const mends: Mends = { called: 'Jira', secrets, mend: (status, text) => mendOf(path, issueType, status, text) };
  const ask = async (way: string, body?: object) => {
    const answer = await web({
      method: body ? 'POST' : 'GET',
      url: `${site}/rest/api/3${way}`,
      headers: {
        accept: 'application/json',
        authorization: basic === null ? `Bearer ${token}` : `Basic ${basic}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      called: 'Jira',
    });
    return { answer, read: readAnswer(answer, now(), mends) };
  };
  const search = async (body: object) => (await ask('/search/jql', body)).read;
  return {
    name: `jira:${path}`,
    settles: SETTLES,
    find: (markers) => findAll(markers, path, site, search),
    async create(work) {
      const { read } = await ask('/issue', { fields: fieldsOf(work, path, issueType) });
      if (isTrouble(read)) return read;
      const key = at(read.data, 'key');
      return isKey(key) ? { issue: key, url: `${site}/browse/${key}`, state: 'open' } : odd('Jira');
    },
    async look(issue) {
      const { answer, read } = await ask(`/issue/${encodeURIComponent(issue)}?fields=status`);
      if (!isTrouble(read)) return stateIn(read.data);
      if (answer.status !== 404) return read;
      // What may not be seen is not there either: only who sees the project can tell that it is gone.
      const project = (await ask(`/project/${path}`)).read;
      return isTrouble(project) ? project : 'gone';
    },
  };
}

type Search = (body: object) => Promise<{ data: unknown } | Trouble>;

async function findAll(markers: readonly string[], path: string, site: string, search: Search) {
  const found = new Map<string, Issue>();
  for (let from = 0; from < markers.length; from += AT_ONCE) {
    const some = markers.slice(from, from + AT_ONCE);
    const labels = some.map((marker) => `"${labelOf(marker)}"`).join(', ');
    const jql = `project = "${path}" AND labels in (${labels}) ORDER BY created ASC`;
    let next: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const read = await search({
        jql,
        fields: ['labels', 'status'],
        maxResults: 100,
        ...(next && { nextPageToken: next }),
      });
      if (isTrouble(read)) return read;
      const issues = at(read.data, 'issues');
      if (!Array.isArray(issues))
        return { trouble: 'unknown', why: 'Jira answered what is no list of issues' } as const;
      for (const one of issues) note(found, some, one, site);
      const token = at(read.data, 'nextPageToken');
      if (typeof token !== 'string' || token === '') break;
      next = token;
    }
  }
  return found;
}

function note(found: Map<string, Issue>, markers: readonly string[], one: unknown, site: string): void {
  const key = at(one, 'key');
  const labels = at(one, 'fields', 'labels');
  if (!isKey(key) || !Array.isArray(labels)) return;
  for (const marker of markers)
    if (labels.includes(labelOf(marker)) && !found.has(marker))
      found.set(marker, { issue: key, url: `${site}/browse/${key}`, state: stateIn(one) });
}

function labelOf(marker: string): string {
  return `breakglass-${marker}`;
}

function isKey(key: unknown): key is string {
  return typeof key === 'string' && /^[A-Z][A-Z0-9_]*-\d+$/.test(key);
}

/** Statuses have names of one's own; which category one is in is the same everywhere. */
function stateIn(one: unknown): 'open' | 'closed' {
  return at(one, 'fields', 'status', 'statusCategory', 'key') === 'done' ? 'closed' : 'open';
}

function fieldsOf(work: Work, path: string, issueType: string) {
  return {
    project: { key: path },
    issuetype: { name: issueType },
    summary: titleOf(work),
    labels: ['breakglass', labelOf(work.marker)],
    description: documentOf(work),
  };
}

/** The Atlassian Document Format: texts are texts in it, and nothing in them is markup. */
function documentOf(work: Work) {
  const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
  const strong = (text: string) => ({ type: 'text', text, marks: [{ type: 'strong' }] });
  const plain = (text: string) => ({ type: 'text', text });
  const facts = factsOf(work).map(([name, text]) => paragraph(strong(`${name}: `), plain(visible(text) || '–')));
  const lead = leadOf(work);
  return { type: 'doc', version: 1, content: [...(lead === null ? [] : [paragraph(strong(lead))]), ...facts] };
}

function mendOf(path: string, issueType: string, status: number, text: string): string {
  if (status === 401)
    return 'The token is none, or no longer one, or not of the user that the settings name: set another.';
  if (status === 403) return `The user of the token may not do that: let them browse ${path} and create issues there.`;
  if (status === 404) return 'There is nothing at that address: is trackers.jira.url the address of the site?';
  if (/labels/i.test(text))
    return `The field Labels is not on the screen by which issues of ${path} are made: put it there. By it an issue is found again.`;
  if (/issuetype|issue type/i.test(text))
    return `${path} has no issues of the type ${issueType}: set trackers.jira.issue-type.`;
  if (/project/i.test(text)) return `There is no project ${path}, or the user of the token does not see it.`;
  return `Jira takes no such issue in ${path}: does a field of it have to be filled in?`;
}
