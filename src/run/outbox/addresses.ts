import { addressesOf, type ChannelKind } from '../../contacts/addresses.ts';
import type { Contacts, Way } from '../../contacts/model.ts';
import type { ToldBy } from './told-by.ts';

/** How what goes out by a channel comes to a person; null where it comes to a place and to nobody in particular. */
function kindOf({ email, sms }: ToldBy): ChannelKind | null {
  if (email) return 'email';
  return sms ? 'sms' : null;
}

/** The first channel by which a message to a person goes, for each way in which it comes to them. */
export function carriersOf(tell: Readonly<Record<string, ToldBy>>): Partial<Record<Way, string>> {
  const carriers: Partial<Record<Way, string>> = {};
  for (const [via, told] of Object.entries(tell)) {
    const kind = kindOf(told);
    if (kind !== null) carriers[kind] ??= via;
  }
  return carriers;
}

/**
 * Where an audience or a role is told by a channel: where the channel always tells, and where the contacts say that its people are.
 * Who is called is told at their own address and nowhere else.
 */
export function addressesBy(
  told: ToldBy,
  contacts: Contacts | null,
  to: string,
  { holders, isPage }: { readonly holders: readonly string[]; readonly isPage: boolean },
): readonly string[] {
  const own = isPage ? [] : (told.to ?? []);
  const kind = kindOf(told);
  if (kind === null || contacts === null || to === 'run') return own;
  return [...new Set([...own, ...addressesOf(contacts, to, kind, holders)])];
}
