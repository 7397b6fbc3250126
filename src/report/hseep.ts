import type { Rating } from '../engine/entries.ts';

/** Where the four ratings come from. */
export const ratingsSource =
  'Homeland Security Exercise and Evaluation Program (HSEEP) doctrine, January 2020, and its Exercise Evaluation Guide and After-Action Report/Improvement Plan templates (FEMA)';

/**
 * The four ratings as HSEEP's templates define them. "Public" and "emergency workers" are its words; for a pipeline read
 * users and responders. M still achieves the objective.
 */
export const ratingDefinitions: Readonly<Record<Rating, { readonly name: string; readonly definition: string }>> = {
  P: {
    name: 'Performed without Challenges',
    definition:
      'The targets and critical tasks associated with the capability were completed in a manner that achieved the objective(s) and did not negatively impact the performance of other activities. Performance of this activity did not contribute to additional health and/or safety risks for the public or for emergency workers, and it was conducted in accordance with applicable plans, policies, procedures, regulations, and laws.',
  },
  S: {
    name: 'Performed with Some Challenges',
    definition:
      'The targets and critical tasks associated with the capability were completed in a manner that achieved the objective(s) and did not negatively impact the performance of other activities. Performance of this activity did not contribute to additional health and/or safety risks for the public or for emergency workers, and it was conducted in accordance with applicable plans, policies, procedures, regulations, and laws. However, opportunities to enhance effectiveness and/or efficiency were identified.',
  },
  M: {
    name: 'Performed with Major Challenges',
    definition:
      'The targets and critical tasks associated with the capability were completed in a manner that achieved the objective(s), but some or all of the following were observed: demonstrated performance had a negative impact on the performance of other activities; contributed to additional health and/or safety risks for the public or for emergency workers; and/or was not conducted in accordance with applicable plans, policies, procedures, regulations, and laws.',
  },
  U: {
    name: 'Unable to be Performed',
    definition:
      'The targets and critical tasks associated with the capability were not performed in a manner that achieved the objective(s).',
  },
};
