/** How large a generated pair of playbook and scenario is. */
export interface Size {
  readonly phases: number;
  readonly steps: number;
  readonly items: number;
}

/** What most real ones stay below. */
export const LARGE: Size = { phases: 8, steps: 10, items: 50 };

const effects = ['preserve', 'isolate', 'remove', 'rebuild', 'verify'] as const;

/** A playbook in which every step is done for every stage. Each step waits for the one before it, item by item. */
function largePlaybook({ phases, steps }: Size): string {
  return `
format: 1
playbook: large
version: 1.0.0
title: Large
summary: Generated, to measure by.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
inputs: { region: { type: string, ask: "Which region?" } }
scope: { stage: { needed: { type: boolean, default: true } } }
targets: { isolated: { within: 4h, from: known } }
phases:
${numbered(phases, (phase) => phaseText(phase, steps))}`;
}

/** Its scenario: every stage is known from the start, and every tenth is compromised. */
function largeScenario({ items }: Size): string {
  const taken = Array.from({ length: items }, (_, item) => item).filter((item) => item % 10 === 0);
  return `
format: 1
scenario: large-drill
version: 1.0.0
title: Large drill
playbook: large
duration: 7d
starts: 2026-03-02T08:12:00Z
based-on: { case: fictional, sources: [] }
briefing: Every pipeline at once.
inputs: { region: north }
anchors: { known: T, intruded: T-5h }
world:
  stage:
${numbered(items, (item) => `    pipeline-${item}: { type: github-workflow, name: pipeline-${item}.yml, holds: [token-${item % 10}], known: true }`)}
  credential:
${numbered(10, (item) => `    token-${item}: { type: github-token, name: TOKEN_${item}, opens: [pipeline-${item}] }`)}
adversary:
  enters: { at: T-5h, with: [token-0] }
  moves:
    - { move: spread-out, at: T-4h, needs: [token-0], does: { compromise: [${taken.map((item) => `pipeline-${item}`).join(', ')}] } }
injects:
  - inject: first-word
    at: T
    from: Monitor
    via: slack
    to: [lead]
    text: Several pipelines ran that nobody started.
    expect: { reached: isolated, within: 4h }
    objective: contain
objectives:
  - objective: contain
    title: Stop every pipeline
    capability: Containment
    tasks: [{ task: Isolates every pipeline, expect: { reached: isolated } }]
plays:
  - { play: nobody-home, pace: never, expect: { reached: none } }
`;
}

function phaseText(phase: number, steps: number): string {
  return `
  - phase: phase-${phase}
    title: Phase ${phase}
    steps:
${numbered(steps, (step) => stepText(phase, step))}
    gate: { stage: [preserved, isolated] }
    reaches: ${phase === 0 ? 'isolated' : `through-${phase}`}`;
}

/** Half of the steps have an effect; one asks for approval, one reads a condition, one is over its time after a while. */
function stepText(phase: number, step: number): string {
  const effect = step % 2 === 1 ? effects[(phase + (step >> 1)) % effects.length] : undefined;
  const parts = [
    `step: do-${phase}-${step}`,
    'role: operator',
    'for-each: stage',
    `do: "Look after \${{ item.name }} in \${{ inputs.region }}."`,
    ...(effect ? [`effect: ${effect}`] : []),
    ...(step === 3 ? ['approval: lead'] : []),
    ...(step === 4 && phase % 4 === 3 ? ['if: "${{ item.needed }}"'] : []),
    ...(step === 6 ? ['timeout: 30m'] : []),
  ];
  return `      - { ${parts.join(', ')} }`;
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** The texts of a pair. */
export interface Texts {
  readonly playbook: string;
  readonly scenario: string;
}

/** A pair of this size. */
export function largeTexts(size: Size): Texts {
  return { playbook: largePlaybook(size), scenario: largeScenario(size) };
}
