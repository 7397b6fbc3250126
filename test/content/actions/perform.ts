import type { Around } from '../../../src/actions/around.ts';
import { createMask } from '../../../src/actions/mask.ts';
import { rawOutputs } from '../../../src/actions/raw-outputs.ts';
import { start } from '../../../src/actions/start.ts';
import type { Timing } from '../../../src/actions/timing.ts';
import { type Proven, proofOf, verdictOf } from '../../../src/actions/verdict.ts';
import { evaluate, isTruthy } from '../../../src/language/evaluate.ts';
import { fillTemplate } from '../../../src/language/template.ts';
import type { Call } from '../../../src/playbook/catalogue/model.ts';
import type { Answer } from '../../../src/playbook/catalogue/ready.ts';
import { actionNamed } from './catalogues.ts';
import { type Example, environment, inputsFor, render } from './render.ts';

/** How one call ended. */
export interface Performed {
  readonly call: string;
  readonly answer: Answer;
  /** What it means by itself. */
  readonly verdict: 'ok' | 'failed' | 'unknown';
  /** Whether what it expects was seen; of a look that expects nothing, true. */
  readonly seen: boolean;
}

export interface Surroundings {
  readonly secrets?: Readonly<Record<string, string>>;
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  readonly timing?: Timing;
}

/** Does an action against a real system, call by call, as a run does; it stops where one did not do what was expected. */
export async function perform(id: string, example: Example, surroundings: Surroundings = {}): Promise<Performed[]> {
  const { action } = actionNamed(id);
  const done: Performed[] = [];
  for (const [at, ready] of render(id, example).entries()) {
    const call = action.calls[at];
    const answer = await start(ready, around(surroundings)).done;
    const { verdict } = verdictOf(ready, answer);
    const seen = call === undefined || isSeen(id, example, call, answer);
    done.push({ call: ready.id, answer, verdict, seen });
    if (verdict !== 'ok' || !seen) break;
  }
  return done;
}

/** Does a proof of death against a real system: what its last answer proves. */
export async function prove(id: string, example: Example, surroundings: Surroundings): Promise<Proven['proof']> {
  const { action } = actionNamed(id);
  if (!action.proof) throw new Error(`${id} proves nothing`);
  const calls = render(id, example);
  for (const [at, ready] of calls.entries()) {
    const call = action.calls[at];
    const answer = await start(ready, around(surroundings)).done;
    if (at < calls.length - 1) {
      if (verdictOf(ready, answer).verdict !== 'ok') return 'none';
      continue;
    }
    const { proof } = proofOf(action.proof, answer);
    return call !== undefined && isSeen(id, example, call, answer) ? proof : 'none';
  }
  return 'none';
}

/** What a survey finds in an answer. */
export async function find(id: string, example: Example, surroundings: Surroundings = {}) {
  const { action } = actionNamed(id);
  const last = (await perform(id, example, surroundings)).at(-1);
  const finds = action.finds;
  if (!finds || last?.verdict !== 'ok') throw new Error(`${id} found nothing: ${last?.answer.text}`);
  const inputs = inputsFor(id, example);
  const list = evaluate(finds.each, environment(example, inputs, rawOutputs(last.answer)));
  const items = 'value' in list && Array.isArray(list.value) ? list.value : [];
  return items.map((item) => {
    const around = environment({ ...example, item: item as Readonly<Record<string, unknown>> }, inputs);
    const filled = Object.entries({ name: finds.name, ...finds.fields }).flatMap(([name, template]) => {
      const result = fillTemplate(template, around);
      return 'value' in result ? [[name, result.value]] : [];
    });
    return Object.fromEntries(filled) as Record<string, string>;
  });
}

function isSeen(id: string, example: Example, call: Call, answer: Answer): boolean {
  if (!call.holds) return true;
  const result = evaluate(call.holds, environment(example, inputsFor(id, example), rawOutputs(answer)));
  return 'value' in result && isTruthy(result.value);
}

function around({ secrets = {}, environment: inherited = process.env, folder, timing }: Surroundings): Around {
  return {
    secret: async (name) => {
      const value = secrets[name];
      if (value === undefined) throw new Error(`${name} is not given`);
      return value;
    },
    mask: createMask(),
    environment: inherited,
    ...(folder !== undefined && { folder }),
    ...(timing && { timing }),
  };
}
