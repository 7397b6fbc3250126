import { AS_IT_HAPPENED, isOnTime, writtenTime } from '../as-it-happened.ts';
import type { Ground } from '../ground.ts';
import type { PublishedRow, Scenario } from '../model.ts';
import type { ScenarioView, StagedView } from './rule.ts';

const places = ['move', 'inject', 'step', 'milestone', 'enters', 'left-out'] as const;

/** A row says when, and what became of it here: one thing, so that every published fact has one place. */
export function rowKeys({ scenario, findings }: ScenarioView): void {
  for (const { path } of scenario.basedOn.timeline) {
    if (!findings.isWhole(path)) continue;
    const has = (key: string) => findings.has([...path, key]);
    const [first, ...others] = places.filter(has);
    if (first === undefined) {
      findings.add('error', 'keys-incomplete', findings.at([...path, 'what']), {
        message: 'nothing says where this is in the scenario',
        hint: 'Give it one of `move`, `inject`, `step`, `milestone` or `enters: true`; or say under `left-out` why it is not there.',
      });
    }
    for (const other of others) {
      findings.add('error', 'keys-conflict', findings.keyAt([...path, other]), {
        message: `\`${other}\` and \`${first}\` exclude each other`,
        hint: 'Make two rows of it: each is one thing here.',
      });
    }
    if (has('at') || has('when')) continue;
    findings.add('error', 'keys-incomplete', findings.at([...path, 'what']), {
      message: 'nothing says when this happened',
      hint: 'Give it `at`, as published; or `when`, in words, where no hour is known.',
    });
  }
}

/** What a row names is there: its sources, its move, its inject, the way in. */
export function rowNames({ scenario, ground, findings }: ScenarioView): void {
  const { sources, timeline } = scenario.basedOn;
  const known = sources.flatMap(({ source }) => source ?? []);
  const injects = scenario.injects.map(({ id }) => id);
  for (const { sources: named, here, path } of timeline) {
    for (const [index, name] of named.entries()) {
      if (known.includes(name)) continue;
      const hint = 'Sources are named under `based-on`: `sources: [{ source: p1, title: …, url: … }]`.';
      const place = findings.element([...path, 'sources'], index);
      findings.unknown({ path: place, name, sort: 'source', among: known, givenIn: ['based-on', 'sources'], hint });
    }
    if (here.as === 'move' && !ground.moves.has(here.id)) {
      const among = ground.moves.keys();
      findings.unknown({ path: [...path, 'move'], name: here.id, sort: 'move', among, givenIn: ['adversary'] });
    }
    if (here.as === 'inject' && !injects.includes(here.id)) {
      findings.unknown({
        path: [...path, 'inject'],
        name: here.id,
        sort: 'inject',
        among: injects,
        givenIn: ['injects'],
      });
    }
    if (here.as === 'enters' && scenario.adversary.enters === null && !findings.has(['adversary', 'enters'])) {
      findings.add('error', 'keys-incomplete', findings.keyAt([...path, 'enters']), {
        message: '`enters` needs `adversary.enters`',
        hint: 'Say when and with what the attacker came in: `enters: { at: …, with: […] }`.',
      });
    }
  }
}

/** A row's step and milestone are in the playbook, and somebody is there to do the step. */
export function rowSteps({ scenario, outline, findings }: StagedView): void {
  const plays = scenario.plays.map(({ id }) => id);
  let isSaid = plays.includes(AS_IT_HAPPENED);
  for (const { here, path } of scenario.basedOn.timeline) {
    if (here.as === 'milestone' && !outline.milestones.has(here.id)) {
      const place = [...path, 'milestone'];
      findings.unknown({ path: place, name: here.id, sort: 'milestone', among: outline.milestones });
    }
    if (here.as !== 'step') continue;
    const place = [...path, 'step'];
    if (!outline.steps.has(here.id)) {
      findings.unknown({ path: place, name: here.id, sort: 'step', among: outline.steps.keys() });
    } else if (!isSaid) {
      // Once is enough: it is the play that is missing, not something of each row.
      isSaid = true;
      findings.unknown({
        path: place,
        name: AS_IT_HAPPENED,
        message: `no play is called \`${AS_IT_HAPPENED}\`, so nobody does this step at that time`,
        among: plays,
        givenIn: ['plays'],
        hint: 'Add a play of that name that does what the victim did, when they did it.',
      });
    }
  }
}

/** What the scenario does by itself comes at its published time. What a play does is held to it when that is played. */
export function rowTimes({ scenario, ground, findings }: ScenarioView): void {
  // A time that could not be told stands as T: nothing can be compared with it.
  if (findings.diagnostics.some(({ code }) => code === 'time-without-start')) return;
  const { tolerance, timeline } = scenario.basedOn;
  if (!findings.isWhole(['based-on', 'tolerance'])) return;
  for (const row of timeline) {
    const here = timeHere(row, scenario, ground);
    if (row.at === undefined || here === null || !findings.isWhole(row.path, here.path)) continue;
    if (isOnTime(here.at, row.at, tolerance)) continue;
    findings.add('error', 'replay-drift', findings.at([...row.path, 'at']), {
      message: `published ${writtenTime(row.at)}, but ${here.what} ${writtenTime(here.at)}`,
      hint: 'Move it to its published time, mend the row, or put `left-out` with the reason in place of what it names.',
    });
  }
}

/** When what a row names comes, as far as no play has a say in it. */
function timeHere({ here }: PublishedRow, { adversary, injects, basedOn }: Scenario, ground: Ground) {
  if (here.as === 'enters') {
    const path = ['adversary', 'enters'];
    return adversary.enters && { at: adversary.enters.at, what: 'the attacker enters at', path };
  }
  if (here.as === 'move') {
    const move = ground.moves.get(here.id);
    return move ? { at: move.at, what: `\`${here.id}\` happens at`, path: move.path } : null;
  }
  if (here.as === 'inject') {
    const inject = injects.find(({ id }) => id === here.id);
    return inject?.at === undefined ? null : { at: inject.at, what: `\`${here.id}\` comes at`, path: inject.path };
  }
  if (here.as !== 'milestone' || !Object.hasOwn(basedOn.milestones, here.id)) return null;
  const at = basedOn.milestones[here.id] ?? 0;
  return { at, what: `\`milestones\` says that \`${here.id}\` is reached at`, path: ['based-on', 'milestones'] };
}
