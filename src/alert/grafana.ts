import { alertsOf, readAlerts } from './alertmanager.ts';
import type { Format } from './format.ts';
import { at, numberAt, type Tree } from './tree.ts';

/** What Grafana adds to Alertmanager's words for an alert. */
const own = ['silenceURL', 'dashboardURL', 'panelURL', 'valueString', 'values', 'orgId'];

/**
 * The webhook of Grafana's alerting, which extends Alertmanager's.
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export const grafana: Format = {
  name: 'Grafana alerting (webhook)',
  fits: (document) => {
    const alerts = alertsOf(document);
    return (
      alerts.length > 0 && [document, ...alerts].some((part: Tree) => own.some((key) => at(part, key) !== undefined))
    );
  },
  read: (document) => readAlerts(document, 'Grafana'),
  cutOff: (document) => numberAt(document, 'truncatedAlerts') ?? 0,
};
