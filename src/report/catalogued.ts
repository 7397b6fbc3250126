import * as z from 'zod';
import type { Document, InstanceRef } from '../engine/entries.ts';
import { itemOf } from '../engine/state.ts';
import { readYaml } from '../language/yaml.ts';
import type { Source } from './source.ts';

/** What the catalogues of a run say of its actions, as a reader of the report needs it. */
export interface Catalogued {
  /** What people call an action; null for a command of the playbook itself, and where no catalogue has it. */
  titleOf(action: string): string | null;
  /** What could have been run for a step and its item, by its title; null where nothing could. */
  thereIsFor(ref: InstanceRef): string | null;
}

/** What is read of a catalogue. It was checked when the run was opened; here only these few words of it are wanted. */
const written = z.object({
  actions: z.array(
    z.object({
      action: z.string(),
      title: z.string(),
      effect: z.string(),
      type: z.union([z.string(), z.array(z.string())]),
      finds: z.object({ kind: z.string() }).optional(),
    }),
  ),
});
type Actions = z.output<typeof written>['actions'];

/**
 * The catalogues that are in a run's first entry, each read only when it is asked about: to read all of them with all
 * their rules takes longer than the rest of a report.
 */
export function cataloguedIn(source: Source): Catalogued {
  const documents = source.of('run.opened')[0]?.catalogues ?? [];
  const read = new Map<string, Actions>();
  const actionsOf = (document: Document): Actions => {
    const actions = read.get(document.id) ?? actionsIn(document);
    read.set(document.id, actions);
    return actions;
  };
  return {
    titleOf: (action) => {
      const [catalogue, name] = action.split('/');
      const document = documents.find(({ id }) => id === catalogue);
      return (document && actionsOf(document).find((one) => one.action === name)?.title) ?? null;
    },
    thereIsFor: (ref) => {
      const step = source.definition.steps[ref.step];
      if (step?.run) return 'The command of the step';
      if (step?.effect === undefined) return null;
      const { effect, uses, of } = step;
      const type = (ref.item === undefined ? undefined : itemOf(source.state, ref.item)?.type) ?? '';
      const isFitting = (document: Document, one: Actions[number]) => {
        if (uses !== undefined) return uses === `${document.id}/${one.action}`;
        if (one.effect !== effect) return false;
        return effect === 'survey' ? one.finds?.kind === of : [one.type].flat().includes(type);
      };
      // A catalogue that does not have these words has no such action: it need not be read.
      const words = uses === undefined ? [effect, ...(effect === 'survey' ? [] : [type])] : [];
      for (const document of documents) {
        if (words.some((word) => !document.text.includes(word))) continue;
        const found = actionsOf(document).find((one) => isFitting(document, one));
        if (found) return found.title;
      }
      return null;
    },
  };
}

function actionsIn({ id, text }: Document): Actions {
  const { value } = readYaml({ file: id, text });
  const parsed = written.safeParse(value);
  return parsed.success ? parsed.data.actions : [];
}
