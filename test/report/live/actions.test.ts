import { describe, expect, it } from 'vitest';
import type { ActionReport } from '../../../src/report/actions.ts';
import { section } from '../build.ts';
import { badNight, Incident, isolate, prove, restore, revoke } from './leaked-token.ts';

/** With stages and credentials found, and nothing done to them. */
function found(more: ConstructorParameters<typeof Incident>[0] = {}): Incident {
  return new Incident(more)
    .at('1m')
    .does({ type: 'finish', step: 'acknowledge' }, 'Mara')
    .finds('stage', 'github-workflow', 'build.yml')
    .finds('credential', 'token', 'ci-token');
}

const build = isolate('build-yml');

/** Approved and begun. */
function begun(incident = found()): Incident {
  return incident.at('2m').approved([build], 'Mara').runs(build);
}

const last = (incident: Incident): ActionReport => {
  const { actions } = incident.report;
  const action = actions.at(-1);
  if (!action) throw new Error('nothing was run');
  return action;
};

describe('what was run', () => {
  it('given something that was run and seen to work, when it is reported, then who, by whose leave, what exactly and when is told', () => {
    const incident = begun().at('2m3s').ends(build, {}).at('2m4s').ends(build, {}, { text: 'disabled' }, 'disabled\n');
    expect(last(incident)).toMatchObject({
      step: 'isolate for build.yml',
      item: 'build.yml',
      action: 'test/disable',
      title: 'Disable the workflow',
      attempt: 1,
      who: { person: 'Jon', roleTitle: 'Operator' },
      requested: { at: 120_000 },
      ended: { at: 124_000 },
      approval: 'given',
      approvals: [{ who: { person: 'Mara' }, self: false }],
      outcome: 'worked',
      words: 'worked: exit 0',
      unknown: null,
      concluded: [],
      calls: [
        { call: 'do', shown: 'gh workflow disable --repo acme/app -- build.yml', readOnly: false, verdict: 'ok' },
        { call: 'check', readOnly: true, said: 'exit 0', evidence: [{ bytes: 9, excerpt: 'disabled' }] },
      ],
    });
    expect(section(incident.markdown, 'Each call, to the letter')).toContain(
      '```\n  gh workflow disable --repo acme/app -- build.yml\n  ```',
    );
  });

  it('given it still runs, when a draft is made, then it says so', () => {
    expect(last(begun())).toMatchObject({ outcome: 'running', ended: null, calls: [{ verdict: 'running' }] });
    expect(section(begun().markdown, 'What was run')).toContain('**still running**');
  });

  it('given it failed and was tried again, when it is reported, then both are told, and which is which', () => {
    const incident = begun()
      .ends(build, { verdict: 'failed', said: 'exit 4' })
      .does({ type: 'retry', ...build }, 'Jon')
      .approved([build], 'Mara')
      .runs(build);
    expect(incident.report.actions).toMatchObject([
      { attempt: 1, outcome: 'failed', words: 'failed: exit 4' },
      { attempt: 2, outcome: 'running' },
    ]);
    expect(section(incident.markdown, 'What was run')).toContain('Disable the workflow, **attempt 2**');
  });

  it('given somebody stopped it and looked, when it is reported, then what was unknown, who looked and how they know is told', () => {
    const incident = begun()
      .does({ type: 'cancel-action', ...build }, 'Mara')
      .ends(build, { verdict: 'unknown', said: 'it was stopped' })
      .at('5m')
      .does({ type: 'conclude', ...build, did: false, how: 'The page has it active.' }, 'Jon');
    expect(last(incident)).toMatchObject({
      outcome: 'failed',
      cancelled: { who: { person: 'Mara' } },
      unknown: 'it was stopped',
      concluded: [{ who: { person: 'Jon' }, did: false, how: 'The page has it active.', moment: { at: 300_000 } }],
    });
    expect(section(incident.markdown, 'What was run')).toContain(
      'nobody knew at first: it was stopped; **Jon (Operator) looked: it did not happen.** The page has it active',
    );
  });

  it('given it was looked after by its check, when it is reported, then that call belongs to the same attempt', () => {
    const incident = begun()
      .ends(build, { verdict: 'unknown', said: 'the connection broke off' })
      .does({ type: 'look', ...build }, 'Jon')
      .ends(build, {}, { text: 'disabled' });
    expect(incident.report.actions).toMatchObject([
      { outcome: 'worked', unknown: 'the connection broke off', calls: [{ call: 'do' }, { call: 'check' }] },
    ]);
  });

  it('given the program was cut off while it ran, when it is reported, then the call is told as cut off', () => {
    const incident = begun().back('1h');
    expect(last(incident)).toMatchObject({
      outcome: 'unknown',
      words: 'nobody knows: the program ended while it ran',
      ended: null,
      calls: [{ verdict: 'cut-off', ended: null }],
    });
    expect(section(incident.markdown, 'What was run')).toContain('**NOBODY KNOWS**: the program ended while it ran');
  });

  it('given it was left unknown and skipped, when it is reported, then it stays unknown', () => {
    const incident = begun()
      .back('1h')
      .does({ type: 'skip', ...build, reason: 'Ticket 12.' }, 'Mara');
    expect(last(incident)).toMatchObject({
      outcome: 'unknown',
      words: 'nobody knows: the program ended while it ran; skipped, and never looked at: Ticket 12',
    });
  });

  it('given nothing was run, when it is reported, then it says that all was done by hand', () => {
    expect(section(new Incident().markdown, 'What was run')).toContain('Nothing was run from here.');
  });
});

describe('by whose leave it was run', () => {
  it('given two of a role must approve, when it is reported, then each is told, and which of how many', () => {
    const approvals = badNight().report.actions.find(({ step }) => step === 'revoke for deploy-token')?.approvals;
    expect(approvals).toMatchObject([
      { who: { person: 'Priya' }, several: { nth: 1, of: 2 } },
      { who: { person: 'Ada' }, several: { nth: 2, of: 2 } },
    ]);
  });

  it('given who ran it approved it, when it is reported, then that is said aloud', () => {
    const page = section(badNight().markdown, 'What was run');
    expect(page).toContain('Mara (Incident lead), **self-approved**');
    expect(page).toContain('2 of these were **approved by the person who ran them**');
  });

  it('given the glass was broken over the approval, when it is reported, then who had approved by then and that is told', () => {
    const action = badNight().report.actions.find(({ step }) => step === 'revoke for ci-token');
    expect(action).toMatchObject({ approval: 'overridden', approvals: [{ who: { person: 'Priya' } }] });
    expect(section(badNight().markdown, 'What was run')).toContain(
      'Priya (Approver), 1 of 2; **the glass was broken**',
    );
  });

  it('given an approval of something else before, when it is reported, then only the one of what was run counts', () => {
    const incident = found()
      .at('2m')
      .approved([build], 'Mara')
      .does({ type: 'plan-action', ...build, with: { repository: 'acme/other' } }, 'Jon')
      .does({ type: 'release', ...build }, 'Jon')
      .at('3m')
      .approved([build], 'Mara')
      .runs(build);
    expect(last(incident).approvals).toMatchObject([{ moment: { at: 180_000 } }]);
  });

  it('given approvals, when people are told of, then the policy, and how many of several each was, is there', () => {
    const { approvals, selfApproval } = badNight().report.people;
    expect(selfApproval).toBe('allowed');
    expect(approvals.filter(({ self }) => self)).toHaveLength(2);
    expect(approvals.filter(({ several }) => several?.of === 2).map(({ several }) => several?.nth)).toEqual([
      1, 2, 1, 1, 2,
    ]);
    const refused = begun(found({ selfApproval: 'refused' })).markdown;
    expect(section(refused, 'Approvals')).toContain('nobody approves what they do themselves');
  });

  it('given a role that several hold, when people are told of, then none of them lost it to the other', () => {
    const { participants } = badNight().report.people;
    expect(participants.filter(({ person }) => ['Priya', 'Ada'].includes(person))).toMatchObject([
      { person: 'Priya', roles: [{ role: 'approver', from: 0, until: null }] },
      { person: 'Ada', roles: [{ role: 'approver', from: 120_000, until: null }] },
    ]);
  });
});

describe('a credential that was tried', () => {
  it('given the answer that means dead, when it is reported, then it is proven, by a probe', () => {
    const { actions, scope } = badNight().report;
    expect(actions.find(({ step }) => step === 'prove for deploy-token')?.words).toBe(
      'proven dead: answered 401, as for a credential that is no longer valid',
    );
    expect(scope.items.find(({ id }) => id === 'deploy-token')?.effects).toMatchObject([
      { effect: 'revoked', times: [{ how: 'action', leaves: 'Sessions opened with it live on for an hour.' }] },
      { effect: 'proven-dead', times: [{ how: 'action' }] },
    ]);
  });

  it('given it was found alive, then proven dead by hand, when it is reported, then both are told apart', () => {
    const page = badNight().markdown;
    expect(section(page, 'What was run')).toContain('**STILL ALIVE**: answered 200');
    expect(section(page, 'Scope register')).toContain(
      'revoked +18 min 01 s (run) → proven-dead +25 min (by hand) | **left:** Sessions',
    );
  });
});

describe('a restore', () => {
  it('given a restore in several calls, when it is reported, then each is there to the letter, with what it answered', () => {
    const action = badNight().report.actions.findLast(({ step }) => step === `${restore.step} for nightly`);
    expect(action?.calls.map(({ call, shown, verdict }) => [call, shown, verdict])).toEqual([
      ['restore', 'restic restore nightly --target /srv/clean', 'ok'],
      ['compare', 'compare /srv/clean', 'ok'],
      ['swap', 'swap /srv/clean', 'ok'],
    ]);
  });
});

describe('evidence of what was run', () => {
  it('given what was answered is kept, when it is reported, then it is among the evidence, with who ran it; so are the alert and what a person kept', () => {
    const { evidence } = badNight().report;
    expect(evidence.map(({ step, who }) => [step, who?.person])).toContainEqual(['isolate for build.yml', 'Jon']);
    expect(evidence[0]).toMatchObject({ step: 'the alert that raised it', name: 'alert.json' });
    expect(evidence.map(({ name }) => name)).toContain('mirror.png');
  });
});

describe('what is left at the end', () => {
  it('given an outcome that nobody knows, when it is reported, then it is the first thing that remains open, and nothing tells it twice', () => {
    const { summary, openQuestions } = begun().back('1h').report;
    expect(summary.open[0]).toBe(
      'OUTCOME UNKNOWN: isolate for build.yml: the program ended while it ran; it may have happened or not, and nobody has said (Jon).',
    );
    expect(openQuestions.filter(({ text }) => text.includes('isolate for build.yml'))).toHaveLength(1);
    expect(begun().back('1h').markdown).toContain('- **OUTCOME UNKNOWN:** isolate for build.yml');
  });

  it('given it ran again and worked, when it is reported, then what became of the first is no question any more', () => {
    const incident = begun()
      .back('1h')
      .does({ type: 'skip', ...build, reason: 'Later.' }, 'Mara')
      .does({ type: 'reopen', ...build, reason: 'Now.' }, 'Mara')
      .approved([build], 'Mara')
      .runs(build)
      .ends(build, {})
      .ends(build, {}, { text: 'disabled' });
    expect(incident.report.openQuestions.map(({ sort }) => sort)).not.toContain('outcome');
  });

  it('given more that may hurt than the summary has room for, when it is reported, then all of it stands on page one', () => {
    const { summary, openQuestions } = revoked().back('1h').report;
    const loud = openQuestions.filter(({ text }) => /^[A-Z ]+: /.test(text));
    expect(loud.map(({ sort }) => sort)).toEqual(['alive', 'leaves']);
    for (const { text } of loud) expect(summary.open.join('\n')).toContain(text);
  });

  it('given a credential that was revoked and answered when it was tried, when it is reported, then it is said to be alive', () => {
    expect(revoked().report.summary.open[0]).toBe(
      'STILL ALIVE: ci-token still worked when it was tried at T +2 min (answered 200) (Operator).',
    );
  });

  it('given a credential that was revoked and never tried, when it is reported, then it is said not to be proven dead', () => {
    const { report, markdown } = revoked(false);
    expect(report.summary.open[0]).toBe(
      'NOT PROVEN DEAD: revoked, and not seen to be refused since: ci-token (Operator).',
    );
    expect(section(markdown, 'Scope register')).toContain('**not proven dead**; **left:** Sessions');
  });

  it('given one that cannot be tried, a restore that nobody verified, and what a revocation leaves, when it is reported, then each is said', () => {
    expect(badNight().report.summary.open.slice(0, 3)).toEqual([
      'NOT PROVEN DEAD: revoked, and not seen to be refused since: laptop-key (not possible: Nobody has the key any more to try it with) (Operator).',
      'NOT VERIFIED: restored, and not verified: nightly (Incident lead).',
      'LEFT ALIVE OR OPEN: Sessions opened with it live on for an hour (deploy-token, revoked at T +14 min 01 s; ci-token, revoked at T +18 min 01 s).',
    ]);
  });

  it('given an item that was ruled out, when it is reported, then nothing is asked of it', () => {
    const incident = revoked(false).does({ type: 'rule-out', item: 'ci-token', reason: 'It never was one.' }, 'Mara');
    expect(incident.report.openQuestions.map(({ sort }) => sort)).not.toContain('unproven');
  });
});

/** The credential revoked, and tried once, alive. */
function revoked(isTried = true): Incident {
  const incident = found()
    .at('2m')
    .does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada')
    .approved([revoke('ci-token')], 'Priya', 'Ada')
    .runs(revoke('ci-token'))
    .ends(revoke('ci-token'), { said: 'answered 204' });
  if (!isTried) return incident;
  return incident
    .does({ type: 'plan-action', ...prove('ci-token'), subjects: { old: 'env:OLD' } }, 'Jon')
    .runs(prove('ci-token'))
    .ends(prove('ci-token'), { verdict: 'failed', said: 'Still alive: answered 200', proof: 'alive' });
}
