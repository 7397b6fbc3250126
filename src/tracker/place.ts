/** Where improvements go, as it was named. */
export type Place =
  | { readonly kind: 'github' | 'gitlab' | 'jira'; readonly path: string; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly problem: string; readonly mend: string };

const forms = {
  github: { is: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, like: 'github:acme/storefront' },
  gitlab: { is: /^[\w.-]+(?:\/[\w.-]+){1,20}$/, like: 'gitlab:acme/shop/storefront' },
  jira: { is: /^[A-Z][A-Z0-9_]{1,254}$/, like: 'jira:OPS, with the key of the project' },
} as const;

const MEND = 'Name github:owner/repository, gitlab:group/project, jira:PROJECT, or a file that ends in .md.';

/** Reads `github:acme/storefront`, `gitlab:group/project`, `jira:PROJECT`, or the name of a Markdown file. */
export function placeOf(text: string): Place {
  const [sort = '', ...rest] = text.split(':');
  const path = rest.join(':');
  if (sort === 'github' || sort === 'gitlab' || sort === 'jira') {
    const isDots = path.split('/').some((part) => /^\.+$/.test(part));
    if (forms[sort].is.test(path) && !isDots) return { kind: sort, path, name: `${sort}:${path}` };
    return { problem: `'${text.slice(0, 120)}' is nothing in ${sort}.`, mend: `It looks like ${forms[sort].like}.` };
  }
  if (/\.(?:md|markdown)$/i.test(text)) return { kind: 'file', path: text };
  return { problem: `Improvements cannot go to '${text.slice(0, 120)}'.`, mend: MEND };
}
