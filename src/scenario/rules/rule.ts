import type { Site } from '../../playbook/expressions.ts';
import type { Findings } from '../../playbook/findings.ts';
import type { Outline } from '../../playbook/outline.ts';
import type { Ground } from '../ground.ts';
import type { Scenario } from '../model.ts';
import type { RawScenario } from '../schema.ts';

/** A scenario as rules see it: as it was written, and as it was understood. Of a broken one, what could be read. */
export interface ScenarioView {
  readonly raw: RawScenario;
  readonly scenario: Scenario;
  readonly ground: Ground;
  /** What the playbook names; null where it is not there or could not be read. */
  readonly outline: Outline | null;
  readonly sites: readonly Site[];
  readonly findings: Findings;
}

/** The same beside its playbook. */
export interface StagedView extends ScenarioView {
  readonly outline: Outline;
}

/** Asks something of the scenario alone. */
export type ScenarioRule = (view: ScenarioView) => void;
/** Asks something that only the playbook can tell; stays out where it could not be read. */
export type StagedRule = (view: StagedView) => void;
