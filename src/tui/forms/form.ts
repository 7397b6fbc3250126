import type { Ask } from '../../engine/commands.ts';
import type { Evidence, InstanceRef } from '../../engine/entries.ts';
import type { State } from '../../engine/state.ts';
import { type Context, isIncident } from '../context.ts';
import type { Values } from '../view.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One thing that a form asks for. With `choices` one of them, else a text. */
export interface Question {
  readonly name: string;
  readonly label: string;
  readonly choices?: readonly Choice[];
  readonly optional?: boolean;
  readonly hint?: string;
  /** No choice is marked until one is chosen: Enter alone takes none. */
  readonly unmarked?: boolean;
  /** What stands there before anything is typed, or which choice is marked. */
  readonly initial?: string;
  /** What is wrong with an answer: it stays where it was typed, to be mended. Null: nothing. */
  readonly fault?: (said: string) => string | null;
  /** What is wrong with an answer: it is not kept then, and what was typed is gone. Null: nothing. */
  readonly check?: (said: string) => string | null;
  /** Whether what is typed so far must not be shown: it looks like a secret. */
  readonly veil?: (typed: string) => boolean;
}

/** What became of a filled-in form. */
export type Made =
  | Ask
  | { readonly problem: string }
  /** Nothing for the engine, but for the role: from now on this person speaks here. */
  | { readonly speak: string; readonly role?: string }
  /** Another form is what was meant. */
  | { readonly open: string }
  /** An instance is to be looked at where the team works. */
  | { readonly show: InstanceRef }
  /** The exact commands for an instance are to be shown, and run on a yes. */
  | { readonly carryOut: InstanceRef; readonly rationale?: string };

/** A command with what has to be asked for it. `asks` may depend on what was answered so far. */
export interface Form {
  /** What it does, for the palette and over the questions. */
  readonly title: string;
  /** The same in an incident, where that is called otherwise. */
  readonly liveTitle?: string;
  readonly asks: (values: Values, c: Context) => readonly Question[];
  /** `evidence` is what the answer to a question named `evidence` was kept as. */
  readonly makes: (values: Values, c: Context, evidence: readonly Evidence[]) => Made;
}

/** What a form is called in a run. */
export function titleIn({ title, liveTitle }: Form, state: State): string {
  return isIncident(state) ? (liveTitle ?? title) : title;
}

export const none: Choice = { value: '', label: 'none' };

export function text(name: string, label: string, more: Partial<Question> = {}): Question {
  return { name, label, ...more };
}

export function choice(
  name: string,
  label: string,
  choices: readonly Choice[],
  more: Partial<Question> = {},
): Question {
  return { name, label, choices, ...more };
}

/** The same with choices that are made when they are looked at: a question that is not asked costs nothing, however many there are. */
export function lateChoice(
  name: string,
  label: string,
  make: () => readonly Choice[],
  more: Partial<Question> = {},
): Question {
  let made: readonly Choice[] | undefined;
  return {
    ...more,
    name,
    label,
    get choices() {
      made ??= make();
      return made;
    },
  };
}

/** Choices whose value is what they are called. */
export function words(list: readonly string[]): Choice[] {
  return list.map((value) => ({ value, label: value }));
}

export const why = (label = 'Why?') => text('reason', label);

/** The answer to a question that must have one: forms are sent only when everything is answered. */
export function answer(values: Values, name: string): string {
  return (values[name] ?? '').trim();
}

/** `{ name: answer }`, or nothing where it was left empty. */
export function optional<K extends string>(values: Values, name: K): { readonly [P in K]?: string } {
  const said = answer(values, name);
  return (said === '' ? {} : { [name]: said }) as { readonly [P in K]?: string };
}
