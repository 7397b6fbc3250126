import type { Action, Call, Catalogue } from '../../playbook/catalogue/model.ts';
import { secretsOf, secretsOfCall } from '../../playbook/catalogue/secret-names.ts';
import { allSteps, type Playbook, type Step } from '../../playbook/model.ts';

/** A catalogue of which playbooks can use something. */
export interface Need {
  readonly catalogue: Catalogue;
  /** What they can use of it. */
  readonly actions: readonly Action[];
  /** A step names one of its actions: nothing else will do. */
  readonly named: boolean;
}

/**
 * What of the catalogues the steps of playbooks can be done by: the actions that steps name, and those that have a step's
 * effect. Of which types the items will be, only the incident tells.
 */
export function needsOf(playbooks: readonly Playbook[], catalogues: readonly Catalogue[]): Need[] {
  const steps = playbooks.flatMap(allSteps);
  return catalogues.flatMap((catalogue) => {
    const actions = catalogue.actions.filter((action) => steps.some((step) => canBeDoneBy(step, action)));
    const named = actions.some(({ id }) => steps.some(({ uses }) => uses === id));
    return actions.length === 0 ? [] : [{ catalogue, actions, named }];
  });
}

/** The programs that playbooks run themselves, without those whose name only a run can tell. */
export function programsOf(playbooks: readonly Playbook[]): string[] {
  const programs = playbooks.flatMap(allSteps).flatMap(({ run }) => {
    const [first, ...more] = run?.[0]?.pieces ?? [];
    return typeof first === 'string' && more.length === 0 ? [first] : [];
  });
  return [...new Set(programs)];
}

/** The secrets that a catalogue's probe reads. */
export function probeSecrets({ catalogue }: Need): string[] {
  return catalogue.probe ? secretsOfCall(catalogue.probe, catalogue) : [];
}

/** The secrets that the actions read, and those of the probe. */
export function secretsNeeded(need: Need): string[] {
  return [...new Set([...probeSecrets(need), ...secretsOf(need.catalogue, need.actions)])];
}

/** What lacks, and whom: `all` where most of the actions, or one that a step names, cannot be done without it. */
export interface Readers {
  readonly all: boolean;
  readonly actions: readonly string[];
}

/** Who reads a secret. */
export function readersOf(need: Need, secret: string): Readers {
  const { catalogue, actions } = need;
  const reading = actions.filter((action) => secretsOf(catalogue, [action]).includes(secret));
  return { all: isMost(need, reading) || probeSecrets(need).includes(secret), actions: reading.map(({ id }) => id) };
}

/** Which actions send a request where the catalogue's requests go, and not where it says itself. */
export function goingToBase(need: Need): Readers {
  const going = need.actions.filter(({ calls }) => calls.some(isToBase));
  const probe = need.catalogue.probe;
  return { all: isMost(need, going) || (probe !== undefined && isToBase(probe)), actions: going.map(({ id }) => id) };
}

function isMost({ actions, named }: Need, some: readonly Action[]): boolean {
  return some.length > 0 && (named || 2 * some.length >= actions.length);
}

function isToBase({ via }: Call): boolean {
  return via.how === 'http' && via.base === undefined;
}

/** Whether any of the actions is carried out in this way. */
export function goesBy({ actions }: Need, how: 'command' | 'http'): boolean {
  return actions.some(({ calls }) => calls.some(({ via }) => via.how === how));
}

function canBeDoneBy(step: Step, action: Action): boolean {
  if (step.run) return false;
  if (step.uses !== undefined) return step.uses === action.id;
  if (step.effect !== action.effect) return false;
  return action.effect !== 'survey' || action.finds?.kind === step.of;
}
