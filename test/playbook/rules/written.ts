import { diagnosePlaybook, inShort } from '../../helpers/documents.ts';

const head = `
format: 1
playbook: example
version: 1.0.0
title: Example
summary: An example.
severity: low
roles: { lead: { title: Lead }, operator: { title: Operator } }
audiences: [everyone]
inputs: { repository: { type: string, ask: Which one? } }
scope: { stage: { repository: { type: string } }, credential: { needed: { type: boolean, default: true } } }
`;

/** A playbook of phases, each written as the lines of its body under `steps`. */
export function playbook(rest: string): string {
  return `${head}${rest.replace(/^ {6}/gm, '')}`;
}

/** A playbook of one phase, `first`, with these steps. */
export function steps(lines: string): string {
  const body = lines.trim().replace(/^ */gm, '      ');
  return `${head}phases:\n  - phase: first\n    title: First\n    steps:\n${body}\n`;
}

export const found = (text: string) => diagnosePlaybook(text).map(inShort);
export const hints = (text: string) => diagnosePlaybook(text).map(({ hint }) => hint);
