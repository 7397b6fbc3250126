import { createMask } from '../../../src/actions/mask.ts';
import { rawOutputs } from '../../../src/actions/raw-outputs.ts';
import { start } from '../../../src/actions/start.ts';
import { proofOf, verdictOf } from '../../../src/actions/verdict.ts';
import { callOf, seen } from '../../../src/engine/decide/run.ts';
import { define } from '../../../src/engine/definition.ts';
import type { Entry, InstanceRef, Outcome, Proposal } from '../../../src/engine/entries.ts';
import { type Plan, planOf } from '../../../src/engine/plan.ts';
import { instanceOf, itemsOf, runningOf } from '../../../src/engine/state.ts';
import type { Action, Catalogue } from '../../../src/playbook/catalogue/model.ts';
import type { Answer } from '../../../src/playbook/catalogue/ready.ts';
import type { Kind } from '../../../src/playbook/model.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';
import { ofType, Run } from '../../engine/given.ts';
import { actionNamed } from './catalogues.ts';

export interface Item {
  readonly kind: Kind;
  readonly type: string;
  readonly name: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Setting {
  /** `aws/delete-key`. */
  readonly action: string;
  /** Where it is from; the shipped ones unless given. */
  readonly catalogue?: Catalogue;
  /** What it is done to; a survey has none. */
  readonly item?: Item;
  /** Values that a person gives. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** What its commands find in their environment. */
  readonly environment: NodeJS.ProcessEnv;
}

/** What came of an action that was run in a live run, as its journal has it. */
export interface Ran {
  /** Of the step: `done`, `failed`, `outcome-unknown`, or `active` where it goes on being open. */
  readonly status: string;
  /** What was shown of each call before it was started. */
  readonly shown: readonly string[];
  readonly outcomes: readonly Outcome[];
  readonly answers: readonly Answer[];
  /** Effects that the item has reached. */
  readonly reached: readonly string[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly proposed: readonly Proposal[];
  /** All of what was written down. */
  readonly entries: readonly Entry[];
}

/**
 * An action of the shipped catalogues in a live run: the engine plans it, the executor does it, and nothing in between is made up
 * but the person. What is asked again while it is not seen yet is asked at once, three times at most.
 */
export class LiveAction {
  readonly #run: Run;
  readonly #ref: InstanceRef;
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
    const { catalogue, action } = given(setting);
    const read = readPlaybook({ file: 'playbook.yaml', text: playbookFor(action, setting.item) });
    if (!read.playbook) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
    this.#run = new Run(define(read.playbook, null, [catalogue]));
    if (setting.item) {
      const { kind, name, type, fields } = setting.item;
      this.#run.does({ type: 'add-item', kind, name, itemType: type, ...(fields && { fields }) });
    }
    const [item] = setting.item ? itemsOf(this.#run.state, setting.item.kind) : [];
    this.#ref = item ? { step: 'it', item: item.id } : { step: 'it' };
    const subjects = Object.fromEntries(
      Object.keys(action.subjects).map((name) => [name, `env:${name.toUpperCase()}`]),
    );
    this.#run.does({ type: 'plan-action', ...this.#ref, action: action.id, with: setting.inputs ?? {}, subjects });
  }

  get plan(): Plan {
    const plan = planOf(this.#run.state, this.#ref);
    if (!plan) throw new Error(`nothing is planned for ${this.#setting.action}`);
    return plan;
  }

  /** Runs it to its end. */
  async ran(): Promise<Ran> {
    const run = this.#run;
    const before = run.entries.length;
    run.does({ type: 'run-action', ...this.#ref, hash: this.plan.hash });
    const answers: Answer[] = [];
    for (;;) {
      const instance = instanceOf(run.state, this.#ref);
      const running = instance && runningOf(instance);
      if (!running) break;
      answers.push(...(await this.#perform(running)));
    }
    const entries = run.entries.slice(before);
    const instance = instanceOf(run.state, this.#ref);
    const [item] = this.#setting.item ? itemsOf(run.state, this.#setting.item.kind) : [];
    return {
      status: instance?.status ?? 'not there',
      shown: ofType(entries, 'action.requested').map(({ shown }) => shown),
      outcomes: ofType(entries, 'action.finished'),
      answers,
      reached: Object.keys(item?.reached ?? {}),
      outputs: instance?.outputs ?? {},
      proposed: ofType(entries, 'items.proposed').flatMap(({ items }) => items),
      entries,
    };
  }

  async #perform({ number, action, call: id }: { number: number; action: string; call: string }): Promise<Answer[]> {
    const run = this.#run;
    const ready = this.plan.calls.find((call) => call.id === id);
    const known = callOf(run.state, this.#ref, { action, call: id });
    if (!ready || !known) throw new Error(`${action} has no call ${id}`);
    const [{ proof, calls }, call] = known;
    const answers: Answer[] = [];
    for (let tries = 1; ; tries++) {
      const answer = await start(ready, {
        secret: async (name) => this.#setting.secrets?.[name] ?? Promise.reject(new Error(`${name} is not given`)),
        mask: createMask(),
        environment: this.#setting.environment,
      }).done;
      answers.push(answer);
      const proven = proof && call === calls.at(-1) ? proofOf(proof, answer) : null;
      const judged = proven
        ? { ...proven, verdict: proven.proof === 'dead' ? ('ok' as const) : ('failed' as const) }
        : verdictOf(ready, answer);
      const raw = rawOutputs(answer);
      const isSeen = judged.verdict === 'ok' && seen(run.state, this.#ref, call, raw) === true;
      if (!isSeen && call.until && tries < 3) continue;
      run.does({ type: 'action-ended', ...this.#ref, number, outcome: { ...judged, milliseconds: 0 }, raw });
      return answers;
    }
  }
}

function given({ action: id, catalogue }: Setting) {
  const action = catalogue?.actions.find((one) => one.id === id);
  return catalogue && action ? { catalogue, action } : actionNamed(id);
}

/** Runs an action of the shipped catalogues in a live run. */
export function runAction(setting: Setting): Promise<Ran> {
  return new LiveAction(setting).ran();
}

function playbookFor({ id, effect, finds }: Action, item: Item | undefined): string {
  const fields = Object.keys(item?.fields ?? {}).map((name) => `${name}: { type: string }`);
  const over = effect === 'survey' ? `of: ${finds?.kind}` : `for-each: ${item?.kind}`;
  return `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead } }
${fields.length > 0 ? `scope: { ${item?.kind}: { ${fields.join(', ')} } }` : ''}
phases:
  - phase: work
    title: Work
    steps:
      - { step: it, role: lead, ${over}, effect: ${effect}, uses: ${id}, do: Does it. }
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;
}
