import { describe, expect, it } from 'vitest';
import { book } from './books.ts';
import { definitionOf, Run, T, told } from './given.ts';

const steps = `
      - { step: personal-data, role: lead, decide: Personal data?, options: { "yes": { label: "Yes." }, "no": { label: "No." } } }
      - { step: tell-authority, after: [], role: lead, do: File it. }`;
const clocks = `
clocks:
  - { clock: authority, title: Tell, starts: "\${{ steps.personal-data.choice == 'yes' }}", from: known, due: 1h, met-by: tell-authority, owner: lead, source: GDPR }`;
const incident = () => new Run(definitionOf(book(steps, clocks), null), { lead: 'Ada', operator: 'Ada' });
const knownSince = (run: Run, minutes: number) =>
  run.does({
    type: 'revise-anchor',
    anchor: 'known',
    value: new Date(T + minutes * 60_000).toISOString(),
    source: 'The mail.',
    reason: 'It was read then.',
  });

describe('a clock', () => {
  it('runs again when what met it is taken back', () => {
    const run = incident();
    run.completes('personal-data', { choice: 'yes' });
    run.completes('tell-authority');
    expect(run.state.clocks.authority?.status).toBe('met');
    run.does({ type: 'retract', step: 'tell-authority', reason: 'It was never sent.' });
    expect(run.state.clocks.authority).toMatchObject({ status: 'running', due: 60 * 60_000 });
  });

  it('that was missed runs again when it counts from a later moment', () => {
    const run = incident();
    run.completes('personal-data', { choice: 'yes' });
    run.at('61m');
    expect(run.state.clocks.authority?.status).toBe('missed');
    knownSince(run, 30);
    expect(run.state.clocks.authority).toMatchObject({ status: 'running', due: 90 * 60_000 });
  });

  it('that has run out already when it starts is missed then, not before', () => {
    const run = incident();
    run.at('10m');
    knownSince(run, -300);
    const led = run.completes('personal-data', { choice: 'yes' });
    expect(told(led).slice(-2)).toEqual(['clock.started authority', 'clock.missed authority']);
    expect(led.map(({ at }) => at)).toEqual(led.map(() => 10 * 60_000));
  });

  it('stops while the moment that it counts from is not known', () => {
    const run = incident();
    run.completes('personal-data', { choice: 'yes' });
    const unknown = {
      type: 'revise-anchor',
      anchor: 'known',
      value: null,
      source: 'None.',
      reason: 'Unclear.',
    } as const;
    expect(told(run.does(unknown))).toEqual(['anchor.revised', 'clock.stopped authority']);
  });
});
