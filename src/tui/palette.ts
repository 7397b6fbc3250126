import { type Context, isIncident, isRevealed } from './context.ts';
import { type Choice, titleIn } from './forms/form.ts';
import { commandForms } from './forms/forms.ts';
import type { KeyRow } from './key-row.ts';
import { labelOfRow, rowsOf } from './keys.ts';
import { pick } from './pick.ts';

/** One line of the palette: a command by its form, or what a key of the screen does. */
export interface PaletteChoice extends Choice {
  readonly does: { readonly form: string } | { readonly row: KeyRow };
}

/** Acts that mean something only at the row or the page where they are pressed. */
const local: ReadonlySet<KeyRow['act']> = new Set([
  'move',
  'tab',
  'choose',
  'unchoose',
  'do',
  'palette',
  'item-form',
  'cycle',
  'redraw',
  'suspend',
  'back',
]);

/** What the palette offers for what was typed: every command that a person can give, and the screen's own keys. */
export function paletteChoices(c: Context, typed: string): PaletteChoice[] {
  return pick([...commandChoices(c), ...screenChoices(c)], typed);
}

/** What there is only where somebody plays. */
const played: ReadonlySet<string> = new Set([
  'pause',
  'resume',
  'set-speed',
  'jump',
  'answer-inject',
  'release-inject',
  'hold-inject',
  'drop-inject',
  'improvise-inject',
  'observe',
  'rate',
]);

/** What there is only where something is told elsewhere. */
const told: ReadonlySet<string> = new Set(['retry-delivery', 'drop-delivery', 'withhold']);

function commandChoices(c: Context): PaletteChoice[] {
  const keys = new Map(rowsOf('run').flatMap(({ arg, keys: [key] }) => (arg && key ? [[arg, key] as const] : [])));
  const isTold = Object.keys(c.state.outbox).length > 0;
  const known = Object.entries(commandForms).filter(
    ([name]) => !(isIncident(c.state) && played.has(name)) && (isTold || !told.has(name)),
  );
  return known.map(([name, one]) => {
    const key = c.view.screen === 'run' ? keys.get(name) : undefined;
    return {
      value: `command ${name}`,
      label: `${name}: ${titleIn(one, c.state)}${key === undefined ? '' : ` (${key})`}`,
      does: { form: name },
    };
  });
}

function screenChoices(c: Context): PaletteChoice[] {
  const rows = rowsOf(c.view.screen).filter((row) => {
    const isCommand = row.act === 'form' && row.arg !== undefined && row.arg in commandForms;
    return !local.has(row.act) && !isCommand && (row.when?.(c) ?? true) && (row.act !== 'close' || isRevealed(c.state));
  });
  return rows.map((row) => ({
    value: `key ${row.keys[0] ?? ''}`,
    label: `${labelOfRow(row, c)} (${row.keys[0] ?? ''})`,
    does: { row },
  }));
}
