import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingKind } from '../engine/improving.ts';
import type { RunMark } from '../engine/queries.ts';
import { escapeText } from '../report/markdown/escape.ts';
import { shorten, visible } from '../report/visible.ts';
import { packageFolder } from '../run/package.ts';

/** What a policy is for: Open Policy Agent's language, or Checkov. */
export type PolicyFor = 'rego' | 'checkov';

/** An improvement that a policy is made of. */
export interface Found {
  readonly run: string;
  readonly mark: RunMark;
  readonly improvement: string;
  readonly text: string;
  readonly owner: string | null;
  readonly due: string | null;
  readonly finding: FindingKind;
}

/** A file to be written: its path with slashes, and its text. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

interface Parts {
  /** Files that say what is wrong. */
  readonly policies: readonly string[];
  /** Files, and folders, that try them. */
  readonly tests: readonly string[];
}

const rego = (name: string): Parts => ({ policies: [`${name}.rego`], tests: [`${name}_test.rego`] });
const checkov = (name: string, ...more: string[]): Parts => ({
  policies: [name, ...more].map((one) => `policies/${one}.yaml`),
  tests: ['tests/verdicts.py', `tests/test_${name}.py`, `tests/${name}`],
});

const parts: Readonly<Record<PolicyFor, Readonly<Record<FindingKind, Parts>>>> = {
  rego: {
    'unpinned-action': rego('unpinned_action'),
    'wide-permissions': rego('wide_permissions'),
    'unprotected-branch': rego('unprotected_branch'),
    'long-lived-key': rego('long_lived_key'),
    'public-bucket': rego('public_bucket'),
  },
  checkov: {
    'unpinned-action': checkov('unpinned_action'),
    'wide-permissions': checkov('wide_permissions', 'wide_permissions_of_job'),
    'unprotected-branch': checkov('unprotected_branch', 'unprotected_repository'),
    'long-lived-key': checkov('long_lived_key'),
    'public-bucket': checkov('public_bucket'),
  },
};

const tried: Readonly<Record<PolicyFor, string>> = {
  rego: 'Try it: opa test . (Open Policy Agent 0.59 or newer).',
  checkov: 'Try it: python3 -m unittest discover tests. Use it: checkov --directory . --external-checks-dir policies',
};

/**
 * The policies of what was found, each with its test, and on top of each which improvements it was made of. Every finding once, however many
 * improvements have it.
 */
export function policiesOf(found: readonly Found[], language: PolicyFor): PolicyFile[] {
  const files = new Map<string, PolicyFile>();
  const kinds = [...new Set(found.map(({ finding }) => finding))].sort();
  for (const kind of kinds) {
    const { policies, tests } = parts[language][kind];
    const head = headOf(
      found.filter(({ finding }) => finding === kind),
      language,
    );
    for (const path of policies) files.set(path, { path, text: `${head}${shippedText(language, path)}` });
    for (const path of tests.flatMap((one) => filesIn(language, one)))
      files.set(path, { path, text: shippedText(language, path) });
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function headOf(found: readonly Found[], language: PolicyFor): string {
  const lines = [
    'Made by Breakglass of what came of a run. Look it through before anything rests on it.',
    tried[language],
    ...found.map(lineOf),
  ];
  return `${lines.map((line) => `# ${line}\n`).join('')}\n`;
}

/** One improvement on one line: nothing in its text ends the comment that it stands in. */
function lineOf({ run, mark, improvement, text, owner, due }: Found): string {
  const more = [owner, due === null ? null : `due ${due}`].flatMap((part) => part ?? []).join(', ');
  const line = `${mark === 'LIVE' ? '' : `${mark} `}${run}, ${improvement}: ${text}${more === '' ? '' : ` (${more})`}`;
  return shorten(visible(line).replace(/\s+/g, ' ').trim(), 300);
}

/** The same in a commit's message, which forges show as Markdown. */
export function messageLineOf(found: Found): string {
  return `- ${escapeText(lineOf(found))}`;
}

function filesIn(language: PolicyFor, path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  const entries = readdirSync(join(folderOf(language), path), { withFileTypes: true, recursive: true });
  const root = join(folderOf(language), path);
  return entries
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        `${path}/${join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/')}`,
    );
}

function shippedText(language: PolicyFor, path: string): string {
  return readFileSync(join(folderOf(language), path), 'utf8');
}

function folderOf(language: PolicyFor): string {
  return join(packageFolder(), 'policies', language);
}
