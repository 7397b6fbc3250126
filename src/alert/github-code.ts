import { type Finding, readingOfFinding } from './finding.ts';
import type { Format } from './format.ts';
import { momentsOf, repositoryOfAlert } from './github-secret.ts';
import { severityOf } from './severity.ts';
import { at, isRecord, type Tree, textAt, textsAt } from './tree.ts';

/**
 * The webhook `code_scanning_alert`, and the alert that the REST API gives.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#code_scanning_alert
 * https://docs.github.com/en/rest/code-scanning/code-scanning
 */
export const githubCode: Format = {
  name: 'GitHub code scanning (webhook or REST)',
  fits: (document) => alertOf(document) !== undefined,
  read: (document) => {
    const alert = alertOf(document);
    return alert === undefined ? [] : [readingOfFinding(findingOf(document, alert))];
  },
};

function alertOf(document: Tree): Tree | undefined {
  const alert = isRecord(document) && isRecord(document.alert) ? document.alert : document;
  const isAlert = textAt(alert, 'rule', 'id') !== undefined && textAt(alert, 'tool', 'name') !== undefined;
  return isAlert && ['html_url', 'most_recent_instance', 'instances'].some((key) => at(alert, key)) ? alert : undefined;
}

function findingOf(document: Tree, alert: Tree): Finding {
  const instance = at(alert, 'most_recent_instance') ?? at(alert, 'instances', 0);
  const tool = textAt(alert, 'tool', 'name') ?? '';
  const rule = textAt(alert, 'rule', 'id') ?? '';
  return {
    source: 'GitHub code scanning',
    tool,
    rule,
    what: textAt(alert, 'rule', 'description') ?? textAt(alert, 'rule', 'name') ?? rule,
    tags: textsAt(alert, 'rule', 'tags'),
    severity: severityOf(textAt(alert, 'rule', 'security_severity_level') ?? textAt(alert, 'rule', 'severity')),
    message: textAt(instance, 'message', 'text'),
    place: textAt(instance, 'location', 'path'),
    line: textAt(instance, 'location', 'start_line'),
    commit: textAt(instance, 'commit_sha') ?? textAt(document, 'commit_oid'),
    dependency: undefined,
    repository: repositoryOfAlert(document, alert),
    ...momentsOf(document, alert),
    resolved: isOver(document, alert),
    links: [textAt(alert, 'html_url')],
  };
}

function isOver(document: Tree, alert: Tree): boolean {
  const state = textAt(alert, 'state') ?? textAt(document, 'action');
  return ['fixed', 'dismissed', 'closed', 'closed_by_user'].includes(state ?? '');
}
