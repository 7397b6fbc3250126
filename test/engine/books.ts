/** A playbook of these phases and nothing more, for tests: `phases` is indented by two. */
export function phased(phases: string): string {
  return `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
phases:
${phases}`;
}

/** A playbook of one phase, for tests: `steps` is indented by six. */
export function book(steps: string, more = ''): string {
  return `
format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book for tests.
severity: high
roles: { lead: { title: Lead }, operator: { title: Operator } }
inputs: { region: { type: string, ask: "Which region?" } }
scope:
  credential: { needed: { type: boolean, default: true } }
  backup: { taken: { type: time, required: true }, digest: { type: string, required: true } }
audiences: [everyone]
${more}
phases:
  - phase: work
    title: Work
    steps:
${steps}
      - { step: hold-open, after: [], role: lead, do: Keeps the phase open. }
`;
}

/** A scenario for `book`, for tests: what is given, and a world of a few things. */
export function scene(more = '', world = ''): string {
  return `
format: 1
scenario: scene
version: 1.0.0
title: Scene
playbook: book
duration: 60m
timezone: UTC
starts: 2026-03-02T08:12:00Z
based-on: { case: fictional, sources: [] }
briefing: Something happened.
anchors: { known: T, intruded: T-5h }
world:
  stage:
    build: { type: github-workflow, name: build.yml, holds: [ci-token], publishes: [sdk], known: true }
  credential:
    ci-token: { type: github-token, name: CI_TOKEN, opens: [build] }
    npm-token: { type: npm-token, name: NPM_TOKEN }
  artifact:
    sdk: { type: npm-package, name: sdk 1.0.0, known: true }
  system:
    store: { type: s3-bucket, known: true }
${world}
${more.includes('adversary:') ? '' : 'adversary: { enters: { at: T-5h, with: [ci-token] }, moves: [] }'}
${more}
${more.includes('plays:') ? '' : 'plays:\n  - { play: nobody-home, pace: never, expect: { reached: none } }'}
`;
}
