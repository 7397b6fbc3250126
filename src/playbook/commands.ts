import { readsOf } from '../language/paths.ts';
import type { Piece, Template } from '../language/template.ts';
import type { Findings } from './findings.ts';
import type { Path } from './model.ts';
import { scriptsIn } from './scripts.ts';

/**
 * Holds a command to what keeps values data: its program is written out, and no value stands in what a shell or an
 * interpreter reads as a script. `path` is that of the argv.
 */
export function checkCommand(argv: readonly Template[], path: Path, findings: Findings): void {
  const [program] = argv;
  if (program === undefined) return;
  if (program.text.trim() === '' || program.pieces.some((piece) => typeof piece !== 'string')) {
    findings.add('error', 'program-not-plain', findings.at([...path, 0]), {
      message: 'the program of a command is written out',
      hint: 'Write its name first, such as `gh`, and values only in the arguments after it.',
    });
    return;
  }
  for (const { argument, hint } of scriptsIn(argv)) {
    const piece = firstValue(argv[argument]);
    if (piece === undefined) continue;
    findings.add('error', 'value-in-script', rangeOf(piece, [...path, argument], findings), {
      message: 'a value would become part of a script here, and whoever names things could write commands',
      hint,
    });
  }
}

/** The first expression of a text that reads something; what is only a quoted text is no value. */
export function firstValue(template: Template | undefined): Piece | undefined {
  return template?.pieces.find((piece): piece is Piece => typeof piece !== 'string' && isValue(piece));
}

/** The characters of an expression with its braces, in the text at a path. */
export function rangeOf({ at, expression }: Piece, path: Path, findings: Findings) {
  return findings.inside(path, at - '${{'.length, at + expression.text.length + '}}'.length);
}

function isValue({ expression }: Piece): boolean {
  return readsOf(expression).paths.length > 0;
}
