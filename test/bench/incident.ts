import type { Ask } from '../../src/engine/commands.ts';
import { define } from '../../src/engine/definition.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { createFileJournal } from '../../src/journal/append.ts';
import { loadCatalogues } from '../../src/run/catalogues.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { loadPlaybook } from '../../src/run/content.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { unflushed } from './drill.ts';

const ada = { person: 'Ada' };

/**
 * Makes the journal of a live run of a shipped playbook with the shipped catalogues: it is found to be real, and so many workflows are in the
 * register, each of which a command would stop. Nothing is run.
 */
export function makeIncident(path: string, stages: number): void {
  const { playbook, document } = loadPlaybook('compromised-pipeline');
  const { catalogues, documents } = loadCatalogues([]);
  const session = new RunSession({
    run: 'large-incident',
    path,
    journal: createFileJournal(path, { disk: unflushed }),
    clock: new PlayClock(Date.now()),
    typedBy: 'bench',
    state: initialState(define(playbook, null, catalogues)),
    entries: [],
    keep: () => ({ problem: 'nothing is kept here' }),
    mask: (said) => said,
  });
  const does = (ask: Ask) => {
    const refusal = session.dispatch(ask, ada);
    if (refusal) throw new Error(`${ask.type} was refused: ${refusal.message}`);
  };
  does({
    type: 'open',
    run: 'large-incident',
    kind: 'incident',
    tool: 'bench',
    playbook: document,
    catalogues: documents.map((one) => one.document),
    roles: Object.fromEntries(Object.keys(playbook.roles).map((role) => [role, ada.person])),
    inputs: { repository: 'acme/storefront' },
  });
  does({ type: 'finish', step: 'acknowledge' });
  does({ type: 'finish', step: 'confirm', choice: 'confirmed', rationale: 'It is real.' });
  does({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'None passes through it.' });
  for (let count = 0; count < stages; count += 1)
    does({
      type: 'add-item',
      kind: 'stage',
      itemType: 'github-workflow',
      name: `build-${count}.yml`,
    });
  session.leave();
}
