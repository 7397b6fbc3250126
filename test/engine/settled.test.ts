import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { decide } from '../../src/engine/decide.ts';
import { initialState } from '../../src/engine/evolve.ts';
import { approvalFor } from '../../src/engine/instructions.ts';
import { openInstances, refOf } from '../../src/engine/queries.ts';
import type { State } from '../../src/engine/state.ts';
import { fc } from '../helpers/properties.ts';
import { askOf, type Intent, intents } from './arbitrary.ts';
import { definitionOf, evidence, Run, shipped, T, told } from './given.ts';

const definition = shipped();
const document = { id: 'x', version: '1.0.0', sha256: '', text: '' };
const roles = Object.fromEntries(Object.keys(definition.playbook.roles).map((role) => [role, 'Ada']));
const opening: Ask = {
  type: 'open',
  run: 'test',
  kind: 'exercise',
  tool: 'test',
  playbook: document,
  scenario: { ...document, clues: {} },
  roles,
};

/** What an intent comes to: mostly one of the first open instances is seen through, so that phases are gone through. */
function asksOf(state: State, intent: Intent): ((now: State) => Ask)[] {
  const instance = openInstances(state)[intent.pick % 3];
  if (!instance || intent.other % 4 === 0) return [(now) => askOf(now, intent)];
  const ref = refOf(instance);
  return [
    () => ({ type: 'request-approval', instances: [ref] }),
    (now) => ({ type: 'approve', instances: [ref], hash: approvalFor(now, [ref]).hash }),
    (now) => ({ ...askOf(now, { ...intent, type: 'finish' }), ...ref, evidence }) as Ask,
  ];
}

describe('what follows from a command', () => {
  it('has all been derived: a look at everything, as a change of the clock asks for, finds nothing more', () => {
    fc.assert(
      fc.property(fc.array(intents, { maxLength: 3 }), (plans) => {
        let now = T;
        let state = initialState(definition);
        const give = (ask: Ask) => {
          const decided = decide(state, { ...ask, now, by: { person: 'Ada' } });
          state = decided.state;
          return decided.entries;
        };
        give(opening);
        for (const intent of plans.flat()) {
          now += Math.min(intent.pause, 60_000);
          give({ type: 'wake' });
          for (const ask of asksOf(state, intent)) {
            give(ask(state));
            if (state.stage !== 'play') return;
            const speed = state.clock.speed === 1 ? 2 : 1;
            expect(give({ type: 'set-speed', speed }).map(({ type }) => type)).toEqual(['time.anchored']);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Two phases side by side, both kept open by a step of their own unless it is skipped. */
function sideBySide(first: string, second: string, gate: string): Run {
  const playbook = `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead } }
phases:
  - phase: first
    title: First
    steps:
${first}
      - { step: hold-first, after: [], role: lead, do: Keeps the first open. }
  - phase: second
    title: Second
    after: []
    steps:
${second}
      - { step: hold-second, after: [], role: lead, do: Keeps the second open. }
    ${gate}`;
  return new Run(definitionOf(playbook, null), { lead: 'Ada' });
}

describe('what follows in a phase from what was done in another', () => {
  const asking =
    '      - { step: ask, role: lead, decide: "Is it?", options: { "yes": { label: "Yes." }, "no": { label: "No." } } }';
  const telling = '      - { step: tell, role: lead, if: "${{ steps.ask.choice == \'yes\' }}", do: Tell them. }';

  it('an open question is answered there', () => {
    const run = sideBySide(asking, telling, '');
    expect(run.state.steps.tell?.['-']?.asks).toEqual(['steps.ask.choice']);
    expect(told(run.completes('ask', { choice: 'yes' }))).toContain('step.resolved tell');
  });

  it('what was not needed is needed after all', () => {
    const first = '      - { step: write-it, role: lead, do: Write it. }';
    const run = sideBySide(asking, `${first}\n${telling}`, '');
    run.completes('ask', { choice: 'no' });
    run.completes('write-it');
    expect(run.statuses('tell')).toEqual({ '-': 'not-needed' });
    expect(told(run.does({ type: 'retract', step: 'ask', reason: 'It was a slip.' }))).toContain('step.opened tell');
    expect(told(run.completes('ask', { choice: 'yes' }))).toContain('step.resolved tell');
  });

  it('a gate holds by an effect', () => {
    const isolating = '      - { step: isolate-it, role: lead, for-each: stage, effect: isolate, do: Stop it. }';
    const run = sideBySide(isolating, '', 'gate: { stage: isolated }');
    run.does({ type: 'add-item', kind: 'stage', name: 'build' });
    run.completes('hold-second');
    expect(told(run.completes('isolate-it', { item: 'build' }))).toContain('phase.closed second');
    expect(told(run.does({ type: 'retract', step: 'isolate-it', item: 'build', reason: 'It still runs.' }))).toContain(
      'phase.reopened second',
    );
  });

  it('a gate holds by a survey that found nothing', () => {
    const surveying = `
      - { step: survey-it, role: lead, effect: survey, of: artifact, do: List them. }
      - { step: quarantine-it, role: lead, for-each: artifact, effect: quarantine, do: Take it off the shelf. }`;
    const run = sideBySide(surveying, '', 'gate: { artifact: quarantined }');
    run.completes('hold-second');
    expect(told(run.completes('survey-it'))).toContain('phase.closed second');
  });
});
