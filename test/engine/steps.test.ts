import { describe, expect, it } from 'vitest';
import { book, scene } from './books.ts';
import { definitionOf, evidence, ofType, Run, told } from './given.ts';

const drill = (steps: string, more = '', scenario = '', world = '') =>
  new Run(definitionOf(book(steps, more), scene(scenario, world)));

describe('a step', () => {
  it('is somebody’s once it is taken up, and can be given back', () => {
    const run = drill('      - { step: look, role: operator, do: Look. }');
    run.does({ type: 'take', step: 'look' });
    expect(run.state.steps.look?.['-']).toMatchObject({ status: 'active', owner: { person: 'Ada' } });
    run.does({ type: 'release', step: 'look' });
    expect(run.state.steps.look?.['-']?.status).toBe('ready');
    expect(run.state.steps.look?.['-']?.owner).toBeUndefined();
  });

  it('is for who holds its role', () => {
    const definition = definitionOf(book('      - { step: look, role: operator, do: Look. }'), scene());
    const run = new Run(definition, { lead: 'Ada', operator: 'Jon' });
    expect(run.refused({ type: 'finish', step: 'look' }, 'Ada')).toMatchObject({
      code: 'not-allowed',
      message: 'To do look is for operator, and that is Jon.',
    });
    run.does({ type: 'finish', step: 'look' }, 'Jon');
    const nobody = new Run(definition, { lead: 'Ada' });
    expect(nobody.refused({ type: 'finish', step: 'look' }).message).toBe(
      'Nobody holds the role operator, whose it is to do look.',
    );
  });

  it('waits for the step before, item by item where both fan out over the same', () => {
    const run = drill(`
      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it. }
      - { step: preserve-logs, role: operator, for-each: stage, effect: preserve, do: Keep its logs. }
      - { step: count, role: operator, do: Count. }`);
    run.does({ type: 'add-item', kind: 'stage', name: 'other.yml' });
    run.completes('isolate-stages', { item: 'build' });
    expect(run.statuses('preserve-logs')).toEqual({ build: 'ready' });
    expect(run.statuses('count')).toEqual({});
    expect(run.refused({ type: 'take', step: 'preserve-logs', item: 'other-yml' })).toMatchObject({
      code: 'not-now',
      message: 'preserve-logs for other.yml is not open yet: it waits for isolate-stages.',
      glass: { what: 'order', step: 'preserve-logs', item: 'other-yml' },
    });
    run.completes('isolate-stages', { item: 'other-yml' });
    run.completes('preserve-logs', { item: 'build' });
    expect(run.statuses('count')).toEqual({});
    run.completes('preserve-logs', { item: 'other-yml' });
    expect(run.statuses('count')).toEqual({ '-': 'ready' });
  });

  it('asks for evidence and for a rationale where the playbook does', () => {
    const run = drill(`
      - { step: save, role: operator, do: Save the logs., evidence: required }
      - step: confirm
        role: lead
        decide: Is it real?
        options: { "yes": { label: "Yes." }, "no": { label: "No.", ends: false-alarm } }
        rationale: required`);
    expect(run.refused({ type: 'finish', step: 'save' }).message).toBe('save needs evidence.');
    run.does({ type: 'finish', step: 'save', evidence });
    expect(run.refused({ type: 'finish', step: 'confirm', choice: 'yes' }).message).toBe('confirm needs a rationale.');
    expect(run.refused({ type: 'finish', step: 'confirm', choice: 'perhaps', rationale: 'So.' })).toMatchObject({
      message: 'perhaps is not a choice of confirm.',
      hint: 'It is one of: yes, no.',
    });
    expect(
      told(run.does({ type: 'finish', step: 'confirm', choice: 'no', rationale: 'We can explain it.' })).filter(
        (line) => line.startsWith('play'),
      ),
    ).toEqual(['play.ended false-alarm']);
    expect(run.state.outcome).toBe('false-alarm');
  });

  it('decides for an item of the register, and later steps fan out over the choice', () => {
    const run = drill(
      `
      - { step: choose, role: lead, decide: Which backup?, from: backup }
      - step: verify
        role: operator
        for-each: \${{ steps.choose.choice }}
        effect: verify
        require: \${{ item.taken < run.intruded }}
        do: Check it.`,
      '',
      '',
      `  backup:
    early: { type: restic, of: store, taken: T-50h, digest: "sha256:1", known: true }
    fresh: { type: restic, of: store, taken: T-3h, digest: "sha256:2", known: true }`,
    );
    expect(run.statuses('verify')).toEqual({});
    run.completes('choose', { choice: 'fresh' });
    expect(run.statuses('verify')).toEqual({ fresh: 'ready' });
    expect(run.refused({ type: 'finish', step: 'verify', item: 'fresh' })).toMatchObject({
      code: 'not-allowed',
      message:
        'verify for fresh requires item.taken < run.intruded, and that does not hold: item.taken is 2026-03-02 05:12Z, run.intruded is 2026-03-02 03:12Z.',
      glass: { what: 'require', step: 'verify', item: 'fresh' },
    });
    run.does({ type: 'reopen', step: 'choose', reason: 'The wrong one.' });
    run.completes('choose', { choice: 'early' });
    expect(run.statuses('verify')).toEqual({ fresh: 'not-needed', early: 'ready' });
    run.completes('verify', { item: 'early' });
  });

  it('asks where its condition reads what is not known, and goes on when it is', () => {
    const run = drill(
      '      - { step: regional, role: operator, if: "${{ inputs.region == \'eu\' }}", do: Tell the region. }',
    );
    expect(run.state.steps.regional?.['-']?.asks).toEqual(['inputs.region']);
    expect(run.refused({ type: 'finish', step: 'regional' })).toMatchObject({
      message: 'Whether regional is needed depends on inputs.region, which is not known.',
      glass: { what: 'require', step: 'regional' },
    });
    const led = run.does({ type: 'revise-input', input: 'region', value: 'us', reason: 'Read it off the bill.' });
    expect(told(led)).toEqual(['input.revised', 'step.not-needed regional']);
    run.does({ type: 'revise-input', input: 'region', value: 'eu', reason: 'Misread.' });
    expect(run.statuses('regional')).toEqual({ '-': 'ready' });
    run.completes('regional');
  });

  it('is overdue from its take-up on, opens what is for failure beside it, and stays doable', () => {
    const run = drill(`
      - step: revoke-it
        role: operator
        for-each: credential
        effect: revoke
        do: Revoke it.
        timeout: 10m
        on-failure:
          - { step: escalate, role: lead, notify: lead, message: "\${{ item.name }} could not be revoked." }`);
    run.does({ type: 'add-item', kind: 'credential', name: 'CI_TOKEN' });
    run.at('5m');
    run.does({ type: 'take', step: 'revoke-it', item: 'ci-token' });
    expect(told(run.at('20m'))).toEqual(['step.overdue revoke-it ci-token', 'step.opened escalate ci-token']);
    expect(run.state.steps['revoke-it']?.['ci-token']?.overdueAt).toBe(15 * 60_000);
    const [message] = ofType(run.completes('escalate', { item: 'ci-token' }), 'message.posted');
    expect(message).toMatchObject({ to: 'lead', text: 'CI_TOKEN could not be revoked.' });
    run.completes('revoke-it', { item: 'ci-token' });
  });

  it('fails where its check does not hold, and is tried again, done otherwise, or overridden', () => {
    const responses = 'responses: { measure: { outputs: { digest: "sha256:other" } } }';
    const run = drill(
      '      - { step: measure, role: operator, for-each: backup, effect: verify, do: Measure., check: "${{ same(outputs.digest, item.digest) }}" }',
      '',
      responses,
      `  backup:
    early: { type: restic, of: store, taken: T-50h, digest: "sha256:1", known: true }`,
    );
    expect(told(run.completes('measure', { item: 'early' }))).toEqual([
      'step.taken measure early',
      'step.failed measure early',
    ]);
    run.does({
      type: 'break-glass',
      over: { what: 'check', step: 'measure', item: 'early' },
      reason: 'The tool prints another digest.',
    });
    run.completes('measure', { item: 'early' });
    expect(run.state.register.backup?.early?.reached.verified).toHaveLength(1);
  });

  it('is done otherwise by hand, and has its effect all the same', () => {
    const run = drill(
      '      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it. }',
    );
    expect(run.refused({ type: 'do-otherwise', step: 'isolate-stages', item: 'build', how: '' }).message).toBe(
      'How it was done is needed.',
    );
    run.does({ type: 'do-otherwise', step: 'isolate-stages', item: 'build', how: 'Pulled the plug.' });
    expect(run.state.steps['isolate-stages']?.build?.otherwise).toBe('Pulled the plug.');
    expect(run.state.world.truth.things.build?.isolated).toBe(true);
  });

  it('that only waits ends by itself', () => {
    const run = drill('      - { step: cool-down, wait: 10m }\n      - { step: next, role: operator, do: Go on. }');
    expect(run.statuses('cool-down')).toEqual({ '-': 'running' });
    expect(told(run.at('30m'))).toEqual(['step.done cool-down', 'step.opened next']);
    expect(run.entries.at(-1)?.at).toBe(600_000);
  });

  it('that repeats sends, then tests, and tests between two sends', () => {
    const run = drill(`
      - { step: brief, after: [], role: lead, repeat: { every: 30m, until: "\${{ steps.enough.status == 'done' }}" }, notify: everyone, message: "Scope: \${{ run.scope.summary }}." }
      - { step: enough, after: [], role: lead, do: Say that it is enough. }`);
    run.at('1m');
    expect(told(run.completes('brief'))).toEqual([
      'step.taken brief',
      'message.posted brief',
      'step.turn brief 1',
      'step.started brief repeat',
    ]);
    expect(told(run.at('32m'))).toEqual(['message.posted brief', 'step.turn brief 2', 'step.started brief repeat']);
    expect(told(run.completes('enough'))).toEqual(['step.taken enough', 'step.done enough', 'step.done brief']);
  });

  it('that repeats by hand is due again', () => {
    const run = drill(`
      - { step: look-again, after: [], role: operator, repeat: { every: 10m, until: "\${{ steps.enough.status == 'done' }}" }, do: Look again. }
      - { step: enough, after: [], role: lead, do: Enough. }`);
    run.completes('look-again');
    expect(run.statuses('look-again')).toEqual({ '-': 'running' });
    run.at('10m');
    expect(run.statuses('look-again')).toEqual({ '-': 'ready' });
    run.completes('look-again');
    expect(run.state.steps['look-again']?.['-']?.turns).toBe(2);
  });

  it('can be added unplanned, with an effect on an item', () => {
    const run = drill('      - { step: look, role: operator, do: Look. }');
    run.does({
      type: 'add-step',
      phase: 'work',
      title: 'Revoke the bot',
      role: 'operator',
      effect: 'isolate',
      item: 'build',
      reason: 'It runs still.',
    });
    expect(run.statuses('unplanned-1')).toEqual({ build: 'ready' });
    run.completes('unplanned-1', { item: 'build' });
    expect(run.state.world.truth.things.build?.isolated).toBe(true);
  });
});
