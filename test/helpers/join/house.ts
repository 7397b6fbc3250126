import { sha256 } from '../../../src/engine/definition.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { realClock } from '../../../src/run/clock.ts';
import { openIncident } from '../../../src/run/incident.ts';
import { createLive } from '../../../src/run/live.ts';
import type { RunSession } from '../../../src/run/run-session.ts';

/** What an operator does to a thing, once somebody else has approved it; and what is put to the proof. */
export const isolating = { step: 'isolate', item: 'thing' };
export const proving = { step: 'prove', item: 'token' };

const playbook = `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator }, approver: { title: Approver, people: 2 } }
phases:
  - phase: work
    title: Work
    steps:
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it., approval: approver }
      - { step: prove, after: [], role: operator, for-each: credential, effect: prove-dead, do: Use it once. }
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;
const catalogue = `
format: 1
catalogue: test
version: 1.0.0
title: Tests
actions:
  - action: count
    title: Count its own runs
    effect: isolate
    type: thing
    run: [sh, -c, 'printf x >> "$1"', sh, "COUNTER"]
    holds: \${{ outputs.exit == 0 }}
    docs: https://example.org/count
  - action: try-it
    title: Use it once
    effect: prove-dead
    type: token
    subjects: { old: Where is it? }
    run: [sh, -c, 'echo refused "$OLD"; exit 255']
    env: { OLD: "\${{ secrets.old }}" }
    read-only: true
    proof: { dead: [{ exits: [255], says: [refused] }], alive: [{ exits: [0] }] }
    docs: https://example.org/try
`;

/** A secret of the terminal that holds the run. */
export const canary = 'c4nary-of-the-holder';

/** A live run of one thing and one token. Olga is its operator; an action of it writes one character into `counter`. */
export async function openHouse(dir: string, counter = '/dev/null'): Promise<RunSession> {
  const actions = catalogue.replace('COUNTER', counter);
  const { playbook: book } = readPlaybook({ file: 'book.yaml', text: playbook });
  const read = readCatalogue({ file: 'actions.yaml', text: actions });
  if (!book || !read.catalogue) throw new Error(JSON.stringify(read.diagnostics));
  const documentOf = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });
  const environment = { PATH: process.env.PATH, CANARY: canary };
  const session = await openIncident(dir, {
    content: {
      found: { sort: 'playbook', shown: 'book.yaml', file: 'book.yaml', shipped: false },
      playbook: book,
      document: documentOf('book', playbook),
      warnings: [],
    },
    catalogues: [read.catalogue],
    documents: [documentOf('test', actions)],
    live: createLive({ sources: { CANARY: { env: 'CANARY' } }, environment }, book, [read.catalogue]),
    roles: { operator: 'Olga' },
    inputs: {},
    anchors: {},
    endpoints: {},
    selfApproval: 'refused',
    rehearsal: false,
    clock: realClock,
    typedBy: 'olga@here',
    by: { person: 'Olga' },
  });
  const olga = { person: 'Olga', role: 'operator' };
  session.dispatch({ type: 'add-item', kind: 'stage', name: 'thing', itemType: 'thing' }, olga);
  session.dispatch({ type: 'add-item', kind: 'credential', name: 'token', itemType: 'token' }, olga);
  return session;
}
