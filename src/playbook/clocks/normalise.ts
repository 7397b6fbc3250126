import type { ContextName } from '../../language/expression.ts';
import type { Expressions } from '../expressions.ts';
import type { AboutClock, Clock, Path } from '../model.ts';
import { present } from '../present.ts';
import type { RawClock } from '../schema.ts';
import type { ClockLibrary } from './library.ts';
import type { RawLibraryClock } from './schema.ts';

/** What a clock needs to be understood beside its own lines. */
export interface ClockPlace {
  readonly path: Path;
  /** All clocks of the playbook: one of the library counts from another by the library's name. */
  readonly all: readonly RawClock[];
  readonly expressions: Expressions;
  readonly library: ClockLibrary;
  readonly contexts: readonly ContextName[];
}

/** As long as what stands for a clock may be: a longer title is none, and the clock's id is said instead. */
const SHORT_LENGTH = 24;

/** Stands for a text that is missing: such a model never leaves the reader, since a rule says what is missing. */
const MISSING = '';

/** The model of a clock: what the playbook says goes before what the library says. */
export function clockOf(raw: RawClock, { path, all, expressions, library, contexts }: ClockPlace): Clock {
  const base = raw.uses === undefined ? undefined : library.read(raw.uses);
  const title = raw.title ?? base?.title ?? MISSING;
  const atLatest = raw['at-latest'] ?? base?.['at-latest'];
  return present({
    id: raw.clock,
    title,
    short: raw.short ?? base?.short ?? (title.length <= SHORT_LENGTH ? title : raw.clock),
    starts: expressions.whole([...path, 'starts'], raw.starts ?? 'true', { contexts }, { bare: true }),
    from: raw.from ?? ownName(base?.from, all) ?? 'known',
    term: present({
      period: (raw.due ?? base?.due)?.period ?? null,
      until: raw.until ?? base?.until,
      onFreeDay: raw['on-free-day'] ?? base?.['on-free-day'] ?? 'stays',
      calendar: raw.calendar ?? base?.calendar ?? 'weekends',
      holidays: [...(base?.holidays ?? []), ...(raw.holidays ?? [])],
      timezone: raw.timezone ?? base?.timezone,
    }),
    atLatest: atLatest && { period: atLatest.due.period, from: atLatest.from },
    metBy: raw['met-by'],
    owner: raw.owner,
    source: raw.source ?? base?.source ?? MISSING,
    uses: raw.uses,
    about: base && aboutOf(base),
    written: raw.uses === undefined ? undefined : library.written(raw.uses),
    path,
  });
}

/** `clocks.nis2-notification` is that clock by whatever id the playbook has it. */
function ownName(from: string | undefined, all: readonly RawClock[]): string | undefined {
  if (!from?.startsWith('clocks.')) return from;
  const name = from.slice('clocks.'.length);
  const own = all.find(({ uses, clock }) => uses === name || clock === name);
  return own ? `clocks.${own.clock}` : from;
}

function aboutOf(base: RawLibraryClock): AboutClock {
  return present({
    appliesTo: base['applies-to'],
    startsWhen: base['starts-when'],
    countsFrom: base['counts-from'],
    wording: base.wording,
    note: base.note,
  });
}
