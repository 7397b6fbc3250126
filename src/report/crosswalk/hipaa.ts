import { either, exercise, type Framework, incident } from './control.ts';

/** The HIPAA Security Rule: incidents, and the testing of contingency plans. */
export const hipaa: Framework = {
  id: 'hipaa',
  name: 'HIPAA Security Rule',
  version: '45 CFR 164.308',
  source: 'https://www.ecfr.gov/current/title-45/section-164.308',
  note: 'Apt only where what was affected holds electronic protected health information. A run does not say so.',
  controls: [
    {
      id: '164.308(a)(6)',
      title: 'Security incidents are addressed',
      elements: [
        incident('assessed', 'Suspected or known incidents are identified'),
        incident('planFollowed', 'They are responded to'),
        incident('contained', 'Harm from them is mitigated as far as it can be'),
        incident('recorded', 'Incidents and how they came out are documented'),
      ],
    },
    {
      id: '164.308(a)(7)(ii)(D)',
      title: 'Contingency plans are tested and revised',
      elements: [
        exercise('restored', 'Plans for contingencies are tested, recovery among them'),
        either('planChanges', 'They are revised by what was found'),
      ],
    },
  ],
};
