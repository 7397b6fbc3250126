import { Argument, Command } from 'commander';
import { oneOf } from './options.ts';
import { print } from './output.ts';

const sorts = ['playbook', 'scenario', 'catalogue', 'clocks', 'contacts', 'trends', 'report'] as const;
type Sort = (typeof sorts)[number];

/** Where each lies beside its documents, and so where their first line looks for it. */
const files: Readonly<Record<Sort, string>> = {
  playbook: 'playbooks/playbook.schema.json',
  scenario: 'scenarios/scenario.schema.json',
  catalogue: 'playbooks/actions/actions.schema.json',
  clocks: 'playbooks/clocks/clocks.schema.json',
  contacts: 'playbooks/contacts.schema.json',
  // No document, but what the program prints.
  trends: 'playbooks/trends.schema.json',
  report: 'docs/report.schema.json',
};

const help = `
An editor completes and checks a document whose first line names its schema:
  # yaml-language-server: $schema=playbook.schema.json

Examples:
  breakglass schema scenario > scenario.schema.json
  breakglass schema --write        playbooks/playbook.schema.json and the others, where their documents are`;

/** `breakglass schema`: JSON Schemas of the documents. */
export function schemaCommand(): Command {
  return new Command('schema')
    .summary('print the JSON Schemas of playbooks, scenarios, catalogues and contacts')
    .description('Prints the JSON Schema (draft-07) of a document; without a name, of all.')
    .addArgument(new Argument('[document]', `one of ${sorts.join(', ')}`).argParser(oneOf(sorts)))
    .option('--write', 'write each beside its documents, below the working folder')
    .addHelpText('after', help)
    .action((sort: Sort | undefined, flags: { write?: boolean }) => schema(sort, flags.write === true));
}

async function schema(sort: Sort | undefined, write: boolean): Promise<void> {
  const schemas = await schemasOf();
  if (write) {
    const { writeWhole } = await import('../run/write.ts');
    for (const one of sort ? [sort] : sorts) {
      const path = files[one];
      writeWhole(path, `${JSON.stringify(schemas[one], null, 2)}\n`);
      print(path);
    }
    return;
  }
  print(JSON.stringify(sort ? schemas[sort] : schemas, null, 2));
}

async function schemasOf(): Promise<Record<Sort, unknown>> {
  const { playbookJsonSchema } = await import('../playbook/json-schema.ts');
  const { scenarioJsonSchema } = await import('../scenario/json-schema.ts');
  const { catalogueJsonSchema } = await import('../playbook/catalogue/json-schema.ts');
  const { clockLibraryJsonSchema } = await import('../playbook/clocks/json-schema.ts');
  const { contactsJsonSchema } = await import('../contacts/json-schema.ts');
  const { trendsJsonSchema } = await import('../report/trends/json-schema.ts');
  const { reportJsonSchema } = await import('../report/schema/report.ts');
  return {
    playbook: playbookJsonSchema(),
    scenario: scenarioJsonSchema(),
    catalogue: catalogueJsonSchema(),
    clocks: clockLibraryJsonSchema(),
    contacts: contactsJsonSchema(),
    trends: trendsJsonSchema(),
    report: reportJsonSchema(),
  };
}
