import { repositoryName } from './address.ts';
import type { AlertItem, Reading } from './alert.ts';
import type { Format } from './format.ts';
import { guessOfTechniques } from './guess.ts';
import { momentOf } from './moment.ts';
import { severityOf } from './severity.ts';
import { isRecord, type Tree, textAt } from './tree.ts';

/**
 * A detection alert of Elastic Security, or any ECS event that says it is one; flat (`kibana.alert.rule.name` as one key),
 * nested or half and half; as a search gives it (`_source`, `fields`) or bare.
 * https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema
 */
export const elastic: Format = {
  name: 'Elastic Security (alert document)',
  fits: (document) => {
    const alert = sourceOf(document);
    const isAlert = ['kibana.alert.rule.name', 'kibana.alert.uuid', 'signal.rule.name'].some((path) =>
      textIn(alert, path),
    );
    const kind = textIn(alert, 'event.kind');
    return isAlert || (textIn(alert, '@timestamp') !== undefined && (kind === 'alert' || kind === 'signal'));
  },
  read: (document) => [readingOf(sourceOf(document))],
};

function sourceOf(document: Tree): Tree {
  if (!isRecord(document)) return document;
  return [document._source, document.fields].find(isRecord) ?? document;
}

function readingOf(alert: Tree): Reading {
  const host = textIn(alert, 'host.name', 'host.hostname');
  const rule = textIn(alert, 'kibana.alert.rule.name', 'signal.rule.name', 'rule.name');
  const title = rule ?? textIn(alert, 'kibana.alert.reason', 'message', 'event.action') ?? '';
  const repository = repositoryName(textIn(alert, 'github.repo', 'github.repository'));
  const status = textIn(alert, 'kibana.alert.status', 'kibana.alert.workflow_status', 'signal.status');
  return {
    source: 'Elastic Security',
    title: host === undefined || title.includes(host) ? title : `${title} on ${host}`,
    severity: severityIn(alert),
    raised: momentIn(alert, 'kibana.alert.start', '@timestamp'),
    began: momentIn(alert, 'kibana.alert.original_time', 'signal.original_time', 'kibana.alert.original_event.created'),
    resolved: isClosed(alert) || status === 'recovered',
    items: itemsOf(alert, host, repository),
    inputs: { repository },
    links: [textIn(alert, 'kibana.alert.url')],
    playbook: guessOfTechniques(techniquesOf(alert)),
  };
}

function isClosed(alert: Tree): boolean {
  return textIn(alert, 'kibana.alert.workflow_status', 'signal.status') === 'closed';
}

/** The word, else the risk score by Elastic's own bounds. */
function severityIn(alert: Tree): Reading['severity'] {
  const word = severityOf(textIn(alert, 'kibana.alert.severity', 'signal.rule.severity', 'kibana.alert.rule.severity'));
  const score = Number(
    textIn(alert, 'kibana.alert.risk_score', 'signal.rule.risk_score', 'event.risk_score') ?? Number.NaN,
  );
  if (word !== undefined || Number.isNaN(score)) return word;
  if (score >= 74) return 'critical';
  if (score >= 48) return 'high';
  return score >= 22 ? 'medium' : 'low';
}

/** Accounts that every machine has; there is nobody to block. */
const everywhere = /^(?:root|system|local service|network service|nt authority\\.*|.*\$|-|n\/a)$/i;
/** Whose account it is, by the first word of the module that the event came from. */
const accounts = new Map([
  ['github', 'github-account'],
  ['gitlab', 'gitlab-account'],
  ['okta', 'okta-user'],
  ['azure', 'entra-user'],
  ['o365', 'entra-user'],
  ['aws', 'aws-iam-user'],
]);

function itemsOf(alert: Tree, host: string | undefined, repository: string | undefined): AlertItem[] {
  const item = (
    kind: AlertItem['kind'],
    itemType: string,
    name: string | undefined,
    fields: AlertItem['fields'] = {},
  ): AlertItem[] => (name === undefined ? [] : [{ kind, itemType, name, fields }]);
  const module = textIn(alert, 'event.module', 'kibana.alert.original_event.module', 'event.dataset') ?? '';
  const user = textIn(alert, 'user.email', 'user.name', 'source.user.name');
  const image = textIn(alert, 'container.image.name');
  const tag = textIn(alert, 'container.image.tag');
  const key = textIn(alert, 'aws.cloudtrail.user_identity.access_key_id');
  return [
    // Temporary keys end by themselves; what is to be revoked is the session of whoever has them.
    ...item('credential', 'aws-access-key', key?.startsWith('ASIA') ? undefined : key, { user: user ?? null }),
    ...item(
      'account',
      accounts.get(module.split('.')[0] ?? '') ?? 'user',
      everywhere.test(user ?? '') ? undefined : user,
    ),
    ...item('system', 'github-repository', repository),
    ...item('system', typeOfHost(alert), host),
    ...item('artifact', 'container-image', image === undefined || tag === undefined ? image : `${image}:${tag}`),
  ];
}

/** A desktop system is somebody's own machine, unless it says otherwise. */
function typeOfHost(alert: Tree): string {
  const isDesktop = ['windows', 'macos'].includes(textIn(alert, 'host.os.type') ?? '');
  return isDesktop && !/server/i.test(textIn(alert, 'host.os.name', 'host.os.full') ?? '') ? 'workstation' : 'server';
}

/** Every technique and sub-technique of ATT&CK that the rule or the event names. */
function techniquesOf(alert: Tree): string[] {
  const places = ['kibana.alert.rule.threat', 'kibana.alert.rule.parameters.threat', 'signal.rule.threat', 'threat'];
  const ids = places.map((path) => valueIn(alert, path.split('.'))).flatMap((threat) => idsIn(threat));
  const flat = ['threat.technique.id', 'threat.technique.subtechnique.id'].map((path) =>
    valueIn(alert, path.split('.')),
  );
  return [
    ...new Set([
      ...ids,
      ...flat.flatMap((value) => (Array.isArray(value) ? value : [value])).map((one) => textAt(one) ?? ''),
    ]),
  ];
}

function idsIn(tree: Tree | undefined): string[] {
  if (Array.isArray(tree)) return tree.flatMap(idsIn);
  if (!isRecord(tree)) return [];
  return Object.entries(tree).flatMap(([key, value]) => (key === 'id' ? [textAt(value) ?? ''] : idsIn(value)));
}

/** The text at the first of the paths that has one; the first of a list. */
function textIn(alert: Tree, ...paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const value = valueIn(alert, path.split('.'));
    const text = textAt(Array.isArray(value) ? value[0] : value);
    if (text !== undefined) return text;
  }
  return undefined;
}

function momentIn(alert: Tree, ...paths: readonly string[]): string | undefined {
  return paths.map((path) => momentOf(textIn(alert, path))).find((moment) => moment !== undefined);
}

/** A path through keys that may hold dots themselves. */
function valueIn(tree: Tree | undefined, path: readonly string[]): Tree | undefined {
  if (path.length === 0) return tree;
  if (Array.isArray(tree)) return valueIn(tree[0], path);
  if (!isRecord(tree)) return undefined;
  for (let words = path.length; words > 0; words -= 1) {
    const part = tree[path.slice(0, words).join('.')];
    const value = part === undefined ? undefined : valueIn(part, path.slice(words));
    if (value !== undefined) return value;
  }
  return undefined;
}
