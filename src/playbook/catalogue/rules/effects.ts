import type { Findings } from '../../findings.ts';
import type { Path } from '../../model.ts';
import type { Action } from '../model.ts';
import type { RawAction } from '../schema.ts';
import { understoodCalls } from '../written-calls.ts';
import type { CatalogueView } from './rule.ts';

/** What only one effect has, and that effect needs. */
const belongings = [
  ['finds', 'survey', 'Say how what it gives becomes items: `finds: { kind, type, each, name }`.'],
  ['proof', 'prove-dead', 'Say which answers prove it: `proof: { dead: [{ statuses: [401] }] }`.'],
] as const;

/** Revoking is seen by proving the death, which is a step of its own; looking changes nothing that could be seen. */
const seenOtherwise = ['survey', 'prove-dead', 'revoke'];

/** What an effect asks of the action that does it. */
export function effects(view: CatalogueView): void {
  const { raw, catalogue, findings } = view;
  raw.actions.forEach((written, at) => {
    const action = catalogue.actions[at];
    // An effect that nobody can read asks for nothing.
    if (action === undefined || !isSaid([...action.path, 'effect'], findings)) return;
    for (const [key, effect, hint] of belongings) belongs(written, action.path, { key, effect, hint }, findings);
    if (findings.isWhole(action.path)) successSeen(action, findings);
    if (written.finds) findsType(action, findings);
  });
  looksOnly(view);
}

function belongs(
  raw: RawAction,
  path: Path,
  { key, effect, hint }: { readonly key: string; readonly effect: string; readonly hint: string },
  findings: Findings,
): void {
  if (!findings.isWhole()) return;
  const has = findings.has([...path, key]);
  if (has && raw.effect !== effect) {
    findings.add('error', 'keys-conflict', findings.keyAt([...path, key]), {
      message: `only \`effect: ${effect}\` has \`${key}\`, and this is \`${raw.effect}\``,
      hint: `Take \`${key}\` out, or change the effect.`,
    });
  }
  if (has || raw.effect !== effect || findings.isMisspelt(path, key)) return;
  findings.add('error', 'keys-incomplete', findings.at([...path, 'effect']), {
    message: `\`effect: ${effect}\` needs \`${key}\``,
    hint,
  });
}

function successSeen({ effect, finishes, calls, path }: Action, findings: Findings): void {
  if (!finishes || seenOtherwise.includes(effect) || calls.length === 0) return;
  const isSeen = calls.some(({ id, holds }) => id === 'check' || holds !== undefined);
  if (isSeen || calls.every(({ readOnly }) => readOnly)) return;
  findings.add('warning', 'success-not-seen', findings.at([...path, 'effect']), {
    message: 'its success is believed, not seen: that a call was accepted does not say that it was done',
    hint: 'Add a `check` that looks, with what must hold of its answer; or `finishes: false` if a person sees to it.',
  });
}

function findsType({ finds, types, path }: Action, findings: Findings): void {
  if (finds === undefined || types.includes(finds.type)) return;
  const among = types;
  const hint = 'What a survey finds is of a type of its action.';
  findings.unknown({ path: [...path, 'finds', 'type'], name: finds.type, sort: 'type', among, hint });
}

/** A survey and a trial of a dead credential run in a rehearsal too: nothing of them may change anything. */
function looksOnly({ raw, catalogue, findings }: CatalogueView): void {
  for (const { call, path } of understoodCalls(catalogue, raw)) {
    const action = path[0] === 'actions' ? catalogue.actions[Number(path[1])] : undefined;
    if (action === undefined || call.readOnly || !isSaid([...action.path, 'effect'], findings)) continue;
    if (!['survey', 'prove-dead'].includes(action.effect)) continue;
    const key = [...path, 'read-only'];
    const isWritten = findings.has(key);
    if (!isWritten && findings.isMisspelt(path, 'read-only')) continue;
    const place = path.length > action.path.length ? findings.at([...path, 'call']) : findings.at([...path, 'effect']);
    findings.add('error', 'not-read-only', isWritten ? findings.at(key) : place, {
      message: `\`effect: ${action.effect}\` looks and changes nothing, and this call does not say so`,
      hint: 'If it is so, write `read-only: true`. If it is not, find another way to look.',
    });
  }
}

function isSaid(path: Path, findings: Findings): boolean {
  return findings.has(path) && findings.isWhole(path);
}
