import { a } from '../words.ts';
import type { PlaybookView } from './rule.ts';

/** A pattern must be a regular expression. */
export function inputPatterns({ outline, findings }: PlaybookView): void {
  for (const [name, { pattern, type }] of Object.entries(outline.playbook.inputs)) {
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
    if (problem !== null)
      findings.add('error', 'input-pattern', range, {
        message: problem,
        hint: 'Write a regular expression of JavaScript.',
      });
  }
}

function patternProblem(pattern: string): string | null {
  try {
    new RegExp(pattern);
    return null;
  } catch (error) {
    return `this is no regular expression: ${error instanceof Error ? error.message.replace(/^.*?\/u?: /, '') : String(error)}`;
  }
}
