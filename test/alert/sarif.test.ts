import { describe, expect, it } from 'vitest';
import { readAlert } from '../../src/alert/read.ts';
import { alertIn, fixture, names, said } from './fixture.ts';

interface Result {
  readonly ruleId: string;
  readonly level?: string;
  readonly [key: string]: unknown;
}

function log(results: readonly Result[], driver: Record<string, unknown> = { name: 'scanner' }) {
  return { version: '2.1.0', runs: [{ tool: { driver }, results }] };
}

function inFile(uri: string, startLine = 1) {
  return { locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }] };
}

// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
describe('SARIF', () => {
  // https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/importing-external-issues/importing-issues-from-sarif-reports
  it("has Sonar's findings, the worst first, in files as they lie in the repository; what was set aside is left out", () => {
    const alert = alertIn(fixture('sarif-sonar.json'));
    expect(alert).toMatchObject({
      source: 'SonarQube (SARIF)',
      title: 'Database queries should not be vulnerable to injection attacks in src/orders.js:88, and 1 more',
      severity: 'high',
      raised: '2026-03-02T08:03:00.000Z',
      inputs: { repository: 'acme/storefront' },
      links: ['https://rules.sonarsource.com/javascript/RSPEC-3649'],
      // What is worst is no leak.
      playbook: null,
    });
    expect(names(alert)).toEqual([
      'system source-file src/orders.js',
      'credential hard-coded-secret Hard-coded passwords are security-sensitive (src/db.js:4)',
      'system source-file src/db.js',
    ]);
  });

  // https://www.zaproxy.org/docs/desktop/addons/report-generation/report-sarif-json/
  it("has ZAP's findings: the site, and nothing of the sessions in its requests", () => {
    expect(said(alertIn(fixture('sarif-zap.json')))).toEqual({
      source: 'ZAP (SARIF)',
      title: 'Cross Site Scripting (Reflected) in https://shop.acme.example/search?q=x',
      severity: 'high',
      resolved: false,
      items: [
        {
          kind: 'system',
          itemType: 'website',
          name: 'https://shop.acme.example',
          fields: {
            rule: '40012',
            finding: 'Cross-site Scripting (XSS) is an attack technique that involves echoing code into a browser.',
            url: 'https://shop.acme.example/search?q=x',
          },
        },
      ],
      inputs: {},
      links: [],
      playbook: null,
      left: [],
    });
  });

  // https://docs.snyk.io/developer-tools/snyk-cli/commands/test
  it("has Snyk's: a malicious package is a poisoned dependency", () => {
    const alert = alertIn(fixture('sarif-snyk.json'));
    expect(alert).toMatchObject({
      title: 'Critical severity - Malicious Package vulnerability in acme-left-pad (acme-left-pad@1.3.1)',
      severity: 'critical',
      inputs: { dependency: 'acme-left-pad', bad: '1.3.1' },
      playbook: 'poisoned-dependency',
    });
    expect(names(alert)).toEqual(['artifact npm-package acme-left-pad@1.3.1']);
  });

  // https://github.com/gitleaks/gitleaks (report/sarif.go): the secret is the snippet
  it("has gitleaks': a credential, and since when it stands there; no level is made up", () => {
    const alert = alertIn(fixture('sarif-gitleaks.json'));
    expect(alert).toMatchObject({
      title: 'github-pat in deploy/.env:2',
      began: '2026-01-19T14:02:11.000Z',
      inputs: { secret: 'github-pat (deploy/.env:2)', place: 'deploy/.env:2 in commit 1b6da43b82b2' },
      playbook: 'leaked-secret',
      withheld: ['made up token 0047'],
    });
    expect(alert).not.toHaveProperty('severity');
    expect(names(alert)).toEqual([
      'credential github-token github-pat (deploy/.env:2)',
      'system source-file deploy/.env',
    ]);
  });

  it('takes what an extension says of a rule, and puts the values into a message', () => {
    const rules = [
      { id: 'a/b', shortDescription: { text: 'Bad thing' }, messageStrings: { it: { text: 'It is {0} [here](1).' } } },
    ];
    const alert = alertIn({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'CodeQL' }, extensions: [{ name: 'queries', rules }] },
          results: [
            {
              rule: { id: 'a/b', index: 0, toolComponent: { index: 0 } },
              message: { id: 'it', arguments: ['new'] },
              ...inFile('src/a%20b.js'),
            },
          ],
        },
      ],
    });
    expect(alert.title).toBe('Bad thing in src/a b.js:1');
    expect(alert.items[0]?.fields.finding).toBe('It is new here.');
  });

  it('gives fifty things at most, the worst ones, and says how many it left', () => {
    const results = Array.from({ length: 300 }, (_, index) => ({
      ruleId: 'r',
      level: index === 299 ? 'error' : 'note',
      ...inFile(`src/${index}.js`),
    }));
    const alert = alertIn(log(results));
    expect(alert.items).toHaveLength(50);
    expect(alert.items[0]?.name).toBe('src/299.js');
    expect(alert.left).toEqual(['250 more things for the register']);
    expect(alert.title).toBe('r in src/299.js:1, and 299 more');
  });

  it('goes by the score of a rule before its level', () => {
    const driver = { name: 'scanner', rules: [{ id: 'r', properties: { 'security-severity': '9.1' } }] };
    expect(alertIn(log([{ ruleId: 'r', level: 'note', ...inFile('a') }], driver)).severity).toBe('critical');
  });

  it.each([
    ['nothing at all', []],
    ['what passed', [{ ruleId: 'r', kind: 'pass' }]],
    ['what is gone', [{ ruleId: 'r', baselineState: 'absent' }]],
    ['what was set aside', [{ ruleId: 'r', suppressions: [{ kind: 'inSource' }] }]],
  ])('is no alert with %s', (_, results) => {
    expect(readAlert(JSON.stringify(log(results)))).toEqual({
      problem: expect.stringContaining('There is nothing in this alert that is open'),
      hint: expect.any(String),
    });
  });
});
