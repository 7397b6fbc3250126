import { join } from 'node:path';

import { createMask, type Mask } from '../actions/mask.ts';
import { rawOutputs } from '../actions/raw-outputs.ts';
import { type Running, start } from '../actions/start.ts';
import { realTiming, waited } from '../actions/timing.ts';
import { createVault, parseReference, type SecretSource, type Vault } from '../actions/vault.ts';
import { proofOf, verdictOf } from '../actions/verdict.ts';
import type { InstanceRef } from '../engine/entries.ts';
import { plannedFor } from '../engine/plan.ts';
import type { State } from '../engine/state.ts';
import type { Action, Catalogue } from '../playbook/catalogue/model.ts';
import type { Ready } from '../playbook/catalogue/ready.ts';
import { secretsOf } from '../playbook/catalogue/secret-names.ts';
import type { Playbook } from '../playbook/model.ts';
import type { Hands } from './hands.ts';
import type { Keys } from './keys.ts';
import { SLACK_APP_TOKEN, SLACK_TOKEN } from './outbox/slack-token.ts';
import { packageFolder } from './package.ts';
import { subjectName } from './session.ts';

/** What a live run has and a drill has not: hands, and the secrets that they use. */
export interface Live extends Keys {
  readonly hands: Hands;
  /** A secret given by hand: in memory alone, gone with the process. Returns why it cannot be one. */
  lend(name: string, value: string): string | null;
  /** Values that must be masked though nobody uses them: secrets that an alert carried. */
  withhold(values: readonly string[]): void;
}

/** Where a live run's secrets come from, and what its commands inherit. */
export interface LiveParts {
  readonly sources: Readonly<Record<string, SecretSource>>;
  readonly environment: NodeJS.ProcessEnv;
  /** The names of secrets that channels are reached with. */
  readonly told?: readonly string[];
  /** A file of certificate authorities that are trusted beside the system's. */
  readonly authorities?: string;
}

/** Everything that a live run of this playbook with these catalogues needs to act. */
export function createLive(parts: LiveParts, playbook: Playbook, catalogues: readonly Catalogue[]): Live {
  const mask = createMask();
  const { environment, sources } = parts;
  const names = [
    ...playbook.secrets,
    ...catalogues.flatMap((one) => secretsOf(one)),
    ...[SLACK_TOKEN, SLACK_APP_TOKEN],
    ...(parts.told ?? []),
  ];
  const vault = createVault({ sources, environment, mask, names });
  const lent = new Set<string>();
  const around = {
    mask,
    environment,
    ...(parts.authorities !== undefined && { authorities: parts.authorities }),
  };
  const hands: Hands = {
    start(call, { secret, onOutput }) {
      const running: Running = start(ownProgram(call), { ...around, secret, onOutput });
      return { done: running.done, stop: () => running.cancel() };
    },
    secret: (state, ref, action, name) =>
      Object.hasOwn(action.subjects, name)
        ? subject({ state, ref, action, name, lent, vault, environment, mask })
        : vault.get(name),
    judge: verdictOf,
    prove(proof, _, answer) {
      const { proof: proven, said } = proofOf(proof, answer);
      return { proof: proven, said, verdict: proven === 'dead' ? 'ok' : 'failed' };
    },
    raw: rawOutputs,
    pause: async (milliseconds, signal) => {
      await waited(realTiming, milliseconds, signal);
    },
  };
  return {
    mask: (said) => mask.deep(said),
    secret: (name) => vault.get(name),
    hands,
    lend(name, value) {
      const problem = vault.lend(name, value);
      if (problem === null) lent.add(name);
      return problem;
    },
    withhold(values) {
      for (const value of values) mask.add('withheld', value);
    },
  };
}

interface Subject {
  readonly state: State;
  readonly ref: InstanceRef;
  readonly action: Action;
  readonly name: string;
  readonly lent: ReadonlySet<string>;
  readonly vault: Vault;
  readonly environment: NodeJS.ProcessEnv;
  readonly mask: Mask;
}

/** A secret that is put to the proof: read where its reference says, each time anew. */
async function subject({ state, ref, action, name, lent, vault, environment, mask }: Subject): Promise<string> {
  const reference = plannedFor(state, ref, action)?.subjects[name];
  if (reference === undefined) throw new Error(`Nobody said where ${name} is: ${action.subjects[name]}`);
  const source = parseReference(reference);
  if ('problem' in source) throw new Error(source.problem);
  if ('hand' in source) {
    if (lent.has(subjectName(ref, name))) return vault.get(subjectName(ref, name));
    throw new Error(`${name} was given by hand, and is not kept: give it again.`);
  }
  const named = subjectName(ref, name);
  return createVault({ sources: { [named]: source }, environment, mask }).get(named);
}

/** Actions call this very program by its name: it is the one that runs, wherever it lies and whatever it was started as. */
function ownProgram(call: Ready): Ready {
  if (call.how !== 'command' || call.argv[0] !== 'breakglass') return call;
  return { ...call, argv: [process.execPath, join(packageFolder(), 'dist', 'breakglass.js'), ...call.argv.slice(1)] };
}
