import type { Findings } from '../../findings.ts';
import type { Path } from '../../model.ts';
import type { Action, Match } from '../model.ts';
import type { CatalogueView } from './rule.ts';

/** Statuses that come of a server or a network in trouble, or of too many requests: they say nothing of a credential. */
const ofTrouble = (status: number) => status >= 500 || [408, 425, 429].includes(status);

/** Only an answer that means dead proves death; what also comes of an outage proves nothing. */
export function proofs({ catalogue, findings }: CatalogueView): void {
  for (const action of catalogue.actions) {
    const { proof, path } = action;
    proof?.dead.forEach((match, at) => {
      checkMatch(match, action, [...path, 'proof', 'dead', at], findings);
      checkDead(match, [...path, 'proof', 'dead', at], findings);
    });
    proof?.alive.forEach((match, at) => {
      checkMatch(match, action, [...path, 'proof', 'alive', at], findings);
    });
  }
}

/** What an answer is held to is what such an answer has. */
function checkMatch(match: Match, { calls }: Action, path: Path, findings: Findings): void {
  if (!findings.isWhole(path)) return;
  if (Object.keys(match).length === 0) {
    findings.add('error', 'proof-vague', findings.at(path), {
      message: 'every answer fits this',
      hint: 'Say which: `statuses`, `exits`, `says`.',
    });
  }
  const how = calls.at(-1)?.via.how;
  const other = how === 'http' ? 'exits' : 'statuses';
  if (how === undefined || match[other] === undefined) return;
  findings.add('error', 'keys-conflict', findings.keyAt([...path, other]), {
    message: how === 'http' ? 'a request has no exit code' : 'a command has no status',
    hint: how === 'http' ? 'Write `statuses`.' : 'Write `exits`.',
  });
}

function checkDead({ exits, statuses, says }: Match, path: Path, findings: Findings): void {
  const index = statuses?.findIndex((status) => ofTrouble(status) || status < 300) ?? -1;
  const status = statuses?.[index];
  if (status !== undefined) {
    findings.add('error', 'proof-vague', findings.at([...path, 'statuses', index]), {
      message:
        status < 300
          ? `${status} says that it works`
          : `${status} is trouble on the way, and says nothing of the credential`,
      hint: 'Only a refusal of the credential itself proves its death: 401, or 403 with what it `says`.',
    });
  }
  if (exits === undefined || says !== undefined) return;
  findings.add('warning', 'proof-vague', findings.at([...path, 'exits']), {
    message: 'an exit code alone proves nothing where the program ends so for other reasons, too',
    hint: 'Add what it `says` when it is refused.',
  });
}
