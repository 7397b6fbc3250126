import type { Answered, Passing } from '../notify/fault-proxy.ts';

/** What a tracker keeps, as far as this program asks for it. */
export interface Kept {
  readonly number: number;
  readonly title: string;
  /** The text; of Jira the document. */
  readonly body: string;
  readonly labels: readonly string[];
  readonly made: number;
  state: 'open' | 'closed';
}

/** A tracker that remembers, with a project `acme/app` or `OPS`. */
export interface Forge {
  readonly issues: Kept[];
  /** Its clock, epoch milliseconds. */
  now: () => number;
  /** What it answers to everything, where it answers nothing else. */
  refuses: {
    readonly status: number;
    readonly body: object;
    readonly headers?: Readonly<Record<string, string>>;
  } | null;
  answer(request: Passing): Promise<Answered>;
}

export const TOKEN = 'token-of-the-incident-lead';

function json(status: number, data: unknown, headers: Readonly<Record<string, string>> = {}): Answered {
  const body = Buffer.from(JSON.stringify(data));
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

type Answers = (forge: Forge, url: URL, body: Record<string, unknown> | null) => Answered;

function forge(answers: Answers): Forge {
  const made: Forge = {
    issues: [],
    now: () => 0,
    refuses: null,
    async answer({ path, body }) {
      if (made.refuses) return json(made.refuses.status, made.refuses.body, made.refuses.headers);
      return answers(
        made,
        new URL(path, 'http://forge.invalid'),
        body.length === 0 ? null : JSON.parse(body.toString('utf8')),
      );
    },
  };
  return made;
}

function keep(to: Forge, title: unknown, body: unknown, labels: readonly string[] = []): Kept {
  const kept: Kept = {
    number: to.issues.length + 1,
    title: String(title),
    body: String(body),
    labels,
    made: to.now(),
    state: 'open',
  };
  to.issues.push(kept);
  return kept;
}

function paged(issues: readonly Kept[], { searchParams }: URL, after: string): Kept[] {
  const since = Date.parse(searchParams.get(after) ?? '');
  const size = Number(searchParams.get('per_page'));
  const page = Number(searchParams.get('page'));
  return issues.filter(({ made }) => made >= since).slice((page - 1) * size, page * size);
}

/** GitHub's issues of acme/app. */
export const github = (): Forge =>
  forge((to, url, body) => {
    const shown = (one: Kept) => ({
      number: one.number,
      title: one.title,
      body: one.body,
      state: one.state,
      html_url: `https://github.example/acme/app/issues/${one.number}`,
    });
    const [, number] = /^\/repos\/acme\/app\/issues\/(\d+)$/.exec(url.pathname) ?? [];
    if (number !== undefined) return one(to, number, shown, { message: 'Not Found' });
    if (url.pathname === '/repos/acme/app') return json(200, { full_name: 'acme/app' });
    if (url.pathname !== '/repos/acme/app/issues') return json(404, { message: 'Not Found' });
    if (body) return json(201, shown(keep(to, body.title, body.body)));
    return json(200, paged(to.issues, url, 'since').map(shown));
  });

/** GitLab's issues of acme/app. */
export const gitlab = (): Forge =>
  forge((to, url, body) => {
    const shown = (one: Kept) => ({
      iid: one.number,
      title: one.title,
      description: one.body,
      state: one.state === 'open' ? 'opened' : 'closed',
      web_url: `https://gitlab.example/acme/app/-/issues/${one.number}`,
    });
    const [, number] = /^\/projects\/acme%2Fapp\/issues\/(\d+)$/.exec(url.pathname) ?? [];
    if (number !== undefined) return one(to, number, shown, { message: '404 Not found' });
    if (url.pathname === '/projects/acme%2Fapp') return json(200, { path_with_namespace: 'acme/app' });
    if (url.pathname !== '/projects/acme%2Fapp/issues') return json(404, { message: '404 Project Not Found' });
    if (body) return json(201, shown(keep(to, body.title, body.description)));
    return json(200, paged(to.issues, url, 'created_after').map(shown));
  });

/** So long Jira does not find what was made, milliseconds. */
const LAG = 9 * 60_000;

/** Jira's issues of OPS. Its search finds what was made only after a while. */
export const jira = (): Forge =>
  forge((to, url, body) => {
    const shown = (one: Kept) => ({
      key: `OPS-${one.number}`,
      fields: {
        labels: one.labels,
        status: { name: 'Ours', statusCategory: { key: one.state === 'open' ? 'new' : 'done' } },
      },
    });
    const [, number] = /^\/rest\/api\/3\/issue\/OPS-(\d+)$/.exec(url.pathname) ?? [];
    if (number !== undefined) return one(to, number, shown, { errorMessages: ['Issue does not exist'], errors: {} });
    if (url.pathname === '/rest/api/3/project/OPS') return json(200, { key: 'OPS' });
    if (url.pathname === '/rest/api/3/issue' && body) {
      const fields = body.fields as Record<string, unknown>;
      const made = keep(to, fields.summary, JSON.stringify(fields.description), fields.labels as string[]);
      return json(201, { id: '1', key: `OPS-${made.number}`, self: 'https://jira.example/rest' });
    }
    if (url.pathname !== '/rest/api/3/search/jql' || !body) return json(404, { errorMessages: ['no such resource'] });
    const labels = [...String(body.jql).matchAll(/"(breakglass-[0-9a-f]+)"/g)].map(([, label]) => label ?? '');
    const found = to.issues.filter(
      (each) => each.made + LAG <= to.now() && each.labels.some((label) => labels.includes(label)),
    );
    // One a page, so that pages are turned.
    const at = Number(body.nextPageToken ?? 0);
    const next = at + 1 < found.length ? { nextPageToken: String(at + 1) } : {};
    return json(200, { issues: found.slice(at, at + 1).map(shown), ...next });
  });

function one(to: Forge, number: string, shown: (kept: Kept) => object, missing: object): Answered {
  const kept = to.issues.find((each) => each.number === Number(number));
  return kept ? json(200, shown(kept)) : json(404, missing);
}
