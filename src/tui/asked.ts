import type { Ask } from '../engine/commands.ts';
import type { InstanceRef } from '../engine/entries.ts';
import type { Doable } from './forms/doable.ts';
import type { Values } from './view.ts';

/** What Enter does with what NOW shows, and how the footer says it. */
export type Next =
  | { readonly does: 'command'; readonly ask: Ask; readonly label: string; readonly said?: string }
  /** Of all instances of a step that can be asked for: they are looked for when it is pressed. */
  | { readonly does: 'ask-approval'; readonly step: string; readonly label: string; readonly said: string }
  | { readonly does: 'form'; readonly form: Doable; readonly given: Values; readonly label: string }
  | { readonly does: 'response'; readonly ref: InstanceRef; readonly label: string }
  /** Runs what is shown, or first asks for the secrets that are typed, or for a yes. */
  | { readonly does: 'run'; readonly ref: InstanceRef; readonly label: string }
  | { readonly does: 'nothing'; readonly why: string };

/** A condition reads something that is not known: that is what to fill in. */
export function asked(what: string, ref: InstanceRef): Next {
  const [where = '', name = ''] = what.split('.');
  if (where === 'inputs')
    return { does: 'form', form: 'revise-input', given: { input: name }, label: `say what ${name} is` };
  if (where === 'run' && (name === 'intruded' || name === 'known'))
    return { does: 'form', form: 'revise-anchor', given: { anchor: name }, label: `say when ${name} was` };
  if (where === 'item' && ref.item !== undefined)
    return { does: 'form', form: 'set-field', given: { item: ref.item, field: name }, label: `say its ${name}` };
  return { does: 'nothing', why: `It depends on ${what}, which is not known yet.` };
}
