import { repositoryName, repositoryOf } from './address.ts';
import type { AlertItem, Reading } from './alert.ts';
import type { Format } from './format.ts';
import { earliest, momentOf } from './moment.ts';
import { opensRegistry, typeOfSecret } from './secret-types.ts';
import { at, isRecord, type Tree, textAt } from './tree.ts';

/**
 * The webhooks `secret_scanning_alert` and `secret_scanning_alert_location`, and the alert that the REST API gives, which
 * may hold the secret itself.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert
 * https://docs.github.com/en/rest/secret-scanning/secret-scanning
 */
export const githubSecret: Format = {
  name: 'GitHub secret scanning (webhook or REST)',
  fits: (document) => alertOf(document) !== undefined,
  read: (document) => {
    const alert = alertOf(document);
    return alert === undefined ? [] : [readingOf(document, alert)];
  },
};

function alertOf(document: Tree): Tree | undefined {
  if (textAt(document, 'alert', 'secret_type') !== undefined) return at(document, 'alert');
  const isAlert = ['number', 'locations_url', 'secret', 'html_url'].some((key) => textAt(document, key) !== undefined);
  return textAt(document, 'secret_type') !== undefined && isAlert ? document : undefined;
}

function readingOf(document: Tree, alert: Tree): Reading {
  const type = textAt(alert, 'secret_type') ?? '';
  const title = textAt(alert, 'secret_type_display_name') ?? type.replaceAll('_', ' ');
  const repository = repositoryOfAlert(document, alert);
  const place = placeOf(document, alert);
  const number = textAt(alert, 'number');
  const about = [repository, number === undefined ? undefined : `alert ${number}`].filter((part) => part !== undefined);
  const name = about.length === 0 ? title : `${title} (${about.join(', ')})`;
  const itemType = typeOfSecret(type);
  const isPublic = at(alert, 'publicly_leaked') === true;
  const where = repository === undefined ? '' : ` in ${repository}`;
  return {
    source: 'GitHub secret scanning',
    title: `${title}${where}${isPublic ? ', leaked in public' : ''}`,
    severity: undefined,
    ...momentsOf(document, alert),
    resolved: ['resolved', 'closed'].includes(textAt(alert, 'state') ?? textAt(document, 'action') ?? ''),
    items: [
      {
        kind: 'credential',
        itemType,
        name,
        fields: {
          repository: repository ?? null,
          place: place ?? null,
          validity: textAt(alert, 'validity') ?? null,
          public: isPublic,
        },
      },
      ...repositoryItem(repository),
    ],
    inputs: {
      repository,
      secret: name,
      place: [place, repository].filter((part) => part !== undefined).join(' of ') || undefined,
    },
    links: [textAt(alert, 'html_url')],
    playbook: opensRegistry(itemType) ? 'leaked-registry-token' : 'leaked-secret',
  };
}

/** The place where a secret stands, or that a finding is about. */
function repositoryItem(repository: string | undefined): AlertItem[] {
  return repository === undefined
    ? []
    : [{ kind: 'system', itemType: 'github-repository', name: repository, fields: {} }];
}

/** Of a webhook, of an alert of an organisation, or as the alert's addresses have it. */
export function repositoryOfAlert(document: Tree, alert: Tree): string | undefined {
  return (
    repositoryName(textAt(document, 'repository', 'full_name')) ??
    repositoryName(textAt(alert, 'repository', 'full_name')) ??
    repositoryOf(textAt(alert, 'url')) ??
    repositoryOf(textAt(alert, 'html_url'))
  );
}

/** A notice that an old alert has news was raised by the news. */
export function momentsOf(document: Tree, alert: Tree): Pick<Reading, 'raised' | 'began'> {
  const created = momentOf(at(alert, 'created_at'));
  const updated = momentOf(at(alert, 'updated_at'));
  const isNews = !['created', undefined].includes(textAt(document, 'action'));
  const bypassed = momentOf(at(alert, 'push_protection_bypassed_at'));
  return {
    raised: isNews ? (updated ?? created) : (created ?? updated),
    began: earliest([bypassed, isNews ? created : undefined]),
  };
}

function placeOf(document: Tree, alert: Tree): string | undefined {
  const type = textAt(document, 'location', 'type');
  const details = at(document, 'location', 'details') ?? at(alert, 'first_location_detected');
  const path = textAt(details, 'path');
  if (path !== undefined) {
    const line = textAt(details, 'start_line');
    const commit = textAt(details, 'commit_sha')?.slice(0, 12);
    return `${path}${line === undefined ? '' : `:${line}`}${commit === undefined ? '' : ` in commit ${commit}`}`;
  }
  // An issue, a comment, a discussion: its address is the only other thing that is told.
  const values = isRecord(details) ? Object.values(details).map((value) => textAt(value)) : [];
  const address = values.find((text) => /^https?:/.test(text ?? ''));
  const parts = [type?.replaceAll('_', ' '), address].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}
