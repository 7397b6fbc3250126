import type { Diagnostic } from '../../src/language/diagnostic.ts';
import { formatDiagnostics } from '../../src/language/format.ts';
import type { Example } from './examples.ts';

interface Section extends Example {
  readonly title: string;
  readonly said: readonly Diagnostic[];
}

const intro = `# Checks

\`breakglass check\` reads playbooks, scenarios, catalogues of actions and contacts and says what is wrong with them. Errors must be
mended before a document can be used; warnings are for a person to judge. Every code has a section here. Each example is a file under
test/golden/diagnostics/, and a test holds this page to it.
`;

/** docs/checks.md: what every code means, how it is said, and what to do. */
export function checksPage(sections: readonly Section[]): string {
  const list = sections.map(({ code, title }) => `- [\`${code}\`](#${code}): ${title}`);
  return [intro, list.join('\n'), ...sections.map(sectionText)]
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .concat('\n');
}

function sectionText({ code, means, todo, said }: Section): string {
  const severity = said[0]?.severity === 'warning' ? 'Warning' : 'Error';
  const shown = formatDiagnostics(said, { color: false }).trimEnd();
  return [`## ${code}`, `${severity}. ${means}`, `\`\`\`text\n${shown}\n\`\`\``, todo].join('\n\n');
}
