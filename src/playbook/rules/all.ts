import { afterNames } from './after-names.ts';
import { afterOrder } from './after-order.ts';
import { approvals } from './approvals.ts';
import { audienceNames } from './audience-names.ts';
import { clockKeys } from './clock-keys.ts';
import { clockMoments } from './clock-moments.ts';
import { clockSteps } from './clock-steps.ts';
import { commands } from './commands.ts';
import { duplicateNames } from './duplicate-names.ts';
import { forEachKinds } from './for-each-kinds.ts';
import { gates } from './gates.ts';
import { inputPatterns } from './input-patterns.ts';
import { milestoneNames } from './milestone-names.ts';
import { comparedOptions } from './options.ts';
import { ownStatus } from './own-status.ts';
import { paths } from './paths.ts';
import { restoredNotVerified, revokedNotProvenDead } from './proof.ts';
import { reservedNames } from './reserved-names.ts';
import { roleNames } from './role-names.ts';
import type { PlaybookRule } from './rule.ts';
import { stepKeys } from './step-keys.ts';
import { valueTypes } from './value-types.ts';

/** Everything that is asked of a playbook beyond its form. */
export const playbookRules: readonly PlaybookRule[] = [
  duplicateNames,
  reservedNames,
  roleNames,
  approvals,
  audienceNames,
  milestoneNames,
  clockKeys,
  clockMoments,
  clockSteps,
  afterNames,
  afterOrder,
  forEachKinds,
  stepKeys,
  commands,
  paths,
  comparedOptions,
  ownStatus,
  inputPatterns,
  valueTypes,
  gates,
  revokedNotProvenDead,
  restoredNotVerified,
];
