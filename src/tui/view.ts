import type { InstanceRef, Override } from '../engine/entries.ts';
import { emptyField, type Field } from './field.ts';

export type ScreenName = 'briefing' | 'run' | 'brief' | 'clocks' | 'contacts' | 'register' | 'timeline' | 'hot-wash';

/** Answers given to a form, by the name of what was asked. */
export type Values = Readonly<Record<string, string>>;

/** A form being filled in: `given` came with it and is not asked; `field` and `cursor` belong to the question at hand. */
export interface FormPane {
  readonly kind: 'form';
  readonly form: string;
  readonly given: Values;
  readonly values: Values;
  readonly field: Field;
  readonly cursor: number;
  readonly problem: string | null;
  /** Whether the question at hand has several choices. */
  readonly several: boolean;
  /** Answers that were given before somebody went back over them: they are there again when their questions come. */
  readonly before?: Values;
  /** The pane that it was opened over, to which the end of it goes back. */
  readonly under?: Pane;
}

/** Whether words were typed among several choices: a way back to all of them is wanted before one out of the form. */
export function isSearched({ several, field }: FormPane): boolean {
  return several && field.text !== '';
}

/** What lies over the screen and takes the keys. */
export type Pane =
  | FormPane
  | { readonly kind: 'palette'; readonly field: Field; readonly cursor: number }
  | { readonly kind: 'filter'; readonly field: Field; readonly before: string }
  /** What a survey shows, with a line to type finds on. `top`: the first row of it in sight. */
  | {
      readonly kind: 'response';
      readonly step: string;
      readonly item: string | null;
      readonly field: Field;
      readonly top: number;
    }
  /** What came back from a step, to be read. */
  | { readonly kind: 'answer'; readonly step: string; readonly item: string | null; readonly top: number }
  /** One entry of the run, whole, by its place. */
  | { readonly kind: 'entry'; readonly place: number; readonly top: number }
  /** A message to players, to be read. `under`: the pane that it was opened over, to which closing goes back. */
  | { readonly kind: 'message'; readonly inject: string; readonly top: number; readonly under?: Pane }
  /** `under`: the pane to which no goes back. */
  | {
      readonly kind: 'confirm';
      readonly what: 'leave' | 'jump' | 'close' | 'finish';
      readonly lines: readonly string[];
      readonly under?: Pane;
    }
  | { readonly kind: 'help'; readonly top: number }
  | CommandsPane
  | SurveyPane
  | SecretPane
  /** Everything that there is to know of what is run for an instance. */
  | { readonly kind: 'details'; readonly step: string; readonly item: string | null; readonly top: number };

/** Exact commands that are run on a yes, and what the yes is for: another hash is refused. */
export interface CommandsPane {
  readonly kind: 'commands';
  readonly step: string;
  readonly runs: readonly CommandsRun[];
  /** What is said of those that are left out. */
  readonly note: string;
  readonly top: number;
  readonly under?: Pane;
}

export interface CommandsRun {
  readonly item: string | null;
  readonly hash: string;
  readonly label: string;
  readonly calls: readonly { readonly shown: string; readonly readOnly: boolean }[];
  readonly rationale?: string;
}

/** A survey in an incident: what can look, what that found, and a line to type on. */
export interface SurveyPane {
  readonly kind: 'survey';
  readonly step: string;
  readonly item: string | null;
  readonly field: Field;
  readonly cursor: number;
  /** Finds that are to go into the register, by their names. */
  readonly marked: readonly string[];
}

/** A secret that is being typed. What it is stands nowhere in the view: only how many characters were typed. */
export interface SecretPane {
  readonly kind: 'secret';
  readonly step: string;
  readonly item: string | null;
  readonly name: string;
  readonly count: number;
  readonly problem: string | null;
  /** Why it is run, where that was said already. */
  readonly rationale?: string;
  readonly under?: Pane;
}

/** One line that says how the last thing came out. */
export interface Notice {
  readonly tone: 'good' | 'bad' | 'warn';
  readonly text: string;
  /** Something was asked for and refused: it is said as that. */
  readonly refused?: true;
  /** What breaking the glass would override. */
  readonly glass?: Override;
}

/** What the screens show beside the state of the run. Plain data: every change is a reducer's. */
export interface View {
  readonly screen: ScreenName;
  readonly pane: Pane | null;
  /** Who speaks at this keyboard. */
  readonly speaker: string;
  /** Everybody who has spoken at this keyboard. */
  readonly people: readonly string[];
  /** The instance or message that was chosen by hand; null: what comes first. */
  readonly chosen: string | null;
  /** The first line in sight of what NOW shows. */
  readonly nowTop: number;
  readonly notice: Notice | null;
  /** Messages that were read and put away. */
  readonly read: readonly string[];
  /** Secrets that were given by hand on this screen, by the names under which they are lent. */
  readonly lent: readonly string[];
  /** What came back from steps and was not read yet, oldest first. */
  readonly answers: readonly InstanceRef[];
  /** `top`: the first line of the story in sight. */
  readonly briefing: { readonly cursor: number; readonly top: number };
  readonly brief: { readonly top: number };
  readonly clocks: { readonly top: number };
  readonly contacts: { readonly top: number };
  /** The first row in sight of the list at hand, where a page key went there. */
  readonly pageTop: number | null;
  readonly register: { readonly tab: number; readonly cursor: number };
  /** `cursor` null: the newest entry, whatever comes. */
  readonly timeline: { readonly cursor: number | null; readonly filter: string };
  readonly hotWash: { readonly tab: number; readonly cursor: number; readonly putAside: readonly string[] };
}

export function firstView(speaker: string, screen: ScreenName, read: readonly string[]): View {
  return {
    screen,
    pane: null,
    speaker,
    people: [speaker],
    chosen: null,
    nowTop: 0,
    notice: null,
    read,
    lent: [],
    answers: [],
    briefing: { cursor: 0, top: 0 },
    brief: { top: 0 },
    clocks: { top: 0 },
    contacts: { top: 0 },
    pageTop: null,
    register: { tab: 0, cursor: 0 },
    timeline: { cursor: null, filter: '' },
    hotWash: { tab: 0, cursor: 0, putAside: [] },
  };
}

/** Where keys go: the pane, if there is one, else the screen. */
export type Place = ScreenName | 'home' | 'text' | 'choice' | Exclude<Pane['kind'], 'form'>;

/** A pane with another text in its field, and everything that hangs on the text set back. */
export function withField<P extends Pane & { readonly field: Field }>(pane: P, field: Field): P {
  // What was found does not hang on what is typed beside it.
  return 'cursor' in pane && pane.kind !== 'survey' ? { ...pane, field, cursor: 0 } : { ...pane, field };
}

/** Whether nothing is typed in a pane, so that a message can be opened over it by its key. */
export function readsOver({ kind }: Pane): boolean {
  return kind === 'answer' || kind === 'entry' || kind === 'help' || kind === 'confirm';
}

export function openPalette(view: View): View {
  return { ...view, pane: { kind: 'palette', field: emptyField, cursor: 0 }, notice: null };
}
