import { describe, expect, it } from 'vitest';
import { joinersAsk } from '../../../src/run/join/asks.ts';

describe('a command from another terminal', () => {
  it.each([
    { type: 'pause' },
    { type: 'take', step: 'isolate', item: 'thing' },
    { type: 'finish', step: 'one', evidence: [{ sha256: 'a'.repeat(64), bytes: 3 }], outputs: { at: null, count: 2 } },
    { type: 'break-glass', over: { what: 'gate', phase: 'contain' }, reason: 'It burns.' },
    { type: 'break-glass', over: { what: 'order', step: 'one', item: 'thing' }, reason: 'It burns.' },
    { type: 'add-item', kind: 'stage', name: 'x', fields: { repository: 'acme/app' }, foundBy: { step: 'survey' } },
  ])('is one: %j', (ask) => {
    expect(joinersAsk(ask)).toEqual({ ask });
  });

  it.each([
    ['no object', 'pause'],
    ['a list', [{ type: 'pause' }]],
    ['without a type', {}],
    ['a type that every object has', { type: 'constructor' }],
    ['a type that is not known', { type: 'sudo' }],
    ['with a field too many', { type: 'pause', now: 0 }],
    ['with its own time', { type: 'note', text: 'x', happened: '2026-03-02T08:00:00Z' }],
    ['with a field that is missing', { type: 'skip', step: 'one' }],
    ['with a number for a text', { type: 'note', text: 7 }],
    ['with a list for a text', { type: 'finish', step: 'one', choice: ['real'] }],
    ['with an object for a scalar', { type: 'revise-input', input: 'a', value: {}, reason: 'x' }],
    ['with no list of instances', { type: 'approve', instances: 'all', hash: 'x' }],
    ['with an instance that says more', { type: 'approve', instances: [{ step: 'a', hash: 'x' }], hash: 'x' }],
    [
      'with evidence that is not kept under a hash',
      { type: 'finish', step: 'a', evidence: [{ sha256: '../x', bytes: 1 }] },
    ],
    [
      'with a field that changes what objects are',
      JSON.parse('{"type":"add-item","kind":"stage","name":"x","fields":{"__proto__":"y"}}'),
    ],
    ['that overrides what nobody knows', { type: 'break-glass', over: { what: 'gate', step: 'a' }, reason: 'x' }],
  ])('is none %s', (_, said) => {
    expect(joinersAsk(said)).toEqual({ refusal: expect.objectContaining({ code: 'invalid' }) });
  });

  it.each(['open', 'wake', 'leave', 'recover', 'action-said', 'action-ended'])('is not allowed to be %s', (type) => {
    expect(joinersAsk({ type })).toEqual({ refusal: expect.objectContaining({ code: 'not-allowed' }) });
  });
});
