import type { Around } from '../../actions/around.ts';
import { rawOutputs } from '../../actions/raw-outputs.ts';
import { realTiming } from '../../actions/timing.ts';
import { verdictOf } from '../../actions/verdict.ts';
import { Filling } from '../../engine/fill.ts';
import { type Environment, evaluate, isTruthy } from '../../language/evaluate.ts';
import { fillTemplate } from '../../language/template.ts';
import type { Call } from '../../playbook/catalogue/model.ts';
import type { Answer, Ready } from '../../playbook/catalogue/ready.ts';
import { expiryOf, type Lasting } from './expiry.ts';
import type { Finding } from './finding.ts';
import type { Need } from './needs.ts';
import { ask } from './requests.ts';
import { scopesLacking } from './scopes.ts';

/** Most permissions that are named at once. */
const MOST_NEEDS = 8;

/**
 * Tries the secrets of a catalogue by its probe, which changes nothing: whether they are alive, and what they may do as far as
 * the server tells. Null where there is nothing to try. `base`: where its requests go.
 */
export async function tokenFinding(
  need: Need,
  base: string | undefined,
  around: Around,
): Promise<{ readonly finding: Finding; readonly skew: number | null } | null> {
  const { probe, id } = need.catalogue;
  if (!probe) return null;
  const now = (around.timing ?? realTiming).now();
  const filling = new Filling({ now, read: () => undefined });
  const ready = filling.call(probe, base, need.catalogue);
  if (filling.problems.size > 0) return null;
  const { answer, skew } = await ask(ready, around);
  const what = `${id}, as ${ready.how === 'http' ? ready.url : ready.argv.join(' ')}`;
  return { finding: { sort: 'token', what, ...judged(need, probe, ready, answer, now) }, skew };
}

type Judged = Pick<Finding, 'state' | 'said' | 'mend'>;

function judged(need: Need, probe: Call, ready: Ready, answer: Answer, now: number): Judged {
  const { status, how, why = '' } = answer;
  const mend = mendOf(need);
  if (how !== 'answered' && how !== 'exited') return { state: 'warn', said: `could not be tried: ${why}` };
  if (status === 401) return { state: 'missing', said: 'is dead, or of another server: answered 401', mend };
  if (status === 403) return { state: 'missing', said: 'is refused: answered 403. It may lack a permission', mend };
  if (status === 404)
    return { state: 'missing', said: 'answered 404: is that the right endpoint?', mend: `See: breakglass config` };
  const verdict = verdictOf(ready, answer);
  if (verdict.verdict !== 'ok') return { state: 'warn', said: `could not be told: ${verdict.said}` };
  const environment = environmentOf(answer, now);
  if (probe.holds && !isExpected(probe, environment))
    return { state: 'missing', said: 'works, and is not what it should be', mend };
  return alive(need, probe, answer, environment);
}

/** What the server tells of a token that works. */
function alive({ actions }: Need, probe: Call, { headers = {} }: Answer, environment: Environment): Judged {
  const outputs = Object.entries(probe.outputs).flatMap(([name, template]) => {
    const filled = fillTemplate(template, environment);
    return 'value' in filled && filled.value !== '' ? [[name, filled.value] as const] : [];
  });
  const scopes = headers['x-oauth-scopes'];
  const said = ['works', ...(scopes === undefined ? [] : [`scopes: ${scopes === '' ? 'none' : scopes}`])];
  for (const [name, value] of outputs) said.push(`${name}: ${value}`);
  const told = headers['github-authentication-token-expiration'] ?? outputs.find(([name]) => /expir/.test(name))?.[1];
  const expiry: Lasting = told === undefined ? { state: 'ok', said: null } : expiryOf(told, environment.now);
  if (expiry.said !== null) said.push(expiry.said);
  const needs = actions.flatMap((action) => action.needs);
  const lacking = scopes === undefined ? [] : scopesLacking(scopes, needs);
  if (lacking.length > 0) said.push(`not among its scopes: ${lacking.join(', ')}`);
  if (expiry.state !== 'ok') return { state: expiry.state, said: said.join('; '), mend: 'Make a new one before that.' };
  if (lacking.length === 0) return { state: 'ok', said: said.join('; ') };
  return { state: 'warn', said: said.join('; '), mend: `Give it ${lacking.join(', ')}, or do without those actions.` };
}

function isExpected(probe: Call, environment: Environment): boolean {
  if (!probe.holds) return true;
  const result = evaluate(probe.holds, environment);
  return 'value' in result && isTruthy(result.value);
}

function environmentOf(answer: Answer, now: number): Environment {
  const outputs = rawOutputs(answer);
  return { now, read: (name) => (name === 'outputs' ? outputs : undefined) };
}

function mendOf({ actions }: Need): string {
  const needs = [...new Set(actions.flatMap((action) => action.needs))];
  const more = needs.length > MOST_NEEDS ? ', …' : '';
  return needs.length === 0 ? 'Set another one.' : `Set one that may: ${needs.slice(0, MOST_NEEDS).join(', ')}${more}.`;
}
