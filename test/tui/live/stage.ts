import { readFileSync } from 'node:fs';
import type { Ask, Refusal } from '../../../src/engine/commands.ts';
import { type Definition, define, sha256 } from '../../../src/engine/definition.ts';
import type { InstanceRef, Outcome } from '../../../src/engine/entries.ts';
import { initialState } from '../../../src/engine/evolve.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { planOf } from '../../../src/engine/plan.ts';
import { instanceOf } from '../../../src/engine/state.ts';
import { createMemoryJournal } from '../../../src/journal/memory.ts';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { PlayClock } from '../../../src/run/clock.ts';
import { keepNowhere } from '../../../src/run/evidence.ts';
import { RunSession } from '../../../src/run/run-session.ts';
import type { Session } from '../../../src/run/session.ts';
import type { Stage } from '../stage.ts';

const read = (name: string) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** The playbook and the catalogue of these tests, with changes to their text. */
export function liveDefinition(playbookText = read('playbook.yaml'), catalogueText = read('actions.yaml')): Definition {
  const { playbook, diagnostics } = readPlaybook({ file: 'playbook.yaml', text: playbookText });
  if (!playbook) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const actions = readCatalogue({ file: 'actions.yaml', text: catalogueText });
  if (!actions.catalogue) throw new Error(actions.diagnostics.map(({ message }) => message).join('\n'));
  return define(playbook, null, [actions.catalogue]);
}

const definition = liveDefinition();
const T = Date.parse('2026-05-04T04:17:00Z');

export interface LiveOptions extends Partial<Ask<'open'>> {
  /** Role to person; without it Mara holds every role. */
  readonly roles?: Readonly<Record<string, string>>;
  readonly definition?: Definition;
  /** What takes secrets by hand. Without it, they are kept in `lent`. */
  readonly lend?: Session['lend'];
}

/** A live run in memory, under a clock that the test moves. Nothing is run: the test is what does it. */
export interface LiveStage extends Stage {
  readonly session: Session;
  /** Secrets that were given by hand. */
  readonly lent: Map<string, string>;
  /** Gives a command that must not be refused. */
  does(ask: Ask, person?: string): void;
  /** Puts things into the register: the name, and its kind and type. */
  knows(kind: Ask<'add-item'>['kind'], itemType: string, ...names: readonly string[]): void;
  /** Asks for approval, has it approved by these people, and has it run. */
  runs(ref: InstanceRef, by?: string, approvers?: readonly string[]): void;
  says(ref: InstanceRef, ...lines: readonly string[]): void;
  /** What runs has ended so. */
  ends(ref: InstanceRef, outcome?: Partial<Outcome>, raw?: object): void;
  /** The program is killed and begins again. */
  crash(): void;
}

const everyRole = (person: string, { playbook }: Definition) =>
  Object.fromEntries(Object.keys(playbook.roles).map((role) => [role, person]));

/** Opens a live run. */
export function openLive(options: LiveOptions = {}): LiveStage {
  const { lend, definition: own = definition, ...opening } = options;
  const clock = new PlayClock(T);
  const mask = <S>(said: S) => said;
  const session = new RunSession({
    run: `${own.playbook.id}-7f3a`,
    path: 'memory',
    journal: createMemoryJournal(),
    clock,
    typedBy: 'test',
    state: initialState(own),
    entries: [],
    keep: keepNowhere(mask),
    mask,
  });
  const { id, version } = own.playbook;
  const document = { id, version, sha256: sha256(''), text: '' };
  const ask: Ask<'open'> = {
    type: 'open',
    run: session.run,
    kind: 'incident',
    tool: 'test',
    playbook: document,
    inputs: { repository: 'acme/app' },
    anchors: { known: '2026-05-04T03:34:50Z', intruded: '2026-05-04T02:22:00Z' },
    ...opening,
    roles: opening.roles ?? everyRole('Mara', own),
  };
  const lent = new Map<string, string>();
  session.lend =
    lend ??
    ((name, value) => {
      if (value.length < 8) return { problem: 'That is too short to be a secret.' };
      lent.set(name, value);
      return null;
    });
  const stage = handsOn(session, clock, lent);
  stage.does(ask);
  return stage;
}

function handsOn(session: RunSession, clock: PlayClock, lent: Map<string, string>): LiveStage {
  const give = (ask: Ask, person: string): Refusal | null => session.dispatch(ask, { person });
  const does = (ask: Ask, person = 'Mara') => {
    const refusal = give(ask, person);
    if (refusal) throw new Error(`refused: ${refusal.message}`);
  };
  const number = (ref: InstanceRef) => instanceOf(session.state, ref)?.acted?.at(-1)?.number ?? 0;
  return {
    session,
    lent,
    does,
    wait(ms) {
      clock.moveTo(clock.wall() + ms);
      session.dispatch({ type: 'wake' });
    },
    knows(kind, itemType, ...names) {
      const fields = kind === 'backup' ? { taken: '2026-05-01T00:00:00Z' } : {};
      for (const name of names) does({ type: 'add-item', kind, itemType, name, fields });
    },
    runs(ref, by = 'Mara', approvers = ['Mara']) {
      if (session.state.definition.steps[ref.step]?.approval !== undefined) {
        does({ type: 'request-approval', instances: [ref] }, by);
        for (const person of approvers)
          does({ type: 'approve', instances: [ref], hash: approvalFor(session.state, [ref]).hash }, person);
      }
      does({ type: 'run-action', ...ref, hash: planOf(session.state, ref)?.hash ?? '' }, by);
    },
    says: (ref, ...lines) => does({ type: 'action-said', ...ref, number: number(ref), lines }),
    ends(ref, outcome = {}, raw = {}) {
      const whole = { verdict: 'ok' as const, said: 'exit 0', milliseconds: 5, ...outcome };
      does({ type: 'action-ended', ...ref, number: number(ref), outcome: whole, raw });
    },
    crash: () => does({ type: 'recover' }),
  };
}

/** The same, after it was confirmed that it is real: all phases are open. */
export function openResponse(options: LiveOptions = {}): LiveStage {
  const stage = openLive(options);
  const lead = stage.session.state.roles.lead ?? 'Mara';
  stage.does({ type: 'finish', step: 'confirm', choice: 'real', rationale: 'A shell ran on it.' }, lead);
  return stage;
}
