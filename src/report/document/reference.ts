import type { Reference } from '../../scenario/model.ts';
import { join, type Rich, rich } from './rich.ts';

/** A source as it is cited: its title, and where it is. */
export function referenceOf({ title, url, path }: Reference): Rich {
  return join([rich`${title}`, url ?? null, path ?? null], ': ');
}
