import { describe, expect, it } from 'vitest';
import { define } from '../../src/engine/definition.ts';
import { instanceOf } from '../../src/engine/state.ts';
import { book, scene } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const isolating = book(`
      - { step: isolate, role: operator, for-each: stage, effect: isolate, do: Stop it. }`);
const ref = { step: 'isolate', item: 'build' };

function drill(more = ''): Run {
  const { playbook, scenario } = definitionOf(isolating, scene(more));
  return new Run(define(playbook, scenario, [], { 'isolate github-workflow': 5000, 'isolate other': 60_000 }));
}

describe('given a drill, and an action that takes its time in a live run', () => {
  it('the step takes as long, though nothing is run', () => {
    const run = drill();
    run.does({ type: 'finish', ...ref });
    expect(instanceOf(run.state, ref)).toMatchObject({ status: 'running', running: { what: 'action', until: 5000 } });
    expect(told(run.at('6s'))).toContain('step.done isolate build');
  });

  it('what the scenario says of the step goes before that', () => {
    const run = drill('responses: { isolate: { show: done } }');
    run.does({ type: 'finish', ...ref });
    expect(instanceOf(run.state, ref)?.status).toBe('done');
  });
});
