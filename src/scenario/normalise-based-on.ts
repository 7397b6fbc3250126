import { mapValues } from '../playbook/normalise.ts';
import { present } from '../playbook/present.ts';
import type { RawBasedOn } from './based-on-schema.ts';
import type { BasedOn, Here, PublishedRow } from './model.ts';
import type { StoryClock } from './story-clock.ts';

type RawRow = RawBasedOn['timeline'][number];

/** What a scenario is based on, its times turned into milliseconds from T. */
export function basedOnOf(raw: RawBasedOn, clock: StoryClock): BasedOn {
  return present({
    case: raw.case,
    story: raw.story,
    sources: raw.sources.map((source) => present(source)),
    milestones: mapValues(raw.milestones, (time, milestone) => clock.at(['based-on', 'milestones', milestone], time)),
    tolerance: raw.tolerance,
    timeline: raw.timeline.map((row, index) => rowOf(row, index, clock)),
    follows: raw.follows,
    invented: raw.invented,
  });
}

function rowOf(raw: RawRow, index: number, clock: StoryClock): PublishedRow {
  const path = ['based-on', 'timeline', index];
  return present({
    at: raw.at === undefined ? undefined : clock.at([...path, 'at'], raw.at),
    when: raw.when,
    what: raw.what,
    sources: raw.sources,
    here: hereOf(raw),
    path,
  });
}

/** A rule says so where a row has none of these, or several. */
function hereOf(raw: RawRow): Here {
  for (const as of ['move', 'inject', 'step', 'milestone'] as const) {
    const id = raw[as];
    if (id !== undefined) return { as, id };
  }
  return raw.enters ? { as: 'enters' } : { as: 'left-out', why: raw['left-out'] ?? '' };
}
