import { describe, expect, it } from 'vitest';
import { Run, section } from './build.ts';
import { jon, minutes, PLAYBOOK } from './small-drill.ts';

const exposed = (setting = {}) =>
  new Run({ scenario: null, ...setting })
    .at(1)
    .do({ type: 'finish', step: 'acknowledge' })
    .at(2)
    .do({ type: 'finish', step: 'personal-data', choice: 'yes', rationale: 'There is a dump.' });
const told = (run: Run) => section(run.markdown, 'Notifications and deadlines');

describe('a deadline in a report', () => {
  it('given a determination that started it, then who, when, by which fact and why stand there, and no legal advice', () => {
    const run = exposed({ timezone: 'Europe/Berlin' });
    expect(run.report.clocks[0]).toMatchObject({
      determined: {
        how: 'Was personal data exposed? Yes, or maybe',
        who: { person: 'Mara', roleTitle: 'Incident lead' },
        why: 'There is a dump.',
      },
      since: '2026-05-10T14:00:00.000Z',
      dueTime: '2026-05-13T14:00:00.000Z',
      timezone: 'Europe/Berlin',
      about: null,
    });
    const text = told(run);
    expect(text).toContain('**Tell the authority**: started 2026-05-10 14:02 UTC (16:02 Europe/Berlin), by Mara');
    expect(text).toContain('Why: There is a dump');
    expect(text).toContain('due 2026-05-13 14:00 UTC (16:00 Europe/Berlin)');
    expect(text).toContain('this is not legal advice');
  });

  it('given one that does not apply, then its rationale stands there, with who says so, and it is no open question', () => {
    const run = exposed().at(5).do({ type: 'rule-out-clock', clock: 'authority', reason: 'It was encrypted.' });
    expect(run.report.clocks[0]).toMatchObject({
      status: 'not-applicable',
      notApplicable: { reason: 'It was encrypted.', who: { person: 'Mara' }, moment: { at: minutes(5) } },
    });
    expect(told(run)).toContain('does not apply: It was encrypted.');
    expect(told(run)).toContain('does not apply, says Mara');
    expect(run.report.openQuestions.filter(({ sort }) => sort === 'clock')).toEqual([]);
  });

  it('given one that was said not to apply once the run was closed, then it is an amendment too', () => {
    const run = exposed().do({ type: 'stop', reason: 'Enough.' }).do({ type: 'close' });
    run.do({ type: 'rule-out-clock', clock: 'authority', reason: 'It was encrypted.' });
    expect(run.report.amendments.afterClose.map(({ text }) => text)).toEqual([
      'A deadline was said not to apply: Tell the authority, because: It was encrypted.',
    ]);
    expect(run.report.clocks[0]?.status).toBe('not-applicable');
  });

  it('given one that was missed and then done, then both are told', () => {
    const run = exposed()
      .at(73 * 60)
      .do({ type: 'note', text: 'Oh.' })
      .at(74 * 60, jon)
      .do({ type: 'finish', step: 'advise' });
    expect(run.report.clocks[0]).toMatchObject({ status: 'missed', done: minutes(74 * 60) });
    expect(told(run)).toContain('**missed +72 h, done late +74 h**');
  });

  it('given a clock of the library without a number, then it has no due time, and what the law asks is there', () => {
    const playbook = PLAYBOOK.replace('    title: Tell the authority\n', '')
      .replace('    due: 72h\n', '')
      .replace('    source: GDPR, art. 33(1)\n', '    uses: gdpr-34\n');
    const run = exposed({ playbook });
    expect(run.report.clocks[0]).toMatchObject({
      title: 'Communicate the breach to the people concerned',
      short: 'GDPR 34',
      status: 'running',
      due: null,
      dueTime: null,
      source: 'GDPR, art. 34(1)',
    });
    expect(run.report.clocks[0]?.about?.wording).toContain('Without undue delay');
    expect(told(run)).toContain('| no fixed time | still running |');
  });
});
