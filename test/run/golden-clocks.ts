import type { Ask } from '../../src/engine/commands.ts';
import { PlayClock } from '../../src/run/clock.ts';
import { openInMemory } from '../../src/run/open.ts';
import type { RunSession } from '../../src/run/run-session.ts';
import { loaded } from './texts.ts';

const starts = Date.parse('2026-03-26T08:12:00Z');
const hour = 60 * 60_000;

const book = `format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book of deadlines.
severity: high
roles: { lead: { title: Lead }, legal: { title: Counsel } }
clocks:
  - { clock: authority, uses: gdpr-33, starts: "\${{ steps.personal-data.choice == 'yes' }}", met-by: notify, owner: legal }
  - { clock: early, uses: nis2-early-warning, starts: "\${{ steps.significant.choice == 'yes' }}", met-by: warn }
  - { clock: full, uses: nis2-notification, starts: "\${{ steps.significant.choice == 'yes' }}", met-by: tell-all }
  - { clock: last, uses: nis2-final-report, met-by: report, holidays: [2026-04-27] }
  - { clock: investors, uses: sec-8k-105, starts: "\${{ steps.material.choice == 'yes' }}", from: steps.material, met-by: file }
  - { clock: people, uses: gdpr-34, starts: "\${{ steps.personal-data.choice == 'yes' }}", met-by: write }
phases:
  - phase: act
    title: Act
    steps:
      - { step: personal-data, role: lead, decide: Personal data?, options: { "yes": { label: "Yes." }, "no": { label: "No." } }, rationale: required }
      - { step: significant, after: [], role: lead, decide: Significant?, options: { "yes": { label: "Yes." }, "no": { label: "No." } } }
      - { step: material, after: [], role: lead, decide: Material?, options: { "yes": { label: "Yes." }, "no": { label: "No." } } }
      - { step: notify, after: [], role: legal, do: Notify. }
      - { step: warn, after: [], role: legal, do: Warn. }
      - { step: tell-all, after: [], role: legal, do: Tell all. }
      - { step: report, after: [], role: legal, do: Report. }
      - { step: file, after: [], role: legal, do: File. }
      - { step: write, after: [], role: legal, do: Write. }
`;

const scene = `format: 1
scenario: scene
version: 1.0.0
title: Scene
playbook: book
duration: 50d
session: 30m
starts: 2026-03-26T08:12:00Z
timezone: Europe/Berlin
based-on: { case: fictional }
briefing: Something was read.
world: { stage: { desk: { type: workstation, known: true } } }
injects: []
objectives: []
plays: []
`;

/** Every way in which a deadline starts and ends, over a change of the clock. */
export function clocksByHand(): RunSession {
  const clock = new PlayClock(starts);
  const content = loaded(book, scene);
  const session = openInMemory({
    content,
    roles: { lead: 'Mara', legal: 'Lena' },
    seed: 'golden',
    clock,
    typedBy: 'mara@laptop',
  });
  const does = (person: string, ask: Ask) => {
    const refusal = session.dispatch(ask, { person });
    if (refusal) throw new Error(`${ask.type}: ${refusal.message}`);
  };
  const at = (hours: number) => clock.moveTo(starts + hours * hour);
  at(1);
  does('Mara', { type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'A dump was read.' });
  does('Mara', { type: 'finish', step: 'significant', choice: 'yes' });
  does('Mara', { type: 'finish', step: 'material', choice: 'yes' });
  at(2);
  does('Mara', { type: 'rule-out-clock', clock: 'investors', reason: 'We are not listed.' });
  at(20);
  does('Lena', { type: 'finish', step: 'warn' });
  at(30);
  does('Mara', { type: 'retract', step: 'personal-data', reason: 'It was a copy for tests.' });
  does('Mara', { type: 'rule-in-clock', clock: 'investors', reason: 'Our mother company is.' });
  at(80);
  does('Lena', { type: 'finish', step: 'tell-all' });
  does('Mara', { type: 'stop', reason: 'Over.' });
  does('Lena', { type: 'rule-out-clock', clock: 'last', reason: 'The authority has closed the case.' });
  does('Mara', { type: 'close' });
  return session;
}
