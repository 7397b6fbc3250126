import { readFileSync } from 'node:fs';
import type { Ask, Refusal } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import { type Definition, define, sha256 } from '../../src/engine/definition.ts';
import type { Entry, EntryType, InstanceRef } from '../../src/engine/entries.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { instanceOf, type State } from '../../src/engine/state.ts';
import { parseDuration } from '../../src/language/time.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { readScenario } from '../../src/scenario/reader.ts';

/** Story time of T in these tests, and the wall time at which they begin. */
export const T = Date.parse('2026-03-02T08:12:00Z');

const clue = (path: string) => ({ text: `the text of ${path}` });

/** Reads documents that are meant to be without a fault. */
export function definitionOf(playbookText: string, scenarioText: string | null): Definition {
  const read = readPlaybook({ file: 'playbook.yaml', text: playbookText });
  if (!read.playbook) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  if (scenarioText === null) return define(read.playbook, null);
  const scene = readScenario({ file: 'scenario.yaml', text: scenarioText }, read.playbook, clue);
  if (!scene.scenario) throw new Error(scene.diagnostics.map(({ message }) => message).join('\n'));
  return define(read.playbook, scene.scenario);
}

/** The sample pair as it is shipped. */
export function shipped(): Definition {
  const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return definitionOf(text('playbooks/compromised-pipeline.yaml'), text('scenarios/poisoned-release.yaml'));
}

/** A run in a test: commands in, entries out, time by hand. */
export class Run {
  state: State;
  readonly entries: Entry[] = [];
  #now = T;

  constructor(
    definition: Definition,
    roles: Readonly<Record<string, string>> = everyRole(definition),
    more: Partial<Ask<'open'>> = {},
  ) {
    this.state = initialState(definition);
    const { playbook, scenario } = definition;
    const document = { id: playbook.id, version: playbook.version, sha256: sha256(''), text: '' };
    this.does({
      type: 'open',
      run: 'test',
      kind: scenario ? 'exercise' : 'incident',
      tool: 'test',
      playbook: document,
      ...(scenario ? { scenario: { ...document, clues: {} } } : {}),
      ...more,
      roles,
    });
  }

  /** Wall time, epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Moves the clock to a time after T, such as `12m`; what falls due on the way fires. Returns what came of it. */
  at(time: string): readonly Entry[] {
    this.#now = T + (parseDuration(time) ?? Number.NaN);
    return this.does({ type: 'wake' });
  }

  /** Gives a command that must not be refused; what it led to. */
  does(ask: Ask, person = 'Ada'): readonly Entry[] {
    const { entries, refusal } = this.#give(ask, person);
    if (refusal) throw new Error(`refused: ${refusal.message}`);
    return entries;
  }

  /** Gives a command that must be refused; why, and that nothing came of it. */
  refused(ask: Ask, person = 'Ada'): Refusal {
    const { entries, refusal } = this.#give(ask, person);
    if (!refusal || entries.length > 0)
      throw new Error(`not refused: ${ask.type} led to ${entries.map(({ type }) => type).join(', ')}`);
    return refusal;
  }

  /** Takes up, has approved, and finishes, as one person who holds every role. */
  completes(step: string, more: Partial<Ask<'finish'>> = {}): Entry[] {
    const ref: InstanceRef = more.item === undefined ? { step } : { step, item: more.item };
    const before = this.entries.length;
    if (
      this.state.definition.steps[step]?.approval !== undefined &&
      instanceOf(this.state, ref)?.approval?.state !== 'granted'
    ) {
      this.does({ type: 'request-approval', instances: [ref] });
      this.does({ type: 'approve', instances: [ref], hash: approvalFor(this.state, [ref]).hash });
    }
    this.does({ type: 'finish', ...ref, ...more });
    return this.entries.slice(before);
  }

  /** The statuses of all instances of a step, by item. */
  statuses(step: string): Record<string, string> {
    return Object.fromEntries(Object.entries(this.state.steps[step] ?? {}).map(([key, { status }]) => [key, status]));
  }

  #give(ask: Ask, person: string) {
    const decided = decide(this.state, { ...ask, now: this.#now, by: { person }, typedBy: 'test' });
    this.state = decided.state;
    this.entries.push(...decided.entries);
    return decided;
  }
}

/** Ada alone holds them all. */
function everyRole({ playbook }: Definition): Record<string, string> {
  return Object.fromEntries(Object.keys(playbook.roles).map((role) => [role, 'Ada']));
}

/** What entries say, a line each: the type and its most telling field. */
export function told(entries: readonly Entry[]): string[] {
  return entries.map((entry) => [entry.type, ...tellings(entry)].join(' '));
}

const telling = [
  'phase',
  'milestone',
  'step',
  'item',
  'reached',
  'inject',
  'move',
  'clock',
  'what',
  'role',
  'outcome',
  'choice',
  'turn',
];

function tellings(entry: Entry): string[] {
  const fields = entry as unknown as Record<string, unknown>;
  return telling.flatMap((key) => (fields[key] === undefined ? [] : [String(fields[key])]));
}

/** The entries of one type. */
export function ofType<K extends EntryType>(entries: readonly Entry[], type: K): Entry<K>[] {
  return entries.filter((entry) => entry.type === type) as unknown as Entry<K>[];
}

export const evidence = [{ sha256: sha256('log'), bytes: 3, excerpt: 'log' }];
