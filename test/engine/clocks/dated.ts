import { deadlineOf } from '../../../src/engine/deadline.ts';
import type { Clock } from '../../../src/playbook/model.ts';
import { readPlaybook } from '../../../src/playbook/reader.ts';

/** A playbook whose clocks are these. */
export function playbookWith(clocks: string, steps = ''): string {
  return `format: 1
playbook: book
version: 1.0.0
title: Book
summary: A book.
severity: high
roles: { lead: { title: Lead } }
clocks:
${clocks}
phases:
  - phase: act
    title: Act
    steps:
      - { step: tell, role: lead, do: Tell them. }
      - { step: decided, after: [], role: lead, do: Decide. }
${steps}`;
}

/** A clock of the library, or one that is written out. */
export function clockOf(lines: string): Clock {
  const indented = lines
    .trim()
    .split('\n')
    .map((line) => `    ${line.trim()}`)
    .join('\n');
  const text = playbookWith(`  - clock: it\n    starts: \${{ true }}\n    met-by: tell\n${indented}`);
  const { playbook, diagnostics } = readPlaybook({ file: 'book.yaml', text });
  const [clock] = playbook?.clocks ?? [];
  if (!clock) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return clock;
}

/** When it runs out, as ISO 8601 UTC; null: its law has no number. */
export function dueOf(clock: Clock, since: string, zone: string, latestSince: string | null = null): string | null {
  const moments = { since: Date.parse(since), latestSince: latestSince === null ? null : Date.parse(latestSince) };
  const due = deadlineOf(clock, moments, zone);
  return due === null ? null : new Date(due).toISOString().replace('.000Z', 'Z');
}
