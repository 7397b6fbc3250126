import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { examples } from './examples.ts';
import { find, perform } from './perform.ts';
import { type RecordedProgram, recordedProgram } from './recorded-program.ts';

const kubectl: RecordedProgram = recordedProgram('kubectl');
afterEach(() => kubectl.started());
afterAll(() => kubectl.remove());

const done = (id: string) => perform(id, examples[id] ?? {}, { environment: kubectl.environment });
const argvs = () => kubectl.started().map(({ argv }) => argv.join(' '));
const at = '--context=prod --namespace=shop';
const image = `registry.example.com/shop/web@sha256:${'ab'.repeat(32)}`;

describe('kubectl, as it is documented', () => {
  it('a deployment is looked at, scaled to nothing, and seen to be gone', async () => {
    kubectl.answer(
      { prints: { spec: { replicas: 3 }, status: { replicas: 3 } } },
      { prints: 'deployment.apps/web scaled\n' },
      { prints: { spec: { replicas: 0 }, status: { observedGeneration: 2 } } },
    );

    expect((await done('kubernetes/scale-to-zero')).at(-1)).toMatchObject({ call: 'check', seen: true });
    expect(argvs()).toEqual([
      `${at} get deployment/web --output=json`,
      `${at} scale deployment/web --replicas=0`,
      `${at} get deployment/web --output=json`,
    ]);
  });

  it('a deployment whose pods are still there is not seen to be gone', async () => {
    kubectl.answer(
      { prints: { spec: { replicas: 3 } } },
      { prints: 'deployment.apps/web scaled\n' },
      { prints: { spec: { replicas: 0 }, status: { replicas: 2 } } },
    );

    expect((await done('kubernetes/scale-to-zero')).at(-1)).toMatchObject({ call: 'check', seen: false });
  });

  it('nothing is scaled where it could not be looked at first', async () => {
    kubectl.answer({ errors: 'Error from server (NotFound): deployments.apps "web" not found\n', exit: 1 });

    expect(await done('kubernetes/scale-to-zero')).toMatchObject([{ call: 'before', verdict: 'failed' }]);
    expect(argvs()).toHaveLength(1);
  });

  it('a deployment is brought back to a count', async () => {
    kubectl.answer({ prints: 'deployment.apps/web scaled\n' }, { prints: { status: { availableReplicas: 3 } } });

    expect((await done('kubernetes/scale-up')).at(-1)).toMatchObject({ seen: true });
    expect(argvs()[0]).toBe(`${at} scale deployment/web --replicas=3`);
  });

  it('all traffic of a namespace is denied by a policy that is put in through standard input', async () => {
    kubectl.answer(
      { prints: 'networkpolicy.networking.k8s.io/breakglass-deny-all created\n' },
      { prints: { items: [{ metadata: { name: 'breakglass-deny-all' } }] } },
    );

    expect((await done('kubernetes/deny-all-traffic')).at(-1)).toMatchObject({ seen: true });
    const [apply, look] = kubectl.started();
    expect(apply?.argv.join(' ')).toBe(`${at} apply --filename=-`);
    expect(JSON.parse(apply?.stdin ?? '')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'breakglass-deny-all' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    expect(look?.argv.join(' ')).toBe(`${at} get networkpolicies --output=json`);
  });

  it('a namespace with another policy, which may let something through, is not seen to be shut', async () => {
    kubectl.answer(
      { prints: 'networkpolicy.networking.k8s.io/breakglass-deny-all created\n' },
      { prints: { items: [{ metadata: { name: 'allow-web' } }, { metadata: { name: 'breakglass-deny-all' } }] } },
    );

    expect((await done('kubernetes/deny-all-traffic')).at(-1)).toMatchObject({ seen: false });
  });

  it('the policy is taken away again', async () => {
    kubectl.answer(
      { prints: 'networkpolicy.networking.k8s.io "breakglass-deny-all" deleted\n' },
      { prints: { items: [] } },
    );

    expect((await done('kubernetes/allow-traffic')).at(-1)).toMatchObject({ seen: true });
    expect(argvs()[0]).toBe(`${at} delete networkpolicy/breakglass-deny-all --ignore-not-found`);
  });

  it.each([
    ['kubernetes/cordon-node', 'cordon', { spec: { unschedulable: true } }],
    ['kubernetes/uncordon-node', 'uncordon', { spec: {} }],
  ])('%s, and it is seen', async (id, verb, node) => {
    kubectl.answer({ prints: `node/node-1.internal ${verb}ed\n` }, { prints: node });

    expect((await done(id)).at(-1)).toMatchObject({ seen: true });
    expect(argvs()).toEqual([
      `--context=prod ${verb} node-1.internal`,
      '--context=prod get node/node-1.internal --output=json',
    ]);
  });

  it('an image is rolled out by its digest, waited for, and seen', async () => {
    const spec = { replicas: 3, template: { spec: { containers: [{ name: 'web', image }] } } };
    kubectl.answer(
      { prints: 'deployment.apps/web image updated\n' },
      { prints: 'deployment "web" successfully rolled out\n' },
      { prints: { spec, status: { updatedReplicas: 3 } } },
    );

    expect((await done('kubernetes/roll-out-digest')).at(-1)).toMatchObject({ call: 'check', seen: true });
    expect(argvs().slice(0, 2)).toEqual([
      `${at} set image deployment/web web=${image}`,
      `${at} rollout status deployment/web --timeout=10m`,
    ]);
  });

  it('a roll-out that does not come to an end is not believed', async () => {
    kubectl.answer(
      { prints: 'deployment.apps/web image updated\n' },
      { errors: 'error: timed out waiting for the condition\n', exit: 1 },
    );

    expect((await done('kubernetes/roll-out-digest')).at(-1)).toMatchObject({ call: 'wait', verdict: 'failed' });
  });

  it('an earlier revision is looked at before it is gone back to', async () => {
    kubectl.answer(
      { prints: 'deployment.apps/web with revision #3\n' },
      { prints: 'deployment.apps/web rolled back\n' },
      { prints: 'deployment "web" successfully rolled out\n' },
      { prints: { spec: { replicas: 3 }, status: { updatedReplicas: 3 } } },
    );

    expect((await done('kubernetes/undo-roll-out')).at(-1)).toMatchObject({ call: 'check', seen: true });
    expect(argvs().slice(0, 3)).toEqual([
      `${at} rollout history deployment/web --revision=3`,
      `${at} rollout undo deployment/web --to-revision=3`,
      `${at} rollout status deployment/web --timeout=10m`,
    ]);
  });

  it('the secret of a service account is deleted, and looked for by its name alone', async () => {
    kubectl.answer({ prints: 'secret "deployer-token" deleted\n' }, { prints: '' });

    expect((await done('kubernetes/delete-service-account-token')).at(-1)).toMatchObject({ seen: true });
    expect(argvs()).toEqual([
      `${at} delete secret/deployer-token`,
      `${at} get secret/deployer-token --ignore-not-found --output=name`,
    ]);
  });

  it('deployments are found, each with the image that it runs', async () => {
    const spec = { replicas: 3, template: { spec: { containers: [{ name: 'web', image }] } } };
    kubectl.answer({ prints: { items: [{ metadata: { name: 'web', namespace: 'shop' }, spec }] } });

    const id = 'kubernetes/list-deployments';
    expect(await find(id, examples[id] ?? {}, { environment: kubectl.environment })).toEqual([
      { name: 'web', namespace: 'shop', replicas: '3', image },
    ]);
  });

  it.each(['--all', '-A', 'web --all', '../x', 'web;id', '$(id)', 'w\neb'])(
    'a deployment named %j is asked for anew: nothing is started',
    async (name) => {
      const example = {
        ...examples['kubernetes/scale-to-zero'],
        item: { type: 'kubernetes-deployment', name, context: 'prod', namespace: 'shop' },
      };
      await expect(perform('kubernetes/scale-to-zero', example, { environment: kubectl.environment })).rejects.toThrow(
        'not of the form',
      );
      expect(kubectl.started()).toEqual([]);
    },
  );
});
