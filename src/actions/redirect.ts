import type { Exchange, Request } from './exchange.ts';

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Where an answer sends a request on to, if it may be followed: only GET and HEAD, and only within the same origin.
 * Elsewhere its credentials would go to somebody else, or an act be done at a place that nobody approved. `why` says
 * why not.
 */
export function redirectOf(
  { method, url }: Request,
  { status = 0, headers, failure }: Exchange,
): { readonly to?: URL; readonly why?: string } {
  const location = headers.location;
  if (failure !== undefined || !REDIRECTS.includes(status) || typeof location !== 'string') return {};
  if (!URL.canParse(location, url.href)) return { why: 'It is sent on to what is no address.' };
  const to = new URL(location, url);
  if (method !== 'GET' && method !== 'HEAD') {
    return {
      why: `It is sent on to ${to.origin}${to.pathname}, which is not followed: a ${method} goes where it was approved to go.`,
    };
  }
  if (to.origin !== url.origin) {
    return { why: `It is sent on to ${to.origin}, which is not followed: its credentials are for ${url.origin}.` };
  }
  return { to };
}
