import { readsOf } from '../language/paths.ts';
import type { Piece, Template } from '../language/template.ts';
import type { Findings } from './findings.ts';
import type { Path } from './model.ts';
import { readsScriptFromInput, scriptsIn } from './scripts.ts';

/** A command where it is written: the path of its argv, and whether a value can be told never to begin with a dash. */
export interface Written {
  readonly path: Path;
  readonly isName: (value: Piece) => boolean;
}

/**
 * Holds a command to what keeps values data: its program is written out, no value stands in what a shell or an
 * interpreter reads as a script, and none is taken for an option.
 */
export function checkCommand(argv: readonly Template[], written: Written, findings: Findings): void {
  const { path } = written;
  const [program] = argv;
  if (program === undefined) return;
  if (program.text.trim() === '' || program.pieces.some((piece) => typeof piece !== 'string')) {
    findings.add('error', 'program-not-plain', findings.at([...path, 0]), {
      message: 'the program of a command is written out',
      hint: 'Write its name first, such as `gh`, and values only in the arguments after it.',
    });
    return;
  }
  const scripts = scriptsIn(argv);
  argv.forEach((template, at) => {
    const script = scripts.find(({ argument }) => argument === at);
    const isForScript = scripts.some(({ argument, isLast }) => isLast && argument < at);
    if (script !== undefined) refuseIn(template, [...path, at], script.hint, findings);
    else if (!isForScript) checkOption(argv, at, written, findings);
  });
}

/** Refuses values in what a command reads from its standard input, where that is a script. */
export function checkInput(argv: readonly Template[], stdin: Template, path: Path, findings: Findings): void {
  if (!readsScriptFromInput(argv)) return;
  refuseIn(stdin, path, 'Write the script as an argument, and values as arguments after it.', findings);
}

/** The first expression of a text that reads something; what is only a quoted text is no value. */
export function firstValue({ pieces }: Template): Piece | undefined {
  return pieces.find((piece): piece is Piece => typeof piece !== 'string' && isValue(piece));
}

/** The characters of an expression with its braces, in the text at a path. */
export function rangeOf({ at, expression }: Piece, path: Path, findings: Findings) {
  return findings.inside(path, at - '${{'.length, at + expression.text.length + '}}'.length);
}

function refuseIn(template: Template, path: Path, hint: string, findings: Findings): void {
  const value = firstValue(template);
  if (value === undefined) return;
  findings.add('error', 'value-in-script', rangeOf(value, path, findings), {
    message: 'a value would become part of a script here, and whoever names things could write commands',
    hint,
  });
}

/** A value at the start of an argument may begin with a dash: `--all` is a name, too. */
function checkOption(argv: readonly Template[], at: number, { path, isName }: Written, findings: Findings): void {
  const [first] = argv[at]?.pieces ?? [];
  if (first === undefined || typeof first === 'string' || !isValue(first) || isName(first)) return;
  // That a secret stands here at all is said elsewhere.
  if (first.expression.root.kind === 'path' && first.expression.root.context === 'secrets') return;
  const before = argv.slice(0, at).map(({ text }) => text);
  const isEnded = before.some((text) => text === '--' || text === '--end-of-options');
  const isOptionsValue = at > 1 && /^-./.test(before.at(-1) ?? '');
  if (isEnded || isOptionsValue) return;
  findings.add('warning', 'value-as-option', rangeOf(first, [...path, at], findings), {
    message: 'a value that begins with a dash would be taken for an option here',
    hint: 'Write `--` before it, if the program knows that; or hold it to a pattern that begins otherwise.',
  });
}

function isValue({ expression }: Piece): boolean {
  return readsOf(expression).paths.length > 0;
}
