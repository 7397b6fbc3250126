import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { toJson } from '../../../src/report/json.ts';
import { toMarkdown } from '../../../src/report/markdown.ts';
import { reportModel } from '../../../src/report/report.ts';
import { amend } from '../../../src/run/amend.ts';
import { subjectName } from '../../../src/run/session.ts';
import { addThing, folder, isolatedBy, isolating, needed, openLive, playbook, ref, run, runToEnd } from './given.ts';

const canary = 'c4nary/+S3cret"with\\odd&parts==';
const hand = 'h4nd-g1ven-secret-value';

/** Every file below a folder. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return statSync(path).isFile() ? [path] : [];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

/** How a program may write a secret. */
function writings(secret: string): string[] {
  const base64 = [0, 1, 2].map((pad) =>
    Buffer.from(`${'x'.repeat(pad)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(pad === 0 ? 0 : 4, -4),
  );
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('hex'),
    ...base64,
  ];
}

const printsAll = `
const s = process.env.CANARY;
process.stdout.write('plain ' + s.slice(0, 7));
setTimeout(() => {
  process.stdout.write(s.slice(7) + '\\n');
  console.log('base64', Buffer.from('user:' + s).toString('base64'), Buffer.from(s).toString('base64url'));
  console.log('url', encodeURIComponent(s));
  console.log('json', JSON.stringify({ token: s }));
  console.log('ansi', [...s].join('\\u001b[31m'));
  console.log('hex', Buffer.from(s).toString('hex'));
  console.error('error', s);
  process.exit(Number(process.env.ENDS));
}, 20);
`;

describe.each([0, 1])('given a command that prints a secret in every way it can, and ends with %i', (ends) => {
  it('it is nowhere in the store, and not in the report', async () => {
    const script = join(folder(), 'prints.cjs');
    writeFileSync(script, printsAll);
    const session = await openLive({
      playbook: isolating,
      catalogue: isolatedBy(
        `run: [node, "${script}"]\n    env: { CANARY: "\${{ secrets.CANARY }}" }\n    holds: "\${{ outputs.exit == 0 }}"`,
      ),
      environment: { CANARY: canary, ENDS: String(ends) },
    });
    addThing(session);
    const instance = await runToEnd(session, ref);
    expect(instance.status).toBe(ends === 0 ? 'done' : 'failed');
    session.dispatch({ type: 'note', text: `It was ${canary}, I think.` }, { person: 'Ada' });
    const model = reportModel(session.entries, session.state.definition);
    const everything = [
      ...filesIn(session.dir).map((file) => readFileSync(file, 'latin1')),
      toMarkdown(model),
      toJson(model),
      JSON.stringify(session.state.steps),
    ].join('\n');
    for (const writing of writings(canary)) expect(everything).not.toContain(writing);
    expect(everything).toContain('[CANARY]');
  });
});

describe('given a secret that was typed where none belongs', () => {
  const catalogue = isolatedBy(
    `run: [node, -e, "0"]\n    env: { CANARY: "\${{ secrets.CANARY }}" }\n    holds: "\${{ outputs.exit == 0 }}"`,
  );

  it('as the title of the run, it is in no file', async () => {
    const more = { title: `It was ${canary}, they say` };
    const session = await openLive({ playbook: isolating, catalogue, environment: { CANARY: canary }, more });
    expect(session.state.run?.title).toBe('It was [CANARY], they say');
    for (const file of filesIn(session.dir))
      for (const writing of writings(canary)) expect(readFileSync(file, 'latin1')).not.toContain(writing);
  });

  it('in a note from outside of the run, though only an action reads it, it is in no file', async () => {
    vi.stubEnv('CANARY', canary);
    const session = await openLive({ playbook: isolating, catalogue });
    session.leave();
    await amend(session.dir, session.run, { text: `It was ${canary}.`, by: { person: 'Ada' }, typedBy: 'test' });
    vi.unstubAllEnvs();
    for (const file of filesIn(session.dir))
      for (const writing of writings(canary)) expect(readFileSync(file, 'latin1')).not.toContain(writing);
  });
});

describe('given a secret that is put to the proof', () => {
  const catalogue = `
format: 1
catalogue: test
version: 1.0.0
title: Tests
actions:
  - action: try-it
    title: Use it once
    effect: prove-dead
    type: thing
    subjects: { old: Where is it? }
    run: [node, -e, "console.log('refused', process.env.OLD); process.exit(255)"]
    env: { OLD: "\${{ secrets.old }}" }
    read-only: true
    proof: { dead: [{ exits: [255], says: [refused] }], alive: [{ exits: [0] }] }
    docs: https://example.org/try
`;
  const proving = playbook(`
      - { step: isolate, role: operator, for-each: stage, effect: prove-dead, do: Use it once. }`);

  it('given by hand, it is used, proves what it proves, and is in no file', async () => {
    const session = await openLive({ playbook: proving, catalogue });
    addThing(session);
    expect(session.lend(subjectName(ref, 'old'), hand)).toBeNull();
    session.dispatch({ type: 'plan-action', ...ref, subjects: { old: 'hand' } }, { person: 'Ada' });
    const instance = await runToEnd(session, ref);
    expect(instance).toMatchObject({ status: 'done', acted: [{ outcome: { proof: 'dead' } }] });
    for (const file of filesIn(session.dir)) expect(readFileSync(file, 'latin1')).not.toContain(hand);
  });

  it('given by a file, it is read where it lies', async () => {
    const file = join(folder(), 'old');
    writeFileSync(file, `${hand}\n`, { mode: 0o600 });
    const session = await openLive({ playbook: proving, catalogue });
    addThing(session);
    session.dispatch({ type: 'plan-action', ...ref, subjects: { old: `file:${file}` } }, { person: 'Ada' });
    expect((await runToEnd(session, ref)).status).toBe('done');
  });

  it('one that is not there is no proof of anything', async () => {
    const session = await openLive({ playbook: proving, catalogue });
    addThing(session);
    session.dispatch({ type: 'plan-action', ...ref, subjects: { old: 'env:NOT_THERE' } }, { person: 'Ada' });
    const instance = await runToEnd(session, ref);
    expect(instance).toMatchObject({ status: 'failed', reason: expect.stringContaining('NOT_THERE') });
  });

  it('by hand and not given in this process, it is asked for again', async () => {
    const session = await openLive({ playbook: proving, catalogue });
    addThing(session);
    session.dispatch({ type: 'plan-action', ...ref, subjects: { old: 'hand' } }, { person: 'Ada' });
    run(session, ref);
    await session.quiet();
    expect(needed(session, ref).reason).toContain('give it again');
  });

  it('too short to be masked, it is refused', async () => {
    const session = await openLive({ playbook: proving, catalogue });
    expect(session.lend(subjectName(ref, 'old'), 'short')?.problem).toContain('at least 8');
  });
});
