import { evaluate } from '../../language/evaluate.ts';
import { fillTemplate, type Template } from '../../language/template.ts';
import type { Action } from '../../playbook/catalogue/model.ts';
import type { InstanceRef, Proposal } from '../entries.ts';
import { answerEnvironment, planOf } from '../plan.ts';
import type { State } from '../state.ts';

/** So many finds of one answer are proposed; whoever has more has asked the wrong question. */
const MOST_FINDS = 1000;
/** How long a value that an answer gave is kept, in characters. */
export const LONGEST_OUTPUT = 2000;
/** So many characters of finds one entry holds, so that every journal can take it. */
const ROOM = 2_000_000;

/** What an answer names, for a person to confirm. What has no name is left out. */
export function finds(state: State, ref: InstanceRef, { finds: rule }: Action, raw: object): Proposal[] {
  if (!rule) return [];
  const inputs = planOf(state, ref)?.inputs ?? {};
  const around = answerEnvironment(state, ref, inputs, raw);
  const each = evaluate(rule.each, around);
  const list = 'value' in each && Array.isArray(each.value) ? each.value.slice(0, MOST_FINDS) : [];
  const found: Proposal[] = [];
  let room = ROOM;
  for (const one of list) {
    const text = (template: Template) => {
      const read = (name: string) => (name === 'item' ? one : around.read(name as 'item'));
      const filled = fillTemplate(template, { now: around.now, read });
      return 'value' in filled ? filled.value.slice(0, LONGEST_OUTPUT).trim() : null;
    };
    const name = text(rule.name)?.slice(0, 300);
    if (!name) continue;
    const fields = Object.entries(rule.fields).map(([field, template]) => [field, text(template)] as const);
    room -= fields.reduce((length, [, value]) => length + (value?.length ?? 0), name.length);
    if (room < 0) break;
    found.push({ kind: rule.kind, itemType: rule.type, name, fields: Object.fromEntries(fields) });
  }
  return found;
}
