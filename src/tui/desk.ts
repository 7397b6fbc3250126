import type { Ask, Refusal } from '../engine/commands.ts';
import { holds } from '../engine/state.ts';
import { stepOf } from '../engine/targets.ts';
import type { Session } from '../run/session.ts';
import type { Context } from './context.ts';
import type { InSight } from './frame.ts';
import type { KeyRow } from './key-row.ts';
import type { Size } from './terminal.ts';
import type { Pane, Values, View } from './view.ts';

/** What the handlers of keys can do. */
export interface Desk {
  /** As things are now: asked anew after every change. */
  readonly c: Context;
  readonly size: Size;
  /** What is in sight of what scrolls, as the last frame had it. */
  readonly inSight: InSight;
  readonly keep: Session['keep'];
  /** Hands the secret that was typed on to whoever uses it, under a name; it is forgotten here, taken or not. */
  lend(name: string): { readonly problem: string } | null;
  change(next: (view: View) => View): void;
  /** Gives a command for who speaks. A refusal is shown; without one, `said` is. */
  command(ask: Ask, said?: string): Refusal | null;
  /** Opens a form by its name, over a pane if one is named; one that has nothing to ask is done at once. */
  open(form: string, given?: Values, under?: Pane): void;
  /** Does what a row of the key table says. */
  act(row: KeyRow, key: string): void;
  leave(how: 'left' | 'interrupted'): void;
  suspend(): void;
  redraw(): void;
  report(): void;
}

/** The role in which a command is given: the one that it is for. */
export function roleFor(c: Context, ask: Ask): string | undefined {
  switch (ask.type) {
    case 'approve':
    case 'refuse-approval':
      return stepOf(c.state, ask.instances[0]?.step ?? '')?.approval;
    case 'request-approval':
      return stepOf(c.state, ask.instances[0]?.step ?? '')?.role;
    case 'break-glass':
    case 'skip-phase':
      return c.state.definition.lead;
    case 'answer-inject':
      return c.state.injects[ask.inject]?.shown?.to.find((role) => holds(c.state, role, c.view.speaker));
    default:
      return 'step' in ask ? stepOf(c.state, ask.step)?.role : undefined;
  }
}

/** What somebody at the keyboard does by a key. `arg` is the table's, `key` the one that was pressed. */
export type Act = (desk: Desk, key: string, arg: string | undefined) => void;
