import { type Context, isIncident, rolesOf } from './context.ts';

/** What can be chosen on the briefing: in an incident also what may be unknown, which is said right there. */
export type BriefingRow =
  | { readonly row: 'anchor'; readonly anchor: 'known' | 'intruded' }
  | { readonly row: 'input'; readonly input: string }
  | { readonly row: 'role'; readonly role: string };

export function briefingRows({ state }: Context): BriefingRow[] {
  const roles = rolesOf(state).map(({ id }): BriefingRow => ({ row: 'role', role: id }));
  if (!isIncident(state)) return roles;
  const inputs = Object.keys(state.definition.playbook.inputs).map((input): BriefingRow => ({ row: 'input', input }));
  return [{ row: 'anchor', anchor: 'known' }, { row: 'anchor', anchor: 'intruded' }, ...inputs, ...roles];
}

/** The row that the cursor stands on. */
export function briefingRow(c: Context): BriefingRow | undefined {
  return briefingRows(c)[c.view.briefing.cursor];
}

/** What the key does there. */
export function briefingLabel(c: Context): string {
  const here = briefingRow(c);
  if (here?.row === 'anchor') return `say when ${here.anchor} was`;
  return here?.row === 'input' ? `say what ${here.input} is` : 'take the role';
}
