import type { Action, Catalogue } from '../../../src/playbook/catalogue/model.ts';
import { type Against, against } from './tested-against.ts';

const head = `# Actions

An action is an automated way to do an effect to an item of a type: to isolate a \`github-workflow\`, to prove a \`vault-token\` dead.
Those that are shipped are listed here, each with what it was tested against. They are YAML, in \`playbooks/actions/\`; a catalogue
of your own is written the same way, as [catalogue.md](catalogue.md) says, and checked with \`breakglass check\`.

In a run an action is shown to the last character, approved where the playbook says so, written down, and then done, once. What it
says that it did is not believed: where there is a check, it is looked at. What stays alive after it is said here, and on the screen.

Secrets are named in capitals. They come from the environment, a file or a command, and stand in headers, bodies, standard input and
the environment of commands, never in an address or an argument. A proof of death takes one more: the old secret itself, by a
reference that is given when it is tried. Only an answer that means dead is taken for death.

Of what an action asks for, that in **bold** is asked of a person; the rest is taken from the item where the item has it.
`;

/** docs/actions.md, from the shipped catalogues and from what each of their actions was tested against. */
export function actionsPage(
  catalogues: readonly Catalogue[],
  tested: Readonly<Record<string, readonly Against[]>>,
): string {
  const sorted = [...catalogues].sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    head,
    '## What they were tested against\n',
    ...Object.entries(against).map(([name, text]) => `- **${name}** ${text}`),
    '\n## Catalogues\n',
    ...sorted.map(({ id, title, actions }) => `- [${title}](#${anchor(title)}): ${actions.length}, \`${id}.yaml\``),
    '',
    ...sorted.map((catalogue) => section(catalogue, tested)),
  ].join('\n');
}

function section(catalogue: Catalogue, tested: Readonly<Record<string, readonly Against[]>>): string {
  const { id, title, base, tools, actions } = catalogue;
  const secrets = secretsOf(catalogue);
  return [
    `## ${title}\n`,
    ...facts([
      ['File', `[\`playbooks/actions/${id}.yaml\`](../playbooks/actions/${id}.yaml)`],
      ['Requests go to', requestsGo(catalogue) ? (base ?? `where it is configured for \`${id}\``) : undefined],
      ['Programs', tools.map(({ tool, least }) => `\`${tool}\`${least ? ` ${least} or later` : ''}`).join(', ')],
      ['Secrets', secrets.map((name) => `\`${name}\``).join(', ')],
    ]),
    '',
    '| action | effect | on | what it does | tested against |',
    '|---|---|---|---|---|',
    ...actions.map((action) => row(action, tested[action.id] ?? [])),
    '',
    ...actions.map(detail),
  ].join('\n');
}

function row(action: Action, tested: readonly Against[]): string {
  const { effect, types, title, finishes } = action;
  const beside = finishes || effect === 'survey' ? '' : ' (beside)';
  const cells = [
    `[${nameOf(action)}](#${anchor(action.id)})`,
    `${effect}${beside}`,
    types.join(', '),
    title,
    tested.join(', '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** What a person must know before it is done. The calls themselves are in the file, and on the screen. */
function detail(action: Action): string {
  const { needs, leaves, undo, docs, inputs, subjects } = action;
  const asked = Object.entries(inputs).map(([name, { default: usual }]) => (usual ? name : `**${name}**`));
  return [
    `### ${action.id}\n`,
    `${escaped(action.title)}.\n`,
    ...facts([
      ['Needs', needs.map(escaped).join('; ')],
      ['Asks for', [...asked, ...Object.values(subjects).map((ask) => `${escaped(ask)} (by reference)`)].join(', ')],
      ['Stays', leaves && escaped(leaves)],
      ['Taken back by', undo && escaped(undo)],
      ['Described at', `<${docs}>`],
    ]),
    '',
  ].join('\n');
}

function facts(given: readonly (readonly [string, string | undefined])[]): string[] {
  return given.flatMap(([name, text]) => (text ? [`- ${name}: ${text}`] : []));
}

function requestsGo({ actions }: Catalogue): boolean {
  return actions.some(({ calls }) => calls.some(({ via }) => via.how === 'http'));
}

/** Names in capitals that any of its calls reads, in the order of letters. */
function secretsOf(catalogue: Catalogue): string[] {
  return [...new Set(JSON.stringify(catalogue).match(/secrets\.[A-Z][A-Z0-9_]*/g) ?? [])]
    .map((name) => name.replace('secrets.', ''))
    .sort();
}

function nameOf({ id }: Action): string {
  return id.slice(id.indexOf('/') + 1);
}

/** As GitHub makes the anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}

function cell(text: string): string {
  return text.startsWith('[') ? text : escaped(text).replaceAll('|', '\\|');
}

function escaped(text: string): string {
  return text.trim().replace(/[<>*_[\]`]/g, (sign) => `\\${sign}`);
}
