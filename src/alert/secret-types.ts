import { toId } from '../language/ids.ts';

/**
 * What a secret is in the register, by the name that GitHub's secret scanning gives its type
 * (https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns) or gitleaks its
 * rule. The first that fits; a dash counts as an underscore.
 */
const types: readonly (readonly [RegExp, string])[] = [
  [/^github_ssh_private_key$|^openssh_private_key$|ssh_key$/, 'ssh-key'],
  [/^github_oauth/, 'github-oauth-token'],
  [/^github_app_installation/, 'github-installation-token'],
  [/^github_(?:personal|app|refresh|test|fine|pat|token)/, 'github-token'],
  [/^npm_/, 'npm-token'],
  [/^pypi_/, 'pypi-token'],
  [/^(?:rubygems|nuget|cratesio|clojars|openvsx|packagist|hex)_/, 'registry-token'],
  [/^docker_(?:personal|organization)_access_token$|^buildkite_packages_/, 'registry-token'],
  [/^azure_(?:container_)?registry_key/, 'registry-token'],
  [/^(?:aws|amazon)_(?:access|secret|session|temporary|api|iam)/, 'aws-access-key'],
  [/^azure_devops_/, 'azure-devops-token'],
  [/^azure_active_directory_/, 'entra-app-secret'],
  [/^(?:azure|google|gcp|alibaba|digitalocean|oracle)_/, 'cloud-key'],
  [/^slack_.*webhook/, 'slack-webhook'],
  [/^slack_/, 'slack-token'],
  [/^gitlab_runner_|^buildkite_agent_|^github_actions_runner/, 'runner-token'],
  [/^gitlab_deploy_token$/, 'deploy-token'],
  [/^gitlab_/, 'gitlab-token'],
  [/^(?:hashicorp_)?vault_(?:service|batch|root|token|.*token)/, 'vault-token'],
  [/^okta_/, 'okta-api-token'],
  [/^pgp_private_key/, 'signing-key'],
  [/private_key$/, 'private-key'],
  [/connection_(?:string|uri)$|_db_uri/, 'database-password'],
  [/^(?:http_basic_authentication_header|curl_auth_user|password)$/, 'password'],
  [/^(?:http_bearer_authentication_header|curl_auth_header|generic_api_key|jwt)$/, 'api-token'],
];

/** A type of credential of the register. One that is not in the table keeps its own name: `stripe_api_key` is `stripe-api-key`. */
export function typeOfSecret(name: string): string {
  const plain = name.slice(0, 100).toLowerCase().replaceAll('-', '_');
  return types.find(([pattern]) => pattern.test(plain))?.[1] ?? toId(name.slice(0, 100));
}

/** Whether it may publish packages or images. */
export function opensRegistry(type: string): boolean {
  return ['npm-token', 'pypi-token', 'registry-token'].includes(type);
}
