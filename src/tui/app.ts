import type { Ask, Refusal } from '../engine/commands.ts';
import { untimely } from '../engine/decide.ts';
import type { InstanceRef } from '../engine/entries.ts';
import { pendingAsks } from '../engine/queries.ts';
import { namesIn } from '../engine/sentences.ts';
import { instanceOf } from '../engine/state.ts';
import type { BrokenBook, CallBook } from '../run/contacts.ts';
import type { Session } from '../run/session.ts';
import { actsOf } from './acts/acts.ts';
import { submit } from './acts/panes.ts';
import { isSameRef } from './answers.ts';
import { type Context, isRevealed, outcomeWords, speakerBy } from './context.ts';
import { type Desk, roleFor } from './desk.ts';
import { edit } from './field.ts';
import { openForm, press as pressForm, questionOf } from './fill.ts';
import { formNamed, isCommandForm } from './forms/forms.ts';
import { type InSight, unscrolled } from './frame.ts';
import type { KeyRow } from './key-row.ts';
import { rowFor } from './keys.ts';
import { choicePage } from './list.ts';
import { SecretLine } from './live/secret-line.ts';
import { newsOf } from './news.ts';
import { plainLine } from './plain.ts';
import type { Press } from './press.ts';
import { wordsFor } from './run-words.ts';
import type { Size } from './terminal.ts';
import { Timeline } from './timeline.ts';
import {
  firstView,
  type Notice,
  type Pane,
  type Place,
  type ScreenName,
  type Values,
  type View,
  withField,
} from './view.ts';

/** What the application needs from around it. */
export interface Surroundings {
  readonly size: () => Size;
  /** `how` says whether it was asked for, or Ctrl-C cut it off. */
  readonly leave: (how: 'left' | 'interrupted') => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  readonly book?: CallBook | BrokenBook | undefined;
  /** Writes the report; returns where it is. */
  readonly onReport?: (() => string) | undefined;
}

/** A run at the keyboard: the session, what the screens show, and what a key does to both. Knows no terminal. */
export class App implements Desk {
  readonly session: Session;
  readonly timeline: Timeline;
  inSight: InSight = unscrolled;
  #view: View;
  #stage: Session['state']['stage'];
  #version = 0;
  /** How many entries were looked at for what came back from steps. */
  #looked: number;
  /** Exercise time at which play ended. */
  #endedAt: number | undefined;
  readonly #around: Surroundings;
  /** What is typed of a secret: no part of the view. */
  readonly #secret = new SecretLine();
  readonly #listeners = new Set<() => void>();

  constructor(session: Session, person: string, screen: ScreenName, around: Surroundings) {
    this.session = session;
    this.#around = around;
    this.#stage = session.state.stage;
    this.timeline = new Timeline(session.entries, session.state.definition);
    this.#endedAt = endOf(session);
    this.#looked = session.entries.length;
    // What came before this terminal was there has been seen elsewhere, unless it still waits for an answer.
    const asking = new Set(pendingAsks(session.state));
    const seen = Object.entries(session.state.injects).filter(
      ([id, { deliveredAt }]) => screen !== 'briefing' && deliveredAt !== undefined && !asking.has(id),
    );
    this.#view = firstView(
      person,
      screen,
      seen.map(([id]) => id),
    );
    const trouble =
      around.book && 'broken' in around.book ? [`The contacts cannot be read: ${around.book.broken}`] : [];
    const notices = [...session.notices, ...trouble].map(plainLine).join(' ');
    if (notices !== '') this.#view = { ...this.#view, notice: { tone: 'warn', text: notices } };
    session.subscribe(() => this.#follow());
  }

  get c(): Context {
    const { run, state, entries, joined } = this.session;
    // Play's clock stands when play has ended, however long it is talked over.
    const now = state.stage === 'play' ? this.session.now() : (this.#endedAt ?? state.at);
    const { book } = this.#around;
    return {
      ...{ run, state, entries, now },
      told: this.session.told(),
      view: this.#view,
      ...(book && ('broken' in book ? { bookTrouble: book.broken } : { book })),
      ...(joined && { joined }),
    };
  }

  get size(): Size {
    return this.#around.size();
  }

  /** Grows with everything that may change a frame. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Time went on, or the terminal has another size. */
  readonly refresh = (): void => {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  };

  /** The entries that the timeline shows, by their place. */
  readonly passing = (): readonly number[] => {
    const { state } = this.session;
    return this.timeline.passing(this.#view.timeline.filter, isRevealed(state), namesIn(state));
  };

  readonly keep: Session['keep'] = (content) => this.session.keep(content);

  lend(name: string): { readonly problem: string } | null {
    const value = this.#secret.take();
    if (value === '') return { problem: 'Nothing was typed.' };
    return this.session.lend?.(name, value) ?? (this.session.lend ? null : { problem: 'This run takes no secret.' });
  }

  change(next: (view: View) => View): void {
    this.#view = next(this.#view);
    if (this.#view.pane?.kind !== 'secret') this.#secret.clear();
    this.refresh();
  }

  command(ask: Ask, said?: string): Refusal | null {
    const { stage } = this.session.state;
    const from = this.session.entries.length;
    const refusal = this.session.dispatch(ask, speakerBy(this.c, roleFor(this.c, ask)));
    // When play ended by it, that is what there is to say.
    const isSaid = this.session.state.stage !== stage;
    if (refusal) this.#notice(refused(refusal));
    else if (!isSaid) {
      const good: Notice | null = said === undefined ? null : { tone: 'good', text: plainLine(said) };
      this.#notice(this.#newsSince(from) ?? good);
    }
    return refusal;
  }

  open(form: string, given: Values = {}, under?: Pane): void {
    // Nobody is asked for what would be refused whatever they answer.
    const early = isCommandForm(form) ? untimely(this.session.state, form) : null;
    if (early) {
      this.#notice(refused(early));
      return;
    }
    const opened = openForm(form, formNamed(form), given, this.c);
    const pane = under ? { ...opened, under } : opened;
    if (questionOf(pane, formNamed(form), this.c)) this.change((view) => ({ ...view, pane, notice: null }));
    else submit(this, pane);
  }

  act(row: KeyRow, key: string): void {
    actsOf(this.place(), this.passing)[row.act]?.(this, key, row.arg);
  }

  /** A key or a paste, to where it belongs now. A paste that no field takes is ignored: it is never run as keys. */
  press(pressed: Press): void {
    const row = 'key' in pressed ? rowFor(this.place(), pressed.key, this.c) : undefined;
    if (row && 'key' in pressed) this.act(row, pressed.key);
    else this.#type(pressed);
  }

  /** Where keys go now. */
  place(): Place {
    const { pane, screen } = this.#view;
    if (!pane) return screen;
    if (pane.kind !== 'form') return pane.kind;
    return questionOf(pane, formNamed(pane.form), this.c)?.choices ? 'choice' : 'text';
  }

  leave(how: 'left' | 'interrupted'): void {
    this.#around.leave(how);
  }

  suspend(): void {
    this.#around.suspend();
  }

  redraw(): void {
    this.#around.redraw();
  }

  report(): void {
    const path = this.#around.onReport?.();
    const text =
      path === undefined ? 'The report is written with: breakglass report' : `The report is at ${plainLine(path)}`;
    this.change((view) => ({ ...view, notice: { tone: 'good', text } }));
  }

  #notice(notice: Notice | null): void {
    this.change((view) => ({ ...view, nowTop: 0, notice }));
  }

  #newsSince(from: number): Notice | null {
    const { entries, state } = this.session;
    return entries.length > from ? newsOf(state, entries.slice(from)) : null;
  }

  /** What came back from steps since the last time is to be read, where somebody at this keyboard did them. */
  #hearAnswers(): void {
    const { entries, state } = this.session;
    const from = this.#looked;
    this.#looked = entries.length;
    const news = this.#newsSince(from);
    // What went well does not take the place of what went wrong.
    const isHeard = news && (news.tone !== 'good' || (this.#view.notice?.tone ?? 'good') === 'good');
    if (isHeard) this.#view = { ...this.#view, notice: news };
    if (state.stage !== 'play') {
      this.#view = { ...this.#view, answers: [] };
      return;
    }
    for (const entry of entries.slice(from)) {
      if (entry.type !== 'response.shown') continue;
      const ref = entry.item === undefined ? { step: entry.step } : { step: entry.step, item: entry.item };
      const owner = instanceOf(state, ref)?.owner?.person;
      const isHere = owner === undefined || this.#view.people.includes(owner);
      if (!isHere || isOpen(this.#view.pane, ref)) continue;
      // What was said of it before (that it runs) is over.
      const notice = this.#view.notice?.tone === 'good' ? null : this.#view.notice;
      const answers = [...this.#view.answers.filter((one) => !isSameRef(one, ref)), ref];
      this.#view = { ...this.#view, answers, notice };
    }
  }

  #type(pressed: Press): void {
    const { pane } = this.#view;
    if (pane?.kind === 'form') {
      const question = questionOf(pane, formNamed(pane.form), this.c);
      const next = question && pressForm(pane, question, pressed, choicePage(this.inSight));
      if (next) this.change((view) => ({ ...view, pane: next }));
      return;
    }
    if (pane?.kind === 'secret') {
      if (this.#secret.press(pressed))
        this.change((view) => ({ ...view, pane: { ...pane, count: this.#secret.count, problem: null } }));
      return;
    }
    if (!pane || !('field' in pane)) return;
    const field = edit(pane.field, pressed);
    if (!field) return;
    this.change((view) => ({ ...view, pane: withField(pane, field) }));
    if (pane.kind === 'filter') this.change((view) => ({ ...view, timeline: { cursor: null, filter: field.text } }));
  }

  /** What to do comes first: it is what must not be cut off. Who has joined is told that by the process that holds the run. */
  #stopped(broken: string): string {
    return this.c.joined ? broken : `Nothing is written down any more: q leaves, then mend it and resume. ${broken}`;
  }

  /** The run moved: when play ends, every screen goes to the hot wash, whatever was being typed. */
  #follow(): void {
    const { state, broken } = this.session;
    this.#hearAnswers();
    if (state.stage !== this.#stage) {
      this.#stage = state.stage;
      this.#endedAt = endOf(this.session);
      if (state.stage === 'hot-wash')
        this.#view = {
          ...this.#view,
          screen: 'hot-wash',
          pane: null,
          notice: { tone: 'warn', text: `${wordsFor(state).ended}: ${outcomeWords(state)}.` },
        };
      if (state.stage === 'closed') this.report();
    }
    if (broken !== null)
      this.#view = { ...this.#view, notice: { tone: 'bad', text: plainLine(this.#stopped(broken)) } };
    this.refresh();
  }
}

/** Whether a pane shows what a step answered, or is open for it. */
function isOpen(pane: View['pane'], ref: InstanceRef): boolean {
  if (pane?.kind !== 'answer' && pane?.kind !== 'response') return false;
  return pane.step === ref.step && pane.item === (ref.item ?? null);
}

function endOf({ entries }: Session): number | undefined {
  return entries.findLast(({ type }) => type === 'play.ended')?.at;
}

function refused({ message, hint, glass }: Refusal): Notice {
  const text = plainLine([message, hint].filter(Boolean).join(' '));
  return { tone: 'bad', text, refused: true, ...(glass ? { glass } : {}) };
}
