import { either, type Framework, incident } from './control.ts';

/** ISO/IEC 27001: the controls of Annex A on incidents. */
export const iso27001: Framework = {
  id: 'iso-27001',
  name: 'ISO/IEC 27001',
  version: '2022, Annex A',
  source: 'https://www.iso.org/standard/27001',
  controls: [
    {
      id: 'A.5.24',
      title: 'Incident management is planned and prepared',
      elements: [
        either('planFollowed', 'A process for managing incidents is defined, and can be followed'),
        either('rolesTaken', 'Roles and responsibilities for it are established'),
        either('told', 'Who is to be told is provided for'),
      ],
    },
    {
      id: 'A.5.25',
      title: 'Events are assessed, and it is decided whether they are incidents',
      elements: [incident('assessed', 'Events are assessed and decided on')],
    },
    {
      id: 'A.5.26',
      title: 'Incidents are responded to by the documented procedures',
      elements: [
        incident('planFollowed', 'The documented procedure is followed'),
        incident('contained', 'The incident is contained'),
        incident('told', 'Those who need to know are told'),
        incident('recorded', 'What is done is recorded'),
      ],
    },
    {
      id: 'A.5.27',
      title: 'Incidents are learnt from',
      elements: [
        incident('improvements', 'What was learnt of an incident strengthens the controls'),
        incident('planChanges', 'What was learnt goes into the plan'),
      ],
    },
    {
      id: 'A.5.28',
      title: 'Evidence is identified, collected and preserved',
      elements: [
        incident('evidenceKept', 'Evidence is collected, and kept so that a change of it shows'),
        incident('preserved', 'What is affected is preserved before it is changed'),
      ],
    },
  ],
};
