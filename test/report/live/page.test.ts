import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { define } from '../../../src/engine/definition.ts';
import { toJson } from '../../../src/report/json.ts';
import { toMarkdown } from '../../../src/report/markdown.ts';
import { reportModel } from '../../../src/report/report.ts';
import { live } from '../../engine/live/given.ts';
import { section } from '../build.ts';
import { badNight, Incident, isolate, prove, revoke } from './leaked-token.ts';

describe('the head of a real incident’s report', () => {
  it('given a title and an alert, when it is reported, then both stand on top, with where the alert is kept', () => {
    const { report, markdown } = badNight();
    expect(report.overview).toMatchObject({
      mark: 'LIVE',
      title: 'A deploy token of acme/app in a public gist',
      alert: { source: 'github-secret-scanning', evidence: { name: 'alert.json' } },
    });
    const head = markdown.slice(0, markdown.indexOf('## '));
    expect(head).toMatch(/^# LIVE: A deploy token of acme\/app in a public gist, post-incident report\n/);
    expect(head).toContain(
      `| **Raised by** | an alert from github-secret-scanning; \`https://github.com/acme/app/security/secret-scanning/7\`; kept beside the journal, SHA-256 \`${report.overview.alert?.evidence?.sha256}\` |`,
    );
    expect(report.summary.happened).toContain('It was raised by an alert, from github-secret-scanning.');
  });

  it('given no title and no alert, when it is reported, then the playbook’s title stands there, and nothing of an alert', () => {
    const { overview } = reportModel(withoutTitle(), new Incident().run.state.definition);
    expect(overview).toMatchObject({ title: 'A token has leaked', alert: null });
  });

  it('given it is still open, when a draft is made, then it speaks of the response', () => {
    expect(new Incident().report.draft).toBe('The response is still open: what is not finished yet may still be.');
    const over = new Incident().does({ type: 'stop', reason: 'A false alarm.' }, 'Mara');
    expect(over.report.draft).toBe(
      'The response is over, and its review is not closed: improvements may still change.',
    );
  });
});

function withoutTitle() {
  const [opened, ...rest] = new Incident().entries;
  if (opened?.type !== 'run.opened') throw new Error('a run begins with its opening');
  const { title: _, alert: __, ...plain } = opened;
  return [plain, ...rest];
}

describe('the words of a real incident’s report', () => {
  const drilled =
    /\b(?:drill\w*|exercis\w*|hot.wash|play(?:ed|ers?)?|injects?|scenario|objectives?|MSEL|in truth|facilitator)\b/i;

  it('given any state of it, when it is reported, then nothing of a drill is in it', () => {
    const pages = [
      badNight().markdown,
      new Incident().markdown,
      new Incident().does({ type: 'stop', reason: 'A false alarm.' }, 'Mara').markdown,
      rehearsed().markdown,
    ];
    for (const page of pages) expect(page).not.toMatch(drilled);
  });

  it('given any state of it, when it is written as JSON, then no text of it is of a drill', () => {
    const texts: string[] = [];
    JSON.parse(toJson(badNight().report), (_, value) => {
      if (typeof value === 'string') texts.push(value);
    });
    // The stage has one name in every run, and so have the types of entries.
    const types = ['play.ended', 'hot-wash.opened'];
    expect(texts.filter((text) => drilled.test(text) && !types.includes(text))).toEqual([]);
  });
});

/** A rehearsal in which one thing was shown, and one that changes nothing was run. */
function rehearsed(): Incident {
  return new Incident({ rehearsal: true })
    .at('1m')
    .does({ type: 'finish', step: 'acknowledge' }, 'Mara')
    .does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada')
    .finds('stage', 'github-workflow', 'build.yml')
    .finds('credential', 'token', 'ci-token')
    .at('2m')
    .approved([isolate('build-yml')], 'Mara')
    .runs(isolate('build-yml'))
    .approved([revoke('ci-token')], 'Priya', 'Ada')
    .runs(revoke('ci-token'))
    .does({ type: 'plan-action', ...prove('ci-token'), subjects: { old: 'env:OLD' } }, 'Jon')
    .runs(prove('ci-token'))
    .ends(prove('ci-token'), { verdict: 'failed', said: 'Still alive: answered 200', proof: 'alive' });
}

describe('the report of a rehearsal', () => {
  it('given one, when it is reported, then every heading says so, and the top says that nothing was changed', () => {
    const page = rehearsed().markdown;
    const headings = page.split('\n').filter((line) => /^#+ /.test(line));
    for (const heading of headings) expect(heading).toMatch(/^#+ REHEARSAL, DRAFT: /);
    expect(page).not.toMatch(/\bLIVE\b/);
    expect(page.split('\n').slice(2, 3).join()).toContain(
      '**REHEARSAL. This was no incident. Nothing was run that changes anything',
    );
    expect(rehearsed().report.overview.mark).toBe('REHEARSAL');
    expect(rehearsed().report.summary.happened[0]).toContain('This was a rehearsal');
  });

  it('given something that would have changed something, when it is reported, then its commands are there, and it was not run', () => {
    const { actions } = rehearsed().report;
    expect(actions).toMatchObject([
      {
        step: 'isolate for build.yml',
        title: 'Disable the workflow',
        outcome: 'not-run',
        ended: null,
        calls: [
          { call: null, shown: 'gh workflow disable --repo acme/app -- build.yml', verdict: 'not-run' },
          { call: null, shown: 'gh workflow view --repo acme/app -- build.yml', verdict: 'not-run' },
        ],
      },
      { step: 'revoke for ci-token', outcome: 'not-run' },
      { step: 'prove for ci-token', outcome: 'failed' },
    ]);
    const page = rehearsed().markdown;
    expect(section(page, 'What was run, and what would have been')).toContain('**not run**: this was a rehearsal');
    expect(rehearsed().report.summary.outcome.slice(1)).toEqual([
      '1 action that changes nothing was run: 1 failed.',
      '2 actions were shown and not run.',
    ]);
  });

  it('given effects that were gone through, when it is reported, then nothing claims that they came about, or asks to prove them', () => {
    const { scope, openQuestions, deviations, summary } = rehearsed().report;
    expect(scope.items.find(({ id }) => id === 'ci-token')?.effects).toMatchObject([{ times: [{ how: 'rehearsed' }] }]);
    expect(section(rehearsed().markdown, 'Scope register')).toContain('revoked +2 min (rehearsed)');
    expect(summary.happened.at(-1)).toBe('In scope: 1 stage and 1 credential.');
    for (const sort of ['unproven', 'alive', 'leaves'])
      expect(openQuestions.map((question) => question.sort)).not.toContain(sort);
    expect(deviations.map(({ sort }) => sort)).not.toContain('otherwise');
  });
});

describe('what is left alive or open', () => {
  it('given that it is nobody’s, when it is reported, then somebody is to take it, or to say that it is accepted', () => {
    const { decisionsNeeded, openQuestions } = badNight().report;
    const nobodys = openQuestions.filter(({ sort, owner }) => sort === 'leaves' && owner === null);
    expect(nobodys).toHaveLength(1);
    expect(decisionsNeeded.filter(({ sort }) => sort === 'risk')).toEqual([
      {
        sort: 'risk',
        text: 'Say who takes a point of what remains open, or that it is accepted.',
        owner: 'Incident lead',
        due: null,
      },
    ]);
  });
});

describe('a rehearsal in which something was shown that ends no step', () => {
  it('given the step was then done in another way, when it is reported, then that is a departure, by hand', () => {
    const incident = new Incident({ rehearsal: true })
      .at('1m')
      .does({ type: 'finish', step: 'acknowledge' }, 'Mara')
      .finds('stage', 'github-workflow', 'build.yml')
      .does({ type: 'plan-action', ...isolate('build-yml'), action: 'test/cancel-runs' }, 'Jon')
      .approved([isolate('build-yml')], 'Mara')
      .runs(isolate('build-yml'))
      .does({ type: 'plan-action', ...isolate('build-yml'), action: 'test/disable' }, 'Jon')
      .approved([isolate('build-yml')], 'Mara')
      .does({ type: 'do-otherwise', ...isolate('build-yml'), how: 'Unplugged it.' }, 'Jon');
    expect(incident.report.actions).toMatchObject([{ action: 'test/cancel-runs', outcome: 'not-run' }]);
    expect(incident.report.deviations).toMatchObject([{ sort: 'otherwise', reason: 'Unplugged it.' }]);
    expect(incident.report.scope.items[0]?.effects).toMatchObject([{ times: [{ how: 'hand' }] }]);
  });
});

describe('a run that was cut off', () => {
  it('given it was, when it is reported, then the timeline, and what one asks its integrity, say so', () => {
    const { report, markdown } = badNight();
    expect(report.integrity.cutOff).toEqual({ times: 1, unknown: 1 });
    expect(section(markdown, 'Integrity')).toContain('**The run was cut off once**');
    expect(report.timeline.map(({ text }) => text)).toContain(
      'The run was cut off, and is gone on with; what ran then: 1; what goes on by itself waits for a word',
    );
  });

  it('given it was not, when it is reported, then nothing is said of it', () => {
    expect(new Incident().report.integrity.cutOff).toEqual({ times: 0, unknown: 0 });
    expect(new Incident().markdown).not.toContain('cut off once');
  });

  it('given what it was opened with, when its integrity is told, then the catalogues are there, by hash', () => {
    expect(badNight().report.integrity.catalogues).toMatchObject([{ id: 'test', version: '1.0.0' }]);
    expect(section(badNight().markdown, 'Integrity')).toContain('- Catalogue of actions: `test 1.0.0`, SHA-256');
  });
});

describe('what fell due while nobody was there', () => {
  it('given a message that went out late, when it is reported, then its row and its section say by how much', () => {
    const { report, markdown } = badNight();
    const late = report.messages.filter(({ moment }) => moment.late);
    expect(late).toHaveLength(1);
    const words = '(late: it was due while nobody was there, 15 min before)';
    expect(section(markdown, 'Message to management at T +2 h 10 min')).toContain(`10:37 UTC **${words}**:`);
    expect(section(markdown, 'Timeline of 2026-03-02')).toContain(`Next word in half an hour. **${words}** |`);
  });
});

describe('where a real response left its playbook', () => {
  it('given failures, retries, unknown outcomes and ways around, when it is reported, then each is a departure', () => {
    const { deviations } = badNight().report;
    const sorts = new Set(deviations.map(({ sort }) => sort));
    for (const sort of ['override', 'failed', 'retried', 'unknown', 'otherwise'] as const)
      expect(sorts).toContain(sort);
    expect(deviations.find(({ sort }) => sort === 'retried')).toMatchObject({
      about: 'isolate for release.yml',
      who: { person: 'Jon' },
      reason: 'it had failed: exit 4',
    });
  });

  it('given it was done by hand though there is an action, when it is reported, then that one is named, here and in what to change', () => {
    const { deviations, proposedChanges } = badNight().report;
    expect(deviations.find(({ about }) => about === 'revoke for laptop-key')).toMatchObject({
      sort: 'otherwise',
      action: 'Revoke the token',
    });
    expect(proposedChanges).toContainEqual(
      expect.objectContaining({
        where: 'revoke',
        proposal: expect.stringContaining('Revoke the token'),
        because: 'By the provider, on the phone',
      }),
    );
  });

  it('given it was done otherwise and there is no action, when it is reported, then none is named', () => {
    const incident = new Incident(
      { inputs: {} },
      live('      - { step: alone, after: [], role: operator, do: Think. }'),
    );
    incident.does({ type: 'do-otherwise', step: 'alone', how: 'Asked around.' }, 'Jon');
    expect(incident.report.deviations).toMatchObject([{ sort: 'otherwise', reason: 'Asked around.' }]);
    expect(incident.report.deviations[0]).not.toHaveProperty('action');
  });
});

describe('the same journal', () => {
  it('given its catalogues were not read with it, when it is reported, then the report is the same: their text is in the first entry', () => {
    const { entries, report, run } = badNight();
    const without = define(run.state.definition.playbook, null);
    expect(toMarkdown(reportModel(entries, without))).toBe(toMarkdown(report));
  });

  it('given a catalogue that cannot be read any more, when it is reported, then actions are called by their ids', () => {
    const [opened, ...rest] = badNight().entries;
    if (opened?.type !== 'run.opened') throw new Error('a run begins with its opening');
    const catalogues = (opened.catalogues ?? []).map((one) => ({ ...one, text: 'format: 9' }));
    const { actions } = reportModel([{ ...opened, catalogues }, ...rest], badNight().run.state.definition);
    expect(actions[0]).toMatchObject({ action: 'test/disable', title: null });
  });
});

describe('the JSON of a real incident’s report', () => {
  it('given a bad night, when it is written, then every key of it is described in docs/report.md', () => {
    const docs = readFileSync(new URL('../../../docs/report.md', import.meta.url), 'utf8');
    const described = new Set([...docs.matchAll(/`([A-Za-z0-9]+)`/g)].map(([, key]) => key));
    const keys = new Set<string>();
    JSON.parse(toJson(badNight().report), (key, value) => {
      if (key !== '' && !/^\d+$/.test(key)) keys.add(key);
      return value;
    });
    expect([...keys].filter((key) => !described.has(key))).toEqual([]);
  });
});
