import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { typeOfSecret } from '../../src/alert/secret-types.ts';
import { alertIn, fixture } from './fixture.ts';

const playbook = (id: string) => readFileSync(new URL(`../../playbooks/${id}.yaml`, import.meta.url), 'utf8');

describe('what an alert proposes', () => {
  it.each([
    ['github-secret-webhook.json', ['secret', 'place']],
    ['github-secret-rest.json', ['repository']],
    ['github-code-webhook.json', ['repository']],
    ['elastic-flat.json', []],
    ['sarif-snyk.json', ['dependency', 'bad']],
    ['sarif-gitleaks.json', ['secret', 'place']],
  ])('of %s is a playbook that is shipped, and answers that it asks for', (name, inputs) => {
    const alert = alertIn(fixture(name));
    const text = playbook(alert.playbook ?? '');
    expect(text).toContain(`playbook: ${alert.playbook}\n`);
    for (const input of inputs) {
      expect(text).toContain(`\n  ${input}: { type: string`);
      expect(alert.inputs).toHaveProperty(input);
    }
  });

  it.each([
    'compromised-pipeline',
    'poisoned-dependency',
    'leaked-secret',
    'leaked-registry-token',
    'destructive-change',
  ])('can be %s, which is shipped', (id) => {
    expect(playbook(id)).toContain(`playbook: ${id}\n`);
  });
});

// https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns
describe('the type of a secret', () => {
  it.each([
    ['github_personal_access_token', 'github-token'],
    ['github_oauth_access_token', 'github-oauth-token'],
    ['github_app_installation_access_token', 'github-installation-token'],
    ['github_refresh_token', 'github-token'],
    ['github_ssh_private_key', 'ssh-key'],
    ['openssh_private_key', 'ssh-key'],
    ['rsa_private_key', 'private-key'],
    ['pgp_private_key', 'signing-key'],
    ['npm_access_token', 'npm-token'],
    ['pypi_api_token', 'pypi-token'],
    ['rubygems_api_key', 'registry-token'],
    ['nuget_api_key', 'registry-token'],
    ['cratesio_api_token', 'registry-token'],
    ['docker_personal_access_token', 'registry-token'],
    ['aws_access_key_id', 'aws-access-key'],
    ['aws_secret_access_key', 'aws-access-key'],
    ['aws_session_token', 'aws-access-key'],
    ['azure_devops_personal_access_token', 'azure-devops-token'],
    ['azure_active_directory_application_secret', 'entra-app-secret'],
    ['azure_storage_account_key', 'cloud-key'],
    ['google_cloud_service_account_credentials', 'cloud-key'],
    ['slack_api_token', 'slack-token'],
    ['slack_incoming_webhook_url', 'slack-webhook'],
    ['gitlab_access_token', 'gitlab-token'],
    ['gitlab_runner_auth_token', 'runner-token'],
    ['gitlab_deploy_token', 'deploy-token'],
    ['hashicorp_vault_service_token', 'vault-token'],
    ['postgres_connection_string', 'database-password'],
    ['mongodb_atlas_db_uri_with_credentials', 'database-password'],
    ['http_bearer_authentication_header', 'api-token'],
    // Names of gitleaks' rules.
    ['github-pat', 'github-token'],
    ['github-fine-grained-pat', 'github-token'],
    ['npm-access-token', 'npm-token'],
    ['pypi-upload-token', 'pypi-token'],
    ['aws-access-token', 'aws-access-key'],
    ['slack-bot-token', 'slack-token'],
    ['private-key', 'private-key'],
    ['vault-service-token', 'vault-token'],
    // In no table: it keeps its name.
    ['stripe_api_key', 'stripe-api-key'],
    ['Acme Internal / Key!', 'acme-internal-key'],
    ['', 'item'],
  ])('%s is %s', (name, type) => {
    expect(typeOfSecret(name)).toBe(type);
  });
});

describe('the type of a thing', () => {
  it.each(
    [
      'aws-access-key aws-iam-user azure-devops-token container-image entra-user github-installation-token github-oauth-token',
      'github-repository github-runner github-token github-workflow kubernetes-deployment kubernetes-node npm-package npm-token',
      'okta-api-token okta-user registry-token repository server ssh-key vault-token workstation',
    ].flatMap((line) => line.split(' ')),
  )('%s is one that an action is for', (type) => {
    const folder = new URL('../../playbooks/actions/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    const texts = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
    expect(texts.some((text) => new RegExp(`^ *types?: .*\\b${type}(?![\\w-])`, 'm').test(text))).toBe(true);
  });
});
