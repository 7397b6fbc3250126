import { Argument, Command } from 'commander';
import { print } from './output.ts';

/** `breakglass graph`: a playbook as a picture. */
export function graphCommand(): Command {
  return new Command('graph')
    .summary('draw a playbook as a Mermaid flowchart')
    .description(
      'Prints a playbook as a Mermaid flowchart: phases as boxes, steps in them, arrows for what waits for what.',
    )
    .addArgument(new Argument('<playbook>', 'a file, or a shipped playbook'))
    .addHelpText('after', '\nExample:\n  breakglass graph compromised-pipeline > playbook.mmd')
    .action(async (name: string, _flags: unknown, command: Command) => {
      const { loadPlaybook } = await import('../run/content.ts');
      const { toMermaid } = await import('../playbook/graph.ts');
      const graph = toMermaid(loadPlaybook(name).playbook);
      if (command.optsWithGlobals().json) print(JSON.stringify({ mermaid: graph }));
      else process.stdout.write(graph);
    });
}
