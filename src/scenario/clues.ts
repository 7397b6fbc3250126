import type { Findings } from '../playbook/findings.ts';
import type { Path } from '../playbook/model.ts';

/** Reads a file beside the scenario, or says why not. It must refuse links that lead out of the folder. */
export type Clue = (path: string) => { readonly text: string } | { readonly problem: string };

/** A log or an export as it is, and not much more: it stands in the journal. In UTF-16 code units. */
const LONGEST_CLUE = 2_000_000;

/** The text of a clue file; the empty text where it cannot be read, which is then said. */
export function readClue(file: string, path: Path, clue: Clue, findings: Findings): string {
  const refuse = (message: string, hint: string) => {
    findings.add('error', 'clue-unreadable', findings.at(path), { message, hint });
    return '';
  };
  const wrong = problemOfPath(file);
  if (wrong !== null) return refuse(wrong, 'Name a file beside the scenario, such as clues/release.yml.');
  const read = clue(file);
  if ('problem' in read) return refuse(read.problem, 'Put the file there, or mend the name.');
  if (read.text.length > LONGEST_CLUE) {
    return refuse(`the file has more than ${LONGEST_CLUE} characters`, 'Keep the part that matters.');
  }
  return read.text;
}

function problemOfPath(file: string): string | null {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(file)) return 'the path must be relative to this file';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\\\u0000-\u001f]/.test(file))
    return 'the path has a character that no path here has; folders are separated by /';
  if (file.split('/').some((part) => part === '..' || part === '.' || part === '')) {
    return 'the path must not lead out of its folder: no `..`, no `.`, no empty part';
  }
  return null;
}
