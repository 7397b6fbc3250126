import type { Around } from '../../actions/around.ts';
import { nearest } from '../../language/nearest.ts';
import type { Catalogue } from '../../playbook/catalogue/model.ts';
import type { ReadyRequest } from '../../playbook/catalogue/ready.ts';
import { type Finding, lacking } from './finding.ts';
import { goingToBase, type Need } from './needs.ts';
import { ask } from './requests.ts';

/** Where requests go, by a catalogue's id, and where that was said. */
export interface Endpoints {
  readonly value: Readonly<Record<string, string>>;
  readonly from: Readonly<Record<string, string>>;
}

/** Where the requests of a catalogue go; undefined where nothing says it. */
export function baseOf({ id, base }: Catalogue, { value }: Endpoints): string | undefined {
  return (Object.hasOwn(value, id) ? value[id] : undefined) ?? base;
}

/** Endpoints that are set for catalogues that are not there: what they are meant for goes elsewhere. */
export function unknownEndpoints({ value, from }: Endpoints, catalogues: readonly Catalogue[]): Finding[] {
  const known = catalogues.map(({ id }) => id);
  return Object.keys(value)
    .filter((id) => !known.includes(id))
    .map((id) => {
      const near = nearest(id, known);
      return {
        sort: 'endpoint',
        state: 'missing',
        what: id,
        said: `is set in ${from[id]}, and no catalogue has that id`,
        mend: near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
      };
    });
}

/** Catalogues whose requests go nowhere. */
export function endpointsNotSet(needs: readonly Need[], endpoints: Endpoints): Finding[] {
  return needs.flatMap((need): Finding[] => {
    const { id } = need.catalogue;
    const { all, actions } = goingToBase(need);
    if (actions.length === 0 || baseOf(need.catalogue, endpoints) !== undefined) return [];
    return [
      {
        sort: 'endpoint',
        state: lacking(all),
        what: id,
        said: `nothing says where its requests go${all ? '' : `: without it there is no ${actions.join(', ')}`}`,
        mend: `In breakglass.yaml: endpoints: { ${id}: https://… }, or export ${variableOf(id)}=https://…`,
      },
    ];
  });
}

/** Whether an endpoint answers, be it with a refusal; how far its clock is ahead of ours, milliseconds. */
export async function endpointFinding(
  url: string,
  around: Around,
): Promise<{ readonly finding: Finding; readonly skew: number | null; readonly isReached: boolean }> {
  const call: ReadyRequest = {
    id: 'reach',
    how: 'http',
    method: 'HEAD',
    url,
    headers: {},
    accepts: [],
    readOnly: true,
    idempotent: true,
    timeout: 0,
  };
  const { answer, skew } = await ask(call, around);
  const about = { sort: 'endpoint', what: url } as const;
  const { how, status = 0, why = 'no answer came' } = answer;
  if (how !== 'answered')
    return { finding: { ...about, state: 'missing', said: why, mend: mendOf(url, why) }, skew: null, isReached: false };
  return { finding: { ...about, ...answeredWith(status, url) }, skew, isReached: true };
}

function answeredWith(status: number, url: string): Pick<Finding, 'state' | 'said' | 'mend'> {
  if (status >= 500)
    return {
      state: 'warn',
      said: `answered ${status}: it is there, and in trouble`,
      mend: `Look again: curl -sI ${url}`,
    };
  if (isInClear(url))
    return {
      state: 'warn',
      said: `answered ${status}, in clear: whoever is on the way can read the secrets`,
      mend: 'Set it with https.',
    };
  return { state: 'ok', said: `answered ${status}` };
}

function mendOf(url: string, why: string): string {
  if (why.startsWith('The proxy answered 407'))
    return 'Put user and password into HTTPS_PROXY: http://user:password@proxy.example:3128';
  return `See the network, HTTPS_PROXY and NO_PROXY, and by hand: curl -sI ${url}`;
}

/** A machine's own loopback has nobody on the way. */
function isInClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function variableOf(id: string): string {
  return `BREAKGLASS_ENDPOINT_${id.toUpperCase().replaceAll('-', '_')}`;
}
