import type { Kind } from '../playbook/model.ts';
import { repositoryName, repositoryOf } from './address.ts';
import type { AlertItem } from './alert.ts';

/** Labels of an alert, or tags, by their names in lower case. */
export interface Labels {
  readonly get: (name: string) => string | undefined;
}

interface Sort {
  readonly kind: Kind;
  readonly itemType: string;
  /** Label names as Prometheus' exporters, Datadog and Falco give them; the first that is there counts. */
  readonly labels: readonly string[];
  /** Its name has the namespace before it. */
  readonly namespaced?: boolean;
}

/** What runs something, the nearest first: who knows the deployment need not isolate the machine that it happens to be on. */
const workloads: readonly Sort[] = [
  sort('kubernetes-deployment', ['deployment', 'kube_deployment', 'k8s_deployment_name'], true),
  sort('kubernetes-statefulset', ['statefulset', 'kube_stateful_set', 'kube_statefulset'], true),
  sort('kubernetes-daemonset', ['daemonset', 'kube_daemon_set', 'kube_daemonset'], true),
  sort('kubernetes-cronjob', ['cronjob', 'kube_cronjob'], true),
  sort('kubernetes-pod', ['pod', 'pod_name', 'kube_pod', 'k8s_pod_name'], true),
  sort('kubernetes-node', ['kube_node', 'k8s_node_name', 'node']),
  sort('server', ['host', 'hostname', 'host_name', 'nodename', 'instance']),
];

const others: readonly Sort[] = [
  { kind: 'stage', itemType: 'github-workflow', labels: ['workflow', 'workflow_name', 'github_workflow'] },
  { kind: 'stage', itemType: 'github-runner', labels: ['runner', 'runner_name'] },
  sort('s3-bucket', ['bucket', 'bucket_name', 'bucketname']),
  sort('database', ['datname', 'database', 'db', 'db_name']),
  { kind: 'artifact', itemType: 'container-image', labels: ['image', 'container_image', 'image_name'] },
  { kind: 'account', itemType: 'user', labels: ['user', 'username', 'user_name', 'usr_name'] },
];

const namespaces = ['namespace', 'kube_namespace', 'k8s_ns_name', 'exported_namespace'];
const repositories = [
  'repository',
  'repo',
  'github_repository',
  'git_repository',
  'git_repository_url',
  'repository_url',
];

function sort(itemType: string, labels: readonly string[], namespaced = false): Sort {
  return { kind: 'system', itemType, labels, namespaced };
}

/** The things that labels name. */
export function itemsOfLabels(labels: Labels): AlertItem[] {
  const workload = workloads.map((one) => itemOf(one, labels)).find((item) => item !== undefined);
  const found = [workload, ...others.map((one) => itemOf(one, labels)), repositoryIn(labels)];
  return found.filter((item) => item !== undefined);
}

export function repositoryOfLabels(labels: Labels): string | undefined {
  const named = first(labels, repositories);
  return repositoryName(named) ?? repositoryOf(named);
}

/** Whose it is, only an address tells. */
function repositoryIn(labels: Labels): AlertItem | undefined {
  const name = repositoryOfLabels(labels);
  if (name === undefined) return undefined;
  const isGitHub =
    /(?:[/@.]|^)github\b/i.test(first(labels, repositories) ?? '') || labels.get('github_repository') === name;
  return { kind: 'system', itemType: isGitHub ? 'github-repository' : 'repository', name, fields: {} };
}

function itemOf({ kind, itemType, labels: names, namespaced }: Sort, labels: Labels): AlertItem | undefined {
  const value = first(labels, names);
  if (value === undefined) return undefined;
  const namespace = namespaced ? first(labels, namespaces) : undefined;
  const name = itemType === 'server' ? withoutPort(value) : value;
  return { kind, itemType, name: namespace === undefined ? name : `${namespace}/${name}`, fields: {} };
}

function first(labels: Labels, names: readonly string[]): string | undefined {
  return names.map((name) => labels.get(name)).find((value) => value !== undefined && value !== '');
}

/** `db-1:9100` and `https://db-1:9090/metrics` are `db-1`; an IPv6 address stays whole. */
function withoutPort(host: string): string {
  const bare = host.replace(/^[a-z]{1,10}:\/\//i, '').replace(/\/.*$/, '');
  return /^[^:]+:\d{1,5}$|^\[[^\]]+\]:\d{1,5}$/.test(bare) ? bare.replace(/:\d+$/, '') : bare;
}
