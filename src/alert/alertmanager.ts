import type { Reading } from './alert.ts';
import type { Format } from './format.ts';
import { momentOf } from './moment.ts';
import { itemsOfLabels, type Labels, repositoryOfLabels } from './places.ts';
import { severityOf } from './severity.ts';
import { at, isRecord, listAt, numberAt, type Tree, textAt } from './tree.ts';

/**
 * The webhook, version 4, with several alerts in one; and alerts one by one, as its API lists them.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const alertmanager: Format = {
  name: 'Alertmanager (webhook)',
  fits: (document) => alertsOf(document).length > 0 || isNotification(document),
  read: (document) => readAlerts(document, 'Alertmanager'),
  cutOff: (document) => numberAt(document, 'truncatedAlerts') ?? 0,
};

/** The alerts of a notification, or the one that the document is. */
export function alertsOf(document: Tree): readonly Tree[] {
  if (isAlert(document)) return [document];
  return listAt(document, 'alerts').filter(isAlert);
}

/** A notification with the words of all of its alerts in common. */
export function readAlerts(document: Tree, source: string): Reading[] {
  const labels = labelsOf(at(document, 'commonLabels'));
  const words = labelsOf(at(document, 'commonAnnotations'));
  return alertsOf(document).map((alert) =>
    readingOf(document, alert, source, {
      labels: labelsOf(at(alert, 'labels'), labels),
      words: labelsOf(at(alert, 'annotations'), words),
    }),
  );
}

function isAlert(alert: Tree): boolean {
  return isRecord(at(alert, 'labels')) && at(alert, 'startsAt') !== undefined;
}

function isNotification(document: Tree): boolean {
  return Array.isArray(at(document, 'alerts')) && ['groupKey', 'receiver'].some((key) => textAt(document, key));
}

interface Said {
  readonly labels: Labels;
  readonly words: Labels;
}

function readingOf(document: Tree, alert: Tree, source: string, { labels, words }: Said): Reading {
  const name = labels.get('alertname') ?? labels.get('rule');
  const summary = words.get('summary') ?? words.get('title') ?? words.get('message') ?? words.get('description');
  const state = textAt(alert, 'status', 'state') ?? textAt(alert, 'status') ?? textAt(document, 'status');
  return {
    source,
    title: titleOf(name, summary),
    severity: severityOf(labels.get('severity') ?? labels.get('priority') ?? words.get('severity')),
    raised: momentOf(at(alert, 'startsAt')),
    began: undefined,
    resolved: state === 'resolved',
    items: itemsOfLabels(labels),
    inputs: { repository: repositoryOfLabels(labels) },
    links: [
      words.get('runbook_url'),
      ...['dashboardURL', 'panelURL', 'generatorURL'].map((key) => textAt(alert, key)),
      textAt(document, 'externalURL'),
    ],
    playbook: null,
  };
}

function titleOf(name: string | undefined, summary: string | undefined): string {
  if (name === undefined || summary === undefined) return summary ?? name ?? '';
  return summary.toLowerCase().includes(name.toLowerCase()) ? summary : `${name}: ${summary}`;
}

/** Its own, and behind them those that all have in common. */
function labelsOf(some: Tree | undefined, common?: Labels): Labels {
  const own = new Map<string, string>();
  for (const [name, value] of isRecord(some) ? Object.entries(some) : []) {
    const text = textAt(value);
    if (text !== undefined) own.set(name.toLowerCase(), text);
  }
  return { get: (name) => own.get(name) ?? common?.get(name) };
}
