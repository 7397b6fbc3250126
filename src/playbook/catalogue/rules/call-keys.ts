import type { Findings } from '../../findings.ts';
import type { Path } from '../../model.ts';
import { conflict, missing } from '../../rules/keys.ts';
import { callKeys as keysOfACall } from '../call-schema.ts';
import { callsOfCatalogue, type WrittenCall } from '../written-calls.ts';
import type { CatalogueView } from './rule.ts';

const ways = ['run', 'http'];
const bodies = ['body', 'form', 'text'];
/** What only a command has. */
const ofCommands = ['env', 'stdin', 'exits'];
/** Which keys of a call stand together, and which exclude each other. */
export function callKeys({ raw, findings }: CatalogueView): void {
  if (!findings.isWhole()) return;
  raw.actions.forEach((action, at) => {
    const path = ['actions', at];
    if (action.calls !== undefined) refuseBeside(path, findings);
    else if (!findings.isMisspelt(path, 'calls')) oneWay(path, [...ways, 'calls'], 'action', findings);
  });
  for (const { path } of callsOfCatalogue(raw)) if (path.includes('calls')) oneWay(path, ways, 'call', findings);
  for (const written of lookPaths(raw)) oneWay(written, ways, String(written.at(-1)), findings);
  for (const call of callsOfCatalogue(raw)) checkCall(call, findings);
}

function lookPaths({ probe, actions }: CatalogueView['raw']): Path[] {
  const checks = actions.flatMap(({ check }, at) => (check === undefined ? [] : [['actions', at, 'check']]));
  return probe === undefined ? checks : [['probe'], ...checks];
}

/** Under `calls`, each call says for itself what it is. */
function refuseBeside(path: Path, findings: Findings): void {
  for (const key of Object.keys(keysOfACall)) {
    if (findings.has([...path, key])) conflict(path, key, 'calls', 'Write it at one of the calls.', findings);
  }
}

function oneWay(path: Path, keys: readonly string[], sort: string, findings: Findings): void {
  const [first, ...rest] = keys.filter((key) => findings.has([...path, key]));
  for (const other of rest) conflict(path, other, first ?? '', 'Make two calls of it, under `calls`.', findings);
  if (first !== undefined || keys.some((key) => findings.isMisspelt(path, key))) return;
  const isAction = sort === 'action' || sort === 'call';
  const at = isAction ? findings.keyAt([...path, sort]) : findings.keyAt(path);
  findings.add('error', 'keys-incomplete', at, {
    message: `\`${sort}\` needs ${keys.map((key) => `\`${key}\``).join(' or ')}`,
    hint: 'Write the command under `run`, or the request under `http`.',
  });
}

function checkCall({ raw, path, isLook }: WrittenCall, findings: Findings): void {
  const has = (key: string) => findings.has([...path, key]);
  for (const key of has('http') ? ofCommands : []) {
    if (has(key)) conflict(path, key, 'http', 'A request has headers, a body, and `accepts`.', findings);
  }
  checkAgain(path, findings);
  if (raw.http === undefined) return;
  const request = [...path, 'http'];
  const [body, ...others] = bodies.filter((key) => findings.has([...request, key]));
  for (const other of others) conflict(request, other, body ?? '', 'A request has one body.', findings);
  const { method } = raw.http;
  const place = [...request, 'method'];
  if (!findings.has(place) || !findings.isWhole(place)) return;
  if (body !== undefined && (method === 'GET' || method === 'HEAD')) {
    conflict(request, body, 'method', `A ${method} has no body. Put values in \`query\`.`, findings);
  }
  const changes = method === 'PUT' || method === 'PATCH' || method === 'DELETE';
  if (!changes || !(isLook || raw['read-only'] === true)) return;
  findings.add('error', 'not-read-only', findings.at(place), {
    message: `a ${method} changes something, and this call may not`,
    hint: isLook ? 'Look with a GET.' : 'Take `read-only` out, or look with a GET.',
  });
}

/** What is asked again is asked for something. */
function checkAgain(path: Path, findings: Findings): void {
  const isThere = (key: string) => findings.has([...path, key]) || findings.isMisspelt(path, key);
  const isExpected = isThere('holds') || isThere('exits') || findings.has([...path, 'http', 'accepts']);
  if (findings.has([...path, 'within']) && !isExpected) {
    const hint =
      'Say what it is asked again for: `holds: ${{ outputs.json.state == … }}`, or the statuses it `accepts`.';
    missing(path, 'within', ['holds', 'accepts', 'exits'], hint, findings);
  }
  if (!findings.has([...path, 'every']) || isThere('within')) return;
  missing(path, 'every', ['within'], 'Say how long it is asked again at most: `within: 30s`.', findings);
}
