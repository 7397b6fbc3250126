import { either, exercise, type Framework, incident, never } from './control.ts';

const rootCause = 'A journal has no place for a root cause: see the notes and decisions in the report.';

/** SOC 2: the common criteria for responding to events, with what their points of focus ask for. */
export const soc2: Framework = {
  id: 'soc-2',
  name: 'SOC 2',
  version: '2017 Trust Services Criteria (TSP Section 100), with Revised Points of Focus of 2022',
  source:
    'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  controls: [
    {
      id: 'CC7.3',
      title: 'Security events are evaluated',
      elements: [
        incident('raised', 'Detected events reach those who are to look at them'),
        incident('assessed', 'Events are evaluated, and it is decided what to do about them'),
        incident('scoped', 'What an event affects is analysed by a procedure'),
        never(
          'It is found out whether personal information was used or disclosed',
          'A journal holds what was decided, and does not say which decision was about personal information.',
        ),
      ],
    },
    {
      id: 'CC7.4',
      title: 'Incidents are responded to by a defined program',
      elements: [
        incident('rolesTaken', 'Roles and responsibilities are assigned'),
        incident('planFollowed', 'A defined program is carried out'),
        incident('scoped', 'The nature and the extent of the incident are understood before it is contained'),
        incident('contained', 'The incident is contained'),
        incident('eradicated', 'The threat is ended, such as by removing access that nobody may have'),
        incident('restored', 'Operations are restored'),
        incident('told', 'Those affected are told of the incident and of what was done'),
        never(
          'Vulnerabilities that were found are closed',
          'Closing one is not among the effects that a journal knows.',
        ),
        incident('reviewed', 'How well the response worked is evaluated'),
      ],
    },
    {
      id: 'CC7.5',
      title: 'Incidents are recovered from',
      elements: [
        incident('restored', 'What was affected is restored, by rebuilding, restoring or replacing'),
        incident('told', 'The event, the recovery and what was learnt are communicated'),
        never('The root cause is determined', rootCause),
        incident('improvements', 'Changes are decided on so that it does not come again'),
        either('planChanges', 'Response and recovery procedures are improved by what was learnt'),
        exercise('restored', 'The recovery plan is tested'),
      ],
    },
  ],
};
