import { repositoryOf } from './address.ts';
import { type Finding, isSecretTool } from './finding.ts';
import { earliest, latest, momentOf } from './moment.ts';
import { severityOf, severityOfScore } from './severity.ts';
import { at, isRecord, listAt, numberAt, type Tree, textAt, textsAt } from './tree.ts';

/** Of a description or a message, what is looked at. */
const LONGEST_WORDS = 1_000;
/** More than these a rule has not. */
const MOST_TAGS = 10;

/** A result beside what its rule says. */
interface SarifResult {
  readonly result: Tree;
  readonly definition: Tree | undefined;
  readonly tool: string;
  readonly rule: string;
  readonly what: string;
  readonly tags: readonly string[];
}

interface Rule {
  readonly definition: Tree;
  readonly words: string | undefined;
  readonly tags: readonly string[];
}

/** Every result of a run with its rule, which stands in the driver or in an extension. */
export function sarifResults(run: Tree): SarifResult[] {
  const tool = textAt(run, 'tool', 'driver', 'name') ?? 'scanner';
  const rulesOf = (component: Tree | undefined): Rule[] =>
    listAt(component, 'rules').map((definition) => ({
      definition,
      words: wordsOfRule(tool, definition),
      tags: tagsOfRule(definition),
    }));
  const driver = rulesOf(at(run, 'tool', 'driver'));
  const extensions = listAt(run, 'tool', 'extensions').map(rulesOf);
  const byId = new Map<string | undefined, Rule>();
  for (const rule of [driver, ...extensions].flat()) {
    const id = textAt(rule.definition, 'id');
    if (!byId.has(id)) byId.set(id, rule);
  }
  return listAt(run, 'results').map((result) => {
    const id = textAt(result, 'ruleId') ?? textAt(result, 'rule', 'id');
    const index = numberAt(result, 'ruleIndex') ?? numberAt(result, 'rule', 'index') ?? -1;
    const extension = numberAt(result, 'rule', 'toolComponent', 'index');
    const component = extension === undefined ? driver : (extensions[extension] ?? []);
    // `rule/part` is a part of a rule.
    const named = id === undefined ? undefined : (byId.get(id) ?? byId.get(id.replace(/\/[^/]*$/, '')));
    const known = named ?? component[index];
    const rule = id ?? textAt(known?.definition, 'id') ?? 'finding';
    const tags = [...(known?.tags ?? []), ...tagsOfResult(result)];
    const definition = known?.definition;
    return {
      result,
      definition,
      tool,
      rule,
      what: known?.words ?? (isSecretTool(tool) ? undefined : messageOf(result, definition)) ?? rule,
      tags,
    };
  });
}

/** What is still open of a run. */
export function sarifFindings(run: Tree): Finding[] {
  const shared = {
    repository: listAt(run, 'versionControlProvenance')
      .map((one) => repositoryOf(textAt(one, 'repositoryUri')))
      .find((name) => name !== undefined),
    raised: latest(
      listAt(run, 'invocations').map((one) => momentOf(at(one, 'endTimeUtc')) ?? momentOf(at(one, 'startTimeUtc'))),
    ),
    commit: listAt(run, 'versionControlProvenance')
      .map((one) => textAt(one, 'revisionId'))
      .find((id) => id !== undefined),
  };
  return sarifResults(run)
    .filter(({ result }) => isRecord(result) && isOpen(result))
    .map((one) => findingOf(run, one, shared));
}

function findingOf(run: Tree, one: SarifResult, shared: Pick<Finding, 'repository' | 'raised' | 'commit'>): Finding {
  const { result, definition, tool, rule, what, tags } = one;
  const location = at(result, 'locations', 0);
  const place = at(location, 'physicalLocation');
  const logical = textAt(location, 'logicalLocations', 0, 'fullyQualifiedName');
  const found = momentOf(at(result, 'provenance', 'firstDetectionTimeUtc'));
  return {
    source: `${tool} (SARIF)`,
    tool,
    rule,
    what,
    tags,
    severity: severityIn(one),
    message: messageOf(result, definition),
    place: pathOf(run, at(place, 'artifactLocation')),
    line: textAt(place, 'region', 'startLine'),
    commit: textAt(result, 'partialFingerprints', 'commitSha') ?? shared.commit,
    dependency: logical !== undefined && /^@?[^@\s]+@[^@\s]+$/.test(logical) ? logical : undefined,
    repository: shared.repository,
    raised: shared.raised ?? found,
    // gitleaks tells when the commit was made.
    began: earliest([found, momentOf(at(result, 'partialFingerprints', 'date'))]),
    resolved: false,
    links: [textAt(result, 'hostedViewerUri'), textAt(definition, 'helpUri')],
  };
}

/** Not what passed, was fixed, or was set aside by somebody. */
function isOpen(result: Tree): boolean {
  if (['pass', 'notApplicable', 'informational'].includes(textAt(result, 'kind') ?? 'fail')) return false;
  if (textAt(result, 'baselineState') === 'absent') return false;
  const set = listAt(result, 'suppressions').map((one) => textAt(one, 'status') ?? 'accepted');
  return set.length === 0 || set.some((status) => status !== 'accepted');
}

/** A scanner for secrets gives no level, and the format's default would make little of what it found. */
function severityIn({ result, definition, tool }: SarifResult): Finding['severity'] {
  const scores = [
    numberAt(result, 'properties', 'security-severity'),
    numberAt(definition, 'properties', 'security-severity'),
    numberAt(definition, 'properties', 'cvssv3_baseScore'),
  ];
  const scored = scores.map(severityOfScore).find((severity) => severity !== undefined);
  const level = textAt(result, 'level') ?? textAt(definition, 'defaultConfiguration', 'level');
  return scored ?? severityOf(level ?? (isSecretTool(tool) ? undefined : 'warning'));
}

/** What a rule is about, in a few words. Scanners for secrets put advice or their patterns where others have those. */
function wordsOfRule(tool: string, definition: Tree): string | undefined {
  const short = isSecretTool(tool) ? undefined : textAt(definition, 'shortDescription', 'text');
  return (short ?? textAt(definition, 'name'))?.slice(0, LONGEST_WORDS);
}

function messageOf(result: Tree, definition: Tree | undefined): string | undefined {
  const id = textAt(result, 'message', 'id');
  const told = textAt(result, 'message', 'text') ?? (id ? textAt(definition, 'messageStrings', id, 'text') : undefined);
  const values = listAt(result, 'message', 'arguments');
  return told
    ?.slice(0, LONGEST_WORDS)
    .replace(/\{(\d{1,3})\}/g, (whole, index: string) => textAt(values[Number(index)]) ?? whole)
    .replace(/\[([^[\]]{0,300})\]\(\d{1,4}\)/g, '$1');
}

function tagsOfRule(definition: Tree): string[] {
  const properties = at(definition, 'properties');
  const related = listAt(definition, 'relationships').map((one) => at(one, 'target'));
  return telling([...textsAt(properties, 'tags'), ...textsAt(properties, 'cwe'), ...related.flatMap(weaknessOf)]);
}

function tagsOfResult(result: Tree): string[] {
  return telling([...textsAt(result, 'properties', 'tags'), ...listAt(result, 'taxa').flatMap(weaknessOf)]);
}

/** Those that say what sort of finding it is, each once. */
function telling(tags: readonly string[]): string[] {
  return [...new Set(tags.filter((tag) => tag.length < 100 && /cwe|^secrets?$/i.test(tag)))].slice(0, MOST_TAGS);
}

/** A reference into a taxonomy, such as ZAP's to CWE. */
function weaknessOf(taxon: Tree | undefined): string[] {
  return /^cwe/i.test(textAt(taxon, 'toolComponent', 'name') ?? '') ? [`cwe-${textAt(taxon, 'id')}`] : [];
}

/** As it stands in the repository: without the folder that a runner had checked it out into. */
function pathOf(run: Tree, location: Tree | undefined): string | undefined {
  const index = numberAt(location, 'index');
  const uri =
    textAt(location, 'uri') ?? (index === undefined ? undefined : textAt(run, 'artifacts', index, 'location', 'uri'));
  if (uri === undefined || /^https?:/i.test(uri)) return uri;
  return decoded(uri)
    .replace(/^file:\/{0,3}/, (scheme) => (scheme.length === 8 ? '/' : ''))
    .replace(/^\/home\/runner\/work\/[^/]+\/[^/]+\/|^\/github\/workspace\/|^\/builds\/[^/]+\/[^/]+\/|^\.\//, '');
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
