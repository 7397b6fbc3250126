import type { Path } from '../../playbook/model.ts';
import { at } from '../model.ts';
import type { ContactsView } from './rule.ts';

/** A role or a chain, and one of those that it goes on to. */
interface Link {
  readonly to: string;
  readonly path: Path;
}

/** Nobody is called in a circle: a chain that comes back to itself would never end. */
export function circles({ contacts, findings }: ContactsView): void {
  const links = new Map<string, readonly Link[]>();
  for (const { id, escalation } of Object.values(contacts.roles))
    links.set(id, escalation === undefined ? [] : [{ to: escalation, path: ['roles', id, 'escalation'] }]);
  for (const { id, steps } of Object.values(contacts.chains)) {
    const called = steps.map(({ call }, index) => ({ to: call, path: ['chains', id, index, 'call'] }));
    links.set(
      id,
      called.filter(({ to }) => at(contacts.roles, to) ?? at(contacts.chains, to)),
    );
  }
  const through = new Set<string>();
  for (const id of links.keys()) follow(id, links, through, (circle) => report(circle, findings));
}

/** Without recursion: a file may hold a chain of a thousand chains. Each circle is found once, at the link that closes it. */
function follow(
  start: string,
  links: ReadonlyMap<string, readonly Link[]>,
  through: Set<string>,
  found: (circle: readonly Link[]) => void,
): void {
  if (through.has(start)) return;
  const way: { id: string; next: number }[] = [{ id: start, next: 0 }];
  const taken: Link[] = [];
  through.add(start);
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const link = links.get(here.id)?.[here.next];
    here.next += 1;
    if (link === undefined) {
      way.pop();
      taken.pop();
      continue;
    }
    const back = way.findIndex(({ id }) => id === link.to);
    if (back >= 0) found([...taken.slice(back), link]);
    else if (!through.has(link.to) && links.has(link.to)) {
      through.add(link.to);
      taken.push(link);
      way.push({ id: link.to, next: 0 });
    }
  }
}

function report(circle: readonly Link[], findings: ContactsView['findings']): void {
  const last = circle.at(-1);
  if (!last) return;
  const names = circle.map(({ to }) => `\`${to}\``);
  findings.add('error', 'chain-circle', findings.at(last.path), {
    message: names.length === 1 ? `${names[0]} calls itself` : `these call each other in a circle: ${names.join(', ')}`,
    hint: 'Take one of them out: name the people there, or end the chain before it.',
    related: circle.slice(0, -1).map(({ path, to }) => ({
      source: findings.document.source,
      range: findings.at(path),
      message: `\`${to}\` is called here`,
    })),
  });
}
