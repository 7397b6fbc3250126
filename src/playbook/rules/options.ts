import type { Node } from '../../language/expression.ts';
import { nearest } from '../../language/nearest.ts';
import type { Site } from '../expressions.ts';
import type { Findings } from '../findings.ts';
import type { Outline } from '../outline.ts';
import { listed } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A choice compared with an option that there is not would never be equal, and nobody would notice. */
export function comparedOptions({ outline, sites, findings }: PlaybookView): void {
  checkComparedOptions(sites, outline, findings);
}

/** The same for expressions of any document that is read beside a playbook. */
export function checkComparedOptions(sites: readonly Site[], outline: Outline, findings: Findings): void {
  for (const site of sites) {
    for (const [left, right] of comparisonsIn(site.expression.root)) {
      checkPair(left, right, site, outline, findings);
      checkPair(right, left, site, outline, findings);
    }
  }
}

function checkPair(read: Node, written: Node, site: Site, outline: Outline, findings: Findings): void {
  if (read.kind !== 'path' || read.context !== 'steps' || written.kind !== 'literal') return;
  const [id, part, ...more] = read.segments.map((segment) => segment.name);
  const step = part === 'choice' && more.length === 0 ? outline.steps.get(id ?? '') : undefined;
  if (step?.decide?.form !== 'options' || written.value === null) return;
  const options = step.decide.options.map((option) => option.id);
  const given = String(written.value);
  if (options.length === 0 || options.includes(given)) return;
  const near = nearest(given, options);
  findings.add('error', 'option-unknown', findings.inside(site.path, site.at + written.start, site.at + written.end), {
    message: `\`${step.id}\` has no option \`${given}\``,
    hint: near === null ? `Its options are ${listed(options)}.` : `Did you mean \`${near}\`?`,
  });
}

/** What is compared with what: by ==, by !=, by same(). */
function comparisonsIn(root: Node): (readonly [Node, Node])[] {
  const found: (readonly [Node, Node])[] = [];
  const left: Node[] = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.kind === 'compare') {
      if (node.operator === '==' || node.operator === '!=') found.push([node.left, node.right]);
      left.push(node.left, node.right);
    } else if (node.kind === 'call' || node.kind === 'logic') {
      const [one, two] = node.args;
      if (node.kind === 'call' && node.name === 'same' && one && two) found.push([one, two]);
      left.push(...node.args);
    } else if (node.kind === 'not' || node.kind === 'every') left.push(node.of);
    else if (node.kind === 'index') left.push(node.of, node.key);
  }
  return found;
}
