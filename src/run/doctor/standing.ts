import type { Endpoints } from './endpoints.ts';
import { baseOf } from './endpoints.ts';
import type { Finding } from './finding.ts';
import { goesBy, goingToBase, type Need, readersOf, secretsNeeded } from './needs.ts';
import { isSetUp, type SecretPlaces } from './secrets.ts';
import { isThere } from './tools.ts';

/** What of the catalogues is used here, and what is not set up at all. */
export interface Standing {
  /** Something of it is there, so all of it has to be. */
  readonly used: readonly Need[];
  readonly unused: readonly Need[];
}

/**
 * Nobody has every vendor's tools and tokens. A catalogue counts as used where a step names it, where it is one's own, where
 * an endpoint or a secret is set for it, or where it needs no secret and its tools are there.
 */
export async function standingOf(
  needs: readonly Need[],
  isOwn: (id: string) => boolean,
  places: SecretPlaces,
  endpoints: Endpoints,
): Promise<Standing> {
  const used = await Promise.all(needs.map((need) => isUsed(need, isOwn, places, endpoints)));
  return { used: needs.filter((_, at) => used[at]), unused: needs.filter((_, at) => !used[at]) };
}

/** What nobody has set up, in one finding: it is no fault, and should be known before an incident. */
export async function notSetUp(
  unused: readonly Need[],
  endpoints: Endpoints,
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  if (unused.length === 0) return [];
  const lack = await Promise.all(unused.map((need) => lackOf(need, endpoints, environment)));
  const said = unused.map(({ catalogue }, at) => `${catalogue.id} (${lack[at]?.join(', ')})`);
  return [
    {
      sort: 'action',
      state: 'warn',
      what: 'not set up',
      said: `${said.join('; ')}: what these would do is done by hand`,
      mend: 'Set up what you use: breakglass config --help says where',
    },
  ];
}

async function isUsed(
  need: Need,
  isOwn: (id: string) => boolean,
  places: SecretPlaces,
  endpoints: Endpoints,
): Promise<boolean> {
  const { catalogue, named } = need;
  if (named || isOwn(catalogue.id) || Object.hasOwn(endpoints.value, catalogue.id)) return true;
  const secrets = secretsNeeded(need);
  if (secrets.length > 0) return secrets.some((name) => isSetUp(name, places));
  if (!goesBy(need, 'command')) return true;
  const there = await Promise.all(catalogue.tools.map(({ tool }) => isThere(tool, places.environment)));
  return there.some(Boolean);
}

async function lackOf(need: Need, endpoints: Endpoints, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const { catalogue } = need;
  const noBase = goingToBase(need).all && baseOf(catalogue, endpoints) === undefined;
  const tools = goesBy(need, 'command') ? catalogue.tools.map(({ tool }) => tool) : [];
  const there = await Promise.all(tools.map((tool) => isThere(tool, environment)));
  const secrets = secretsNeeded(need).filter((name) => readersOf(need, name).all);
  return [...(noBase ? ['its endpoint'] : []), ...secrets, ...tools.filter((_, at) => !there[at])];
}
