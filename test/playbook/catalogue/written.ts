import { readFileSync } from 'node:fs';
import { readCatalogue } from '../../../src/playbook/catalogue/reader.ts';
import { inShort } from '../../helpers/documents.ts';

/** A catalogue with every key of the format. */
export const sampleCatalogueText = readFileSync(
  new URL('../../golden/samples/catalogue.yaml', import.meta.url),
  'utf8',
);

const head = `
format: 1
catalogue: forge
version: 1.0.0
title: The Forge
base: https://api.forge.example
tools: [{ tool: forge, version: [forge, --version], from: https://forge.example }]
`;

/** A catalogue of these actions. */
export function actions(lines: string): string {
  const body = lines.trim().replace(/^ {4}/gm, '  ');
  return `${head}actions:\n  ${body}\n`;
}

/** One action that isolates a workflow, with these keys beside what every action has. */
export function action(keys: string): string {
  return withKeys('isolate', keys);
}

/** The same for an effect. */
export function withKeys(effect: string, keys: string): string {
  const body = keys.trim().replace(/^ */gm, '    ');
  return `${head}actions:\n  - action: x\n    title: X\n    effect: ${effect}\n    type: t\n    docs: https://forge.example\n${body}\n`;
}

export const diagnoseCatalogue = (text: string) => readCatalogue({ file: 'forge.yaml', text }).diagnostics;
export const found = (text: string) => diagnoseCatalogue(text).map(inShort);
export const hints = (text: string) => diagnoseCatalogue(text).map(({ hint }) => hint);
