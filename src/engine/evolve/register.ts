import type { Applying } from './applying.ts';

/** The scope register. */
export const applyRegister = {
  'item.added': (draft, entry) => {
    draft.addItem({
      id: entry.item,
      kind: entry.kind,
      type: entry.itemType,
      name: entry.name,
      how: entry.how,
      addedAt: entry.at,
      ...(entry.foundBy ? { foundBy: entry.foundBy } : {}),
      fields: entry.fields,
      reached: {},
      notPossible: {},
    });
  },
  'item.field-set': (draft, entry) => {
    const item = draft.item(entry.item);
    // What looks at an item knows by its fields being others that it changed.
    if (entry.field === 'type') Object.assign(item, { type: String(entry.value), fields: { ...item.fields } });
    else item.fields = { ...item.fields, [entry.field]: entry.value };
  },
  'item.ruled-out': (draft, entry) => {
    draft.item(entry.item).ruledOut = { reason: entry.reason, at: entry.at };
  },
  'item.ruled-in': (draft, entry) => {
    delete draft.item(entry.item).ruledOut;
  },
  'item.not-possible': (draft, entry) => {
    const item = draft.item(entry.item);
    item.notPossible = { ...item.notPossible, [entry.reached]: { reason: entry.reason, at: entry.at } };
  },
  'effect.reached': (draft, entry) => {
    const item = draft.item(entry.item);
    const before = item.reached[entry.reached] ?? [];
    item.reached = {
      ...item.reached,
      [entry.reached]: [
        ...before,
        { at: entry.at, step: entry.step, ...(entry.leaves !== undefined && { leaves: entry.leaves }) },
      ],
    };
  },
  'effect.withdrawn': (draft, entry) => {
    const item = draft.item(entry.item);
    const left = (item.reached[entry.reached] ?? []).filter((reach) => reach.step !== entry.step);
    const { [entry.reached]: _, ...others } = item.reached;
    item.reached = left.length > 0 ? { ...others, [entry.reached]: left } : others;
  },
} satisfies Applying;
