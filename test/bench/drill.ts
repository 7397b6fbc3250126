import type { Ask } from '../../src/engine/commands.ts';
import { sha256 } from '../../src/engine/definition.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { createFileJournal } from '../../src/journal/append.ts';
import { type Disk, realDisk } from '../../src/journal/disk.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { RunSession } from '../../src/run/run-session.ts';
import { read } from './documents.ts';
import { largeTexts, type Size, type Texts } from './large.ts';
import { T, Team } from './team.ts';

const ada = { person: 'Ada' };

/** A disk whose flush is left out: for journals that are only there to be read. */
export const unflushed: Disk = { ...realDisk, flush: () => {} };

/** A drill of a generated pair, played into a journal by all that a command goes through. */
export class LargeDrill {
  readonly session: RunSession;
  readonly #texts: Texts;
  readonly #clock = new PlayClock(T);
  readonly #team = new Team();

  /** Makes the journal at `path`; its name, without the ending, is the run's. */
  constructor(size: Size, path: string, disk: Disk = realDisk) {
    this.#texts = largeTexts(size);
    this.session = new RunSession({
      run: 'large-drill',
      path,
      journal: createFileJournal(path, { disk }),
      clock: this.#clock,
      typedBy: 'bench',
      state: initialState(read(this.#texts)),
      entries: [],
      keep: () => ({ problem: 'nothing is kept here' }),
      mask: (said) => said,
    });
  }

  /** Gives the team's next command; how many entries came of it, 0 when there is nothing left to do. */
  command(): number {
    const before = this.session.entries.length;
    const ask = before === 0 ? opening(this.#texts) : this.#team.next(this.session.state);
    if (!ask) return 0;
    this.#clock.moveTo(this.#team.now);
    const refusal = this.session.dispatch(ask, ada);
    if (refusal) throw new Error(`${ask.type} was refused: ${refusal.message}`);
    this.#team.saw(this.session.entries.slice(before));
    return this.session.entries.length - before;
  }

  /** Plays until there are so many entries, or nothing is left to do; then leaves the run. */
  playTo(entries: number): void {
    while (this.session.entries.length < entries && this.command() > 0);
    this.session.leave();
  }
}

function opening({ playbook, scenario }: Texts): Ask<'open'> {
  const document = (id: string, text: string) => ({ id, version: '1.0.0', sha256: sha256(text), text });
  return {
    type: 'open',
    run: 'large-drill',
    kind: 'exercise',
    tool: 'bench',
    playbook: document('large', playbook),
    scenario: { ...document('large-drill', scenario), clues: {} },
    roles: { lead: ada.person, operator: ada.person },
  };
}
