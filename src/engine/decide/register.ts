import { isId } from '../../language/ids.ts';
import type { Field, Kind, Scalar } from '../../playbook/model.ts';
import type { Command } from '../commands.ts';
import { type Decision, refuse } from '../decision.ts';
import { coerce, fieldsOfThing } from '../fields.ts';
import { freeId } from '../settle/injects.ts';
import { type Item, itemOf, itemsOf } from '../state.ts';
import { assertText } from './asserts.ts';
import type { Deciding } from './deciding.ts';

/** Commands on the scope register. */
export const registerCommands = {
  'add-item': (decision, command) => {
    const name = command.name.trim();
    assertText(name, 'A name');
    if (name.length > 300) refuse('invalid', 'A name has at most 300 characters.');
    const twin = itemsOf(decision.state, command.kind).find((item) => item.name.toLowerCase() === name.toLowerCase());
    if (twin) refuse('invalid', `${twin.name} is in the register already, as ${twin.kind} ${twin.id}.`);
    const thing = matchOf(decision, command.kind, name);
    const item = freeId(decision.state, name);
    const fields = fieldsFor(decision, command, thing);
    const itemType = command.itemType ?? typeFor(decision, command.kind, thing);
    const how = howOf(decision, command);
    const { foundBy, kind } = command;
    decision.say({ type: 'item.added', item, kind, itemType, name, fields, how, ...(foundBy ? { foundBy } : {}) });
    if (thing !== null) decision.follow({ type: 'world.matched', item, thing });
  },
  'set-field': (decision, command) => {
    assertText(command.reason, 'A reason');
    const item = needItem(decision, command.item);
    if (command.field === 'type') {
      retype(decision, item, command);
      return;
    }
    const declared = decision.state.definition.playbook.scope[item.kind] ?? {};
    const field = declared[command.field] ?? (mayHave(decision, declared, command.field) ? found : undefined);
    if (!field) {
      const names = Object.keys(decision.state.definition.playbook.scope[item.kind] ?? {});
      return refuse(
        'invalid',
        `A ${item.kind} has no field ${command.field}.`,
        names.length > 0 ? { hint: `It has: ${names.join(', ')}.` } : {},
      );
    }
    const value = coerce(field, command.value);
    if ('problem' in value) return refuse('invalid', `${command.field} ${value.problem}.`);
    decision.say({
      type: 'item.field-set',
      item: item.id,
      field: command.field,
      value: value.value,
      reason: command.reason,
    });
  },
  'rule-out': (decision, command) => {
    assertText(command.reason, 'A reason');
    if (needItem(decision, command.item).ruledOut) refuse('not-now', `${command.item} is ruled out already.`);
    decision.say({ type: 'item.ruled-out', item: command.item, reason: command.reason });
  },
  'rule-in': (decision, command) => {
    assertText(command.reason, 'A reason');
    if (!needItem(decision, command.item).ruledOut) refuse('not-now', `${command.item} is not ruled out.`);
    decision.say({ type: 'item.ruled-in', item: command.item, reason: command.reason });
  },
  'not-possible': (decision, command) => {
    assertText(command.reason, 'A reason');
    const item = needItem(decision, command.item);
    if (item.reached[command.reached]) refuse('not-now', `${item.name} is ${command.reached} already.`);
    if (item.notPossible[command.reached])
      refuse('not-now', `It was said already that ${item.name} cannot be ${command.reached}.`);
    decision.say({ type: 'item.not-possible', item: item.id, reached: command.reached, reason: command.reason });
  },
} satisfies Deciding;

/** What an action found of an item is a text, whatever the playbook says of its kind. */
const found: Field = { type: 'string', required: false };
const own = ['id', 'kind', 'type', 'name'];

/** A playbook says what every item of a kind has. In an incident an item may have more: what its issuer calls it, where it lies. */
function mayHave({ state }: Decision, declared: Readonly<Record<string, Field>>, name: string): boolean {
  if (Object.hasOwn(declared, name)) return true;
  return state.run?.kind === 'incident' && isId(name) && !own.includes(name);
}

/** What an item is decides what can be run for it. In a drill its type is the scenario's to say. */
function retype(decision: Decision, item: Item, { value, reason }: Command<'set-field'>): void {
  if (decision.state.run?.kind === 'exercise') refuse('invalid', 'In a drill the type of an item is as it is.');
  const type = String(value ?? '').trim();
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(type) || type.length > 60)
    refuse('invalid', `${JSON.stringify(type.slice(0, 60))} is no type of item.`, {
      hint: 'Types are like github-workflow.',
    });
  decision.say({ type: 'item.field-set', item: item.id, field: 'type', value: type, reason });
}

function howOf({ state }: Decision, { foundBy, known }: Command<'add-item'>): Item['how'] {
  if (foundBy) return 'found';
  return known && state.run?.kind === 'incident' ? 'known' : 'unplanned';
}

function needItem(decision: Decision, id: string): Item {
  return itemOf(decision.state, id) ?? refuse('invalid', `There is no item ${id} in the register.`);
}

/**
 * The thing of the world that a typed name finds. Players are not told whether it found one: another name of a thing that
 * they have already makes a second item of it, as it would of something that is not real.
 */
function matchOf(decision: Decision, kind: Kind, name: string): string | null {
  const { definition, world } = decision.state;
  const ids = definition.names.get(name.toLowerCase()) ?? [];
  const ofKind = ids.filter((id) => world.truth.things[id]?.kind === kind);
  const taken = Object.values(world.matches);
  return ofKind.find((id) => !taken.includes(id)) ?? ofKind[0] ?? null;
}

/** Nobody can tell by its type whether what was typed is real: without one given, it gets what its kind usually has. */
function typeFor(decision: Decision, kind: Kind, thing: string | null): string {
  const { things } = decision.state.world.truth;
  const likely = Object.values(things).find((one) => one.kind === kind);
  return (thing === null ? likely?.type : things[thing]?.type) ?? kind;
}

function fieldsFor(
  decision: Decision,
  command: Command<'add-item'>,
  thing: string | null,
): Readonly<Record<string, Scalar | null>> {
  const declared = decision.state.definition.playbook.scope[command.kind] ?? {};
  const unknown = Object.keys(command.fields ?? {}).find((name) => !mayHave(decision, declared, name));
  if (unknown !== undefined)
    refuse('invalid', `A ${command.kind} has no field ${unknown}.`, {
      hint: `It has: ${Object.keys(declared).join(', ') || 'none'}.`,
    });
  const given = Object.entries(command.fields ?? {}).map(([name, value]) => [name, typed(declared, name, value)]);
  const fields = { ...fieldsOfThing(decision.state, command.kind, thing), ...Object.fromEntries(given) };
  // In a drill a name that finds nothing must not be refused where one that finds something is not.
  if (decision.state.run?.kind === 'exercise') return fields;
  const missing = Object.entries(declared).find(([name, field]) => field.required && (fields[name] ?? null) === null);
  if (missing)
    refuse('invalid', `A ${command.kind} needs ${missing[0]}.`, {
      hint: `Give it with the name: ${Object.keys(declared).join(', ')}.`,
    });
  return fields;
}

function typed(declared: Readonly<Record<string, Field>>, name: string, value: Scalar | null): Scalar | null {
  const field = declared[name];
  if (!field) return value;
  const coerced = coerce(field, value);
  return 'problem' in coerced ? refuse('invalid', `${name} ${coerced.problem}.`) : coerced.value;
}
