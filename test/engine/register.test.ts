import { describe, expect, it } from 'vitest';
import { itemOf } from '../../src/engine/state.ts';
import { book, scene } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const drill = (steps: string, more = '') => new Run(definitionOf(book(steps), scene(more)));
const isolate = '      - { step: isolate-stages, role: operator, for-each: stage, effect: isolate, do: Stop it. }';

describe('the scope register', () => {
  it('begins with what is known', () => {
    const run = drill(isolate);
    expect(Object.keys(run.state.kindOf)).toEqual(['build', 'sdk', 'store']);
    expect(itemOf(run.state, 'build')).toMatchObject({ name: 'build.yml', how: 'known', type: 'github-workflow' });
  });

  it('names an item after what was typed, and keeps hidden what it is in the world', () => {
    const run = drill(isolate);
    run.does({ type: 'add-item', kind: 'credential', name: 'npm_token' });
    run.does({ type: 'add-item', kind: 'credential', name: 'SOME_TOKEN' });
    expect(itemOf(run.state, 'npm-token')).toMatchObject({ name: 'npm_token', fields: { needed: true } });
    expect(run.state.world.matches['npm-token']).toBe('npm-token');
    expect(run.state.world.matches['some-token']).toBeUndefined();
  });

  it('does not tell by an item’s type whether it is real', () => {
    const run = drill(isolate);
    run.does({ type: 'add-item', kind: 'stage', name: 'invented.yml' });
    expect(itemOf(run.state, 'invented-yml')?.type).toBe('github-workflow');
  });

  it('refuses the same name twice, and another name of the same thing no more than that of a false lead', () => {
    const run = drill(
      '      - { step: list-them, role: operator, effect: survey, of: credential, do: List them. }',
      'responses: { list-them: { show: text, finds: { npm-token: [NPM_TOKEN, the publish token] } } }',
    );
    run.does({ type: 'add-item', kind: 'credential', name: 'NPM_TOKEN' });
    expect(run.refused({ type: 'add-item', kind: 'credential', name: 'npm_token' }).message).toBe(
      'NPM_TOKEN is in the register already, as credential npm-token.',
    );
    run.does({ type: 'add-item', kind: 'credential', name: 'The Publish Token' });
    expect(run.state.world.matches['the-publish-token']).toBe('npm-token');
  });

  it('gives items of different kinds different ids', () => {
    const run = drill(isolate);
    run.does({ type: 'add-item', kind: 'stage', name: 'deploy' });
    run.does({ type: 'add-item', kind: 'account', name: 'deploy' });
    expect(run.state.kindOf).toMatchObject({ deploy: 'stage', 'deploy-2': 'account' });
  });

  it('asks for the fields that a kind requires, but not in a drill, where the question would tell what is real', () => {
    const live = new Run(definitionOf(book(isolate), null));
    expect(live.refused({ type: 'add-item', kind: 'backup', name: 'nightly' }).message).toBe('A backup needs taken.');
    const run = drill(isolate);
    run.does({ type: 'add-item', kind: 'backup', name: 'invented' });
    expect(itemOf(run.state, 'invented')?.fields).toEqual({ taken: null, digest: null });
  });

  it('takes fields in their type', () => {
    const run = drill(isolate);
    expect(
      run.refused({ type: 'add-item', kind: 'backup', name: 'nightly', fields: { taken: 'yesterday', digest: 'd' } })
        .message,
    ).toContain('taken must be a time');
    run.does({
      type: 'add-item',
      kind: 'backup',
      name: 'nightly',
      fields: { taken: '2026-03-01T02:00:00+01:00', digest: 'd' },
    });
    expect(itemOf(run.state, 'nightly')?.fields.taken).toBe('2026-03-01T01:00:00.000Z');
    expect(run.refused({ type: 'set-field', item: 'nightly', field: 'colour', value: 'red', reason: 'So.' }).hint).toBe(
      'It has: taken, digest.',
    );
  });

  it('lets an item be ruled out, and back in', () => {
    const run = drill(isolate);
    expect(told(run.does({ type: 'rule-out', item: 'build', reason: 'It builds nothing that is shipped.' }))).toEqual([
      'item.ruled-out build',
      'step.not-needed isolate-stages build',
    ]);
    expect(told(run.does({ type: 'rule-in', item: 'build', reason: 'It does.' }))).toEqual([
      'item.ruled-in build',
      'step.opened isolate-stages build',
    ]);
  });

  it('lets an effect be not possible, which is no breaking of the glass', () => {
    const run = drill(isolate);
    const led = run.does({ type: 'not-possible', item: 'build', reached: 'isolated', reason: 'It is the vendor’s.' });
    expect(told(led)).toEqual(['item.not-possible build isolated', 'step.not-needed isolate-stages build']);
    expect(run.state.glass).toBe(0);
  });

  it('knows nothing by the names that every object has', () => {
    const run = drill(isolate);
    expect(run.refused({ type: 'rule-out', item: 'constructor', reason: 'So.' }).message).toBe(
      'There is nothing called constructor.',
    );
    expect(run.refused({ type: 'take', step: 'toString' }).message).toBe('There is nothing called toString.');
  });

  it('takes no harm from names that mean something to a program', () => {
    const run = drill(isolate);
    for (const name of ['__proto__', 'constructor', 'toString', '../../etc/passwd', '‮gnp.exe'])
      run.does({ type: 'add-item', kind: 'system', name });
    expect(Object.keys(run.state.register.system ?? {})).toEqual([
      'store',
      'proto',
      'constructor-2',
      'tostring',
      'etc-passwd',
      'gnp-exe',
    ]);
  });
});
