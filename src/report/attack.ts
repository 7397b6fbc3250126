import { hasAttacker } from '../scenario/attacker.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import { overridden } from './deviations.ts';
import { isHeld } from './left.ts';
import { type Loss, lossesOf } from './losses.ts';
import type { Source, Told } from './source.ts';
import { inWords } from './words.ts';

/** One line of the attacker's day, or of what went on in a case without one, beside the team's. */
export interface AttackRow {
  /** The entry that says so; null: the scenario does. */
  readonly entry: number | null;
  /** Milliseconds from T. */
  readonly at: number;
  /** `itself`: what went on in a case that has no attacker. */
  readonly side: 'attacker' | 'itself' | 'team';
  readonly what: 'entered' | 'happened' | 'blocked' | 'finished' | 'failed' | 'overrode' | 'reached' | 'withdrawn';
  readonly text: string;
  /** Of a blocked move: what stopped it. */
  readonly by?: readonly string[];
  /** Of a blocked move: further attempts that the same things stopped, and the last of them. */
  readonly again?: { readonly times: number; readonly until: number };
  /** Of finished steps told in one line: when the last was finished. */
  readonly until?: number;
  /** Of a move: it came after play had ended, as a consequence that nobody could still have stopped. */
  readonly afterPlay?: true;
}

export interface AttackReport {
  /** Whether the case has an attacker. Where not, the moves are what went on by itself. */
  readonly attacker: boolean;
  /** When the attacker got in, milliseconds from T; null: it was never said. */
  readonly intruded: number | null;
  /** When play ended, milliseconds from T. */
  readonly ended: number | null;
  /** `the team had closed` or `play had ended`: what `afterPlay` is after. */
  readonly endedWords: string;
  readonly rows: readonly AttackRow[];
  /** Moves that never happened. */
  readonly prevented: readonly string[];
  /** Whether anything was left in the attacker's hand. */
  readonly held: boolean;
  readonly losses: readonly Loss[];
}

const SHOWN_ITEMS = 6;

/** Both sides by time; null in an incident, and in a drill until play is over. */
export function attackOf(source: Source): AttackReport | null {
  const { scenario } = source.definition;
  if (!source.revealed || !scenario) return null;
  const aftermath = aftermathOf(source);
  const attacker = hasAttacker(scenario);
  const side = attacker ? 'attacker' : 'itself';
  const rows = [...entering(source), ...moves(source, aftermath, side), ...doings(source)];
  rows.sort((a, b) => a.at - b.at || (a.entry ?? 0) - (b.entry ?? 0));
  return {
    attacker,
    intruded: scenario.anchors.intruded,
    ended: aftermath.ended,
    endedWords: aftermath.words,
    rows: together(rows),
    prevented: (source.state.facts?.prevented ?? []).map((move) => moveOf(source, move)),
    held: isHeld(source.state),
    losses: lossesOf(source),
  };
}

function moveOf(source: Source, id: string): string {
  return source.definition.scenario?.adversary.moves.find((move) => move.id === id)?.title ?? id;
}

function entering(source: Source): AttackRow[] {
  const enters = source.definition.scenario?.adversary.enters;
  if (!enters) return [];
  return [
    {
      entry: null,
      at: enters.at,
      side: 'attacker',
      what: 'entered',
      text: `gets in with ${inWords(enters.with.map(source.item))}`,
    },
  ];
}

function moves(source: Source, { isAfter }: Aftermath, side: AttackRow['side']): AttackRow[] {
  const happened = source.of('world.moved').map(
    (entry): AttackRow => ({
      entry: entry.seq,
      at: entry.at,
      side,
      what: 'happened',
      text: moveOf(source, entry.move),
      ...(isAfter(entry) ? { afterPlay: true } : {}),
    }),
  );
  return [...happened, ...blocked(source, isAfter, side)];
}

/** Attempts at one move that the same things stopped are one line. */
function blocked(source: Source, isAfter: Aftermath['isAfter'], side: AttackRow['side']): AttackRow[] {
  const rows: AttackRow[] = [];
  const last = new Map<string, { at: number; key: string }>();
  for (const entry of source.of('world.blocked')) {
    const by = entry.blockedBy.map((need) => `${source.item(need.need)} ${need.why}`);
    const before = last.get(entry.move);
    const key = by.join('\n');
    const row = before?.key === key ? rows[before.at] : undefined;
    if (before && row) {
      rows[before.at] = { ...row, again: { times: (row.again?.times ?? 0) + 1, until: entry.at } };
      continue;
    }
    last.set(entry.move, { at: rows.length, key });
    rows.push({
      entry: entry.seq,
      at: entry.at,
      side,
      what: 'blocked',
      text: moveOf(source, entry.move),
      by,
      ...(isAfter(entry) ? { afterPlay: true } : {}),
    });
  }
  return rows;
}

function doings(source: Source): AttackRow[] {
  const team = (entry: Told, what: AttackRow['what'], text: string): AttackRow => ({
    entry: entry.seq,
    at: entry.at,
    side: 'team',
    what,
    text,
  });
  return [
    ...finished(source),
    ...source.of('step.failed').map((entry) => team(entry, 'failed', source.step(entry))),
    ...source.of('glass.broken').map((entry) => team(entry, 'overrode', overridden(source, entry.over))),
    ...source.of('milestone.reached').map((entry) => team(entry, 'reached', entry.milestone)),
    ...source.of('milestone.withdrawn').map((entry) => team(entry, 'withdrawn', entry.milestone)),
  ];
}

interface Fanned extends AttackRow {
  readonly step: string;
  readonly items: string[];
}

function finished(source: Source): Fanned[] {
  return source.of('step.done').map((entry) => ({
    entry: entry.seq,
    at: entry.at,
    side: 'team',
    what: 'finished',
    text: source.step(entry),
    step: source.step({ step: entry.step }),
    items: entry.item === undefined ? [] : [source.item(entry.item)],
  }));
}

/** Instances of one step that were finished in a row, with nothing of the other side's between them, are one line. */
function together(rows: readonly AttackRow[]): AttackRow[] {
  const lines: AttackRow[] = [];
  let run: Fanned | undefined;
  const flush = () => {
    if (run) {
      const { step, items, ...row } = run;
      lines.push(items.length === 0 ? row : { ...row, text: `${step}: ${inWords(items, SHOWN_ITEMS)}` });
    }
    run = undefined;
  };
  for (const row of rows) {
    const fanned = 'step' in row ? (row as Fanned) : undefined;
    if (run && fanned && fanned.step === run.step) {
      run.items.push(...fanned.items);
      run = { ...run, until: fanned.at };
      continue;
    }
    flush();
    if (fanned) run = fanned;
    else lines.push(row);
  }
  flush();
  return lines;
}
