import { fillTemplate } from '../language/template.ts';
import { formatInstant, parseInstant } from '../language/time.ts';
import type { Field, Kind, Scalar } from '../playbook/model.ts';
import { environmentOf, storyTime } from './context.ts';
import type { State } from './state.ts';

type Values = Readonly<Record<string, Scalar | null>>;

/** The fields that a register item takes over from what it is in the world, and the playbook's defaults for the rest. */
export function fieldsOfThing(state: State, kind: Kind, thing: string | null): Values {
  const world = thing === null ? undefined : state.definition.things[thing];
  const declared = Object.entries(state.definition.playbook.scope[kind] ?? {});
  return Object.fromEntries(
    declared.map(([name, field]) => {
      const value = world?.fields[name];
      if (value === undefined) return [name, defaultOf(state, field)];
      return [name, typeof value === 'object' ? formatInstant(storyTime(state, value.t)) : value];
    }),
  );
}

function defaultOf(state: State, field: Field): Scalar | null {
  const { default: value } = field;
  if (value === undefined) return null;
  if (typeof value !== 'object') return value;
  const filled = fillTemplate(value, environmentOf(state, state.at));
  return 'value' in filled ? filled.value : null;
}

/** What a person typed for a field, as the field's type; or what is wrong with it. */
export function coerce(
  field: Pick<Field, 'type'>,
  value: Scalar | null,
): { value: Scalar | null } | { problem: string } {
  if (value === null) return { value };
  const text = String(value).trim();
  if (field.type === 'string') return { value: text };
  if (field.type === 'number')
    return Number.isFinite(Number(text)) && text !== '' ? { value: Number(text) } : { problem: 'must be a number' };
  if (field.type === 'boolean') {
    if (['true', 'yes', 'y'].includes(text.toLowerCase())) return { value: true };
    return ['false', 'no', 'n'].includes(text.toLowerCase()) ? { value: false } : { problem: 'must be yes or no' };
  }
  const at = parseInstant(text);
  return at === null ? { problem: 'must be a time such as 2026-03-02T08:12:00Z' } : { value: formatInstant(at) };
}
