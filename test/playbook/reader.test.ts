import { describe, expect, it } from 'vitest';
import { allSteps } from '../../src/playbook/model.ts';
import { readPlaybook } from '../../src/playbook/reader.ts';
import { diagnosePlaybook, edited, inShort, samplePlaybook, samplePlaybookText } from '../helpers/documents.ts';

const MINUTE = 60_000;
const playbook = samplePlaybook();
const step = (id: string) => allSteps(playbook).find((one) => one.id === id);

describe('given the sample playbook, when it is read', () => {
  it('then it has no diagnostics', () => {
    expect(diagnosePlaybook(samplePlaybookText)).toEqual([]);
  });

  it('then what is not written has its default', () => {
    expect(step('acknowledge')).toMatchObject({
      after: [],
      evidence: false,
      rationale: false,
      onFailure: [],
      mapsTo: {},
    });
    expect(step('confirm')?.after).toEqual(['acknowledge']);
    expect(step('isolate-stages')?.after).toEqual([]);
    expect(playbook.phases.map(({ id, after }) => [id, after])).toEqual([
      ['triage', []],
      ['isolate', ['triage']],
      ['withdraw', ['triage']],
      ['revoke', ['triage']],
      ['clean', ['isolate', 'revoke']],
      ['restore', ['clean']],
      ['tell', ['triage']],
      ['close', ['withdraw', 'restore', 'tell']],
    ]);
  });

  it('then durations are milliseconds', () => {
    expect(playbook.targets).toEqual({
      acknowledged: { within: 5 * MINUTE, from: 'known' },
      isolated: { within: 10 * MINUTE, from: 'acknowledged' },
      contained: { within: 30 * MINUTE, from: 'acknowledged' },
      recovered: { within: 240 * MINUTE, from: 'acknowledged' },
    });
    expect(playbook.clocks[0]).toMatchObject({
      id: 'gdpr-authority',
      term: { period: { unit: 'time', count: 72 * 60 * MINUTE } },
      metBy: 'notify-authority',
    });
    expect(step('brief-executives')?.repeat?.every).toBe(30 * MINUTE);
    expect(step('revoke-credentials')?.timeout).toBe(10 * MINUTE);
  });

  it('then one thing and a list of it are the same', () => {
    expect(step('acknowledge')?.reaches).toEqual(['acknowledged']);
    expect(playbook.phases.map(({ reaches }) => reaches).filter((list) => list.length > 0)).toEqual([
      ['isolated', 'contained'],
      ['contained'],
      ['contained'],
      ['recovered'],
    ]);
  });

  it('then gates say what every item, or some item, must have reached', () => {
    expect(playbook.phases.flatMap(({ gate }) => gate)).toEqual([
      { kind: 'stage', effects: ['isolated'], some: false },
      { kind: 'artifact', effects: ['quarantined'], some: false },
      { kind: 'credential', effects: ['revoked', 'proven-dead'], some: false },
      { kind: 'backup', effects: ['verified', 'restored'], some: true },
    ]);
  });

  it('then expressions and templates are parsed, and their text is kept', () => {
    expect(playbook.clocks[0]?.starts.text).toContain("steps.personal-data.choice == 'yes'");
    expect(step('verify-backup')).toMatchObject({
      forEach: { over: 'expression', expression: { text: ' steps.choose-backup.choice ' } },
      require: { text: ' item.taken < run.intruded ' },
    });
    expect(step('isolate-stages')?.do?.pieces).toMatchObject([
      'Stop ',
      { at: 8 },
      ' from running, and cancel what is running now.',
    ]);
    expect(playbook.scope.stage?.repository?.default).toMatchObject({ pieces: [{ at: 3 }] });
    expect(playbook.scope.credential?.needed).toEqual({ type: 'boolean', required: false, default: true });
  });

  it('then decisions have their form', () => {
    expect(step('confirm')?.decide).toEqual({
      form: 'options',
      question: 'Is this a real compromise?',
      options: [
        { id: 'confirmed', label: 'Yes. Treat every credential the pipeline holds as stolen.' },
        { id: 'false-alarm', label: 'No. We can explain every line of the alert.', ends: 'false-alarm' },
      ],
    });
    expect(step('choose-backup')?.decide).toEqual({
      form: 'from',
      question: 'Which backup do we restore?',
      kind: 'backup',
    });
  });

  it('then a step of an `on-failure` knows beside which step it opens, and reads its item', () => {
    expect(step('escalate-issuer')).toMatchObject({
      onFailureOf: 'revoke-credentials',
      phase: 'revoke',
      notify: 'lead',
    });
    expect(step('escalate-issuer')).not.toHaveProperty('forEach');
  });

  it('then every part knows where it is written', () => {
    expect(step('escalate-issuer')?.path).toEqual(['phases', 3, 'steps', 1, 'on-failure', 0]);
    expect(playbook.phases[3]?.path).toEqual(['phases', 3]);
  });
});

describe('given a playbook with several mistakes in several sections', () => {
  const text = edited(
    samplePlaybookText,
    ['severity: critical', 'severity: urgent'],
    ['    title: Detect and triage\n', ''],
    ['within: 10m', 'within: ten'],
    ['        role: lead\n        do: Say', '        role: laed\n        do: Say'],
    ['effect: isolate ', 'efect: isolate '],
    ['after: [isolate, revoke]', 'after: [isolate, revok]'],
    ["choice == 'yes' }}\n    from", "chioce == 'yes' }}\n    from"],
  );
  const reading = readPlaybook({ file: 'playbook.yaml', text });

  it('when it is read, then there is no playbook, and all of them are told at once, in the order of the file', () => {
    expect(reading.playbook).toBeNull();
    expect(reading.draft).toBeNull();
    expect(reading.diagnostics.map(inShort)).toEqual([
      'shape-choice at `urgent`: expected one of low, medium, high, critical; not `urgent`',
      expect.stringContaining('shape-format at `ten`'),
      'path-unknown at `chioce`: `steps.personal-data` has no `chioce`',
      'shape-missing-key at `phase`: `title` is missing',
      'role-unknown at `laed`: there is no role `laed`',
      'shape-unknown-key at `efect`: `efect` is not known here',
      'name-unknown at `revok`: there is no phase `revok`',
    ]);
  });
});

describe('given a playbook whose form is right, and a rule finds an error', () => {
  it('when it is read, then there is a draft for what is written beside it, and no playbook', () => {
    const text = edited(samplePlaybookText, ['approval: lead', 'approval: boss']);
    const { playbook: none, draft } = readPlaybook({ file: 'playbook.yaml', text });
    expect(none).toBeNull();
    expect(draft?.id).toBe('compromised-pipeline');
  });
});

describe('given a part that cannot be read', () => {
  it.each([
    ['all roles', ['roles:\n', 'roles: none\nrols:\n'], []],
    ['a step id', ['- step: confirm', '- step: Confirm It'], []],
    ['a whole phase', ['  - phase: isolate\n', '  - just a text\n  - phase: isolate\n'], []],
    ['the audiences', ['audiences: [executives', 'audience: [executives'], []],
  ] as const)('when it is %s, then nothing is said of what names it', (_, edit, others) => {
    const codes = diagnosePlaybook(edited(samplePlaybookText, edit)).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !code.startsWith('shape-'))).toEqual(others);
  });
});
