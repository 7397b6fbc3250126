import type { Source } from '../source.ts';
import { count } from '../words.ts';
import { type Fact, numbers, some } from './fact.ts';

/** The clock of the library that stands for telling payment brands, and how those are called. */
const BRANDS_CLOCK = 'pci-brands';
const brands = /\b(?:acquir|payment[ -]?brand|card[ -]?brand|card[ -]?scheme)/i;

/** Messages that steps sent, or in an exercise would have sent, to an audience or a role. */
export function told(source: Source): Fact | null {
  return posted(source, () => true);
}

/** Messages after the first thing was restored or put back to work. */
export function recoveryTold(source: Source): Fact | null {
  const first = source.of('effect.reached').find(({ reached }) => reached === 'restored' || reached === 'resumed');
  return first ? posted(source, ({ seq }) => seq > first.seq) : null;
}

/** Payment brands or acquirers were told, or the duty to tell them was met. */
export function brandsTold(source: Source): Fact | null {
  const sent = source.of('message.posted').filter(({ to }) => brands.test(to));
  const clocks = source.definition.playbook.clocks
    .filter(({ id, uses }) => (uses ?? id) === BRANDS_CLOCK)
    .map(({ id }) => id);
  const met = source.of('clock.met').filter(({ clock }) => clocks.includes(clock));
  if (sent.length + met.length === 0) return null;
  return { says: 'Payment brands or acquirers were told', entries: numbers(...sent, ...met) };
}

/** Others were paged, asked to approve, or given a role. */
export function escalated(source: Source): Fact | null {
  const paged = source.of('message.queued').filter(({ sort }) => sort === 'page');
  const asked = source.of('approval.requested');
  const handed = source.of('role.handed-over');
  if (paged.length + asked.length + handed.length === 0) return null;
  return {
    says: `${count(paged.length, 'page')}, ${count(asked.length, 'request')} for approval, ${count(handed.length, 'role')} handed over`,
    entries: numbers(...paged, ...asked, ...handed),
  };
}

/** Deadlines of laws and contracts that began to run, were met, or were said not to apply. */
export function legal(source: Source): Fact | null {
  const found = [
    ...source.of('clock.started'),
    ...source.of('clock.met'),
    ...source.of('clock.ruled-out'),
    ...source.of('clock.ruled-in'),
  ];
  if (found.length === 0) return null;
  const titles = found.map(({ clock }) => titleOf(source, clock));
  return { says: `It was determined which deadlines apply: ${some(titles)}`, entries: numbers(...found) };
}

function titleOf(source: Source, clock: string): string {
  return source.definition.playbook.clocks.find(({ id }) => id === clock)?.title ?? clock;
}

function posted(source: Source, fits: (entry: { readonly seq: number }) => boolean): Fact | null {
  const told = source.of('message.posted').filter(fits);
  if (told.length === 0) return null;
  const to = some(told.map((message) => message.to));
  if (source.exercise)
    return {
      says: `${count(told.length, 'message')} written and shown, not sent, to ${to}`,
      entries: numbers(...told),
    };
  const out = source.of('delivery.sent').filter(fits);
  const went = out.length > 0 ? `, with ${count(out.length, 'delivery', 'deliveries')} seen to go out` : '';
  return {
    says: `${count(told.length, 'message')} written down as told, to ${to}${went}`,
    entries: numbers(...told, ...out),
  };
}
