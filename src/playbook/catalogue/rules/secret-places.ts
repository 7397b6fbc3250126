import { type PathRead, readsOf } from '../../../language/paths.ts';
import type { Site } from '../../expressions.ts';
import type { Findings } from '../../findings.ts';
import type { Catalogue } from '../model.ts';
import type { CatalogueView } from './rule.ts';

const VARIABLE = /^[A-Z_][A-Z0-9_]*$/;

/** A secret stands only where nobody but the program or the server gets it, alone between its braces, and is one that somebody can give. */
export function secretPlaces({ catalogue, sites, findings }: CatalogueView): void {
  for (const site of sites) {
    for (const read of readsOf(site.expression).paths) {
      if (read.segments[0]?.name === 'secrets') checkSecret(site, read, catalogue, findings);
    }
  }
}

function checkSecret(site: Site, read: PathRead, catalogue: Catalogue, findings: Findings): void {
  const range = findings.inside(site.path, site.at + read.start, site.at + read.end);
  if (!site.sees.contexts.includes('secrets')) {
    findings.add('error', 'secret-visible', range, {
      message: `others can see what stands here: ${whoSees(site)}`,
      hint: 'A secret stands in `env`, `stdin`, `headers`, `basic` or a body.',
    });
    return;
  }
  const { root } = site.expression;
  const name = root.kind === 'path' && root.segments.length === 1 ? root.segments[0]?.name : undefined;
  if (name === undefined) {
    findings.add('error', 'secret-not-alone', range, {
      message: 'a secret stands alone between its braces: nothing is compared with it, and nothing made of it',
      hint: 'Write ${{ secrets.NAME }}, and text beside it.',
    });
    return;
  }
  const at = site.path[0] === 'actions' ? Number(site.path[1]) : -1;
  const subjects = Object.keys(catalogue.actions[at]?.subjects ?? {});
  if (VARIABLE.test(name) || subjects.includes(name)) return;
  findings.unknown({
    path: site.path,
    name,
    message: `\`${name}\` is no name of an environment variable, and no subject of this action`,
    among: subjects,
    range,
    ...(at >= 0 && { givenIn: ['actions', at, 'subjects'] }),
    hint: `Write it in capitals, as \`${name.toUpperCase().replaceAll('-', '_')}\`; or, if it is the secret that is put to the proof, add it under \`subjects\`.`,
  });
}

function whoSees({ path }: Site): string {
  if (path.includes('run')) return 'every program on the machine can read the arguments of a command';
  if (path.includes('http')) return 'addresses are written to the logs of servers and of what lies between';
  return 'what this gives is journaled';
}
