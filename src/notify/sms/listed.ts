/** A text message as Twilio lists it. */
export interface Text {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  /** Epoch milliseconds; NaN where it has no time. */
  readonly created: number;
}

/** Why a list cannot be had. */
export interface NoList {
  readonly why: string;
  readonly after?: number;
}

/** One page of a list, the newest first. `next`: the query of the page behind it. */
export type Page = { readonly texts: readonly Text[]; readonly next: string | null } | NoList;

/** Texts on a page, and most pages: a number that gets more than these in one incident is no person's. */
const PAGE_SIZE = 200;
const MOST_PAGES = 25;
/** How far the clocks of two machines may be apart, milliseconds. */
const SKEW = 10 * 60_000;

/**
 * Looks for the text to a number that has our key, page by page back to when what it tells happened. Null: it is not there. Not by
 * a date in the query: one that is queued there has none yet.
 */
export async function textWith(
  key: string,
  { to, since }: { readonly to: string; readonly since: number },
  pageOf: (query: string) => Promise<Page>,
): Promise<Text | NoList | null> {
  let query: string | null = new URLSearchParams({ To: to, PageSize: String(PAGE_SIZE) }).toString();
  for (let pages = 0; query !== null; pages += 1) {
    if (pages >= MOST_PAGES)
      return { why: `more than ${PAGE_SIZE * MOST_PAGES} texts went to ${to} since then, and it is in none of them` };
    const page = await pageOf(query);
    if ('why' in page) return page;
    const { texts, next } = page;
    const found = texts.find((text) => text.to === to && text.body.includes(key));
    if (found) return found;
    const oldest = Math.min(...texts.map(({ created }) => created).filter((time) => !Number.isNaN(time)));
    query = oldest < since - SKEW ? null : next;
  }
  return null;
}

/** A page in what Twilio answered; null where that is none. `to`: the next page is of that number as well, whatever is said. */
export function pageIn(data: Record<string, unknown>, to: string): Page | null {
  const { messages, next_page_uri: uri } = data;
  if (!Array.isArray(messages)) return null;
  const texts = messages.map((one: Record<string, unknown>) => ({
    sid: String(one?.sid),
    to: String(one?.to),
    body: String(one?.body),
    created: Date.parse(String(one?.date_created)),
  }));
  return { texts, next: typeof uri === 'string' && uri !== '' ? queryOf(uri, to) : null };
}

/** Of an address that somebody else says, the query alone is followed. */
function queryOf(uri: string, to: string): string {
  const query = new URLSearchParams(uri.split('?')[1] ?? '');
  query.set('To', to);
  return query.toString();
}
