import { nearest } from '../../language/nearest.ts';
import type { Field, Path } from '../../playbook/model.ts';
import { checkValue } from '../../playbook/rules/value-types.ts';
import { a } from '../../playbook/words.ts';
import type { WorldItem } from '../model.ts';
import { worldItemKeys } from '../world-schema.ts';
import type { StagedView } from './rule.ts';

/** A thing has the fields that the playbook's `scope` gives its kind: those that are required, and no others. */
export function worldFields(view: StagedView): void {
  for (const item of view.ground.all) {
    const declared = view.outline.playbook.scope[item.kind] ?? {};
    for (const [name, field] of Object.entries(declared)) {
      if (field.required && !Object.hasOwn(item.fields, name)) missing(item, name, field, view);
    }
    for (const [name, value] of Object.entries(item.fields)) {
      const path = [...item.path, name];
      const field = Object.hasOwn(declared, name) ? declared[name] : undefined;
      if (field === undefined) unknown(item, name, Object.keys(declared), view);
      else if (typeof value === 'object') checkTime(path, field, view);
      else checkValue(path, field.type, value, view.findings);
    }
  }
}

/** `taken` is a time by itself; another type in the playbook would make two things of it. */
function checkTime(path: Path, field: Field, { findings }: StagedView): void {
  if (field.type === 'time') return;
  findings.add('error', 'value-type', findings.at(path), {
    message: `this is a time, and the playbook says that it is a ${field.type}`,
    hint: 'Make it `type: time` in the `scope` of the playbook.',
  });
}

function missing({ id, kind, path }: WorldItem, name: string, field: Field, { findings }: StagedView): void {
  if (findings.has([...path, name])) return;
  const example = field.type === 'time' ? 'T-3h' : '…';
  findings.add('error', 'field-missing', findings.keyAt(path), {
    message: `\`${id}\` has no \`${name}\`, and the playbook asks for it of every ${kind}`,
    hint: `Add \`${name}: ${example}\`.`,
  });
}

function unknown({ kind, path }: WorldItem, name: string, declared: readonly string[], { findings }: StagedView): void {
  // `taken` says when a backup was taken, whether or not the playbook asks for it.
  if (name === 'taken' && kind === 'backup') return;
  const near = nearest(name, [...declared, ...worldItemKeys]);
  findings.add('error', 'shape-unknown-key', findings.keyAt([...path, name]), {
    message: `${a(kind)} has no \`${name}\``,
    hint:
      near === null
        ? `Declare it under \`scope\` in the playbook: \`${kind}: { ${name}: … }\`.`
        : `Did you mean \`${near}\`?`,
  });
}
