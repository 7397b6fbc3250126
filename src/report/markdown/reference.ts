import type { Reference } from '../../scenario/model.ts';
import { join, type Md, md } from './blocks.ts';

/** A source as it is cited: its title, and where it is. */
export function referenceOf({ title, url, path }: Reference): Md {
  return join([md`${title}`, url ?? null, path ?? null], ': ');
}
