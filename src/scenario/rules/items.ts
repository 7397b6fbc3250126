import { nearest } from '../../language/nearest.ts';
import type { Findings } from '../../playbook/findings.ts';
import type { Kind, Path } from '../../playbook/model.ts';
import { a, listed } from '../../playbook/words.ts';
import type { Ground } from '../ground.ts';

/** A name in the document that must be a thing of the world, of one of these kinds if any are given. */
export interface ItemReference {
  readonly path: Path;
  readonly name: string;
  readonly kinds?: readonly Kind[] | undefined;
  /** Why only those kinds: `only a credential opens anything`. */
  readonly because?: string | undefined;
  readonly range?: { readonly start: number; readonly end: number } | undefined;
}

/** Says so where a name is no thing of the world, or one of another kind. */
export function checkItem(
  { path, name, kinds, because, range }: ItemReference,
  ground: Ground,
  findings: Findings,
): void {
  const item = ground.items.get(name);
  if (item === undefined) {
    const near = kinds === undefined ? ground.all : ground.all.filter(({ kind }) => kinds.includes(kind));
    findings.unknown({
      path,
      name,
      sort: kinds?.length === 1 ? `${kinds[0]}` : 'thing in the world',
      among: near.map(({ id }) => id),
      range,
      givenIn: ['world'],
      hint: 'Things are named under `world`, or by a move under `create`.',
    });
    return;
  }
  if (kinds === undefined || kinds.includes(item.kind)) return;
  findings.add('error', 'name-wrong-kind', range ?? findings.at(path), {
    message: `\`${name}\` is ${a(item.kind)}, and this must be ${kinds.map(a).join(' or ')}`,
    hint: [because, whatFits(name, kinds, ground, findings)].filter(Boolean).join(' '),
  });
}

/** The nearest name of a thing that can stand there, else all of them. */
function whatFits(name: string, kinds: readonly Kind[], ground: Ground, findings: Findings): string {
  const fitting = ground.all.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const near = nearest(name, fitting);
  if (near !== null) return `Did you mean \`${near}\`?`;
  if (fitting.length > 0) return `What can stand here: ${listed(fitting)}.`;
  return findings.isWhole(['world']) ? `The scenario has none: name one under \`world\`.` : '';
}

/** The same for a list. */
export function checkItems(
  names: readonly string[],
  reference: Omit<ItemReference, 'name'>,
  ground: Ground,
  findings: Findings,
) {
  names.forEach((name, index) => {
    checkItem({ ...reference, name, path: findings.element(reference.path, index) }, ground, findings);
  });
}
