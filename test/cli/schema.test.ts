import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakglass, usingProgram } from '../helpers/cli.ts';

const place = usingProgram();

describe('schema', () => {
  it('prints one document, or all, as JSON Schema draft-07', async () => {
    const all = JSON.parse((await breakglass(place, ['schema'])).stdout);
    expect(Object.keys(all)).toEqual(['playbook', 'scenario', 'catalogue', 'clocks', 'contacts', 'trends', 'report']);
    const one = JSON.parse((await breakglass(place, ['schema', 'scenario'])).stdout);
    expect(one).toEqual(all.scenario);
    expect(one.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it('--write puts each beside its documents', async () => {
    const { code, stdout } = await breakglass(place, ['schema', '--write']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'playbooks/playbook.schema.json\nscenarios/scenario.schema.json\nplaybooks/actions/actions.schema.json\nplaybooks/clocks/clocks.schema.json\nplaybooks/contacts.schema.json\nplaybooks/trends.schema.json\ndocs/report.schema.json\n',
    );
    const written = readFileSync(join(place.folder, 'playbooks', 'playbook.schema.json'), 'utf8');
    expect(written).toBe((await breakglass(place, ['schema', 'playbook'])).stdout);
  });
});

describe('graph', () => {
  it('prints a Mermaid flowchart', async () => {
    const { code, stdout } = await breakglass(place, ['graph', 'compromised-pipeline']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart TD\n/);
  });

  it('given a scenario, says that it is none', async () => {
    const { code, stderr } = await breakglass(place, [
      'graph',
      join(import.meta.dirname, '../../scenarios/poisoned-release.yaml'),
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain('is a scenario, not a playbook');
  });
});
