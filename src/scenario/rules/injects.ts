import type { Findings } from '../../playbook/findings.ts';
import { listed } from '../../playbook/words.ts';
import type { Inject } from '../model.ts';
import { checkItems } from './items.ts';
import type { ScenarioView, StagedView } from './rule.ts';

const timings = ['at', 'hold', 'when'] as const;

/** An inject comes at a time, when it is released, or when something is so: by one of these. */
export function injectTimes({ scenario, findings }: ScenarioView): void {
  for (const { id, path } of scenario.injects) {
    const [first, ...others] = timings.filter((key) => findings.has([...path, key]));
    if (first === undefined) {
      findings.add('error', 'keys-incomplete', findings.at([...path, 'inject']), {
        message: `nothing says when \`${id}\` comes`,
        hint: 'Give it one of `at: T+12m`, `hold: true` or `when: …`.',
      });
    }
    for (const other of others) {
      findings.add('error', 'keys-conflict', findings.keyAt([...path, other]), {
        message: `\`${other}\` and \`${first}\` exclude each other`,
        hint: 'Keep the one by which it comes.',
      });
    }
  }
}

/** A question is answered in free words or by one of its options. */
export function injectQuestions({ scenario, findings }: ScenarioView): void {
  for (const { ask, path } of scenario.injects) {
    if (ask === undefined) continue;
    const [words, options] = [
      [...path, 'ask', 'answer'],
      [...path, 'ask', 'options'],
    ];
    if (findings.has(words) && findings.has(options)) {
      findings.add('error', 'keys-conflict', findings.keyAt(options), {
        message: '`options` and `answer` exclude each other',
        hint: 'A question is answered in one way.',
      });
    } else if (!findings.has(words) && !findings.has(options)) {
      findings.add('error', 'keys-incomplete', findings.keyAt([...path, 'ask', 'question']), {
        message: '`question` needs `answer` or `options`',
        hint: 'Say how it is answered: `answer: text`, or `options`.',
      });
    }
  }
}

/** What an inject reveals and exercises is there. */
export function injectNames({ scenario, ground, findings }: ScenarioView): void {
  const objectives = new Set(scenario.objectives.map(({ id }) => id));
  for (const { reveals, objective, path } of scenario.injects) {
    checkItems(reveals, { path: [...path, 'reveals'] }, ground, findings);
    if (objective === undefined || objectives.has(objective)) continue;
    const place = [...path, 'objective'];
    findings.unknown({ path: place, name: objective, sort: 'objective', among: objectives, givenIn: ['objectives'] });
  }
}

/** Somebody must get it: a role of the playbook or of the cast, and one that plays. */
export function injectRoles({ scenario, outline, findings }: StagedView): void {
  const roles = new Set([...Object.keys(outline.playbook.roles), ...Object.keys(scenario.cast)]);
  for (const inject of scenario.injects) {
    for (const [index, name] of inject.to.entries()) checkRole(inject, index, name);
  }

  function checkRole({ path }: Inject, index: number, name: string): void {
    const place = findings.element([...path, 'to'], index);
    if (!roles.has(name)) {
      const hint = `The roles are ${listed(roles)}. Add it under \`cast\`, or name one of them.`;
      findings.unknown({
        path: place,
        name,
        sort: 'role',
        among: roles,
        code: 'role-unknown',
        givenIn: ['cast'],
        hint,
      });
    } else if (Object.hasOwn(scenario.cast, name) && scenario.cast[name]?.plays === false) {
      findings.add('warning', 'role-does-not-play', findings.at(place), {
        message: `\`${name}\` does not play, so nobody acts on this`,
        hint: 'Send it to a role that plays, or take `plays: false` away from this one.',
      });
    }
  }
}

/** What nobody is held to exercises nothing. An inject without an objective only informs. */
export function idleInjects({ scenario, findings }: ScenarioView): void {
  for (const { id, expect, objective, ask, path } of scenario.injects) {
    if (expect !== undefined || findings.has([...path, 'expect'])) continue;
    if (ask !== undefined) report(findings, [...path, 'ask'], `\`${id}\` asks, and nothing expects an answer`);
    else if (objective !== undefined) {
      report(findings, [...path, 'objective'], `\`${id}\` exercises \`${objective}\`, and expects nothing`);
    }
  }
}

function report(findings: Findings, path: readonly (string | number)[], message: string): void {
  findings.add('warning', 'inject-expects-nothing', findings.keyAt(path), {
    message,
    hint: 'Say what must follow under `expect`. An inject that only informs has no `objective`.',
  });
}
