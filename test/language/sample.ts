/** A small playbook and what YAML can do to a text in it. */
export const sample = `# yaml-language-server: $schema=playbook.schema.json
format: 1
playbook: compromised-pipeline
title: Compromised release pipeline
roles:
  lead: { title: Incident lead, duty: Decides. Runs no commands. }
inputs:                                # may be unknown at the opening
  repository: { type: string, pattern: '^[\\w.-]+/[\\w.-]+$', ask: "Which repository's pipeline?" }
secrets: [GITHUB_TOKEN, NPM_TOKEN]     # names of environment variables
clocks:
  - clock: gdpr-authority
    starts: \${{ steps.personal-data.choice == 'yes' }}
    due: 72h
phases:
  - phase: triage
    steps:
      - step: confirm
        decide: Is this a real compromise?
        options:
          confirmed: { label: "Yes. Treat every credential as stolen." }
          false-alarm: { label: "No.", ends: false-alarm }
      - step: restore
        after: []                      # at once with the phase
        for-each: \${{ steps.choose-backup.choice }}
        check: \${{ same(outputs.digest, item.digest) }}   # exact
        message: |
          What happened, which versions,
            and what to do now.
          \${{ run.title }}
    gate: { backup: { some: [verified, restored] } }
`;
