import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sha256 } from '../../../src/engine/definition.ts';
import type { InstanceRef } from '../../../src/engine/entries.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { type Instance, instanceOf } from '../../../src/engine/state.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { realClock } from '../../../src/run/clock.ts';
import { type Incident, openIncident } from '../../../src/run/incident.ts';
import { createLive } from '../../../src/run/live.ts';
import type { RunSession } from '../../../src/run/run-session.ts';

export interface Opening {
  readonly playbook: string;
  readonly catalogue: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly more?: Partial<Incident>;
  readonly store?: string;
}

/** A folder of its own for a test, gone after it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'breakglass-live-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What a live run of these texts is opened with: one person holds every role. */
export function incidentOf({ playbook, catalogue, environment = {}, more = {} }: Opening): Incident {
  const read = readPlaybook({ file: 'book.yaml', text: playbook });
  if (!read.playbook) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  const actions = readCatalogue({ file: 'actions.yaml', text: catalogue });
  if (!actions.catalogue) throw new Error(actions.diagnostics.map(({ message }) => message).join('\n'));
  const documentOf = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });
  const parts = { sources: {}, environment: { PATH: process.env.PATH, ...environment } };
  return {
    content: {
      found: { sort: 'playbook', shown: 'book.yaml', file: 'book.yaml', shipped: false },
      playbook: read.playbook,
      document: documentOf(read.playbook.id, playbook),
      warnings: [],
    },
    catalogues: [actions.catalogue],
    documents: [documentOf(actions.catalogue.id, catalogue)],
    live: createLive(parts, read.playbook, [actions.catalogue]),
    roles: Object.fromEntries(Object.keys(read.playbook.roles).map((role) => [role, 'Ada'])),
    inputs: {},
    anchors: {},
    endpoints: {},
    selfApproval: 'allowed',
    rehearsal: false,
    clock: realClock,
    typedBy: 'test',
    by: { person: 'Ada' },
    ...more,
  };
}

/** A live run in a store of its own, left when the test is over. */
export async function openLive(opening: Opening): Promise<RunSession & { readonly dir: string }> {
  const dir = opening.store ?? folder();
  const session = await openIncident(dir, incidentOf(opening));
  onTestFinished(async () => {
    await session.quiet(true);
    session.leave();
  });
  return Object.assign(session, { dir });
}

/** Ada runs what is planned for an instance; nothing refuses it. */
export function run(session: RunSession, ref: InstanceRef): void {
  const refusal = session.dispatch({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, ada);
  if (refusal) throw new Error(refusal.message);
}

/** The same, to its end. */
export async function runToEnd(session: RunSession, ref: InstanceRef): Promise<Instance> {
  run(session, ref);
  await session.quiet();
  return needed(session, ref);
}

export function needed(session: RunSession, ref: InstanceRef): Instance {
  const instance = instanceOf(session.state, ref);
  if (!instance) throw new Error(`${ref.step} has not opened`);
  return instance;
}

export const ada = { person: 'Ada', role: 'operator' };

/** A playbook of one step for each item of a kind, done by an action of the catalogue of the test. */
export function playbook(steps: string, more = ''): string {
  return `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
${more}
phases:
  - phase: work
    title: Work
    steps:
${steps}
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;
}

export const isolating = playbook(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }`);

/** A catalogue of one action that isolates a thing. */
export function isolatedBy(call: string): string {
  return `
format: 1
catalogue: test
version: 1.0.0
title: Tests
actions:
  - action: isolate
    title: Isolate it
    effect: isolate
    type: thing
    docs: https://example.org/isolate
    ${call}
`;
}

export const ref = { step: 'isolate', item: 'thing' };

export function addThing(session: RunSession, name = 'thing'): void {
  session.dispatch({ type: 'add-item', kind: 'stage', name, itemType: 'thing' }, ada);
}
