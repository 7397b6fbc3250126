import type { By } from '../../src/engine/entries.ts';
import type { Inject, Objective, Scenario, WorldItem } from '../../src/scenario/model.ts';

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(count * 60);

export const mara: By = { person: 'Mara', role: 'lead' };
export const jon: By = { person: 'Jon', role: 'operator' };

/** A playbook as small as one can be that has every kind of thing that a report tells of. */
export const PLAYBOOK = `format: 1
playbook: small
version: 1.2.0
title: A small playbook
summary: Something is wrong with a pipeline.
severity: high
roles:
  lead: { title: Incident lead }
  operator: { title: Operator }
inputs:
  repository: { type: string, ask: Which repository? }
targets:
  acknowledged: { within: 5m, from: known }
  isolated: { within: 10m, from: acknowledged }
  cleared: { within: 6h, from: intruded }
audiences: [consumers]
clocks:
  - clock: authority
    title: Tell the authority
    starts: \${{ steps.personal-data.choice == 'yes' }}
    from: known
    due: 72h
    met-by: advise
    owner: lead
    source: GDPR, art. 33(1)
phases:
  - phase: triage
    title: Look
    steps:
      - step: acknowledge
        role: lead
        do: Say that you have it.
        reaches: acknowledged
      - step: personal-data
        role: lead
        decide: Was personal data exposed?
        options: { "yes": { label: "Yes, or maybe" }, "no": { label: "No, none" } }
        rationale: required
  - phase: isolate
    title: Stop it
    steps:
      - step: survey-stages
        role: operator
        effect: survey
        of: stage
        do: List every workflow.
      - step: isolate-stages
        after: []
        role: operator
        for-each: stage
        effect: isolate
        do: Stop \${{ item.name }}.
        approval: lead
    gate: { stage: isolated }
    reaches: isolated
  - phase: tell
    title: Tell them
    after: [triage]
    steps:
      - step: advise
        role: operator
        notify: consumers
        message: |
          What happened.
          What to do now.
  - phase: close
    title: Close
    after: [isolate, tell]
    steps:
      - step: hand-back
        role: lead
        do: Hand back.
        evidence: required
        reaches: cleared
`;

const expression = (facts: Partial<Scenario['plays'][number]['expect']>) => ({ facts: {}, path: [], ...facts });

export const thing = (id: string, kind: WorldItem['kind'], more: Partial<WorldItem> = {}): WorldItem => ({
  id,
  kind,
  type: 'github-workflow',
  name: `${id}.yml`,
  known: false,
  holds: [],
  opens: [],
  publishes: [],
  fields: {},
  path: [],
  ...more,
});

export const checkCall: Inject = {
  id: 'check-call',
  at: minutes(2),
  hold: false,
  from: 'Release monitor',
  via: 'phone',
  to: ['lead'],
  text: 'Version 4.2.1 appeared.\nNobody cut it.',
  ask: { question: 'What do you do?', form: 'text' },
  reveals: [],
  expect: expression({ answered: true, within: minutes(10) }),
  objective: 'contain',
  path: [],
};

const held: Inject = { ...checkCall, id: 'late-call', hold: true, from: 'A regulator' };
const { at: _, ...heldInject } = held;

const contain: Objective = {
  id: 'contain',
  title: 'Stop a second publish',
  capability: 'Containment',
  tasks: [
    { title: 'Isolates every stage', expect: expression({ reached: { isolated: minutes(30) } }) },
    { title: 'Says it aloud', observe: 'The lead says what is being done.' },
  ],
};

export const SCENARIO: Scenario = {
  id: 'small-drill',
  version: '1.0.0',
  title: 'The small drill',
  playbook: 'small',
  duration: minutes(60),
  timezone: 'UTC',
  starts: Date.parse('2026-03-02T08:12:00Z'),
  basedOn: {
    case: 'fictional',
    sources: [],
    milestones: {},
    tolerance: minutes(1),
    timeline: [],
    follows: [],
    invented: [],
  },
  lessons: [],
  mapsTo: {},
  briefing: 'A check says that something was published.\nNobody remembers it.',
  inputs: { repository: 'acme/storefront' },
  anchors: { known: 0, intruded: -hours(5) },
  cast: {},
  world: [
    thing('build', 'stage', { known: true, holds: ['token'] }),
    thing('release', 'stage'),
    thing('token', 'credential', { name: 'CI_TOKEN', type: 'github-token', opens: ['build', 'release'] }),
  ],
  adversary: {
    enters: { at: -hours(5), with: ['token'] },
    moves: [
      {
        id: 'plant',
        at: -hours(4),
        needs: ['token'],
        needsAny: [],
        needsRunning: [],
        needsDead: [],
        does: { compromise: ['release'], poison: [], destroy: [], create: [] },
        path: [],
      },
      {
        id: 'again',
        title: 'publishes again',
        at: minutes(30),
        retry: minutes(5),
        needs: ['release'],
        needsAny: [],
        needsRunning: [],
        needsDead: [],
        does: { compromise: [], poison: [], destroy: [], create: [] },
        path: [],
      },
    ],
  },
  responses: {
    'survey-stages': {
      step: 'survey-stages',
      show: 'build.yml release.yml',
      finds: { release: ['release.yml'] },
      falseLeads: ['lint.yml'],
      takes: 0,
      outputs: {},
      path: [],
    },
  },
  injects: [checkCall, heldInject],
  objectives: [contain],
  plays: [],
};
