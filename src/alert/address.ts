/** Longer ones are no address that anybody opens. */
const LONGEST_LINK = 2_000;

/** An http or https address as it can be opened, without a user and a password in it; undefined for anything else. */
export function linkOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_LINK || !/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text);
    url.username = '';
    url.password = '';
    return url.href.length > LONGEST_LINK ? undefined : url.href;
  } catch {
    return undefined;
  }
}

/** `https://shop.example` of any address on it. */
export function originOf(text: string): string | undefined {
  const link = linkOf(text);
  return link === undefined ? undefined : new URL(link).origin;
}

/** `acme/storefront` as the playbooks' input `repository` takes it; undefined for anything else. */
export function repositoryName(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 140 && /^[\w.-]+\/[\w.-]+$/.test(text) ? text : undefined;
}

/** The repository of an address of GitHub's pages or API, or of a remote: `git@github.com:acme/storefront.git`. */
export function repositoryOf(address: string | undefined): string | undefined {
  if (address === undefined || address.length > LONGEST_LINK) return undefined;
  const path =
    /^https?:\/\/[^/]+\/(?:api\/v3\/)?(?:repos\/)?([^/]+\/[^/?#]+)/.exec(address)?.[1] ??
    /^(?:ssh:\/\/)?git@[^/:]+[:/]([^/]+\/[^/]+)$/.exec(address)?.[1];
  return repositoryName(path?.replace(/\.git$/, ''));
}
