import type { Piece } from '../../../language/template.ts';
import { checkCommand, checkInput } from '../../commands.ts';
import { canStartWith } from '../../patterns.ts';
import { listed } from '../../words.ts';
import type { Action } from '../model.ts';
import { understoodCalls } from '../written-calls.ts';
import type { CatalogueView } from './rule.ts';

/** Commands keep values data; and what they start is among the tools, so that it can be looked for before it is needed. */
export function catalogueCommands({ raw, catalogue, findings }: CatalogueView): void {
  const tools = new Set(catalogue.tools.map(({ tool }) => tool));
  const told = new Set<string>();
  for (const { call, path } of understoodCalls(catalogue, raw)) {
    if (call.via.how !== 'command') continue;
    const { argv, stdin } = call.via;
    const action = path[0] === 'actions' ? catalogue.actions[Number(path[1])] : undefined;
    const isName = (value: Piece) => action !== undefined && isHeld(value, action);
    checkCommand(argv, { path: [...path, 'run'], isName }, findings);
    if (stdin) checkInput(argv, stdin, [...path, 'stdin'], findings);
    const program = argv[0]?.text ?? '';
    // The program that runs the actions starts itself, and need not be looked for.
    if (program === 'breakglass' || program === '' || program.includes('${{')) continue;
    if (tools.has(program) || told.has(program)) continue;
    if (!findings.isWhole(['tools'])) continue;
    told.add(program);
    findings.add('warning', 'tool-not-listed', findings.at([...path, 'run', 0]), {
      message: `\`${program}\` is not among the tools of this catalogue, so nobody looks for it before it is needed`,
      hint: `Add it under \`tools\`${tools.size > 0 ? `, beside ${listed(tools)}` : ''}: its name, the command that prints its version, where it is from.`,
    });
  }
}

/** An input that its pattern, which holds for the whole of it, keeps from beginning with a dash. */
function isHeld({ expression: { root } }: Piece, { inputs }: Action): boolean {
  const name = root.kind === 'path' && root.context === 'inputs' ? root.segments[0]?.name : undefined;
  if (name === undefined || !Object.hasOwn(inputs, name)) return false;
  const pattern = inputs[name]?.pattern;
  return pattern !== undefined && !canStartWith(pattern.replace(/^\^/, ''), '-');
}
