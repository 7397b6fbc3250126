import type { ContextName } from '../../language/expression.ts';
import type { Segment } from '../../language/expression-tree.ts';
import { type PathRead, readsOf } from '../../language/paths.ts';
import type { Site } from '../expressions.ts';
import type { Findings } from '../findings.ts';
import { kindOfItems, type Outline } from '../outline.ts';
import { inputsShape, itemShape, open, runShape, type Shape, scopeShape, stepsShape, value } from '../shapes.ts';
import { listed } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** Whatever an expression reads must be there to be read: an unknown path would read as null and say nothing. */
export function paths({ outline, sites, findings }: PlaybookView): void {
  checkPaths(sites, outline, findings);
}

/** The same for expressions of any document that is read beside a playbook. */
export function checkPaths(sites: readonly Site[], outline: Outline, findings: Findings): void {
  const shapes: Readonly<Record<Exclude<ContextName, 'item'>, Shape>> = {
    inputs: inputsShape(outline),
    run: runShape(outline),
    steps: stepsShape(outline),
    scope: scopeShape(outline),
    outputs: open,
    now: value,
    secrets: open,
  };
  const readable = (site: Site, context: ContextName): Shape | null => {
    if (context !== 'item') return site.sees.contexts.includes(context) ? shapes[context] : null;
    const { forEach } = site.sees;
    if (forEach === undefined) return hasMisspeltFanOut(site, findings) ? open : null;
    return itemShape(kindOfItems(forEach, outline), outline);
  };
  checkReads(sites, { readable, hints }, findings);
}

const SECRETS =
  'A secret stands only where a command or a request takes it: in `env`, `stdin`, `headers` and `body` of an action.';

const hints: Readable['hints'] = {
  item: 'Only a step with `for-each` has an item.',
  outputs: 'Only `check` reads what its own step gave; elsewhere write `steps.<step>.outputs`.',
  secrets: SECRETS,
};

/** What the expressions of a document can read. */
export interface Readable {
  /** What a context holds where an expression stands; null where it cannot be read there. */
  readonly readable: (site: Site, context: ContextName) => Shape | null;
  /** What to do where a context cannot be read. */
  readonly hints: Readonly<Partial<Record<ContextName, string>>>;
}

/** Follows every path of every expression, and says which lead nowhere. */
export function checkReads(sites: readonly Site[], { readable, hints }: Readable, findings: Findings): void {
  for (const site of sites) {
    for (const read of readsOf(site.expression).paths) {
      const context = read.segments[0]?.name as ContextName;
      const shape = readable(site, context);
      if (shape === null) unavailable(site, read, { context, hint: hints[context] }, findings);
      else follow(shape, read, site, findings);
    }
  }
}

/** There would be an item if `for-each` were spelt right, which is told by itself. */
function hasMisspeltFanOut({ path }: Site, findings: Findings): boolean {
  return path.some((_, length) => findings.isMisspelt(path.slice(0, length), 'for-each'));
}

function unavailable(
  site: Site,
  read: PathRead,
  { context, hint }: { readonly context: ContextName; readonly hint: string | undefined },
  findings: Findings,
): void {
  const can = site.sees.forEach === undefined ? site.sees.contexts : [...site.sees.contexts, 'item'];
  findings.add('error', 'path-unavailable', rangeOf(site, read.start, read.end, findings), {
    message: `\`${context}\` cannot be read here`,
    hint: hint ?? (can.length > 0 ? `What can: ${listed(can)}.` : undefined),
  });
}

/** Goes along a path as far as it can be known, and says where it leads nowhere. */
function follow(start: Shape, read: PathRead, site: Site, findings: Findings): void {
  let shape = start;
  for (const [index, segment] of read.segments.slice(1).entries()) {
    const next = stepInto(shape, segment.name);
    if (next === null) return;
    if (next === undefined) {
      const before = read.segments.slice(0, index + 1).map(({ name }) => name);
      leadsNowhere(shape, before.join('.'), segment, site, findings);
      return;
    }
    shape = next;
  }
}

/** What stands at a key; undefined where nothing can, null where only a run can tell. */
function stepInto(shape: Shape, name: string): Shape | undefined | null {
  if (shape.is === 'open') return null;
  if (shape.is === 'value') return undefined;
  if (shape.is === 'list') return name === '*' || /^\d+$/.test(name) ? shape.of : undefined;
  return name === '*' ? null : shape.at(name);
}

function leadsNowhere(
  shape: Shape,
  before: string,
  { name, start, end }: Segment,
  site: Site,
  findings: Findings,
): void {
  const range = rangeOf(site, start, end, findings);
  if (shape.is === 'record') {
    const { missing, keys, givenIn } = shape;
    const among = [...keys()];
    const hint = among.length > 0 ? `There is ${listed(among)}.` : undefined;
    const message = missing(name);
    findings.unknown({ path: site.path, name, message, among, range, code: 'path-unknown', givenIn, hint });
  } else if (shape.is === 'list') {
    const hint = `Take one of them, \`${before}[0].${name}\`, or all, \`${before}.*.${name}\`.`;
    findings.add('error', 'path-unknown', range, { message: `\`${before}\` is a list and has no \`${name}\``, hint });
  } else {
    findings.add('error', 'path-unknown', range, { message: `\`${before}\` is one value and has no \`${name}\`` });
  }
}

function rangeOf(site: Site, start: number, end: number, findings: Findings) {
  return findings.inside(site.path, site.at + start, site.at + end);
}
