import { afterAll, describe, expect, it } from 'vitest';
import { examples } from './examples.ts';
import { perform } from './perform.ts';
import { recordedProgram } from './recorded-program.ts';

const az = recordedProgram('az');
afterAll(() => az.remove());

const done = (id: string) => perform(id, examples[id] ?? {}, { environment: az.environment });

describe('az, as it is documented', () => {
  it('a pipeline is put back as the file has it, and seen to be disabled', async () => {
    az.answer({ prints: { id: 7, revision: 5 } }, { prints: { id: 7, queueStatus: 'disabled' } });

    expect((await done('azure-devops/disable-pipeline')).at(-1)).toMatchObject({ call: 'check', seen: true });
    const route = [
      '--area=build',
      '--resource=definitions',
      '--route-parameters',
      'project=Store front',
      'definitionId=7',
    ];
    const end = ['--organization=https://dev.azure.com/acme', '--output=json'];
    expect(az.started().map(({ argv }) => argv)).toEqual([
      ['devops', 'invoke', ...route, '--http-method=PUT', '--api-version=7.1', '--in-file=pipeline.json', ...end],
      ['devops', 'invoke', ...route, '--api-version=7.1', ...end],
    ]);
  });

  it('a file in which the pipeline is still enabled is not believed', async () => {
    az.answer({ prints: { id: 7, revision: 5 } }, { prints: { id: 7, queueStatus: 'enabled' } });

    expect((await done('azure-devops/disable-pipeline')).at(-1)).toMatchObject({ call: 'check', seen: false });
    az.started();
  });

  it('a service connection is put back as the file has it, and seen to be disabled', async () => {
    az.answer({ prints: {} }, { prints: { isDisabled: true } });

    expect((await done('azure-devops/disable-service-connection')).at(-1)).toMatchObject({ call: 'check', seen: true });
    const id = '0123abcd-0123-4567-89ab-0123456789ab';
    expect(az.started().map(({ argv }) => argv.join(' '))).toEqual([
      `devops invoke --area=serviceendpoint --resource=endpoints --route-parameters endpointId=${id} --http-method=PUT --api-version=7.1-preview --in-file=connection.json --organization=https://dev.azure.com/acme --output=json`,
      `devops service-endpoint show --id=${id} --project=Store front --organization=https://dev.azure.com/acme --output=json`,
    ]);
  });
});
