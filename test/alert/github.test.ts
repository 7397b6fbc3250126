import { describe, expect, it } from 'vitest';
import { alertIn, fixture, names, said } from './fixture.ts';

const webhook = () => JSON.parse(fixture('github-secret-webhook.json'));

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert
describe('the webhook secret_scanning_alert', () => {
  it('is a credential, the repository that it stands in, and the answers to what leaked-secret asks', () => {
    const name = 'GitHub Personal Access Token (acme/storefront, alert 42)';
    expect(said(alertIn(fixture('github-secret-webhook.json')))).toEqual({
      source: 'GitHub secret scanning',
      title: 'GitHub Personal Access Token in acme/storefront',
      raised: '2026-03-02T08:12:31.000Z',
      // Somebody pushed it past the protection: it has been there since.
      began: '2026-03-02T08:09:02.000Z',
      resolved: false,
      items: [
        {
          kind: 'credential',
          itemType: 'github-token',
          name,
          fields: { repository: 'acme/storefront', place: null, validity: 'active', public: false },
        },
        { kind: 'system', itemType: 'github-repository', name: 'acme/storefront', fields: {} },
      ],
      inputs: { repository: 'acme/storefront', secret: name, place: 'acme/storefront' },
      links: ['https://github.com/acme/storefront/security/secret-scanning/42'],
      playbook: 'leaked-secret',
      left: [],
    });
  });

  it.each(['reopened', 'publicly_leaked', 'validated'])('raised by the news where an old alert is %s', (action) => {
    const given = webhook();
    given.action = action;
    given.alert.updated_at = '2026-03-09T10:00:00Z';
    expect(alertIn(given)).toMatchObject({ raised: '2026-03-09T10:00:00.000Z', began: '2026-03-02T08:09:02.000Z' });
  });

  it('says so where it is resolved', () => {
    const given = webhook();
    given.action = 'resolved';
    given.alert.state = 'resolved';
    expect(alertIn(given).resolved).toBe(true);
  });

  it('is read as GitHub Enterprise Server sent it years ago, with next to nothing in it', () => {
    const given = {
      action: 'reopened',
      alert: { number: 191, secret_type: 'adafruit_io_key', resolution: null },
      repository: { full_name: 'acme/lamps' },
    };
    const alert = alertIn(given);
    expect(alert.title).toBe('adafruit io key in acme/lamps');
    expect(names(alert)).toEqual([
      'credential adafruit-io-key adafruit io key (acme/lamps, alert 191)',
      'system github-repository acme/lamps',
    ]);
    expect(alert).not.toHaveProperty('raised');
  });

  it('is read out of a form, as GitHub sends it where the webhook is set up so', () => {
    const form = `payload=${encodeURIComponent(fixture('github-secret-webhook.json')).replaceAll('%20', '+')}`;
    expect(said(alertIn(form))).toEqual(said(alertIn(fixture('github-secret-webhook.json'))));
  });

  // https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert_location
  it.each([
    [
      { type: 'commit', details: { path: 'src/a.js', start_line: 3, commit_sha: 'f14d7debf9775f957cf4' } },
      'src/a.js:3 in commit f14d7debf977 of acme/storefront',
    ],
    [
      {
        type: 'issue_comment',
        details: { issue_comment_url: 'https://api.github.com/repos/acme/a/issues/comments/1' },
      },
      'issue comment https://api.github.com/repos/acme/a/issues/comments/1 of acme/storefront',
    ],
    [{ type: 'wiki_commit', details: {} }, 'wiki commit of acme/storefront'],
  ])('tells the place of a secret_scanning_alert_location: %o', (location, place) => {
    expect(alertIn({ ...webhook(), location }).inputs.place).toBe(place);
  });
});

// https://docs.github.com/en/rest/secret-scanning/secret-scanning#list-secret-scanning-alerts-for-a-repository
describe('the alerts of the REST API', () => {
  it('are read from a list, the open ones; the repository is in their address', () => {
    const alert = alertIn(fixture('github-secret-rest.json'));
    expect(alert).toMatchObject({
      title: 'npm Access Token in acme/storefront, leaked in public',
      raised: '2026-02-11T18:48:51.000Z',
      inputs: {
        repository: 'acme/storefront',
        place: 'scripts/release.sh:12 in commit f14d7debf977 of acme/storefront',
      },
      // Who has it can publish.
      playbook: 'leaked-registry-token',
      left: ['1 that is resolved'],
    });
    expect(names(alert)).toEqual([
      'credential npm-token npm Access Token (acme/storefront, alert 7)',
      'system github-repository acme/storefront',
    ]);
  });

  it('are one by one as well, on a server of their own', () => {
    const alert = alertIn({
      number: 5,
      secret_type: 'slack_api_token',
      secret: 'made-up-slack-token',
      url: 'https://git.acme.example/api/v3/repos/acme/chat/secret-scanning/alerts/5',
    });
    expect(names(alert)).toEqual([
      'credential slack-token slack api token (acme/chat, alert 5)',
      'system github-repository acme/chat',
    ]);
  });
});

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#code_scanning_alert
describe('the webhook code_scanning_alert', () => {
  const code = () => JSON.parse(fixture('github-code-webhook.json'));

  it('is the workflow where it is about one', () => {
    expect(said(alertIn(fixture('github-code-webhook.json')))).toEqual({
      source: 'GitHub code scanning',
      title: 'Code injection in .github/workflows/release.yml:23',
      severity: 'critical',
      raised: '2026-03-02T08:00:31.000Z',
      resolved: false,
      items: [
        {
          kind: 'stage',
          itemType: 'github-workflow',
          name: 'release.yml',
          fields: {
            rule: 'actions/code-injection/critical',
            finding: 'Potential code injection in the title of a pull request, which may be controlled by anyone.',
            repository: 'acme/storefront',
            line: '23',
            path: '.github/workflows/release.yml',
          },
        },
      ],
      inputs: { repository: 'acme/storefront' },
      links: ['https://github.com/acme/storefront/security/code-scanning/10'],
      playbook: 'compromised-pipeline',
      left: [],
    });
  });

  it('guesses no playbook for a weakness in code, which nobody has used yet', () => {
    const given = code();
    given.alert.rule = {
      id: 'js/xss',
      severity: 'error',
      security_severity_level: 'high',
      description: 'XSS',
      tags: [],
    };
    given.alert.most_recent_instance.location = { path: 'src/login.js', start_line: 4 };
    const alert = alertIn(given);
    expect(alert).toMatchObject({ severity: 'high', playbook: null, title: 'XSS in src/login.js:4' });
    expect(names(alert)).toEqual(['system source-file src/login.js']);
  });

  it('is a leaked secret where a credential stands in the code', () => {
    const given = code();
    given.alert.rule = {
      id: 'js/hardcoded-credentials',
      description: 'Hard-coded credentials',
      tags: ['external/cwe/cwe-798'],
    };
    given.alert.most_recent_instance.location = { path: 'src/db.js', start_line: 9 };
    expect(alertIn(given)).toMatchObject({
      playbook: 'leaked-secret',
      inputs: { secret: 'Hard-coded credentials (src/db.js:9)', place: expect.stringContaining('src/db.js:9') },
    });
  });

  it.each(['fixed', 'closed_by_user'])('says so where it is %s', (action) => {
    const given = { ...code(), action };
    given.alert.state = action === 'fixed' ? 'fixed' : 'dismissed';
    expect(alertIn(given).resolved).toBe(true);
  });
});
