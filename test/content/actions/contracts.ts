/** What a request must be: how and where it is sent, what it carries, and the statuses that its vendor documents for success. */
export interface Contract {
  readonly request: string;
  readonly body?: unknown;
  readonly accepts: readonly number[];
}

const row = (request: string, accepts: readonly number[], body?: unknown): Contract => ({
  request,
  accepts,
  ...(body !== undefined && { body }),
});

const gitlab = 'https://gitlab.com/api/v4';
const jenkins = 'https://jenkins.example.com';
const vault = 'https://vault.example.com/v1';
const okta = 'https://okta.example.com/api/v1';
const graph = 'https://graph.microsoft.com/v1.0';
const azure = 'https://dev.azure.com/acme';
const azureTokens = 'https://vssps.dev.azure.com/acme/_apis';
const connection = '_apis/pipelines/pipelinepermissions/endpoint/0123abcd-0123-4567-89ab-0123456789ab';
const keyVault = 'https://azure-key-vault.example.com';
const npm = 'https://registry.npmjs.org';
const registry = 'https://container-registry.example.com/v2/shop/web';
const digest = `sha256%3A${'ab'.repeat(32)}`;
const any: readonly number[] = [];

/**
 * Requests that no description is at hand for, each as its vendor's page has it. The page is the action's `docs`; it stands
 * here again, so that a request and where it is from are changed together. A proof takes what its `proof` says: `any`.
 */
export const contracts: Readonly<
  Record<string, { readonly docs: string; readonly calls: Readonly<Record<string, Contract>> }>
> = {
  'gitlab/list-pipelines': {
    docs: 'https://docs.gitlab.com/api/pipelines/#list-project-pipelines',
    calls: { do: row(`GET ${gitlab}/projects/acme%2Fweb/pipelines?scope=running&per_page=100&page=1`, [200]) },
  },
  'gitlab/cancel-pipeline': {
    docs: 'https://docs.gitlab.com/api/pipelines/#cancel-all-jobs-for-a-pipeline',
    calls: {
      do: row(`POST ${gitlab}/projects/acme%2Fweb/pipelines/47/cancel`, [200]),
      check: row(`GET ${gitlab}/projects/acme%2Fweb/pipelines/47`, [200]),
    },
  },
  'gitlab/list-runners': {
    docs: 'https://docs.gitlab.com/api/runners/#list-all-runners-for-a-project',
    calls: { do: row(`GET ${gitlab}/projects/acme%2Fweb/runners?per_page=100&page=1`, [200]) },
  },
  'gitlab/pause-runner': {
    docs: 'https://docs.gitlab.com/api/runners/#update-details-of-a-runner',
    calls: {
      do: row(`PUT ${gitlab}/runners/6`, [200], { paused: true }),
      check: row(`GET ${gitlab}/runners/6`, [200]),
    },
  },
  'gitlab/resume-runner': {
    docs: 'https://docs.gitlab.com/api/runners/#update-details-of-a-runner',
    calls: {
      do: row(`PUT ${gitlab}/runners/6`, [200], { paused: false }),
      check: row(`GET ${gitlab}/runners/6`, [200]),
    },
  },
  'gitlab/freeze-deploys': {
    docs: 'https://docs.gitlab.com/api/freeze_periods/#create-a-freeze-period',
    calls: {
      do: row(`POST ${gitlab}/projects/acme%2Fweb/freeze_periods`, [201], {
        freeze_start: '0 3 1 3 *',
        freeze_end: '0 3 8 3 *',
        cron_timezone: 'UTC',
      }),
      check: row(`GET ${gitlab}/projects/acme%2Fweb/freeze_periods?per_page=100`, [200]),
    },
  },
  'gitlab/list-project-tokens': {
    docs: 'https://docs.gitlab.com/api/project_access_tokens/#list-all-project-access-tokens',
    calls: { do: row(`GET ${gitlab}/projects/acme%2Fweb/access_tokens?state=active&per_page=100&page=1`, [200]) },
  },
  'gitlab/revoke-project-token': {
    docs: 'https://docs.gitlab.com/api/project_access_tokens/#revoke-a-project-access-token',
    calls: {
      do: row(`DELETE ${gitlab}/projects/acme%2Fweb/access_tokens/42`, [204]),
      check: row(`GET ${gitlab}/projects/acme%2Fweb/access_tokens/42`, [200]),
    },
  },
  'gitlab/revoke-group-token': {
    docs: 'https://docs.gitlab.com/api/group_access_tokens/#revoke-a-group-access-token',
    calls: {
      do: row(`DELETE ${gitlab}/groups/acme/access_tokens/42`, [204]),
      check: row(`GET ${gitlab}/groups/acme/access_tokens/42`, [200]),
    },
  },
  'gitlab/revoke-personal-token': {
    docs: 'https://docs.gitlab.com/api/personal_access_tokens/#revoke-a-personal-access-token',
    calls: {
      do: row(`DELETE ${gitlab}/personal_access_tokens/42`, [204]),
      check: row(`GET ${gitlab}/personal_access_tokens/42`, [200]),
    },
  },
  'gitlab/revoke-token-by-itself': {
    docs: 'https://docs.gitlab.com/api/personal_access_tokens/#self-revoke',
    calls: {
      do: row(`DELETE ${gitlab}/personal_access_tokens/self`, [204]),
      check: row(`GET ${gitlab}/personal_access_tokens/self`, [401]),
    },
  },
  'gitlab/prove-token-dead': {
    docs: 'https://docs.gitlab.com/api/personal_access_tokens/#self-inform',
    calls: { do: row(`GET ${gitlab}/personal_access_tokens/self`, any) },
  },
  'gitlab/delete-variable': {
    docs: 'https://docs.gitlab.com/api/project_level_variables/#delete-a-variable',
    calls: {
      do: row(`DELETE ${gitlab}/projects/acme%2Fweb/variables/NPM_TOKEN?filter[environment_scope]=production`, [204]),
      check: row(`HEAD ${gitlab}/projects/acme%2Fweb/variables/NPM_TOKEN?filter[environment_scope]=production`, [404]),
    },
  },
  'gitlab/delete-deploy-key': {
    docs: 'https://docs.gitlab.com/api/deploy_keys/#delete-a-deploy-key',
    calls: {
      do: row(`DELETE ${gitlab}/projects/acme%2Fweb/deploy_keys/13`, [204]),
      check: row(`GET ${gitlab}/projects/acme%2Fweb/deploy_keys/13`, [404]),
    },
  },

  // Jenkins answers a change that its pages make too with a redirect to the page.
  'jenkins/disable-job': {
    docs: 'https://www.jenkins.io/doc/book/using/remote-access-api/',
    calls: {
      do: row(`POST ${jenkins}/job/shop/job/release/disable`, [200, 302]),
      check: row(`GET ${jenkins}/job/shop/job/release/api/json?tree=buildable,disabled`, [200]),
    },
  },
  'jenkins/enable-job': {
    docs: 'https://www.jenkins.io/doc/book/using/remote-access-api/',
    calls: {
      do: row(`POST ${jenkins}/job/release/enable`, [200, 302]),
      check: row(`GET ${jenkins}/job/release/api/json?tree=buildable,disabled`, [200]),
    },
  },
  'jenkins/stop-build': {
    docs: 'https://www.jenkins.io/doc/book/using/aborting-a-build/',
    calls: {
      do: row(`POST ${jenkins}/job/release/7/stop`, [200, 302]),
      check: row(`GET ${jenkins}/job/release/7/api/json?tree=building,result`, [200]),
    },
  },
  'jenkins/quiet-down': {
    docs: 'https://www.jenkins.io/doc/book/using/remote-access-api/#RemoteaccessAPI-RestartingJenkins',
    calls: {
      do: row(`POST ${jenkins}/quietDown`, [200, 302]),
      check: row(`GET ${jenkins}/api/json?tree=quietingDown`, [200]),
    },
  },
  'jenkins/cancel-quiet-down': {
    docs: 'https://www.jenkins.io/doc/book/using/remote-access-api/#RemoteaccessAPI-RestartingJenkins',
    calls: {
      do: row(`POST ${jenkins}/cancelQuietDown`, [200, 302]),
      check: row(`GET ${jenkins}/api/json?tree=quietingDown`, [200]),
    },
  },
  'jenkins/take-node-offline': {
    docs: 'https://www.jenkins.io/doc/book/managing/nodes/',
    calls: {
      look: row(`GET ${jenkins}/computer/linux%201/api/json?tree=offline,temporarilyOffline`, [200]),
      turn: row(`POST ${jenkins}/computer/linux%201/toggleOffline?offlineMessage=Breakglass, run-1`, [200, 302]),
      check: row(`GET ${jenkins}/computer/linux%201/api/json?tree=offline,temporarilyOffline`, [200]),
    },
  },
  'jenkins/list-credentials': {
    docs: 'https://github.com/jenkinsci/credentials-plugin/blob/master/docs/user.adoc#rest-api',
    calls: {
      do: row(
        `GET ${jenkins}/credentials/store/system/domain/_/api/json?tree=credentials[id,typeName,displayName]`,
        [200],
      ),
    },
  },
  'jenkins/delete-credential': {
    docs: 'https://github.com/jenkinsci/credentials-plugin/blob/master/docs/user.adoc#rest-api',
    calls: {
      do: row(`DELETE ${jenkins}/credentials/store/system/domain/_/credential/deploy-key/config.xml`, [200]),
      check: row(`GET ${jenkins}/credentials/store/system/domain/_/credential/deploy-key/config.xml`, [404]),
    },
  },
  'jenkins/prove-token-dead': {
    docs: 'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
    calls: { do: row(`GET ${jenkins}/me/api/json?tree=id`, any) },
  },

  // https://developer.hashicorp.com/vault/api-docs#http-status-codes: 200 with data, 204 without.
  'vault/revoke-prefix': {
    docs: 'https://developer.hashicorp.com/vault/api-docs/system/leases#revoke-prefix',
    calls: {
      do: row(`POST ${vault}/sys/leases/revoke-prefix/aws/creds/deploy`, [200, 204], { sync: true }),
      check: row(`GET ${vault}/sys/leases/lookup/aws/creds/deploy?list=true`, [404]),
    },
  },
  'vault/revoke-token': {
    docs: 'https://developer.hashicorp.com/vault/api-docs/auth/token#revoke-a-token',
    calls: {
      do: row(`POST ${vault}/auth/token/revoke`, [200, 204], { token: '[old]' }),
      check: row(`GET ${vault}/auth/token/lookup-self`, [403]),
    },
  },
  'vault/revoke-token-by-accessor': {
    docs: 'https://developer.hashicorp.com/vault/api-docs/auth/token#revoke-a-token-accessor',
    calls: {
      do: row(`POST ${vault}/auth/token/revoke-accessor`, [200, 204], {
        accessor: '2c84f488-2133-4ced-87b0-570f93a76830',
      }),
    },
  },
  'vault/prove-token-dead': {
    docs: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
    calls: { do: row(`GET ${vault}/auth/token/lookup-self`, any) },
  },

  'okta/suspend-user': {
    docs: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/suspendUser',
    calls: {
      do: row(`POST ${okta}/users/isaac%40acme.example/lifecycle/suspend`, [200]),
      check: row(`GET ${okta}/users/isaac%40acme.example`, [200]),
    },
  },
  'okta/unsuspend-user': {
    docs: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#tag/UserLifecycle/operation/unsuspendUser',
    calls: {
      do: row(`POST ${okta}/users/isaac%40acme.example/lifecycle/unsuspend`, [200]),
      check: row(`GET ${okta}/users/isaac%40acme.example`, [200]),
    },
  },
  'okta/clear-sessions': {
    docs: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserSessions/#tag/UserSessions/operation/revokeUserSessions',
    calls: { do: row(`DELETE ${okta}/users/isaac%40acme.example/sessions?oauthTokens=true`, [204]) },
  },
  'okta/list-api-tokens': {
    docs: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/#tag/ApiToken/operation/listApiTokens',
    calls: { do: row(`GET ${okta}/api-tokens`, [200]) },
  },
  'okta/revoke-api-token': {
    docs: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApiToken/#tag/ApiToken/operation/revokeApiToken',
    calls: {
      do: row(`DELETE ${okta}/api-tokens/00Tabcdefg1234567890`, [204]),
      check: row(`GET ${okta}/api-tokens/00Tabcdefg1234567890`, [404]),
    },
  },
  'okta/prove-api-token-dead': {
    docs: 'https://developer.okta.com/docs/reference/error-codes/#E0000011',
    calls: { do: row(`GET ${okta}/users/me`, any) },
  },

  'entra/disable-account': {
    docs: 'https://learn.microsoft.com/graph/api/user-update',
    calls: {
      do: row(`PATCH ${graph}/users/adele%40acme.example`, [204], { accountEnabled: false }),
      check: row(`GET ${graph}/users/adele%40acme.example?$select=accountEnabled`, [200]),
    },
  },
  'entra/enable-account': {
    docs: 'https://learn.microsoft.com/graph/api/user-update',
    calls: {
      do: row(`PATCH ${graph}/users/adele%40acme.example`, [204], { accountEnabled: true }),
      check: row(`GET ${graph}/users/adele%40acme.example?$select=accountEnabled`, [200]),
    },
  },
  'entra/revoke-sessions': {
    // Documented with 200, and with a known issue that it may answer otherwise: 204.
    docs: 'https://learn.microsoft.com/graph/api/user-revokesigninsessions',
    calls: {
      do: row(`POST ${graph}/users/adele%40acme.example/revokeSignInSessions`, [200, 204]),
      check: row(`GET ${graph}/users/adele%40acme.example?$select=signInSessionsValidFromDateTime`, [200]),
    },
  },

  'azure-key-vault/list-secrets': {
    docs: 'https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets',
    calls: { do: row(`GET ${keyVault}/secrets?api-version=7.4&maxresults=25`, [200]) },
  },
  'azure-key-vault/disable-secret': {
    docs: 'https://learn.microsoft.com/rest/api/keyvault/secrets/update-secret/update-secret',
    calls: {
      do: row(`PATCH ${keyVault}/secrets/npm-token/c7896fa2c5ed1c8cb2c3a1c6f8a5a1b2?api-version=7.4`, [200], {
        attributes: { enabled: false },
      }),
      check: row(`GET ${keyVault}/secrets/npm-token/versions?api-version=7.4&maxresults=25`, [200]),
    },
  },

  'azure-devops/cancel-build': {
    docs: 'https://learn.microsoft.com/rest/api/azure/devops/build/builds/update-build',
    calls: {
      do: row(`PATCH ${azure}/Store%20front/_apis/build/builds/311?api-version=7.1`, [200], { status: 'cancelling' }),
      check: row(`GET ${azure}/Store%20front/_apis/build/builds/311?api-version=7.1`, [200]),
    },
  },
  'azure-devops/close-service-connection': {
    docs: 'https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks/pipeline-permissions/update-pipeline-permisions-for-resource',
    calls: {
      do: row(`PATCH ${azure}/Store%20front/${connection}?api-version=7.1-preview.1`, [200], {
        allPipelines: { authorized: false },
        pipelines: [],
      }),
      check: row(`GET ${azure}/Store%20front/${connection}?api-version=7.1-preview.1`, [200]),
    },
  },
  'azure-devops/block-pipeline': {
    docs: 'https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks/pipeline-permissions/update-pipeline-permisions-for-resource',
    calls: {
      do: row(`PATCH ${azure}/Store%20front/${connection}?api-version=7.1-preview.1`, [200], {
        pipelines: [{ id: 16, authorized: false }],
      }),
    },
  },
  'azure-devops/revoke-token': {
    docs: 'https://learn.microsoft.com/rest/api/azure/devops/tokenadmin/revocations/revoke-authorizations',
    calls: {
      do: row(
        `POST ${azureTokens}/tokenadmin/revocations?api-version=7.1-preview.1`,
        [204],
        [{ authorizationId: '0123abcd-0123-4567-89ab-0123456789ab' }],
      ),
    },
  },
  'azure-devops/revoke-own-token': {
    docs: 'https://learn.microsoft.com/rest/api/azure/devops/tokens/pats/revoke',
    calls: {
      do: row(
        `DELETE ${azureTokens}/tokens/pats?authorizationId=0123abcd-0123-4567-89ab-0123456789ab&api-version=7.1-preview.1`,
        [200, 204],
      ),
    },
  },
  'azure-devops/prove-token-dead': {
    docs: 'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    calls: { do: row(`GET ${azure}/_apis/projects?api-version=7.1&$top=1`, any) },
  },

  'kubernetes/prove-token-dead': {
    docs: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/',
    calls: { do: row('GET https://kubernetes.example.com/apis', any) },
  },

  'npm/deprecate-version': {
    docs: 'https://docs.npmjs.com/cli/commands/npm-deprecate',
    calls: { check: row(`GET ${npm}/%40acme%2Fsdk/4.2.1`, [200]) },
  },
  'npm/unpublish-version': {
    docs: 'https://docs.npmjs.com/policies/unpublish',
    calls: { check: row(`GET ${npm}/%40acme%2Fsdk/4.2.1`, [404]) },
  },
  'npm/point-tag-back': {
    docs: 'https://docs.npmjs.com/cli/commands/npm-dist-tag',
    calls: { check: row(`GET ${npm}/-/package/%40acme%2Fsdk/dist-tags`, [200]) },
  },
  'npm/list-tokens': {
    docs: 'https://github.com/npm/registry/blob/main/docs/user/authentication.md#token-list',
    calls: { do: row(`GET ${npm}/-/npm/v1/tokens?perPage=100`, [200]) },
  },
  'npm/revoke-token': {
    docs: 'https://github.com/npm/registry/blob/main/docs/user/authentication.md#token-delete',
    calls: {
      do: row(`DELETE ${npm}/-/npm/v1/tokens/token/fa06877427ed1fd7`, [204]),
      check: row(`GET ${npm}/-/npm/v1/tokens?perPage=100`, [200]),
    },
  },
  'npm/prove-token-dead': {
    docs: 'https://docs.npmjs.com/cli/commands/npm-whoami',
    calls: { do: row(`GET ${npm}/-/whoami`, any) },
  },

  'container-registry/list-tags': {
    docs: 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags',
    calls: { do: row(`GET ${registry}/tags/list?n=1000`, [200]) },
  },
  'container-registry/delete-image': {
    docs: 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#deleting-manifests',
    calls: {
      do: row(`DELETE ${registry}/manifests/${digest}`, [202]),
      check: row(`GET ${registry}/manifests/${digest}`, [404]),
    },
  },
  'container-registry/prove-login-dead': {
    docs: 'https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags',
    calls: { control: row(`GET ${registry}/tags/list?n=1`, [200]), probe: row(`GET ${registry}/tags/list?n=1`, any) },
  },
};
