import type { Around } from '../actions/around.ts';
import { createMask } from '../actions/mask.ts';
import { realTiming, type Timing } from '../actions/timing.ts';
import { createVault, type SecretSource } from '../actions/vault.ts';
import type { Playbook } from '../playbook/model.ts';
import type { LoadedCatalogues } from './catalogues.ts';
import { channelFindings } from './doctor/channels.ts';
import { contactFindings } from './doctor/contacts.ts';
import { baseOf, type Endpoints, endpointFinding, endpointsNotSet, unknownEndpoints } from './doctor/endpoints.ts';
import type { Finding } from './doctor/finding.ts';
import { nodeFinding, type Terminal, terminalFindings } from './doctor/machine.ts';
import {
  goesBy,
  goingToBase,
  type Need,
  needsOf,
  probeSecrets,
  programsOf,
  readersOf,
  secretsNeeded,
} from './doctor/needs.ts';
import { lookFor, SECRET_TIMEOUT, type SecretLook, type SecretPlaces } from './doctor/secrets.ts';
import { clockFinding } from './doctor/skew.ts';
import { type SlackExamined, secretsOfSlack, slackFindings } from './doctor/slack.ts';
import { notSetUp, standingOf } from './doctor/standing.ts';
import { storeFinding } from './doctor/store.ts';
import { tokenFinding } from './doctor/tokens.ts';
import { programFinding, toolFinding } from './doctor/tools.ts';
import { trustFindings } from './doctor/trusted.ts';
import { secretsOfChannel, type ToldBy } from './outbox/told-by.ts';
import { type TrustDocument, trustFolder, trustOf } from './trust.ts';

/** What is looked at. */
export interface Examined {
  readonly playbooks: readonly Playbook[];
  /** One was named: what it asks for has to be there. */
  readonly isNamed: boolean;
  readonly catalogues: LoadedCatalogues;
  /** What must be trusted beside one's own catalogues: the playbook, the settings. */
  readonly documents: readonly TrustDocument[];
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly endpoints: Endpoints;
  /** Channels beside Slack, by their names. */
  readonly tell: Readonly<Record<string, ToldBy>>;
  readonly slack: SlackExamined;
  /** A file of certificate authorities. */
  readonly authorities?: string;
  readonly store: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Null where there is none. */
  readonly terminal: Terminal | null;
  /** The file of contacts; null where there is none. */
  readonly contacts: string | null;
  /** Node.js's version. */
  readonly node: string;
  /** The machine's clock unless given. */
  readonly timing?: Timing;
}

/**
 * What a live run would lack here. Nothing is changed: tools say their versions, commands that print secrets do, servers are
 * asked what they are asked by a probe. Nothing of what is not trusted is started or asked. It takes at most some ten seconds.
 */
export async function examine(examined: Examined): Promise<Finding[]> {
  const { environment, catalogues, playbooks, endpoints } = examined;
  const own = catalogues.documents.flatMap((one) => {
    const { id, text } = one.document;
    return one.shipped ? [] : [{ sort: 'catalogue' as const, id, text, file: one.file, shipped: false }];
  });
  const folder = trustFolder(environment);
  const isUntrusted = (id: string) => own.some((one) => one.id === id && !trustOf(one, folder).trusted);
  const trusted = catalogues.catalogues.filter(({ id }) => !isUntrusted(id));
  const needs = needsOf(playbooks, trusted);
  const live = liveParts(examined, needs);
  const { used, unused } = await standingOf(needs, (id) => own.some((one) => one.id === id), live.places, endpoints);
  const [store, lack, programs, tools, secrets, reach] = await Promise.all([
    storeFinding(examined.store),
    notSetUp(unused, endpoints, environment),
    Promise.all(programsOf(playbooks).map((program) => programFinding(program, environment))),
    Promise.all(toolsOf(used).map((tool) => toolFinding(tool, environment, examined.timing ?? realTiming))),
    secretsAndTokens(examined, used, live),
    reached(examined, used, live.around),
  ]);
  const clock = clockFinding([...reach.skews, ...secrets.skews]);
  const findings = [
    nodeFinding(examined.node),
    ...(examined.terminal ? terminalFindings(examined.terminal, environment) : []),
    store,
    ...trustFindings([...examined.documents, ...own], folder),
    ...programs,
    ...tools,
    ...secrets.findings,
    ...unknownEndpoints(endpoints, catalogues.catalogues),
    ...endpointsNotSet(used, endpoints),
    ...reach.findings,
    ...secrets.tokens,
    ...secrets.channels,
    ...(clock ? [clock] : []),
    ...lack,
    ...contactFindings(examined, (examined.timing ?? realTiming).now()),
  ];
  return findings.map((finding) => live.around.mask.deep(finding));
}

interface LiveParts {
  readonly places: SecretPlaces;
  readonly around: Around;
}

function liveParts(
  { environment, sources, authorities, playbooks, tell, slack, timing = realTiming }: Examined,
  needs: readonly Need[],
): LiveParts {
  const mask = createMask();
  const told = [...toldSecrets(tell), ...secretsOfSlack(slack, { sources, environment })];
  const names = [...playbooks.flatMap(({ secrets }) => secrets), ...needs.flatMap(secretsNeeded), ...told];
  const vault = createVault({ sources, environment, mask, names, commandTimeout: SECRET_TIMEOUT, timing });
  return {
    places: { vault, sources, environment },
    around: {
      mask,
      environment,
      timing,
      secret: (name) => vault.get(name),
      ...(authorities !== undefined && { authorities }),
    },
  };
}

const toldSecrets = (tell: Examined['tell']) => Object.values(tell).flatMap(secretsOfChannel);

function toolsOf(used: readonly Need[]) {
  const tools = used.filter((need) => goesBy(need, 'command')).flatMap(({ catalogue }) => catalogue.tools);
  return [...new Map(tools.map((tool) => [JSON.stringify([tool.tool, tool.least]), tool])).values()];
}

/** The secrets first, since only those that are there can be tried. */
async function secretsAndTokens(examined: Examined, used: readonly Need[], { places, around }: LiveParts) {
  const looks = new Map<string, SecretLook>();
  await Promise.all(
    [...askersOf(examined, used)].map(async ([name, { isNeeded, askers }]) => {
      looks.set(name, await lookFor(name, places, isNeeded, `It is for ${askers.join(', ')}.`));
    }),
  );
  const isThere = (name: string) => looks.get(name)?.there ?? false;
  const channels = [
    ...(secretsOfSlack(examined.slack, places).some(isThere) ? [slackFindings(examined.slack, around, isThere)] : []),
    ...Object.entries(examined.tell).map(([via, told]) => channelFindings(via, told, around, isThere)),
  ];
  const tried = await Promise.all(
    used.map((need) => {
      if (!probeSecrets(need).every((name) => looks.get(name)?.there)) return null;
      return tokenFinding(need, baseOf(need.catalogue, examined.endpoints), around);
    }),
  );
  const tokens = tried.filter((one) => one !== null);
  return {
    findings: [...looks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { finding }]) => finding),
    tokens: tokens.map(({ finding }) => finding),
    channels: (await Promise.all(channels)).flat(),
    skews: tokens.flatMap(({ skew }) => skew ?? []),
  };
}

/** Who asks for each secret. Of playbooks that nobody has named, none is known to be taken out. */
function askersOf(examined: Examined, used: readonly Need[]) {
  const { playbooks, isNamed, tell, slack } = examined;
  const all = new Map<string, { isNeeded: boolean; askers: string[] }>();
  const add = (name: string, asking: readonly string[], isNeeded: boolean) => {
    const known = all.get(name) ?? { isNeeded: false, askers: [] };
    all.set(name, { isNeeded: known.isNeeded || isNeeded, askers: [...known.askers, ...asking] });
  };
  for (const need of used) {
    for (const name of secretsNeeded(need)) {
      const readers = readersOf(need, name);
      add(name, readers.all ? [need.catalogue.id] : readers.actions, readers.all);
    }
  }
  for (const [via, told] of Object.entries(tell))
    for (const name of secretsOfChannel(told)) add(name, [`the channel ${via}`], true);
  for (const name of secretsOfSlack(slack, examined)) add(name, ['Slack'], true);
  for (const { id, secrets } of playbooks) for (const name of secrets) add(name, [id], isNamed);
  return all;
}

async function reached({ endpoints }: Examined, used: readonly Need[], around: Around) {
  const urls = used.flatMap((need) =>
    goingToBase(need).actions.length > 0 ? (baseOf(need.catalogue, endpoints) ?? []) : [],
  );
  const asked = await Promise.all([...new Set(urls)].map((url) => endpointFinding(url, around)));
  const none = asked.length > 1 && asked.every(({ isReached }) => !isReached);
  const network: Finding = {
    sort: 'endpoint',
    state: 'missing',
    what: 'network',
    said: `none of ${asked.length} endpoints can be reached: there may be no network here, or no way past a proxy`,
    mend: 'See: ip route; env | grep -i _proxy',
  };
  return {
    findings: [...(none ? [network] : []), ...asked.map(({ finding }) => finding)],
    skews: asked.flatMap(({ skew }) => skew ?? []),
  };
}
