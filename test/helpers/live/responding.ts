import { sha256 } from '../../../src/engine/definition.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { realClock } from '../../../src/run/clock.ts';
import { openIncident } from '../../../src/run/incident.ts';
import { createLive } from '../../../src/run/live.ts';
import type { RunSession } from '../../../src/run/run-session.ts';

/** What is done. */
export const ref = { step: 'isolate', item: 'thing' };
/** Who responds. */
const by = { person: 'Ada', role: 'operator' };

const playbook = `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
phases:
  - phase: work
    title: Work
    steps:
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;

/** A live run with one thing to isolate. Without a call, in YAML, the action for it counts its own runs. */
export async function openResponse(dir: string, counter: string, call?: string): Promise<RunSession> {
  const actions = `
format: 1
catalogue: test
version: 1.0.0
title: Tests
actions:
  - action: count
    title: Count its own runs
    effect: isolate
    type: thing
    ${call ?? `run: [sh, -c, 'printf x >> "$1"; sleep 0.02', sh, "${counter}"]`}
    holds: \${{ outputs.exit == 0 }}
    docs: https://example.org/count
`;
  const { playbook: book } = readPlaybook({ file: 'book.yaml', text: playbook });
  const { catalogue } = readCatalogue({ file: 'actions.yaml', text: actions });
  if (!book || !catalogue) throw new Error('the documents of this test are not valid');
  const documentOf = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });
  const session = await openIncident(dir, {
    content: {
      found: { sort: 'playbook', shown: 'book.yaml', file: 'book.yaml', shipped: false },
      playbook: book,
      document: documentOf('book', playbook),
      warnings: [],
    },
    catalogues: [catalogue],
    documents: [documentOf('test', actions)],
    live: createLive({ sources: {}, environment: { PATH: process.env.PATH } }, book, [catalogue]),
    roles: { lead: 'Ada', operator: 'Ada' },
    inputs: {},
    anchors: {},
    endpoints: {},
    selfApproval: 'allowed',
    rehearsal: false,
    clock: realClock,
    typedBy: 'test',
    by,
  });
  session.dispatch({ type: 'add-item', kind: 'stage', name: 'thing', itemType: 'thing' }, by);
  return session;
}

/** Has the one thing isolated. */
export function isolate(session: RunSession): void {
  session.dispatch({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, by);
}

/** A call that counts its own runs, says so, and can be seen to have happened. */
export function marking(counter: string): string {
  return `run: [sh, -c, 'printf x >> "$1"; echo done', sh, "${counter}"]
    check: { run: [test, -s, "${counter}"] }`;
}
