import { parseInstant } from '../../language/time.ts';
import type { Findings } from '../findings.ts';
import type { Path, Scalar } from '../model.ts';
import { fitsPattern } from '../patterns.ts';
import { a } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A default is of the type that was declared. */
export function valueTypes({ outline, findings }: PlaybookView): void {
  for (const [name, { type, default: value }] of Object.entries(outline.playbook.inputs)) {
    if (value !== undefined) checkValue(['inputs', name, 'default'], type, value, findings);
  }
  for (const [kind, fields] of Object.entries(outline.playbook.scope)) {
    for (const [name, { type, default: value }] of Object.entries(fields)) {
      if (value !== undefined && typeof value !== 'object')
        checkValue(['scope', kind, name, 'default'], type, value, findings);
    }
  }
}

/** Says so where a value is not of the type that it should be. */
export function checkValue(path: Path, type: string, value: Scalar, findings: Findings): void {
  if (fits(type, value)) return;
  findings.add('error', 'value-type', findings.at(path), {
    message: `expected ${type === 'time' ? 'a time such as 2026-03-02T08:12:00Z' : a(type)}, not \`${value}\``,
    hint: type === 'string' ? `Put it in quotes: "${value}".` : 'Write a value of that type, or change the type.',
  });
}

/** Says so where a text breaks the pattern of its input. What could take for ever to compare is left to people. */
export function checkPattern(path: Path, pattern: string, value: Scalar | undefined, findings: Findings): void {
  if (typeof value !== 'string' || fitsPattern(pattern, value) !== false) return;
  findings.add('error', 'value-pattern', findings.at(path), {
    message: `\`${value}\` does not fit the pattern of the input`,
    hint: `It must match ${pattern}.`,
  });
}

/** Whether a value is of a declared type. A time is written as a text. */
function fits(type: string, value: Scalar): boolean {
  if (type === 'time') return typeof value === 'string' && parseInstant(value) !== null;
  return typeof value === type;
}
