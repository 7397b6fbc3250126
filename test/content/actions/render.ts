import { Filling } from '../../../src/engine/fill.ts';
import type { Environment } from '../../../src/language/evaluate.ts';
import { fillTemplate } from '../../../src/language/template.ts';
import type { Ready } from '../../../src/playbook/catalogue/ready.ts';
import { fitsPattern } from '../../../src/playbook/patterns.ts';
import { actionNamed } from './catalogues.ts';

/** What an action is rendered for: an item of the register, and values that a person gives. */
export interface Example {
  readonly item?: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Inputs of the playbook, which defaults read. */
  readonly playbook?: Readonly<Record<string, string>>;
  /** Where requests go instead of where the catalogue says. */
  readonly base?: string;
}

const now = Date.parse('2026-03-01T12:00:00Z');

/** What expressions about an answer read. */
export function environment(
  example: Example,
  inputs: Readonly<Record<string, string>>,
  outputs?: unknown,
): Environment {
  const contexts: Readonly<Record<string, unknown>> = {
    item: example.item ?? null,
    inputs,
    outputs: outputs ?? null,
    run: { id: 'run-1' },
  };
  return { now, read: (name) => contexts[name] ?? null };
}

/** The values of an action's inputs: given, or its defaults. @throws where one is missing or does not fit */
export function inputsFor(id: string, example: Example): Record<string, string> {
  const around = environment(example, example.playbook ?? {});
  const values: Record<string, string> = {};
  for (const [name, { default: usual, pattern }] of Object.entries(actionNamed(id).action.inputs)) {
    const given = example.inputs?.[name];
    const filled = usual && given === undefined ? fillTemplate(usual, around) : undefined;
    const value = given ?? (filled && 'value' in filled ? filled.value : undefined);
    if (value === undefined) throw new Error(`${id} asks for ${name}`);
    if (pattern !== undefined && fitsPattern(`^(?:${pattern})$`, value) !== true)
      throw new Error(`${id}: ${name} is ${value}, which is not of the form ${pattern}`);
    values[name] = value;
  }
  return values;
}

/** The calls of an action as they would be made, by the engine's own filling. @throws where one cannot be made */
export function render(id: string, example: Example): readonly Ready[] {
  const { catalogue, action } = actionNamed(id);
  const filling = new Filling(environment(example, inputsFor(id, example)));
  // Whoever has an address of their own configures it; what the catalogue has none for is at example.com here.
  const base = example.base ?? catalogue.base ?? `https://${catalogue.id}.example.com`;
  const calls = action.calls.map((call) => filling.call(call, base, catalogue));
  if (filling.problems.size > 0) throw new Error(`${id}: ${[...filling.problems].join('; ')}`);
  return calls;
}
