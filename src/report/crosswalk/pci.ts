import { either, exercise, type Framework, never } from './control.ts';

/** PCI DSS: the plan, the elements that it must have, and its yearly test. */
export const pci: Framework = {
  id: 'pci-dss',
  name: 'PCI DSS',
  version: '4.0.1 (June 2024)',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  note: 'Requirement 12.10.1 is about what the plan says. What a run shows is which of its elements were gone through: read the playbook beside it.',
  controls: [
    {
      id: '12.10.1',
      title: 'There is an incident response plan that is ready, with these elements',
      elements: [
        either('rolesTaken', 'Roles and responsibilities'),
        either('told', 'Communication and contacts'),
        either('brandsTold', 'Notification of payment brands and acquirers'),
        either('contained', 'Procedures that contain and mitigate, by the sort of incident'),
        either('restored', 'Recovery and continuity of the business'),
        either('backups', 'Backups of data'),
        either('legal', 'Analysis of the legal duties to report'),
        never(
          'Coverage of all critical system components',
          'A run holds what came into its scope, and not which components are critical.',
        ),
        never(
          'The procedures of the payment brands, or a reference to them',
          'That stands in the plan, or does not: a run does not tell.',
        ),
      ],
    },
    {
      id: '12.10.2',
      title: 'The plan is reviewed, updated and tested once in twelve months',
      elements: [
        never('It is reviewed once in twelve months', 'One run does not tell when the plan was last reviewed.'),
        either('planChanges', 'What is to be updated in it is found out'),
        { ...exercise('planFollowed', 'It is tested, with all elements of 12.10.1'), covers: '12.10.1' },
      ],
    },
  ],
};
