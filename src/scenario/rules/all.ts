import { adversaryNames } from './adversary-names.ts';
import { playedMilestones, publishedMilestones, sessionLength, sourceKeys, sources } from './based-on.ts';
import { expectKeys } from './expect-keys.ts';
import { expectedNames, expectedSteps } from './expects.ts';
import { readPaths } from './expressions.ts';
import { askedFacts } from './facts.ts';
import { anchorKeys, frameNames, namedPlaybook, timezone } from './frame.ts';
import { idleInjects, injectNames, injectQuestions, injectRoles, injectTimes } from './injects.ts';
import { moveNeeds } from './move-needs.ts';
import { moveTries } from './move-tries.ts';
import { clashesWithPlaybook, scenarioDuplicates, scenarioReserved } from './names.ts';
import { idleObjectives, taskKeys } from './objectives.ts';
import { playAnswers, playNames, playSteps, playsFinish } from './plays.ts';
import { rowKeys, rowNames, rowSteps, rowTimes } from './published-rows.ts';
import { ambiguousFinds, responseFinds, responseSteps } from './responses.ts';
import type { ScenarioRule, StagedRule } from './rule.ts';
import { timesBeforePlay, timesInPlay } from './times.ts';
import { worldFields } from './world-fields.ts';
import { worldNames } from './world-names.ts';

/** Everything that is asked of a scenario beyond its form. */
export const scenarioRules: readonly ScenarioRule[] = [
  scenarioDuplicates,
  scenarioReserved,
  sources,
  sourceKeys,
  rowKeys,
  rowNames,
  rowTimes,
  sessionLength,
  playedMilestones,
  timezone,
  anchorKeys,
  worldNames,
  adversaryNames,
  moveNeeds,
  moveTries,
  responseFinds,
  ambiguousFinds,
  injectTimes,
  injectQuestions,
  injectNames,
  idleInjects,
  askedFacts,
  expectedNames,
  expectKeys,
  idleObjectives,
  taskKeys,
  playNames,
  timesBeforePlay,
  timesInPlay,
];

/** What is asked of it beside its playbook. */
export const stagedRules: readonly StagedRule[] = [
  namedPlaybook,
  clashesWithPlaybook,
  frameNames,
  publishedMilestones,
  rowSteps,
  worldFields,
  responseSteps,
  injectRoles,
  readPaths,
  expectedSteps,
  playSteps,
  playAnswers,
  playsFinish,
];
