import { hasReport, type ToldBy } from '../run/outbox/told-by.ts';
import type { NamedSettings } from './settings-environment.ts';

/** The kinds of channels beside Slack. */
export const tellKinds = ['email', 'webhook', 'teams', 'mattermost', 'sms'] as const;

/** The channels of all files, the earlier file's before the other's of that name. */
export function tellSettings(
  files: readonly {
    readonly path: string;
    readonly said: { readonly tell?: Readonly<Record<string, ToldBy>> | undefined };
  }[],
): NamedSettings<ToldBy> {
  const value: Record<string, ToldBy> = {};
  const from: Record<string, string> = {};
  for (const { path, said } of files.toReversed())
    for (const [name, one] of Object.entries(said.tell ?? {})) {
      value[name] = one;
      from[name] = path;
    }
  return { value, from };
}

/** A channel in few words, with nothing in it that is secret: `email to executives, board@example.org, and the report`. */
export function toldWords(one: ToldBy): string {
  const kind = tellKinds.find((name) => one[name] !== undefined) ?? '';
  const to = one.to ?? [];
  const report = hasReport(one) ? ', and the report' : '';
  if (one.events === 'all') return `${kind}, everything${to.length > 0 ? ` to ${to.join(', ')}` : ''}${report}`;
  const audiences = one.audiences ?? ['every audience'];
  return `${kind} for ${audiences.join(', ')}${to.length > 0 ? ` to ${to.join(', ')}` : ''}${report}`;
}
