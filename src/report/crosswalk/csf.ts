import { type Control, either, exercise, type Framework, incident, never } from './control.ts';

const respond: readonly Control[] = [
  {
    id: 'RS.MA-01',
    title: 'The response plan is carried out, with third parties',
    elements: [
      incident('planFollowed', 'The plan is carried out once an incident is declared'),
      never('It is coordinated with third parties', 'A journal does not say who of those told is a third party.'),
    ],
  },
  {
    id: 'RS.MA-02',
    title: 'Reports of incidents are triaged and validated',
    elements: [incident('assessed', 'Reports are looked at and validated')],
  },
  {
    id: 'RS.MA-03',
    title: 'Incidents are categorised and prioritised',
    elements: [
      never('A category and a priority are given', "The severity in it is the playbook's, not this incident's."),
    ],
  },
  {
    id: 'RS.MA-04',
    title: 'Incidents are escalated as needed',
    elements: [incident('escalated', 'Others are called in or asked to decide')],
  },
  {
    id: 'RS.MA-05',
    title: 'Criteria for beginning recovery are applied',
    elements: [incident('criteria', 'What must hold before recovery is seen to hold')],
  },
  {
    id: 'RS.AN-03',
    title: 'What happened, and its root cause, is established',
    elements: [
      incident('analysed', 'What happened is established, such as since when'),
      never(
        'The root cause is established',
        'A journal has no place for it: see the notes and decisions in the report.',
      ),
    ],
  },
  {
    id: 'RS.AN-06',
    title: 'What is done in an investigation is recorded, and the records are kept whole',
    elements: [incident('recorded', 'Actions are recorded so that a change of the record shows')],
  },
  {
    id: 'RS.AN-07',
    title: 'Data of the incident is collected and kept whole',
    elements: [incident('evidenceKept', 'Data is collected, and kept so that a change of it shows')],
  },
  {
    id: 'RS.AN-08',
    title: 'The extent of an incident is estimated and validated',
    elements: [incident('scoped', 'What is affected is looked for and listed')],
  },
  {
    id: 'RS.CO-02',
    title: 'Stakeholders are notified',
    elements: [incident('told', 'Stakeholders within and without are notified')],
  },
  {
    id: 'RS.CO-03',
    title: 'Information is shared with those designated',
    elements: [incident('told', 'Information is shared with those designated')],
  },
  { id: 'RS.MI-01', title: 'Incidents are contained', elements: [incident('contained', 'The incident is contained')] },
  {
    id: 'RS.MI-02',
    title: 'Incidents are eradicated',
    elements: [incident('eradicated', 'The incident is eradicated')],
  },
];

const recover: readonly Control[] = [
  {
    id: 'RC.RP-01',
    title: 'The recovery part of the plan is carried out',
    elements: [incident('restored', 'Recovery is carried out once it is begun')],
  },
  {
    id: 'RC.RP-02',
    title: 'Recovery actions are chosen, scoped, ordered and performed',
    elements: [incident('restored', 'Recovery actions are performed')],
  },
  {
    id: 'RC.RP-03',
    title: 'Backups and the like are verified before they are used',
    elements: [incident('backups', 'A backup is verified before anything is restored')],
  },
  {
    id: 'RC.RP-04',
    title: 'Critical functions and risk shape how work goes on afterwards',
    elements: [never('What is normal afterwards is decided on', 'A run does not say which functions are critical.')],
  },
  {
    id: 'RC.RP-05',
    title: 'What was restored is verified, and normal operation confirmed',
    elements: [incident('verified', 'What was restored is verified')],
  },
  {
    id: 'RC.RP-06',
    title: 'The end of recovery is declared by criteria, and documented',
    elements: [incident('ended', 'The end is declared once what the plan asks for holds')],
  },
  {
    id: 'RC.CO-03',
    title: 'Progress of recovery is communicated',
    elements: [incident('recoveryTold', 'Stakeholders are told of recovery')],
  },
  {
    id: 'RC.CO-04',
    title: 'The public is told by approved means',
    elements: [
      never('Public updates are approved and shared', 'A journal does not say which of the audiences is the public.'),
    ],
  },
];

const improve: readonly Control[] = [
  {
    id: 'ID.IM-01',
    title: 'Improvements are found by evaluations',
    elements: [either('evaluated', 'What was done is evaluated, and improvements come of it')],
  },
  {
    id: 'ID.IM-02',
    title: 'Improvements are found by tests and exercises',
    elements: [exercise('improvements', 'Improvements come of an exercise')],
  },
  {
    id: 'ID.IM-03',
    title: 'Improvements are found by the daily work',
    elements: [incident('improvements', 'Improvements come of handling an incident')],
  },
  {
    id: 'ID.IM-04',
    title: 'Response plans are established, communicated, maintained and improved',
    elements: [
      either('planFollowed', 'There is a plan, and those in the run had it'),
      either('planChanges', 'What is to be improved in it is found out'),
    ],
  },
];

/** NIST Cybersecurity Framework: Respond, Recover, and Improvement of Identify. */
export const csf: Framework = {
  id: 'nist-csf',
  name: 'NIST Cybersecurity Framework',
  version: '2.0 (NIST CSWP 29, February 2024)',
  source: 'https://doi.org/10.6028/NIST.CSWP.29',
  controls: [...respond, ...recover, ...improve],
};
