import type { Template } from '../language/template.ts';
import type { Action } from '../playbook/catalogue/model.ts';
import type { Step } from '../playbook/model.ts';

/** How long a command that the playbook itself names may run, milliseconds. */
const TIMEOUT = 600_000;

const known = new WeakMap<Step, Action>();

/** The command that a step of the playbook runs itself, as an action of its own. */
export function ownAction(step: Step, argv: readonly Template[]): Action {
  const before = known.get(step);
  if (before) return before;
  const action: Action = {
    id: `step/${step.id}`,
    title: `The command of ${step.id}`,
    effect: step.effect ?? 'verify',
    types: [],
    // An exit code proves no death, and finds nothing: a person sees to the end of these.
    finishes: step.effect !== 'prove-dead' && step.effect !== 'survey',
    inputs: {},
    subjects: {},
    calls: [
      {
        id: 'do',
        via: { how: 'command', argv, env: {}, exits: [0] },
        readOnly: false,
        // Who writes that it is tried again says that it may be.
        idempotent: step.retry !== undefined,
        timeout: TIMEOUT,
        ...(step.retry && { retry: step.retry }),
        outputs: {},
      },
    ],
    docs: '',
    needs: [],
    path: step.path,
  };
  known.set(step, action);
  return action;
}
