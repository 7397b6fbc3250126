import { originOf } from './address.ts';
import type { AlertItem, Reading, Severity } from './alert.ts';
import type { Guess } from './guess.ts';
import { opensRegistry, typeOfSecret } from './secret-types.ts';
import { rankOf } from './severity.ts';

/** What a scanner found, be it told by GitHub or in SARIF. */
export interface Finding {
  readonly source: string;
  readonly tool: string;
  readonly rule: string;
  /** What it is, in a few words. */
  readonly what: string;
  /** Tags of rule and result, such as `external/cwe/cwe-079`. */
  readonly tags: readonly string[];
  readonly severity: Severity | undefined;
  readonly message: string | undefined;
  /** A path in the repository, or the address of a page. */
  readonly place: string | undefined;
  readonly line: string | undefined;
  readonly commit: string | undefined;
  /** A dependency that it is about: `lodash@4.17.15`. */
  readonly dependency: string | undefined;
  readonly repository: string | undefined;
  readonly raised: string | undefined;
  readonly began: string | undefined;
  readonly resolved: boolean;
  readonly links: Reading['links'];
}

const secretTools = /gitleaks|trufflehog|detect-secrets|ggshield|gitguardian|secretlint|kingfisher|nosey ?parker/i;
/** `secrets:S6290`, `generic.secrets.gitleaks.npm`. */
const secretRule = /(?:^|[/.:_-])secrets?[/.:]/i;
const hardCoded = /hard-?coded.{0,30}(?:cred|pass|secret|key|token)/i;
/** Credentials in source: CWE-259, CWE-321, CWE-798. */
const secretWeaknesses = [259, 321, 798];
/** Code that means harm: CWE-506 and what is below it, CWE-912. */
const maliceWeaknesses = [506, 507, 508, 509, 510, 511, 512, 912];
const malice = /\bmalicious (?:package|code|version|dependency)\b|\bembedded malicious\b|\bmalware\b/i;
const workflow = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/([^/]+\.ya?ml)$/;

/** A scanner that looks for secrets and nothing else. */
export function isSecretTool(tool: string): boolean {
  return secretTools.test(tool.slice(0, 200));
}

/** Whether it is about a secret in plain text, which its snippet then shows. */
export function tellsOfSecret(finding: Pick<Finding, 'tool' | 'rule' | 'what' | 'tags'>): boolean {
  const { tool, rule, what, tags } = finding;
  if (isSecretTool(tool) || secretRule.test(rule.slice(0, 200)) || hardCoded.test(`${rule} ${what}`.slice(0, 400)))
    return true;
  return (
    tags.some((tag) => /^secrets?$/i.test(tag)) || weaknessesOf(tags).some((one) => secretWeaknesses.includes(one))
  );
}

/** What a finding says in a run. */
export function readingOfFinding(finding: Finding): Reading {
  const isSecret = tellsOfSecret(finding);
  const isMalicious =
    malice.test(finding.what) ||
    malice.test(finding.rule) ||
    weaknessesOf(finding.tags).some((one) => maliceWeaknesses.includes(one));
  const secret = isSecret ? secretItem(finding) : undefined;
  const { source, severity, raised, began, resolved, links, repository } = finding;
  return {
    source,
    title: titleOf(finding),
    severity,
    raised,
    began,
    resolved,
    items: [...(secret ? [secret] : []), ...placeItems(finding)],
    inputs: {
      repository,
      ...(secret ? { secret: secret.name, place: longPlace(finding) } : {}),
      ...(isMalicious ? dependencyInputs(finding.dependency) : {}),
    },
    links,
    playbook: guessOf(finding, secret, isMalicious),
  };
}

function titleOf(finding: Finding): string {
  const { what, dependency, repository } = finding;
  if (dependency !== undefined) return `${what} (${dependency})`;
  const where = placeAndLine(finding) ?? repository;
  return where === undefined || what.includes(where) ? what : `${what} in ${where}`;
}

function guessOf(finding: Finding, secret: AlertItem | undefined, isMalicious: boolean): Guess | null {
  if (secret) return opensRegistry(secret.itemType) ? 'leaked-registry-token' : 'leaked-secret';
  if (isMalicious) return 'poisoned-dependency';
  // A weak workflow lets somebody in only where the weakness is a grave one.
  const isGrave = rankOf(finding.severity) <= rankOf('high');
  return isGrave && workflow.test(finding.place ?? '') ? 'compromised-pipeline' : null;
}

function secretItem(finding: Finding): AlertItem {
  const place = placeAndLine(finding);
  return {
    kind: 'credential',
    itemType: isSecretTool(finding.tool) ? typeOfSecret(finding.rule) : 'hard-coded-secret',
    name: place === undefined ? finding.what : `${finding.what} (${place})`,
    fields: { rule: finding.rule, place: longPlace(finding) ?? null, repository: finding.repository ?? null },
  };
}

function placeItems(finding: Finding): AlertItem[] {
  const { place, line, rule, repository, dependency, message } = finding;
  const fields = { rule, finding: message ?? null };
  if (dependency !== undefined) {
    return [
      {
        kind: 'artifact',
        itemType: typeOfDependency(rule),
        name: dependency,
        fields: { ...fields, place: place ?? null },
      },
    ];
  }
  if (place === undefined) return [];
  const origin = originOf(place);
  if (origin !== undefined)
    return [{ kind: 'system', itemType: 'website', name: origin, fields: { ...fields, url: place } }];
  const file = workflow.exec(place)?.[1];
  const of = { ...fields, repository: repository ?? null, line: line ?? null };
  if (file !== undefined)
    return [{ kind: 'stage', itemType: 'github-workflow', name: file, fields: { ...of, path: place } }];
  return [{ kind: 'system', itemType: 'source-file', name: place, fields: of }];
}

function placeAndLine({ place, line }: Finding): string | undefined {
  return place === undefined || line === undefined || originOf(place) !== undefined ? place : `${place}:${line}`;
}

function longPlace(finding: Finding): string | undefined {
  const commit = finding.commit === undefined ? '' : ` in commit ${finding.commit.slice(0, 12)}`;
  const repository = finding.repository === undefined ? '' : ` of ${finding.repository}`;
  return finding.place === undefined ? finding.repository : `${placeAndLine(finding)}${commit}${repository}`;
}

function typeOfDependency(rule: string): string {
  if (/^SNYK-JS-|^npm:/i.test(rule)) return 'npm-package';
  return /^SNYK-PYTHON-/i.test(rule) ? 'pypi-package' : 'package';
}

/** `lodash@4.17.15`, also with a scope: the version is after the last `@`. */
function dependencyInputs(dependency: string | undefined): Record<string, string | undefined> {
  const cut = dependency?.lastIndexOf('@') ?? -1;
  if (dependency === undefined || cut <= 0) return { dependency };
  return { dependency: dependency.slice(0, cut), bad: dependency.slice(cut + 1) };
}

function weaknessesOf(tags: readonly string[]): number[] {
  return tags.flatMap((tag) => {
    const number = /(?:^|\/)cwe[-_ :]0{0,3}(\d{1,4})\b/i.exec(tag)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}
