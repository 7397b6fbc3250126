import { reportDuplicates } from '../../playbook/rules/duplicate-names.ts';
import { AS_IT_HAPPENED } from '../as-it-happened.ts';
import type { ScenarioView, StagedView } from './rule.ts';

/** A replay of a real breach says where its facts are from. */
export function sources({ scenario, findings }: ScenarioView): void {
  const { case: name, sources: given } = scenario.basedOn;
  if (name === 'fictional' || given.length > 0 || !findings.isWhole(['based-on'])) return;
  findings.add('error', 'source-missing', findings.at(['based-on', 'case']), {
    message: 'this is based on a real case, and names no source',
    hint: 'Add the reports it was taken from under `sources`, or write `case: fictional`.',
  });
}

/** A source that nobody can look up proves nothing. Rows name sources by id, so each id is one source. */
export function sourceKeys({ scenario, findings }: ScenarioView): void {
  const place = (index: number) => ['based-on', 'sources', index];
  const named = scenario.basedOn.sources.flatMap(({ source }, index) =>
    source === undefined ? [] : [{ name: source, sort: 'source', path: [...place(index), 'source'] }],
  );
  reportDuplicates(named, findings);
  scenario.basedOn.sources.forEach(({ url, path }, index) => {
    if (url !== undefined || path !== undefined || !findings.isWhole(place(index))) return;
    findings.add('error', 'source-incomplete', findings.at([...place(index), 'title']), {
      message: 'nothing says where this source is',
      hint: 'Give it a `url`, or a `path` beside this file.',
    });
  });
}

/** People sit at it as long as the story lasts, or less. */
export function sessionLength({ scenario: { session, duration }, findings }: ScenarioView): void {
  if (session === undefined || session <= duration || !findings.isWhole(['duration'], ['session'])) return;
  findings.add('error', 'session-too-long', findings.at(['session']), {
    message: '`session` is longer than `duration`, so play would be over before it',
    hint: 'Give it a longer `duration`, or leave `session` out: then it is the duration.',
  });
}

/** Published milestones are there to be replayed. */
export function playedMilestones({ scenario, findings }: ScenarioView): void {
  const { case: name, milestones } = scenario.basedOn;
  const isPlayed = scenario.plays.some(({ id }) => id === AS_IT_HAPPENED);
  if (name === 'fictional' || isPlayed || Object.keys(milestones).length === 0) return;
  if (!findings.isWhole(['plays'], ['based-on'])) return;
  findings.add('warning', 'replay-not-played', findings.keyAt(['based-on', 'milestones']), {
    message: `the times of the victim are given, and no play is called \`${AS_IT_HAPPENED}\``,
    hint: 'Add a play of that name that does what the victim did: its times are held to the published ones.',
  });
}

/** The victim's milestones are milestones of the playbook. */
export function publishedMilestones({ scenario, outline, findings }: StagedView): void {
  for (const name of Object.keys(scenario.basedOn.milestones)) {
    if (outline.milestones.has(name)) continue;
    const path = ['based-on', 'milestones', name];
    findings.unknown({ path, name, sort: 'milestone', among: outline.milestones, range: findings.keyAt(path) });
  }
}
