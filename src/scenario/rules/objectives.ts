import type { ScenarioView } from './rule.ts';

/** An objective that no inject and no task touches is never rated. */
export function idleObjectives({ scenario, findings }: ScenarioView): void {
  if (!findings.isWhole(['injects'], ['objectives'])) return;
  const exercised = new Set(scenario.injects.map(({ objective }) => objective));
  scenario.objectives.forEach(({ id, tasks }, index) => {
    if (tasks.length > 0 || exercised.has(id)) return;
    findings.add('warning', 'objective-not-exercised', findings.at(['objectives', index, 'objective']), {
      message: `no inject and no task exercises \`${id}\``,
      hint: 'Give it tasks, or name it as the `objective` of an inject.',
    });
  });
}

/** A task is judged by facts or by a person. */
export function taskKeys({ scenario, findings }: ScenarioView): void {
  scenario.objectives.forEach(({ tasks }, o) => {
    tasks.forEach(({ title }, t) => {
      const path = ['objectives', o, 'tasks', t];
      const [byFacts, byPerson] = [
        [...path, 'expect'],
        [...path, 'observe'],
      ];
      if (findings.has(byFacts) && findings.has(byPerson)) {
        findings.add('error', 'keys-conflict', findings.keyAt(byPerson), {
          message: '`observe` and `expect` exclude each other',
          hint: 'A task is judged by facts or by a person. Make two tasks of it.',
        });
      } else if (!findings.has(byFacts) && !findings.has(byPerson)) {
        findings.add('error', 'keys-incomplete', findings.at([...path, 'task']), {
          message: `nothing says how to tell whether the team did this: ${title}`,
          hint: 'Add `expect` for facts, or `observe` for what the facilitator looks for.',
        });
      }
    });
  });
}
