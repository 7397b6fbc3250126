import type { FindingKind } from '../engine/improving.ts';
import { itemOf, type State } from '../engine/state.ts';

/** Credentials that hold until somebody changes them; what a run mints for itself, and a session, end by themselves. */
const longLived: ReadonlySet<string> = new Set([
  'api-token',
  'aws-access-key',
  'azure-devops-token',
  'azure-secret',
  'cloud-key',
  'coverage-token',
  'deploy-token',
  'ftp-password',
  'github-deploy-key',
  'github-token',
  'gitlab-deploy-key',
  'gitlab-group-token',
  'gitlab-personal-token',
  'gitlab-project-token',
  'jenkins-credential',
  'jenkins-token',
  'npm-token',
  'okta-api-token',
  'production-token',
  'pypi-token',
  'registry-login',
  'registry-token',
  'runner-token',
  'ssh-key',
  'stored-secret',
]);

const byType: Readonly<Record<string, FindingKind>> = {
  'action-tags': 'unpinned-action',
  'github-action': 'unpinned-action',
  'github-workflow': 'wide-permissions',
  'github-branch': 'unprotected-branch',
  's3-bucket': 'public-bucket',
};

/** Steps of the shipped playbooks that look for, or take out, actions by the name that their workflows use. */
const stepsOverUses: ReadonlySet<string> = new Set(['read-uses', 'remove-uses']);
/** What a step that came hard shows; that one was skipped or that glass was broken shows nothing of this sort. */
const cameHard: ReadonlySet<string> = new Set(['flag', 'otherwise', 'overdue']);

/**
 * The finding that an improvement is about, as far as what gave rise to it tells: the type of the item that was missed or could not be
 * dealt with, or the step that came hard. A proposal of rules: people say whether it is one. Null where no rule fits.
 */
export function proposedFinding(state: State, from: string | undefined): FindingKind | null {
  const [sort = '', id = ''] = (from ?? '').split(' ');
  if (sort === 'missed') return ofThing(state.world.truth.things[id]);
  if (sort === 'impossible') return ofThing(itemOf(state, id));
  return cameHard.has(sort) ? ofStep(state, id) : null;
}

function ofThing(thing: { readonly kind: string; readonly type: string } | undefined): FindingKind | null {
  if (!thing) return null;
  if (thing.kind === 'credential') return longLived.has(thing.type) ? 'long-lived-key' : null;
  return Object.hasOwn(byType, thing.type) ? (byType[thing.type] ?? null) : null;
}

function ofStep({ definition }: State, id: string): FindingKind | null {
  if (stepsOverUses.has(id)) return 'unpinned-action';
  const step = Object.hasOwn(definition.steps, id) ? definition.steps[id] : undefined;
  return step?.effect === 'revoke' || step?.effect === 'replace' ? 'long-lived-key' : null;
}
