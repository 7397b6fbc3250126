import type { Example } from './render.ts';

const repository = { repository: 'acme/storefront' };
const ids = '0123abcd-0123-4567-89ab-0123456789ab';
const digest = `sha256:${'ab'.repeat(32)}`;
const azure = { organisation: 'acme', project: 'Store front' };
const azureUrl = { organisation: 'https://dev.azure.com/acme', project: 'Store front' };
const cluster = { context: 'prod', namespace: 'shop' };
const ofType = (type: string, name: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  item: { id: 'an-item', kind: 'stage', type, name, ...fields },
});

/** An item and values for every action of the catalogues for systems that are spoken to by http, and of kubectl. */
export const examples: Readonly<Record<string, Example>> = {
  'github/list-workflows': { playbook: repository },
  'github/list-runs': { playbook: repository },
  'github/list-runners': { playbook: repository },
  'github/disable-workflow': ofType('github-workflow', 'release.yml', repository),
  'github/enable-workflow': ofType('github-workflow', 'release.yml', repository),
  'github/cancel-run': ofType('github-run', '30433642', repository),
  'github/force-cancel-run': ofType('github-run', '30433642', repository),
  'github/delete-runner': ofType('github-runner', 'build-7', { ...repository, runner: 23 }),
  'github/close-actions': ofType('github-repository', 'acme/storefront'),
  'github/open-actions': { ...ofType('github-repository', 'acme/storefront'), inputs: { allowed: 'selected' } },
  'github/lock-branch': ofType('github-branch', 'release/1.x', repository),
  'github/list-caches': { playbook: repository },
  'github/delete-cache': ofType('actions-cache', 'wheels-Linux-1a2b', repository),
  'github/list-package-versions': { inputs: { organisation: 'acme', package: 'tidegauge' } },
  'github/delete-package-version': ofType('container-image', 'tidegauge:edge', {
    organisation: 'acme',
    package: 'team/tidegauge',
    version: 836,
  }),
  'github/list-secrets': { playbook: repository },
  'github/delete-secret': ofType('github-secret', 'NPM_TOKEN', repository),
  'github/list-organisation-secrets': { inputs: { organisation: 'acme' } },
  'github/delete-organisation-secret': ofType('github-organisation-secret', 'NPM_TOKEN', { organisation: 'acme' }),
  'github/list-deploy-keys': { playbook: repository },
  'github/delete-deploy-key': ofType('github-deploy-key', 'artefacts', { ...repository, key: 94 }),
  'github/revoke-installation-token': ofType('github-installation-token', 'RELEASE_BOT'),
  'github/prove-installation-token-dead': ofType('github-installation-token', 'RELEASE_BOT'),
  'github/revoke-app-token': ofType('github-oauth-token', 'CI', { client: 'Iv1.8a61f9b3a7aba766' }),
  'github/revoke-app-grant': ofType('github-oauth-grant', 'CI', { client: 'Iv1.8a61f9b3a7aba766' }),
  'github/list-token-grants': { inputs: { organisation: 'acme' } },
  'github/revoke-token-grant': ofType('github-token-grant', 'octocat/ci', {
    organisation: 'acme',
    grant: 25381,
    owner: 'octocat',
  }),
  'github/prove-token-dead': ofType('github-token', 'CI_TOKEN'),
  'github-exposed/revoke-token': ofType('github-token', 'CI_TOKEN'),

  'gitlab/list-pipelines': { playbook: { repository: 'acme/web' } },
  'gitlab/cancel-pipeline': ofType('gitlab-pipeline', '47', { project: 'acme/web' }),
  'gitlab/list-runners': { playbook: { repository: 'acme/web' } },
  'gitlab/pause-runner': ofType('gitlab-runner', 'build', { runner: 6 }),
  'gitlab/resume-runner': ofType('gitlab-runner', 'build', { runner: 6 }),
  'gitlab/freeze-deploys': {
    ...ofType('gitlab-project', 'acme/web'),
    inputs: { start: '0 3 1 3 *', end: '0 3 8 3 *' },
  },
  'gitlab/list-project-tokens': { playbook: { repository: 'acme/web' } },
  'gitlab/revoke-project-token': ofType('gitlab-project-token', 'ci', { project: 'acme/web', token: 42 }),
  'gitlab/revoke-group-token': ofType('gitlab-group-token', 'ci', { group: 'acme', token: 42 }),
  'gitlab/revoke-personal-token': ofType('gitlab-personal-token', 'ci', { token: 42 }),
  'gitlab/revoke-token-by-itself': ofType('gitlab-token', 'ci'),
  'gitlab/prove-token-dead': ofType('gitlab-token', 'ci'),
  'gitlab/delete-variable': ofType('gitlab-variable', 'NPM_TOKEN', { project: 'acme/web', environment: 'production' }),
  'gitlab/delete-deploy-key': ofType('gitlab-deploy-key', 'deploy', { project: 'acme/web', key: 13 }),

  'jenkins/disable-job': ofType('jenkins-job', 'release', { path: 'job/shop/job/release' }),
  'jenkins/enable-job': ofType('jenkins-job', 'release'),
  'jenkins/stop-build': ofType('jenkins-build', 'release #7', { path: 'job/release/7' }),
  'jenkins/quiet-down': ofType('jenkins-controller', 'ci'),
  'jenkins/cancel-quiet-down': ofType('jenkins-controller', 'ci'),
  'jenkins/take-node-offline': ofType('jenkins-node', 'linux 1'),
  'jenkins/list-credentials': {},
  'jenkins/delete-credential': ofType('jenkins-credential', 'deploy-key'),
  'jenkins/prove-token-dead': ofType('jenkins-token', 'ci', { user: 'release-bot' }),

  'vault/revoke-prefix': ofType('vault-prefix', 'aws/creds/deploy'),
  'vault/revoke-token': ofType('vault-token', 'ci'),
  'vault/revoke-token-by-accessor': ofType('vault-accessor', 'ci', {
    accessor: '2c84f488-2133-4ced-87b0-570f93a76830',
  }),
  'vault/prove-token-dead': ofType('vault-token', 'ci'),

  'okta/suspend-user': ofType('okta-user', 'isaac@acme.example'),
  'okta/unsuspend-user': ofType('okta-user', 'isaac@acme.example'),
  'okta/clear-sessions': ofType('okta-user', 'isaac@acme.example'),
  'okta/list-api-tokens': {},
  'okta/revoke-api-token': ofType('okta-api-token', 'ci', { token: '00Tabcdefg1234567890' }),
  'okta/prove-api-token-dead': ofType('okta-api-token', 'ci'),

  'entra/disable-account': ofType('entra-user', 'adele@acme.example'),
  'entra/enable-account': ofType('entra-user', 'adele@acme.example'),
  'entra/revoke-sessions': ofType('entra-user', 'adele@acme.example'),

  'azure-key-vault/list-secrets': {},
  'azure-key-vault/disable-secret': ofType('azure-secret', 'npm-token', {
    secret: 'npm-token',
    version: 'c7896fa2c5ed1c8cb2c3a1c6f8a5a1b2'.slice(0, 32),
  }),

  'azure-devops/disable-pipeline': {
    ...ofType('azure-pipeline', 'release', { ...azureUrl, pipeline: 7 }),
    inputs: { file: 'pipeline.json' },
  },
  'azure-devops/cancel-build': ofType('azure-build', '311', azure),
  'azure-devops/close-service-connection': ofType('azure-service-connection', 'aws', { ...azure, connection: ids }),
  'azure-devops/block-pipeline': {
    ...ofType('azure-service-connection', 'aws', { ...azure, connection: ids }),
    inputs: { pipeline: '16' },
  },
  'azure-devops/disable-service-connection': {
    ...ofType('azure-service-connection', 'aws', { ...azureUrl, connection: ids }),
    inputs: { file: 'connection.json' },
  },
  'azure-devops/revoke-token': ofType('azure-devops-token', 'ci', { ...azure, authorization: ids }),
  'azure-devops/revoke-own-token': ofType('azure-devops-token', 'ci', { ...azure, authorization: ids }),
  'azure-devops/prove-token-dead': ofType('azure-devops-token', 'ci', azure),

  'kubernetes/list-deployments': { inputs: cluster },
  'kubernetes/scale-to-zero': ofType('kubernetes-deployment', 'web', cluster),
  'kubernetes/scale-up': ofType('kubernetes-deployment', 'web', { ...cluster, replicas: 3 }),
  'kubernetes/deny-all-traffic': ofType('kubernetes-namespace', 'shop', { context: 'prod' }),
  'kubernetes/allow-traffic': ofType('kubernetes-namespace', 'shop', { context: 'prod' }),
  'kubernetes/cordon-node': ofType('kubernetes-node', 'node-1.internal', { context: 'prod' }),
  'kubernetes/uncordon-node': ofType('kubernetes-node', 'node-1.internal', { context: 'prod' }),
  'kubernetes/roll-out-digest': {
    ...ofType('kubernetes-deployment', 'web', cluster),
    inputs: { container: 'web', image: `registry.example.com/shop/web@${digest}` },
  },
  'kubernetes/undo-roll-out': { ...ofType('kubernetes-deployment', 'web', cluster), inputs: { revision: '3' } },
  'kubernetes/delete-service-account-token': ofType('kubernetes-token', 'deployer-token', cluster),
  'kubernetes/prove-token-dead': ofType('kubernetes-token', 'deployer-token', cluster),

  'npm/deprecate-version': {
    ...ofType('npm-package', '@acme/sdk', { version: '4.2.1' }),
    inputs: { message: 'Compromised: do not install.' },
  },
  'npm/unpublish-version': ofType('npm-package', '@acme/sdk', { version: '4.2.1' }),
  'npm/point-tag-back': { ...ofType('npm-package', '@acme/sdk'), inputs: { good: '4.2.0' } },
  'npm/list-tokens': {},
  'npm/revoke-token': ofType('npm-token', 'NPM_TOKEN', { key: 'fa06877427ed1fd7' }),
  'npm/prove-token-dead': ofType('npm-token', 'NPM_TOKEN'),

  'ssh/prove-key-dead': { ...ofType('ssh-key', 'DEPLOY_KEY'), inputs: { host: 'github.com' } },

  'container-registry/list-tags': { inputs: { repository: 'shop/web' } },
  'container-registry/delete-image': ofType('container-image', 'shop/web:edge', { repository: 'shop/web', digest }),
  'container-registry/point-tag-back': {
    ...ofType('container-image', 'shop/web:edge', { tag: 'edge' }),
    inputs: { repository: 'registry.example.com/shop/web', good: digest },
  },
  'container-registry/prove-login-dead': ofType('registry-login', 'publisher', { repository: 'shop/web' }),
};
