import type { Trends } from './schema.ts';

/** How each figure is counted: printed with them, in every form. */
export const definitions: Trends['definitions'] = [
  {
    figure: 'runs that count',
    definition:
      'Closed runs, by the moment at which they were opened. Drills and incidents are never counted together. Rehearsals, open runs, journals that cannot be read and, unless they are asked for, runs that a script played are left out and named.',
  },
  {
    figure: 'n',
    definition: 'How many values a figure rests on. What is not known is not a value: it is never counted as 0.',
  },
  {
    figure: 'from known, from intrusion',
    definition:
      'From the anchor, at its last value, to the last time that a milestone was reached. Not known where the milestone was not reached or the anchor is not known.',
  },
  {
    figure: 'median, quartiles',
    definition:
      'Of all known values, linear between the two beside the place. With fewer than 3 values there is neither: the values are listed.',
  },
  {
    figure: 'target',
    definition:
      'Met or missed by what the run’s own playbook allowed at the time. Shown is the target of the last run. Not reached and not known are counted apart.',
  },
  {
    figure: 'ratings',
    definition:
      'P, S, M, U of each objective of a drill: performed without, with some, with major challenges, unable to be performed. P, S and M achieve the objective. The rating of people counts, else the one suggested by rule. Periods are in UTC.',
  },
  {
    figure: 'repeated',
    definition:
      'The same finding in two runs or more of one playbook or scenario: the same sort of deviation of the same part, the same expectation unmet, the same kind found late or never. Where only words can say that it is the same, letters and digits are compared, whatever their case.',
  },
  {
    figure: 'open improvements',
    definition:
      'Every improvement that was written down and not dropped. Its age is from when it was written down. What people wrote stands in their words.',
  },
  {
    figure: 'coverage',
    definition:
      'A role counts where somebody held it, an effect where a step that does it was finished, an objective where it was rated. Playbooks and scenarios are those that come with the program and those of runs; roles are those of the playbooks that were run.',
  },
];
