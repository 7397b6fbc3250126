import { describe, expect, it } from 'vitest';
import {
  compilePlaybook,
  type PhaseEvent,
  type PhaseState,
  phaseStates,
  stepPhases,
} from '../../src/playbook/machine.ts';
import { samplePlaybook } from '../helpers/documents.ts';
import { fc } from '../helpers/properties.ts';

const compiled = compilePlaybook(samplePlaybook());
const phases = Object.keys(compiled.initial);
const types = ['open', 'close', 'reopen', 'skip'] as const;

/** The whole life of a phase, as the design draws it. */
const life: Readonly<Record<string, PhaseState>> = {
  'waiting open': 'open',
  'waiting skip': 'skipped',
  'open close': 'closed',
  'open skip': 'skipped',
  'closed reopen': 'reopened',
  'reopened close': 'closed',
  'reopened skip': 'skipped',
  'skipped reopen': 'reopened',
};

describe('given a playbook compiled to a machine', () => {
  it('then it has one region a phase, all of them waiting', () => {
    expect(compiled.initial).toEqual(Object.fromEntries(phases.map((phase) => [phase, 'waiting'])));
    expect(phases[0]).toBe('triage');
    expect(Object.keys(compiled.machine.states)).toEqual(phases);
  });

  it.each(phaseStates.flatMap((from) => types.map((type) => ({ from, type }))))(
    'when a phase that is $from is told to $type, then the machine does what the design says',
    ({ from, type }) => {
      const to = life[`${from} ${type}`];
      const value = { ...compiled.initial, revoke: from };
      const expected = to === undefined ? null : { ...value, revoke: to };
      expect(stepPhases(compiled, value, { type, phase: 'revoke' })).toEqual(expected);
      expect(stepPhases(compiled, value, { type, phase: 'revoke' })).toEqual(expected);
    },
  );

  it.each(['nowhere', 'constructor', '__proto__', 'toString'])(
    'when the phase is `%s`, then it is ignored',
    (phase) => {
      expect(stepPhases(compiled, compiled.initial, { type: 'open', phase })).toBeNull();
    },
  );

  it('when any moves are made, then no phase but the named one ever changes, and nothing that was given does', () => {
    const event = fc.record<PhaseEvent>({ type: fc.constantFrom(...types), phase: fc.constantFrom(...phases) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let value = compiled.initial;
        for (const one of events) {
          const before = Object.freeze({ ...value });
          const after = stepPhases(compiled, before, one);
          if (after === null) continue;
          expect({ ...after, [one.phase]: before[one.phase] }).toEqual(before);
          expect(after[one.phase]).toBe(life[`${before[one.phase]} ${one.type}`]);
          value = after;
        }
      }),
    );
  });
});
