import { actionForms } from './actions.ts';
import { clockForms } from './clocks.ts';
import type { Doable } from './doable.ts';
import { factForms } from './facts.ts';
import type { Form } from './form.ts';
import { outboxForms } from './outbox.ts';
import { pageForms } from './pages.ts';
import { stepForms } from './steps.ts';
import { talkForms } from './talk.ts';
import { viewForms } from './view-forms.ts';

/** A form for every command that a person can give. The compiler holds this list to the engine's. */
export const commandForms: Readonly<Record<Doable, Form>> = {
  ...stepForms,
  ...actionForms,
  ...factForms,
  ...clockForms,
  ...outboxForms,
  ...pageForms,
  ...talkForms,
};

/** These, and the forms that change only what is on the screen. */
export const forms: Readonly<Record<string, Form>> = { ...commandForms, ...viewForms };

/** A form by its name; the names come from key tables and the palette, which know no others. */
export function formNamed(name: string): Form {
  const form = forms[name];
  if (!form) throw new Error(`There is no form ${name}.`);
  return form;
}

/** Whether a form gives the command of its name. */
export function isCommandForm(name: string): name is Doable {
  return Object.hasOwn(commandForms, name);
}
