import { createHash } from 'node:crypto';
import type { Ask } from '../../../src/engine/commands.ts';
import { decide } from '../../../src/engine/decide.ts';
import { sha256 } from '../../../src/engine/definition.ts';
import type { By, Document, Entry, Evidence, InstanceRef } from '../../../src/engine/entries.ts';
import { parseDuration } from '../../../src/language/time.ts';
import { toMarkdown } from '../../../src/report/markdown.ts';
import type { Report } from '../../../src/report/model.ts';
import { reportModel } from '../../../src/report/report.ts';
import type { Told } from '../../../src/report/source.ts';
import { T } from '../../engine/given.ts';
import { actions, type LiveRun, liveRun } from '../../engine/live/given.ts';

/** A token was found where everybody can read it: small, and with everything that a report of a real incident tells of. */
const PLAYBOOK = `
format: 1
playbook: leaked-token
version: 2.0.0
title: A token has leaked
summary: A token was found where everybody can read it.
severity: high
roles:
  lead: { title: Incident lead }
  operator: { title: Operator }
  approver: { title: Approver, people: 3 }
inputs:
  repository: { type: string, ask: Which repository? }
scope:
  stage: { repository: { type: string, default: acme/app } }
  backup: { taken: { type: time, required: true }, digest: { type: string } }
audiences: [management]
targets:
  acknowledged: { within: 5m, from: known }
  contained: { within: 30m, from: known }
  recovered: { within: 4h, from: known }
phases:
  - phase: triage
    title: Triage
    steps:
      - { step: acknowledge, role: lead, do: Say that you have it., reaches: acknowledged }
      - step: brief
        after: [acknowledge]
        role: lead
        repeat: { every: 30m, until: "\${{ run.reached.recovered != null }}" }
        notify: management
        message: We are at it. Next word in half an hour.
  - phase: contain
    title: Contain
    after: []
    reaches: contained
    gate: { stage: isolated, credential: proven-dead }
    steps:
      - { step: survey-stages, role: operator, effect: survey, of: stage, do: List every workflow that uses it. }
      - { step: survey-credentials, after: [], role: operator, effect: survey, of: credential, do: List every token that it could have reached. }
      - { step: isolate, after: [survey-stages], role: operator, for-each: stage, effect: isolate, do: "Stop \${{ item.name }}.", approval: lead }
      - { step: revoke, after: [survey-credentials], role: operator, for-each: credential, effect: revoke, do: "Revoke \${{ item.name }}.", approval: { role: approver, count: 2 } }
      - { step: prove, after: [revoke], role: operator, for-each: credential, effect: prove-dead, do: Use it once. }
  - phase: recover
    title: Recover
    after: [contain]
    reaches: recovered
    steps:
      - { step: restore, role: operator, for-each: backup, effect: restore, do: Restore it into an empty folder., approval: lead, require: "\${{ same(item.taken, item.taken) }}" }
  - phase: close
    title: Close
    after: [recover, triage]
    steps:
      - { step: hand-back, role: lead, do: Hand it back., evidence: required }
`;

const document = (id: string, version: string, text: string): Document => ({
  id,
  version,
  text,
  sha256: sha256(id),
});

const kept = (text: string, name?: string): Evidence => ({
  sha256: sha256(text),
  bytes: text.length,
  excerpt: text.split('\n')[0] ?? '',
  ...(name === undefined ? {} : { name }),
});

/** What a run of this playbook is opened with, as the command line opens it. */
const opening: Partial<Ask<'open'>> = {
  run: 'leaked-token-20260302-7f3a',
  tool: 'breakglass 0.0.0',
  playbook: document('leaked-token', '2.0.0', PLAYBOOK),
  catalogues: [document('test', '1.0.0', actions)],
  timezone: 'UTC',
  roles: { lead: 'Mara', operator: 'Jon', approver: 'Priya' },
  inputs: { repository: 'acme/app' },
  selfApproval: 'allowed',
  title: 'A deploy token of acme/app in a public gist',
  alert: {
    source: 'github-secret-scanning',
    links: ['https://github.com/acme/app/security/secret-scanning/7'],
    evidence: kept('{"action":"created"}', 'alert.json'),
  },
};

/** A run of the leaked token, at the keys of a test, with what its report says of it so far. */
export class Incident {
  readonly run: LiveRun;

  constructor(more: Partial<Ask<'open'>> = {}, playbook = PLAYBOOK) {
    this.run = liveRun(playbook, { ...opening, ...more });
  }

  /** As its journal has them: with place, hash, and who typed. */
  get entries(): Told[] {
    const told: Told[] = [];
    for (const entry of this.run.entries) told.push(stored(inRole(entry), told));
    return told;
  }

  get report(): Report {
    return reportModel(this.entries, this.run.state.definition);
  }

  get markdown(): string {
    return toMarkdown(this.report);
  }

  at(time: string): this {
    this.run.at(time);
    return this;
  }

  /** The program was cut off, and is started again at this time: nobody looked at the clock between. */
  back(time: string): this {
    const now = T + (parseDuration(time) ?? Number.NaN);
    const { entries, state, refusal } = decide(this.run.state, { type: 'recover', now });
    if (refusal) throw new Error(refusal.message);
    this.run.state = state;
    this.run.entries.push(...entries);
    return this.at(time);
  }

  does(ask: Ask, person: string): this {
    this.run.does(ask, person);
    return this;
  }

  /** Into the register, found by the survey of its kind. */
  finds(kind: 'stage' | 'credential', itemType: string, ...names: readonly string[]): this {
    for (const name of names)
      this.does({ type: 'add-item', kind, itemType, name, foundBy: { step: `survey-${kind}s` } }, 'Jon');
    return this.does({ type: 'finish', step: `survey-${kind}s` }, 'Jon');
  }

  /** Asked for by who does it, approved by these. */
  approved(instances: readonly InstanceRef[], ...people: readonly string[]): this {
    this.does({ type: 'request-approval', instances }, this.run.state.roles.operator ?? 'Jon');
    for (const person of people) this.run.approves(instances, person);
    return this;
  }

  runs(ref: InstanceRef): this {
    this.run.runs(ref, this.run.state.roles.operator);
    return this;
  }

  /** What runs has ended so; `said` is what it printed, kept as evidence. */
  ends(ref: InstanceRef, outcome: Parameters<LiveRun['ends']>[1], raw: object = {}, printed?: string): this {
    this.run.ends(ref, { ...outcome, ...(printed === undefined ? {} : { evidence: kept(printed) }) }, raw);
    return this;
  }
}

const roles: Readonly<Record<string, string>> = { Mara: 'lead', Jon: 'operator', Priya: 'approver', Ada: 'approver' };

/** The shell says in which role somebody speaks; it is Jon who opened the run. */
function inRole(entry: Entry): Entry {
  const typedBy = entry.typedBy === undefined ? {} : { typedBy: 'jon@bridge' };
  const person = entry.at === 0 && entry.by ? 'Jon' : entry.by?.person;
  const role = roles[person ?? ''];
  const by: { by?: By } = person === undefined ? {} : { by: { person, ...(role === undefined ? {} : { role }) } };
  return { ...entry, ...typedBy, ...by };
}

function stored(entry: Entry, before: readonly Told[]): Told {
  const hash = createHash('sha256')
    .update(`${before.at(-1)?.hash ?? ''}${entry.type}${before.length}`)
    .digest('hex');
  return { ...entry, seq: before.length + 1, hash } as Told;
}

export const isolate = (item: string): InstanceRef => ({ step: 'isolate', item });
export const revoke = (item: string): InstanceRef => ({ step: 'revoke', item });
export const prove = (item: string): InstanceRef => ({ step: 'prove', item });
export const restore: InstanceRef = { step: 'restore', item: 'nightly' };

/** The whole of it, as a bad night goes: what fails, what nobody knows, what was cut off, and what is left at the end. Only to be read. */
export function badNight(): Incident {
  night ??= played();
  return night;
}

let night: Incident | undefined;

function played(): Incident {
  const incident = opened(new Incident());
  contained(incident);
  recovered(incident);
  return incident
    .at('2h50m')
    .does({ type: 'finish', step: 'hand-back', evidence: [kept('Handed to the day shift.')] }, 'Mara')
    .does({ type: 'add-improvement', text: 'Tokens live for a day at most.', owner: 'Jon', due: '2026-03-20' }, 'Mara')
    .does({ type: 'close' }, 'Mara');
}

function opened(incident: Incident): Incident {
  return incident
    .does({ type: 'add-item', kind: 'credential', itemType: 'token', name: 'deploy-token' }, 'Jon')
    .does(
      {
        type: 'add-item',
        kind: 'backup',
        itemType: 'restic',
        name: 'nightly',
        fields: { taken: '2026-02-28T02:00:00Z', digest: 'd1' },
      },
      'Jon',
    )
    .at('2m')
    .does({ type: 'finish', step: 'acknowledge' }, 'Mara')
    .does({ type: 'finish', step: 'brief' }, 'Mara')
    .does({ type: 'take-role', role: 'approver', person: 'Ada' }, 'Ada')
    .at('4m')
    .finds('stage', 'github-workflow', 'build.yml', 'release.yml', 'mirror.yml')
    .at('5m')
    .finds('credential', 'token', 'ci-token', 'laptop-key');
}

function contained(incident: Incident): void {
  isolated(incident);
  dead(incident);
}

function isolated(incident: Incident): void {
  incident
    .at('6m')
    .approved([isolate('build-yml'), isolate('release-yml'), isolate('mirror-yml')], 'Mara')
    .runs(isolate('build-yml'))
    .at('6m2s')
    .ends(isolate('build-yml'), {})
    .at('6m4s')
    .ends(isolate('build-yml'), {}, { text: 'disabled' }, 'disabled\n')
    // It fails, and is tried again.
    .at('7m')
    .runs(isolate('release-yml'))
    .ends(isolate('release-yml'), { verdict: 'failed', said: 'exit 4', exit: 4 }, {}, 'HTTP 403: not an admin\n')
    .does({ type: 'retry', ...isolate('release-yml') }, 'Jon')
    .at('9m')
    .approved([isolate('release-yml')], 'Mara')
    .runs(isolate('release-yml'))
    .at('9m3s')
    .ends(isolate('release-yml'), {})
    .ends(isolate('release-yml'), {}, { text: 'disabled' }, 'disabled\n')
    // Nobody knows, until somebody looks.
    .at('10m')
    .runs(isolate('mirror-yml'))
    .at('10m40s')
    .does({ type: 'cancel-action', ...isolate('mirror-yml') }, 'Mara')
    .ends(isolate('mirror-yml'), { verdict: 'unknown', said: 'it was stopped after 40 s' })
    .at('13m')
    .does(
      {
        type: 'conclude',
        ...isolate('mirror-yml'),
        did: true,
        how: 'The page of the workflow says that it is disabled.',
        evidence: [kept('a picture of the page', 'mirror.png')],
      },
      'Jon',
    );
}

function dead(incident: Incident): void {
  incident
    .at('14m')
    .approved([revoke('deploy-token')], 'Priya', 'Ada')
    .runs(revoke('deploy-token'))
    .at('14m1s')
    .ends(revoke('deploy-token'), { said: 'answered 204', status: 204 })
    .at('16m')
    .does({ type: 'plan-action', ...prove('deploy-token'), subjects: { old: 'env:OLD_TOKEN' } }, 'Jon')
    .runs(prove('deploy-token'))
    .ends(
      prove('deploy-token'),
      {
        said: 'Dead: answered 401, as for a credential that is no longer valid.',
        status: 401,
        proof: 'dead',
      },
      {},
      'Bad credentials\n',
    )
    // One approver has gone to bed.
    .at('18m')
    .approved([revoke('ci-token')], 'Priya')
    .does(
      {
        type: 'break-glass',
        over: { what: 'approval', ...revoke('ci-token') },
        reason: 'Ada does not answer, and it is being used.',
      },
      'Mara',
    )
    .runs(revoke('ci-token'))
    .at('18m1s')
    .ends(revoke('ci-token'), { said: 'answered 204', status: 204 })
    .at('18m30s')
    .does({ type: 'plan-action', ...prove('ci-token'), subjects: { old: 'env:OLD_CI_TOKEN' } }, 'Jon')
    .runs(prove('ci-token'))
    .ends(prove('ci-token'), {
      verdict: 'failed',
      said: 'Still alive: answered 200, as for a valid credential.',
      status: 200,
      proof: 'alive',
    })
    .at('25m')
    .does({ type: 'retry', ...prove('ci-token') }, 'Jon')
    .does(
      {
        type: 'do-otherwise',
        ...prove('ci-token'),
        how: 'curl with the old token: 401, after the cache of the gateway had run out.',
        evidence: [kept('HTTP/2 401')],
      },
      'Jon',
    )
    // Not by what there is for it.
    .at('27m')
    .approved([revoke('laptop-key')], 'Priya', 'Ada')
    .does({ type: 'do-otherwise', ...revoke('laptop-key'), how: 'By the provider, on the phone.' }, 'Jon')
    .does(
      {
        type: 'not-possible',
        item: 'laptop-key',
        reached: 'proven-dead',
        reason: 'Nobody has the key any more to try it with.',
      },
      'Mara',
    );
}

function recovered(incident: Incident): void {
  incident
    .at('29m')
    .does({ type: 'hand-over', role: 'operator', to: 'Mara', note: 'I must sleep.' }, 'Jon')
    .does({ type: 'plan-action', ...restore, with: { into: '/srv/clean' } }, 'Mara')
    .approved([restore], 'Mara')
    .runs(restore)
    // The machine dies in the middle, and somebody is back after more than an hour.
    .back('1h40m')
    .does({ type: 'go-on' }, 'Mara')
    .at('1h43m')
    .does({ type: 'conclude', ...restore, did: false, how: '/srv/clean is empty.' }, 'Mara')
    // Nobody is there when the next word is due.
    .at('2h25m')
    .does({ type: 'retry', ...restore }, 'Mara')
    .approved([restore], 'Mara')
    .runs(restore)
    .at('2h29m')
    .ends(restore, {}, {}, 'restored 214 files\n')
    .at('2h31m')
    .ends(restore, {}, { json: { same: true, digest: 'd1' } }, '{"same":true}\n')
    .ends(restore, {});
}
