import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { diagnosticTitles } from '../../src/language/codes.ts';
import { sortDiagnostics } from '../../src/language/diagnostic.ts';
import type { ExpressionProblem } from '../../src/language/expression.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import { parseTemplate, parseWhole } from '../../src/language/template.ts';
import { validate } from '../../src/language/validate.ts';
import { readYaml } from '../../src/language/yaml.ts';
import { duration, id, storyTime } from '../../src/language/zod.ts';

// Each file holds a document and, below the line of dashes, what is said of it. `npx vitest run -u` writes the lower part.
const folder = new URL('../golden/diagnostics/language/', import.meta.url);
const LINE = `${'-'.repeat(100)}\n`;

const issuesOf = (text: string, problems: readonly ExpressionProblem[], issues: z.core.$ZodRawIssue[]) => {
  for (const { message, ...params } of problems) issues.push({ code: 'custom', input: text, message, params });
};
const template = z.string().superRefine((text, context) => {
  const parsed = parseTemplate(text);
  if ('problems' in parsed) issuesOf(text, parsed.problems, context.issues);
});
const condition = z.string().superRefine((text, context) => {
  const parsed = parseWhole(text, { bare: true });
  if ('problem' in parsed) issuesOf(text, [parsed.problem], context.issues);
});
const oneOrMore = z.union([id().transform((one) => [one]), z.array(id())]);
const step = z.strictObject({
  step: id().describe('The id of the step.'),
  do: template.optional(),
  if: condition.optional(),
  wait: duration().optional(),
  at: storyTime().optional(),
  reaches: oneOrMore.optional(),
  evidence: z.literal('required').optional(),
});
const schema = z.strictObject({
  title: template.min(1).describe('What people read.'),
  severity: z.enum(['low', 'medium', 'high']).optional(),
  owner: z
    .string()
    .refine((text) => text.includes('@'), { error: 'expected an address' })
    .optional(),
  steps: z.array(step).min(1),
  gate: z
    .partialRecord(z.enum(['stage', 'credential']), z.union([oneOrMore, z.strictObject({ some: oneOrMore })]))
    .optional(),
});

function diagnose(text: string) {
  const document = readYaml({ file: 'document.yaml', text });
  return sortDiagnostics([...document.diagnostics, ...validate(document, schema).diagnostics]);
}

const names = readdirSync(folder).sort();
const families = /^(?:file|yaml|trap|shape|expression)-/;

describe('given a document with mistakes, when it is read and validated, then what is said can be acted upon', () => {
  test.each(names)('%s', async (name) => {
    const file = new URL(name, folder);
    const [text = ''] = readFileSync(file, 'utf8').split(LINE);
    const diagnostics = diagnose(text);
    const said = formatDiagnostics(diagnostics, { color: false });
    await expect(`${text}${LINE}${said}\n`).toMatchFileSnapshot(file.pathname);
    if (families.test(name)) expect(diagnostics.some(({ code }) => name.startsWith(code))).toBe(true);
  });

  test('every code of these families has an example, but the one that would take a megabyte, and the one of templates', () => {
    const codes = Object.keys(diagnosticTitles).filter((code) => families.test(code));
    expect(codes.filter((code) => !names.includes(`${code}.txt`))).toEqual(['file-too-large', 'trap-half-braces']);
  });
});
