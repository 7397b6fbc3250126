import { sha256 } from '../../src/engine/definition.ts';
import { planOf } from '../../src/engine/plan.ts';
import { readCatalogue } from '../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { realClock } from '../../src/run/clock.ts';
import { openIncident } from '../../src/run/incident.ts';
import { createLive } from '../../src/run/live.ts';
import type { RunSession } from '../../src/run/run-session.ts';

const playbook = `
format: 1
playbook: figures
version: 1.0.0
title: Figures
summary: A playbook to measure with.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
phases:
  - phase: isolate
    title: Isolate
    steps:
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;

const by = { person: 'Ada', role: 'operator' };
const documentOf = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });

/** A live run with so many stages, each of which a command isolates: `argv` in YAML. */
export async function openLive(dir: string, argv: string, stages: number): Promise<RunSession> {
  const actions = `
format: 1
catalogue: figures
version: 1.0.0
title: Figures
actions:
  - action: act
    title: Act
    effect: isolate
    type: thing
    run: ${argv}
    holds: \${{ outputs.exit == 0 }}
    docs: https://example.org/act
`;
  const read = readPlaybook({ file: 'figures.yaml', text: playbook });
  const { catalogue } = readCatalogue({ file: 'actions.yaml', text: actions });
  if (!read.playbook || !catalogue) throw new Error('the documents of this figure are not valid');
  const session = await openIncident(dir, {
    content: {
      found: { sort: 'playbook', shown: 'figures.yaml', file: 'figures.yaml', shipped: false },
      playbook: read.playbook,
      document: documentOf('figures', playbook),
      warnings: [],
    },
    catalogues: [catalogue],
    documents: [documentOf('figures', actions)],
    live: createLive({ sources: {}, environment: { PATH: process.env.PATH } }, read.playbook, [catalogue]),
    roles: { lead: 'Ada', operator: 'Ada' },
    inputs: {},
    anchors: {},
    endpoints: {},
    selfApproval: 'allowed',
    rehearsal: false,
    clock: realClock,
    typedBy: 'bench',
    by,
  });
  for (let number = 1; number <= stages; number += 1)
    session.dispatch({ type: 'add-item', kind: 'stage', name: `stage-${number}`, itemType: 'thing' }, by);
  return session;
}

/** Runs what is planned for one stage, to its end. */
export async function runOne(session: RunSession, number: number): Promise<void> {
  const ref = { step: 'isolate', item: `stage-${number}` };
  const refusal = session.dispatch({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, by);
  if (refusal) throw new Error(refusal.message);
  await session.quiet();
}
