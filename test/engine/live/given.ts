import type { Ask, Refusal } from '../../../src/engine/commands.ts';
import { type Definition, define } from '../../../src/engine/definition.ts';
import type { Entry, InstanceRef, Outcome } from '../../../src/engine/entries.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { Run } from '../given.ts';

/** A catalogue for tests: a stage is isolated with a check, a credential is revoked, replaced and tried, a backup restored in three calls. */
export const actions = `
format: 1
catalogue: test
version: 1.0.0
title: Tests
actions:
  - action: disable
    title: Disable the workflow
    effect: isolate
    type: github-workflow
    inputs:
      repository: { ask: "Which repository?", default: "\${{ item.repository }}", pattern: '[\\w.-]+/[\\w.-]+' }
    run: [gh, workflow, disable, "--repo", "\${{ inputs.repository }}", "--", "\${{ item.name }}"]
    check:
      run: [gh, workflow, view, "--repo", "\${{ inputs.repository }}", "--", "\${{ item.name }}"]
      holds: \${{ outputs.text == 'disabled' }}
    docs: https://example.org/disable
  - action: cancel-runs
    title: Cancel its runs
    effect: isolate
    type: github-workflow
    finishes: false
    run: [gh, run, cancel, "--", "\${{ item.name }}"]
    docs: https://example.org/cancel
  - action: list
    title: List the workflows
    effect: survey
    type: github-workflow
    run: [gh, workflow, list, --json, name]
    read-only: true
    finds: { kind: stage, type: github-workflow, each: "\${{ outputs.json }}", name: "\${{ item.name }}", fields: { repository: "\${{ item.repo }}" } }
    docs: https://example.org/list
  - action: revoke
    title: Revoke the token
    effect: revoke
    type: token
    http: { method: DELETE, base: "https://tokens.example.org", path: [tokens, "\${{ item.name }}"], headers: { Authorization: "Bearer \${{ secrets.ADMIN_TOKEN }}" } }
    leaves: Sessions opened with it live on for an hour.
    docs: https://example.org/revoke
  - action: try-it
    title: Use the old token once
    effect: prove-dead
    type: token
    subjects: { old: Where is the old token? }
    http: { method: GET, base: "https://tokens.example.org", path: [me], headers: { Authorization: "Bearer \${{ secrets.old }}" } }
    read-only: true
    proof: { dead: [{ statuses: [401] }], alive: [{ statuses: [200] }] }
    docs: https://example.org/try
  - action: try-other
    title: Use the other old token once
    effect: prove-dead
    type: other-token
    subjects: { old: Where is the old token? }
    http: { method: GET, base: "https://others.example.org", path: [me], headers: { Authorization: "Bearer \${{ secrets.old }}" } }
    read-only: true
    proof: { dead: [{ statuses: [401] }], alive: [{ statuses: [200] }] }
    docs: https://example.org/try
  - action: restore
    title: Restore, compare, swap
    effect: restore
    type: restic
    inputs: { into: { ask: "Into which empty folder?" } }
    calls:
      - { call: restore, run: [restic, restore, "\${{ item.id }}", --target, "\${{ inputs.into }}"] }
      - { call: compare, run: [compare, "\${{ inputs.into }}"], read-only: true, outputs: { digest: "\${{ outputs.json.digest }}" }, holds: "\${{ outputs.json.same }}" }
      - { call: swap, run: [swap, "\${{ inputs.into }}"] }
    docs: https://example.org/restore
`;

/** A playbook for tests, with what it needs approved: `steps` is indented by six. */
export function live(steps: string, more = ''): string {
  return `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator }, approver: { title: Approver, people: 3 } }
scope:
  stage: { repository: { type: string, default: acme/app } }
  backup: { taken: { type: time, required: true }, digest: { type: string } }
audiences: [everyone]
${more}
phases:
  - phase: work
    title: Work
    steps:
${steps}
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;
}

/** A playbook with the catalogue of these tests, or what `rewrite` makes of it. */
export function liveDefinition(
  playbook: string,
  rewrite: (catalogue: string) => string = (catalogue) => catalogue,
): Definition {
  const read = readPlaybook({ file: 'playbook.yaml', text: playbook });
  if (!read.playbook) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  const { catalogue, diagnostics } = readCatalogue({ file: 'actions.yaml', text: rewrite(actions) });
  if (!catalogue) throw new Error(diagnostics.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
  return define(read.playbook, null, [catalogue]);
}

/** A live run of a playbook with the catalogue of these tests. */
export function liveRun(playbook: string | Definition, opening: Partial<Ask<'open'>> = {}): LiveRun {
  const definition = typeof playbook === 'string' ? liveDefinition(playbook) : playbook;
  return new LiveRun(definition, opening.roles ?? { lead: 'Mara', operator: 'Jon', approver: 'Mara' }, opening);
}

/** A live run in a test, whose shell is the test itself. */
export class LiveRun extends Run {
  /** Has it approved by the lead, who is not who does it, and run. */
  runs(ref: InstanceRef, person = 'Jon'): readonly Entry[] {
    return this.does({ type: 'run-action', ...ref, hash: this.hash(ref) }, person);
  }

  hash(ref: InstanceRef): string {
    const plan = planOf(this.state, ref);
    if (!plan) throw new Error(`nothing runs for ${ref.step}`);
    return plan.hash;
  }

  /** What was running for it has ended so. */
  ends(ref: InstanceRef, outcome: Partial<Outcome>, raw: object = {}): readonly Entry[] {
    const number = instanceOf(this.state, ref)?.acted?.at(-1)?.number ?? 0;
    return this.does({
      type: 'action-ended',
      ...ref,
      number,
      outcome: { verdict: 'ok', said: 'exit 0', milliseconds: 5, ...outcome },
      raw,
    });
  }

  /** This person approves exactly what would be done. */
  approves(instances: readonly InstanceRef[], person: string): readonly Entry[] {
    return this.does({ type: 'approve', instances, hash: approvalFor(this.state, instances).hash }, person);
  }

  /** This person would, and is refused. */
  refusesApproval(instances: readonly InstanceRef[], person: string): Refusal {
    return this.refused({ type: 'approve', instances, hash: approvalFor(this.state, instances).hash }, person);
  }

  status(ref: InstanceRef): string {
    return instanceOf(this.state, ref)?.status ?? 'not there';
  }
}
