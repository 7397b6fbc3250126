import type { Reading } from './alert.ts';
import type { Format } from './format.ts';
import { momentOf } from './moment.ts';
import { itemsOfLabels, type Labels, repositoryOfLabels } from './places.ts';
import { severityOf } from './severity.ts';
import { isRecord, type Tree, textAt, textsAt } from './tree.ts';

/**
 * A webhook of Datadog. Its payload is what somebody has written there, so it is known by fields that are called after
 * Datadog's variables, `alert_id` or `alertId` or `alert.id` after `$ALERT_ID`, in any spelling.
 * https://docs.datadoghq.com/integrations/webhooks/
 */
export const datadog: Format = {
  name: 'Datadog (webhook)',
  fits: (document) => {
    const fields = fieldsOf(document);
    const isOurs =
      signs.some((sign) => fields.has(sign)) ||
      /^https?:\/\/[^/]*\.(?:datadoghq|ddog-gov)\./.test(linkIn(fields) ?? '');
    return isOurs && titleIn(fields) !== undefined;
  },
  read: (document) => [readingOf(fieldsOf(document))],
};

/** Names that no other sender gives its fields. */
const signs = [
  'alertid alerttransition alertcyclekey alertquery alertstatus alertscope alertmetric alertpriority alerttype aggregkey',
  'eventtype lastupdated orgid orgname securityruleid securityrulename securitysignalid textonlymsg eventmsg eventtitle',
].flatMap((line) => line.split(' '));

type Fields = ReadonlyMap<string, Tree>;

/** By name without case, dashes and underscores; of an object in the payload also with its name before: `orgid`. */
function fieldsOf(document: Tree): Fields {
  const fields = new Map<string, Tree>();
  if (!isRecord(document)) return fields;
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  for (const [name, value] of Object.entries(document)) {
    if (isWritten(value)) fields.set(plain(name), value);
    if (!isRecord(value)) continue;
    for (const [inner, part] of Object.entries(value)) {
      if (!isWritten(part)) continue;
      const key = plain(inner);
      fields.set(key.startsWith(plain(name)) ? key : plain(name) + key, part);
    }
  }
  return fields;
}

/** Not empty, and not a variable that nobody filled in. */
function isWritten(value: Tree): boolean {
  return value !== null && value !== '' && !(typeof value === 'string' && /^\$[A-Z_]+(?:\[[^\]]*\])?$/.test(value));
}

function textIn(fields: Fields, ...names: readonly string[]): string | undefined {
  return names.map((name) => textAt(fields.get(name))).find((text) => text !== undefined);
}

function titleIn(fields: Fields): string | undefined {
  const names = [
    'securitysignaltitle',
    'title',
    'eventtitle',
    'alerttitle',
    'incidenttitle',
    'securityrulename',
    'monitorname',
  ];
  return textIn(fields, ...names);
}

function linkIn(fields: Fields): string | undefined {
  return textIn(fields, 'link', 'url', 'eventurl', 'alerturl', 'incidenturl');
}

function readingOf(fields: Fields): Reading {
  const title = titleIn(fields) ?? '';
  const labels = labelsOf(fields);
  const transition = textIn(fields, 'alerttransition', 'transition') ?? /^\[([A-Za-z -]+)/.exec(title)?.[1];
  return {
    source: 'Datadog',
    title,
    severity: severityIn(fields),
    raised: momentOf(fields.get('date')) ?? momentOf(fields.get('lastupdated')),
    began: undefined,
    resolved: /^recovered/i.test(transition ?? ''),
    items: itemsOfLabels(labels),
    inputs: { repository: repositoryOfLabels(labels) },
    links: [linkIn(fields), textIn(fields, 'incidenturl'), textIn(fields, 'snapshot')],
    playbook: null,
  };
}

function severityIn(fields: Fields): Reading['severity'] {
  const names = ['securitysignalseverity', 'incidentseverity', 'alertpriority', 'severity', 'priority', 'alerttype'];
  return names.map((name) => severityOf(textAt(fields.get(name)))).find((severity) => severity !== undefined);
}

/** Tags are `key:value` with commas between them, or a list of such. */
function labelsOf(fields: Fields): Labels {
  const tags = ['tags', 'alertscope', 'scope', 'alerttags'].flatMap((name) => textsAt(fields.get(name)));
  const labels = new Map<string, string>();
  // Where the payload has no tags, the title has what it was triggered on: `[Triggered on {host:ci-2}]`.
  tags.push(/^\[[^\]{]{0,60}\{([^{}]{1,500})\}/.exec(titleIn(fields) ?? '')?.[1] ?? '');
  for (const tag of tags.flatMap((text) => text.split(','))) {
    const colon = tag.indexOf(':');
    const name = tag.slice(0, colon).trim().toLowerCase().replace(/[.-]/g, '_');
    if (colon > 0 && !labels.has(name)) labels.set(name, tag.slice(colon + 1).trim());
  }
  const host = textIn(fields, 'hostname', 'host');
  if (host !== undefined && !labels.has('host')) labels.set('host', host);
  return labels;
}
