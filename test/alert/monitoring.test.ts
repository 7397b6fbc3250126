import { describe, expect, it } from 'vitest';
import { alertIn, fixture, names, said } from './fixture.ts';

// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
describe("Alertmanager's webhook", () => {
  it('is what is firing, the worst first, and the nearest of what runs it', () => {
    expect(said(alertIn(fixture('alertmanager.json')))).toEqual({
      source: 'Alertmanager',
      title: 'UnexpectedEgress: checkout sends to an address outside, and 1 more',
      severity: 'critical',
      // The earliest of those that fire, in UTC.
      raised: '2026-03-02T08:14:58.739Z',
      resolved: false,
      items: [
        { kind: 'system', itemType: 'kubernetes-deployment', name: 'shop/checkout', fields: {} },
        { kind: 'artifact', itemType: 'container-image', name: 'registry.acme.example/checkout:4.2.1', fields: {} },
        { kind: 'system', itemType: 'server', name: 'runner-3.acme.example', fields: {} },
      ],
      inputs: {},
      links: [
        'https://runbooks.acme.example/egress',
        'http://prometheus.acme.example:9090/graph?g0.expr=egress_unexpected+%3E+0&g0.tab=1',
        'http://alertmanager.acme.example:9093/',
      ],
      playbook: null,
      left: ['1 that is resolved', '2 more that the sender cut off'],
    });
  });

  it('is over where all of it is', () => {
    const given = JSON.parse(fixture('alertmanager.json'));
    for (const alert of given.alerts) alert.status = 'resolved';
    expect(alertIn(given)).toMatchObject({ resolved: true, left: ['2 more that the sender cut off'] });
  });

  // https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
  it('is read as its API lists alerts too', () => {
    const alert = alertIn([
      {
        labels: { alertname: 'TokenUsed', repository: 'acme/storefront', workflow: 'release.yml', severity: 'page' },
        annotations: {},
        startsAt: '2026-03-02T08:00:00.000Z',
        status: { state: 'active', silencedBy: [], inhibitedBy: [] },
      },
    ]);
    expect(alert).toMatchObject({
      title: 'TokenUsed',
      severity: 'critical',
      inputs: { repository: 'acme/storefront' },
    });
    expect(names(alert)).toEqual(['stage github-workflow release.yml', 'system repository acme/storefront']);
  });
});

// https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
describe("Grafana's webhook", () => {
  it('is read like the one that it extends', () => {
    expect(said(alertIn(fixture('grafana.json')))).toEqual({
      source: 'Grafana',
      title: 'Backup bucket written to: Objects in acme-backups are being overwritten',
      severity: 'high',
      raised: '2026-03-02T07:51:03.157Z',
      resolved: false,
      items: [{ kind: 'system', itemType: 's3-bucket', name: 'acme-backups', fields: {} }],
      inputs: {},
      // Not the one that would silence it.
      links: [
        'https://runbooks.acme.example/backups',
        'https://grafana.acme.example/d/backups',
        'https://grafana.acme.example/alerting/1afz29v7z/edit',
        'https://grafana.acme.example/',
      ],
      playbook: null,
      left: [],
    });
  });
});

// https://docs.datadoghq.com/integrations/webhooks/
describe("Datadog's webhook", () => {
  it('is read as it comes where nobody has written a payload', () => {
    expect(said(alertIn(fixture('datadog-default.json')))).toEqual({
      source: 'Datadog',
      title: '[Triggered on {host:ci-2}] Deploy outside of the release window',
      raised: '2026-03-02T08:26:41.000Z',
      resolved: false,
      items: [{ kind: 'system', itemType: 'server', name: 'ci-2', fields: {} }],
      inputs: {},
      links: [],
      playbook: null,
      left: [],
    });
  });

  it('is read where somebody has, in any spelling, and leaves variables alone that nobody filled in', () => {
    const alert = alertIn(fixture('datadog-custom.json'));
    expect(alert).toMatchObject({
      title: 'Unusual publish from checkout',
      severity: 'high',
      inputs: { repository: 'acme/storefront' },
      links: ['https://app.datadoghq.com/event/jump_to?event_id=1234567'],
    });
    expect(names(alert)).toEqual([
      'system kubernetes-deployment shop/checkout',
      'system github-repository acme/storefront',
    ]);
  });

  it('is read where what belongs to the alert is in an object of its own', () => {
    const alert = alertIn({
      title: 'Memory',
      alert: { id: 7, transition: 'Recovered', priority: 'P1' },
      tags: ['host:web-1'],
      date: '1772440001000',
    });
    expect(alert).toMatchObject({ severity: 'critical', resolved: true });
    expect(names(alert)).toEqual(['system server web-1']);
  });
});

// https://www.elastic.co/docs/reference/security/fields-and-object-schemas/alert-schema
describe('an alert of Elastic Security', () => {
  it('is read flat: raised when it was, begun when the event was; the technique tells the playbook', () => {
    expect(said(alertIn(fixture('elastic-flat.json')))).toEqual({
      source: 'Elastic Security',
      title: 'Mass deletion of backups on build-7',
      severity: 'high',
      raised: '2026-03-02T08:15:09.900Z',
      began: '2026-03-02T08:11:44.349Z',
      resolved: false,
      items: [
        { kind: 'account', itemType: 'user', name: 'ci', fields: {} },
        { kind: 'system', itemType: 'server', name: 'build-7', fields: {} },
      ],
      inputs: {},
      links: ['https://kibana.acme.example/app/security/alerts/redirect/5e6f'],
      playbook: 'destructive-change',
      left: [],
    });
  });

  it('is read nested, out of what a search gave', () => {
    const alert = alertIn(fixture('elastic-nested.json'));
    expect(alert).toMatchObject({
      title: 'GitHub Protected Branch Settings Changed',
      severity: 'medium',
      raised: '2026-03-02T08:20:00.000Z',
      began: '2026-03-02T08:17:30.000Z',
      inputs: { repository: 'acme/storefront' },
      playbook: null,
    });
    expect(names(alert)).toEqual(['account github-account mallory-hm', 'system github-repository acme/storefront']);
  });

  it('is read one a line, with values in lists, the worst first; an account that every machine has is none', () => {
    const alert = alertIn(fixture('elastic.ndjson'));
    expect(alert).toMatchObject({
      title: 'Code in a package of the build on build-7, and 1 more',
      severity: 'critical',
      raised: '2026-03-02T08:05:00.000Z',
    });
    expect(names(alert)).toEqual([
      'system server build-7',
      'artifact container-image registry.acme.example/builder:12',
      'credential aws-access-key AKIAMADEUP0000000042',
      'account aws-iam-user deploy',
    ]);
  });

  it('is read as a search for fields gives it, and as Kibana 7 wrote it', () => {
    const searched = {
      _index: 'x',
      fields: { 'kibana.alert.rule.name': ['A'], 'host.name': ['h'], '@timestamp': ['2026-03-02T08:00:00.000Z'] },
    };
    const old = {
      '@timestamp': '2026-03-02T08:00:00.000Z',
      signal: { status: 'closed', rule: { name: 'B', severity: 'low' } },
    };
    expect(alertIn(searched)).toMatchObject({ title: 'A on h', raised: '2026-03-02T08:00:00.000Z' });
    expect(alertIn(old)).toMatchObject({ title: 'B', severity: 'low', resolved: true });
  });

  it.each([
    [{ 'host.os.type': 'macos' }, 'workstation'],
    [{ 'host.os.type': 'windows', 'host.os.name': 'Windows 11 Pro' }, 'workstation'],
    [{ host: { os: { type: 'windows', name: 'Windows Server 2025' } } }, 'server'],
    [{ 'host.os.type': 'linux' }, 'server'],
  ])('takes a host with %j for a %s', (os, itemType) => {
    expect(alertIn({ 'kibana.alert.rule.name': 'X', 'host.name': 'h', ...os }).items[0]).toMatchObject({ itemType });
  });

  it.each([
    [['T1195', 'T1195.002'], 'compromised-pipeline'],
    [['T1195', 'T1195.001'], 'poisoned-dependency'],
    [['T1552', 'T1552.001'], 'leaked-secret'],
    [['T1552', 'T1552.001', 'T1485'], null],
    [['T1078'], null],
  ])('guesses from %j: %s', (ids, playbook) => {
    const threat = [
      { tactic: { id: 'TA0001' }, technique: [{ id: ids[0], subtechnique: ids.slice(1).map((id) => ({ id })) }] },
    ];
    expect(alertIn({ 'kibana.alert.rule.name': 'X', 'kibana.alert.rule.threat': threat }).playbook).toBe(playbook);
  });
});
