import type { Override } from '../engine/entries.ts';
import { rehearsedEnds } from './brought-about.ts';
import type { Catalogued } from './catalogued.ts';
import type { Moment, Source, Told, Who } from './source.ts';

/** A place where the run did not go as the playbook says. */
export interface Deviation {
  readonly sort:
    | 'override'
    | 'step-skipped'
    | 'phase-skipped'
    | 'otherwise'
    | 'failed'
    | 'retried'
    | 'unknown'
    | 'reopened'
    | 'retracted'
    | 'overdue'
    | 'unplanned-step'
    | 'unplanned-item'
    | 'flag';
  readonly moment: Moment;
  readonly who: Who | null;
  /** The step, phase or kind of item in the playbook that it is about. */
  readonly part: { readonly sort: 'step' | 'phase' | 'scope'; readonly id: string };
  /** The same for a reader: `isolate-stages for build.yml`. */
  readonly about: string;
  /** Why, or how, in the words of who did it. */
  readonly reason: string;
  /** Of an override: what the rules said. */
  readonly refused?: string;
  readonly flag?: 'slow' | 'unclear' | 'missing' | 'wrong';
  /** Of a step done otherwise: what could have been run for it, by its title. */
  readonly action?: string;
}

/** What an override went over, in words. */
export function overridden(source: Source, over: Override): string {
  switch (over.what) {
    case 'gate':
      return `the gate of ${source.phase(over.phase)}`;
    case 'require':
      return `what ${source.step(over)} requires`;
    case 'approval':
      return `the approval of ${source.step(over)}`;
    case 'order':
      return `the order of ${source.step(over)}`;
    case 'check':
      return `the check of ${source.step(over)}`;
  }
}

/** Every deviation, oldest first. */
export function deviationsOf(source: Source, catalogued: Catalogued): Deviation[] {
  return [
    ...ofSteps(source),
    ...otherwise(source, catalogued),
    ...ofActions(source),
    ...ofAdditions(source),
    ...ofPhases(source),
  ].sort((a, b) => a.moment.entry - b.moment.entry);
}

type OfStep = Told & { readonly step: string; readonly item?: string };

function ofStep(source: Source, sort: Deviation['sort'], entry: OfStep, reason: string): Deviation {
  return {
    sort,
    moment: source.moment(entry),
    who: source.who(entry.by),
    part: { sort: 'step', id: entry.step },
    about: source.step(entry),
    reason,
  };
}

/** What was rehearsed was not done in another way; of a drill, the world answered, and there was no action to take. */
function otherwise(source: Source, catalogued: Catalogued): Deviation[] {
  const rehearsed = rehearsedEnds(source.entries);
  return source.of('step.done').flatMap((entry) => {
    if (entry.otherwise === undefined || rehearsed.has(entry.seq)) return [];
    const action = catalogued.thereIsFor(entry);
    return [{ ...ofStep(source, 'otherwise', entry, entry.otherwise), ...(action === null ? {} : { action }) }];
  });
}

/** What was run again, and what had an outcome that nobody knew. A drill tells both by what the world answered. */
function ofActions(source: Source): Deviation[] {
  if (source.exercise) return [];
  return [
    ...source.of('step.retried').map((entry) => ofStep(source, 'retried', entry, whyAgain(source, entry))),
    ...source.of('step.unknown').map((entry) => ofStep(source, 'unknown', entry, entry.because)),
  ];
}

/** What it had failed of, so that the reader need not look for it. */
function whyAgain(source: Source, { step, item, seq }: Told<'step.retried'>): string {
  const failed = source.of('step.failed').findLast((one) => one.seq < seq && one.step === step && one.item === item);
  return failed ? `it had failed: ${failed.reason}` : 'it had failed';
}

function ofSteps(source: Source): Deviation[] {
  const deviation = (sort: Deviation['sort'], entry: OfStep, reason: string) => ofStep(source, sort, entry, reason);
  return [
    // One that nobody skipped by itself went with its phase, which tells of it.
    ...source.of('step.skipped').flatMap((entry) => (entry.by ? [deviation('step-skipped', entry, entry.reason)] : [])),
    ...source.of('step.failed').map((entry) => deviation('failed', entry, entry.reason)),
    ...source.of('step.reopened').map((entry) => deviation('reopened', entry, entry.reason)),
    ...source.of('step.retracted').map((entry) => deviation('retracted', entry, entry.reason)),
    ...source.of('step.overdue').map((entry) => deviation('overdue', entry, 'not finished within its time')),
    ...source.of('step.flagged').map((entry) => ({ ...deviation('flag', entry, entry.text), flag: entry.flag })),
  ];
}

function ofAdditions(source: Source): Deviation[] {
  const steps = source.of('step.added').map(
    (entry): Deviation => ({
      sort: 'unplanned-step',
      moment: source.moment(entry),
      who: source.who(entry.by),
      part: { sort: 'phase', id: entry.phase },
      about: entry.title,
      reason: entry.reason,
    }),
  );
  const items = source.of('item.added').flatMap((entry): Deviation[] => {
    if (entry.how !== 'unplanned') return [];
    const part = { sort: 'scope', id: entry.kind } as const;
    const reason = 'added without a step that looked for it';
    return [
      {
        sort: 'unplanned-item',
        moment: source.moment(entry),
        who: source.who(entry.by),
        part,
        about: entry.name,
        reason,
      },
    ];
  });
  return [...steps, ...items];
}

function ofPhases(source: Source): Deviation[] {
  const skipped = source.of('phase.skipped').map(
    (entry): Deviation => ({
      sort: 'phase-skipped',
      moment: source.moment(entry),
      who: source.who(entry.by),
      part: { sort: 'phase', id: entry.phase },
      about: source.phase(entry.phase),
      reason: entry.reason,
    }),
  );
  const overrides = source.of('glass.broken').map(
    (entry): Deviation => ({
      sort: 'override',
      moment: source.moment(entry),
      who: source.who(entry.by),
      part:
        entry.over.what === 'gate' ? { sort: 'phase', id: entry.over.phase } : { sort: 'step', id: entry.over.step },
      about: overridden(source, entry.over),
      reason: entry.reason,
      refused: entry.refused,
    }),
  );
  return [...skipped, ...overrides];
}
