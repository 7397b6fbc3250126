import { createHash } from 'node:crypto';
import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import { type Definition, define, sha256 } from '../../src/engine/definition.ts';
import type { Body, By, Document, Entry } from '../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../src/engine/evolve.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { instanceOf, type State } from '../../src/engine/state.ts';
import type { Playbook } from '../../src/playbook/model.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/model.ts';
import { reportModel } from '../../src/report/report.ts';
import type { Told } from '../../src/report/source.ts';
import type { Scenario } from '../../src/scenario/model.ts';
import { jon, mara, minutes, PLAYBOOK, SCENARIO } from './small-drill.ts';

const read = new Map<string, Playbook>();

function playbookOf(text: string = PLAYBOOK): Playbook {
  const before = read.get(text);
  if (before) return before;
  const { playbook, diagnostics } = readPlaybook({ file: 'small.yaml', text });
  if (!playbook) throw new Error(JSON.stringify(diagnostics, null, 2));
  read.set(text, playbook);
  return playbook;
}

interface Setting {
  readonly scenario?: Scenario | null;
  readonly playbook?: string;
  readonly roles?: Readonly<Record<string, string>>;
  readonly timezone?: string;
  readonly inputs?: Ask<'open'>['inputs'];
}

const WALL = Date.parse('2026-05-10T14:00:00Z');

/** A run at the keys of a test: commands go in, entries come out, as a journal would hold them. */
export class Run {
  readonly definition: Definition;
  readonly entries: Told[] = [];
  state: State;
  #now = WALL;
  #by: By | undefined;

  constructor({
    scenario = SCENARIO,
    playbook = PLAYBOOK,
    roles = { lead: 'Mara', operator: 'Jon' },
    timezone = 'UTC',
    inputs,
  }: Setting = {}) {
    this.definition = define(playbookOf(playbook), scenario);
    this.state = initialState(this.definition);
    const { id, version } = this.definition.playbook;
    this.do({
      type: 'open',
      run: 'run-7f3a',
      kind: scenario ? 'exercise' : 'incident',
      tool: 'breakglass 0.1.0',
      playbook: document(id, version, playbook),
      ...(scenario
        ? { scenario: { ...document(scenario.id, scenario.version, 'the text of it'), clues: {} } }
        : { timezone }),
      roles,
      ...(inputs ? { inputs } : {}),
    });
  }

  /** At these minutes after the opening, by this person. */
  at(after: number, by: By = mara): this {
    this.#now = WALL + minutes(after);
    this.#by = by;
    return this;
  }

  /** Gives a command; a refusal fails the test. */
  do(ask: Ask, more: { readonly happened?: string } = {}): this {
    const by = this.#by ? { by: this.#by } : {};
    const { entries, refusal } = decide(this.state, { ...ask, now: this.#now, typedBy: 'mara@laptop', ...by, ...more });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
    return this.tell(...entries);
  }

  /** Asks for an approval, gives it, and finishes. */
  approved(step: string, item: string): this {
    this.do({ type: 'request-approval', instances: [{ step, item }] });
    const instance = instanceOf(this.state, { step, item });
    if (!instance) throw new Error(`${step} has not opened for ${item}`);
    const by = this.#by;
    this.#by = mara;
    this.do({ type: 'approve', instances: [{ step, item }], hash: approvalFor(this.state, [instance]).hash });
    this.#by = by;
    return this.do({ type: 'finish', step, item });
  }

  /** Puts entries at the end as they are. */
  tell(...entries: readonly Entry[]): this {
    this.state = evolveAll(this.state, entries);
    for (const entry of entries) this.entries.push(stored(entry, this.entries));
    return this;
  }

  /** Puts an entry with this body at the end, at the time that it is. */
  say(body: Body): this {
    return this.tell({
      at: this.#now - WALL,
      recorded: new Date(this.#now).toISOString(),
      ...(this.#by ? { by: this.#by } : {}),
      ...body,
    } as Entry);
  }

  get report(): Report {
    return reportModel(this.entries, this.definition);
  }

  get markdown(): string {
    return toMarkdown(this.report);
  }
}

function stored(entry: Entry, before: readonly Told[]): Told {
  const seq = before.length + 1;
  const hash = createHash('sha256')
    .update(`${before.at(-1)?.hash ?? ''}${JSON.stringify(entry)}`)
    .digest('hex');
  return { ...entry, seq, hash } as Told;
}

function document(id: string, version: string, text: string): Document {
  return { id, version, text, sha256: sha256(text) };
}

/** What stands under the heading with these words, down to the next heading of its level or above. */
export function section(markdown: string, title: string): string {
  const lines = markdown.split('\n');
  const from = lines.findIndex((line) => /^#{2,} /.test(line) && line.includes(title));
  if (from < 0) throw new Error(`There is no heading with "${title}" in it.`);
  const level = /^#+/.exec(lines[from] ?? '')?.[0].length ?? 2;
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? 9) <= level);
  return rest.slice(0, to < 0 ? undefined : to).join('\n');
}

/** A drill played as it should be, up to the end of the last step. */
export function playedOut(run: Run = new Run()): Run {
  return run
    .at(3)
    .do({ type: 'finish', step: 'acknowledge' })
    .do({ type: 'answer-inject', inject: 'check-call', answer: 'We stop the pipeline.' })
    .at(4)
    .do({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'The pipeline holds none.' })
    .at(8, jon)
    .do({ type: 'take', step: 'survey-stages' })
    .do({ type: 'add-item', kind: 'stage', name: 'release.yml', foundBy: { step: 'survey-stages' } })
    .do({ type: 'finish', step: 'survey-stages' })
    .at(10, jon)
    .approved('isolate-stages', 'build')
    .at(11, jon)
    .approved('isolate-stages', 'release-yml')
    .at(12, jon)
    .do({ type: 'finish', step: 'advise' })
    .at(20)
    .do({
      type: 'finish',
      step: 'hand-back',
      evidence: [{ sha256: 'ab'.repeat(32), bytes: 12, excerpt: 'handed back' }],
    });
}
