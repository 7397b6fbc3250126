import { patternProblem } from '../patterns.ts';
import { a } from '../words.ts';
import type { PlaybookView } from './rule.ts';
import { checkPattern } from './value-types.ts';

/** A pattern must be a regular expression that always comes to an end, and the default fits it. */
export function inputPatterns({ outline, findings }: PlaybookView): void {
  for (const [name, { pattern, type, default: value }] of Object.entries(outline.playbook.inputs)) {
    if (pattern === undefined) continue;
    const range = findings.at(['inputs', name, 'pattern']);
    if (type !== 'string') {
      const message = `${a(type)} has no pattern`;
      findings.add('error', 'keys-conflict', range, {
        message,
        hint: 'Take `pattern` out, or make the input a string.',
      });
    }
    const problem = patternProblem(pattern);
    if (problem !== null) findings.add('error', 'input-pattern', range, problem);
    else if (type === 'string') checkPattern(['inputs', name, 'default'], pattern, value, findings);
  }
}
