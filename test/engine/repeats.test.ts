import { describe, expect, it } from 'vitest';
import { book, scene } from './books.ts';
import { definitionOf, Run, told } from './given.ts';

const drill = (steps: string) => new Run(definitionOf(book(steps), scene()));
const briefing = `
      - { step: brief, after: [], role: lead, repeat: { every: 30m, until: "\${{ steps.enough.status == 'done' }}" }, notify: everyone, message: Hello. }
      - { step: enough, after: [], role: lead, do: Say that it is enough. }`;

describe('a step that waits', () => {
  it('begins by itself when its condition turns out to hold', () => {
    const run = drill('      - { step: cool-down, wait: 10m, if: "${{ inputs.region == \'eu\' }}" }');
    expect(run.statuses('cool-down')).toEqual({ '-': 'ready' });
    run.does({ type: 'revise-input', input: 'region', value: 'eu', reason: 'Read it off the bill.' });
    expect(run.statuses('cool-down')).toEqual({ '-': 'running' });
  });

  it('waits again when it is reopened', () => {
    const run = drill('      - { step: cool-down, wait: 10m }');
    run.at('11m');
    run.does({ type: 'reopen', step: 'cool-down', reason: 'It was hot still.' });
    expect(run.state.steps['cool-down']?.['-']?.running).toEqual({ what: 'wait', until: 21 * 60_000 });
  });

  it('waits when it is opened out of order', () => {
    const run = drill('      - { step: first, role: lead, do: First. }\n      - { step: cool-down, wait: 10m }');
    run.does({ type: 'break-glass', over: { what: 'order', step: 'cool-down' }, reason: 'No time.' });
    expect(run.statuses('cool-down')).toEqual({ '-': 'running' });
  });

  it('no time at all is through with the command that opened it', () => {
    const run = drill(`
      - { step: first, role: lead, do: First. }
      - { step: nothing, wait: 0s }
      - { step: next, role: lead, do: Next. }`);
    run.completes('first');
    expect(run.statuses('next')).toEqual({ '-': 'ready' });
  });
});

describe('a step that repeats', () => {
  it('sends again when it is reopened, whatever was enough before', () => {
    const run = drill(briefing);
    run.completes('brief');
    run.completes('enough');
    run.does({ type: 'reopen', step: 'brief', reason: 'There is more to say.' });
    expect(run.statuses('brief')).toEqual({ '-': 'ready' });
    expect(told(run.completes('brief'))).toEqual([
      'step.taken brief',
      'message.posted brief',
      'step.turn brief 1',
      'step.done brief',
    ]);
  });

  it('does not send once more when time alone has made it enough', () => {
    const run = drill(
      '      - { step: brief, role: lead, repeat: { every: 50m, until: "${{ hours-since(run.known) >= 0.5 }}" }, notify: everyone, message: Hello. }',
    );
    run.completes('brief');
    expect(told(run.at('51m'))).toEqual(['step.done brief']);
  });

  it('done otherwise sends nothing, says how, and is through', () => {
    const run = drill(briefing);
    expect(told(run.does({ type: 'do-otherwise', step: 'brief', how: 'By phone.' }))).toEqual([
      'step.taken brief',
      'step.done brief',
    ]);
    expect(run.state.steps.brief?.['-']?.otherwise).toBe('By phone.');
  });
});

describe('a message', () => {
  it('does not go out beside what was done otherwise', () => {
    const run = drill('      - { step: brief, role: lead, notify: everyone, message: Hello. }');
    expect(told(run.does({ type: 'do-otherwise', step: 'brief', how: 'By phone.' }))).toEqual([
      'step.taken brief',
      'step.done brief',
    ]);
  });
});
