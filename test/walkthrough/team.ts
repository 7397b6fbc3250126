import type { Ask, Refusal } from '../../src/engine/commands.ts';
import type { InstanceRef } from '../../src/engine/entries.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { planOf } from '../../src/engine/plan.ts';
import { namesIn, sentenceOf } from '../../src/engine/sentences.ts';
import { type Instance, instanceOf } from '../../src/engine/state.ts';
import type { PlayClock } from '../../src/run/clock.ts';
import type { RunSession } from '../../src/run/run-session.ts';

/**
 * What the calls of a run take, seconds, as far as it is more than one. Here each takes a moment or two, another one each time and
 * on every machine: of repositories of some size a report would tell these.
 */
const takes: Readonly<Record<string, number>> = {
  'aws/list-access-keys do': 2,
  'aws/delete-key do': 2,
  'aws/probe-key do': 3,
  'restic/list-snapshots do': 5,
  'restic/verify tree': 4,
  'restic/verify check': 170,
  'restic/restore restore': 140,
  'restic/restore compare': 95,
  'restic/restore tree': 4,
  'restic/restore durable': 3,
};

/**
 * People at a live run: what they say is done by commands, and told by what the journal then holds. `clock` is the session's own: it
 * stands until somebody says what time it is, or something runs.
 */
export class Team {
  readonly session: RunSession;
  readonly #clock: PlayClock;
  readonly #day: string;
  readonly #lines: string[] = [];
  #told: number;

  constructor(session: RunSession, clock: PlayClock) {
    this.session = session;
    this.#clock = clock;
    this.#day = new Date(clock.wall()).toISOString().slice(0, 10);
    this.#told = session.entries.length;
    let seen = this.#told;
    session.subscribe(() => {
      for (const entry of session.entries.slice(seen))
        if (entry.type === 'action.requested')
          clock.moveTo(clock.wall() + 1000 * (takes[`${entry.action} ${entry.call}`] ?? 1));
      seen = session.entries.length;
    });
  }

  /** It is now so late, UTC, on the day of the run. */
  at(time: string): void {
    const wall = Date.parse(`${this.#day}T${time}:00Z`);
    // What ran took longer than the story allows: its times would be others than it says.
    if (wall < this.#clock.wall()) throw new Error(`it is later than ${time}`);
    this.#clock.moveTo(wall);
  }

  /** What happened, as Markdown. */
  get story(): string {
    return this.#lines.join('\n');
  }

  /** A heading and what there is to say about it. */
  tells(heading: string, text: string): void {
    this.#lines.push('', `## ${heading}`, '', text);
  }

  /** A command that is taken. */
  does(person: string, ask: Ask): void {
    const refusal = this.session.dispatch(ask, this.#by(person));
    if (refusal) throw new Error(`${person} ${ask.type}: ${refusal.message} ${refusal.hint ?? ''}`);
  }

  /** A command that is refused; the refusal is told. */
  isRefused(person: string, ask: Ask): Refusal {
    this.#flush();
    const refusal = this.session.dispatch(ask, this.#by(person));
    if (!refusal) throw new Error(`${person} was not refused: ${ask.type}`);
    this.#lines.push('', `${person} is refused:`, '', `> ${[refusal.message, refusal.hint].filter(Boolean).join(' ')}`);
    return refusal;
  }

  plans(person: string, ref: InstanceRef, more: Partial<Ask<'plan-action'>>): void {
    this.does(person, { type: 'plan-action', ...ref, ...more });
  }

  /** The operator asks, the lead reads exactly what would be done, and approves it. */
  approves(ref: InstanceRef): void {
    this.does('Jon', { type: 'request-approval', instances: [ref] });
    this.does('Mara', { type: 'approve', instances: [ref], hash: approvalFor(this.session.state, [ref]).hash });
  }

  /** Runs what is planned, to its end. */
  async runs(person: string, ref: InstanceRef): Promise<Instance> {
    const plan = planOf(this.session.state, ref);
    if (!plan) throw new Error(`nothing runs for ${ref.step}`);
    const [missing] = plan.asks;
    if (missing) throw new Error(`${plan.action.id} asks: ${missing.ask} ${missing.problem ?? ''}`);
    this.does(person, { type: 'run-action', ...ref, hash: plan.hash });
    await this.session.quiet();
    return this.instance(ref);
  }

  /** What the survey found goes into the register, as far as `confirmed` says; what stands there already is left. */
  confirms(person: string, ref: InstanceRef, confirmed: (name: string) => boolean = () => true): string[] {
    const names = (this.instance(ref).proposed ?? []).flatMap(({ kind, itemType, name, fields }) => {
      if (!confirmed(name) || this.#registered(name)) return [];
      this.does(person, { type: 'add-item', kind, itemType, name, fields, foundBy: ref });
      return [name];
    });
    return names.map((name) => this.item(name));
  }

  /** The id of the item of a name. */
  item(name: string): string {
    const id = this.#registered(name);
    if (!id) throw new Error(`there is no item ${name}`);
    return id;
  }

  #registered(name: string): string | undefined {
    const items = Object.values(this.session.state.register).flatMap((kind) => Object.values(kind));
    return items.find((item) => item.name === name)?.id;
  }

  instance(ref: InstanceRef): Instance {
    const instance = instanceOf(this.session.state, ref);
    if (!instance) throw new Error(`${ref.step} ${ref.item ?? ''} has not opened`);
    return instance;
  }

  /** What is in the journal since it was last told, but for what follows from it. */
  flush(): void {
    this.#flush();
  }

  #flush(): void {
    const { entries, state } = this.session;
    const fresh = entries.slice(this.#told);
    this.#told = entries.length;
    const lines = fresh.flatMap((entry) => {
      if (entry.type === 'action.output') return entry.lines.filter((line) => line.trim() !== '').map(printed);
      return quiet.has(entry.type) ? [] : [sentenceOf(entry, state.definition, namesIn(state))];
    });
    if (lines.length > 0) this.#lines.push('', '```', ...lines, '```');
  }

  #by(person: string): { person: string; role?: string } {
    const role = Object.entries(this.session.state.roles).find(([, holder]) => holder === person)?.[0];
    return role === undefined ? { person } : { person, role };
  }
}

/** A line that something printed. */
export const printed = (line: string) => `  | ${line}`;

/** Consequences, and what another line tells. */
const quiet: ReadonlySet<string> = new Set([
  'step.opened',
  'step.not-needed',
  'step.taken',
  'step.returned',
  'action.planned',
  'time.anchored',
  'clock.started',
  'step.started',
  'step.turn',
]);
