import type { Override } from '../engine/entries.ts';
import type { Moment, Source, Told, Who } from './source.ts';

/** A place where the run did not go as the playbook says. */
export interface Deviation {
  readonly sort:
    | 'override'
    | 'step-skipped'
    | 'phase-skipped'
    | 'otherwise'
    | 'failed'
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
export function deviationsOf(source: Source): Deviation[] {
  return [...ofSteps(source), ...ofAdditions(source), ...ofPhases(source)].sort(
    (a, b) => a.moment.entry - b.moment.entry,
  );
}

function ofSteps(source: Source): Deviation[] {
  type OfStep = Told & { readonly step: string; readonly item?: string };
  const deviation = (sort: Deviation['sort'], entry: OfStep, reason: string): Deviation => ({
    sort,
    moment: source.moment(entry),
    who: source.who(entry.by),
    part: { sort: 'step', id: entry.step },
    about: source.step(entry),
    reason,
  });
  return [
    // One that nobody skipped by itself went with its phase, which tells of it.
    ...source.of('step.skipped').flatMap((entry) => (entry.by ? [deviation('step-skipped', entry, entry.reason)] : [])),
    ...source
      .of('step.done')
      .flatMap((entry) => (entry.otherwise === undefined ? [] : [deviation('otherwise', entry, entry.otherwise)])),
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
