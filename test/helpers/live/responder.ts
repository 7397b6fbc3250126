// A responder in a process of its own, who may be killed at any moment: opens a run and does the action of its one item, which
// counts its own runs unless the third argument says what it is. Says the run's name; `running` with the most memory that it
// had until then, in kilobytes; and how the action ended, with that memory and how many bytes of its answer are kept.
import { writeSync } from 'node:fs';
import { sha256 } from '../../../src/engine/definition.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { realClock } from '../../../src/run/clock.ts';
import { openIncident } from '../../../src/run/incident.ts';
import { createLive } from '../../../src/run/live.ts';

const [dir = '', counter = '', call] = process.argv.slice(2);
const ref = { step: 'isolate', item: 'thing' };
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
writeSync(1, `${session.run}\n`);
session.dispatch({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, by);
const mostMemory = () => process.resourceUsage().maxRSS;
writeSync(1, `running ${mostMemory()}\n`);
await session.quiet();
const ended = instanceOf(session.state, ref);
const kept = ended?.acted?.at(-1)?.outcome?.evidence?.bytes ?? 0;
writeSync(1, `${ended?.status} ${mostMemory()} ${kept}\n`);
// It stays as it is until it is killed.
setInterval(() => {}, 1000);
