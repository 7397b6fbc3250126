import { describe, expect, it } from 'vitest';
import { book, scene } from './books.ts';
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

describe('a jump to what comes next', () => {
  const work = `
      - { step: look, after: [], role: operator, do: Look. }
      - { step: page, after: [], role: operator, notify: everyone, message: Again., repeat: { every: 10m, until: "\${{ steps.look.status == 'done' }}" } }
      - { step: cut, after: [], role: operator, timeout: 30m, do: Cut it. }`;
  const moves = (more: string, rest = '') => `
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: try, at: T+1m, retry: 1m, needs: [npm-token], does: { poison: [sdk] } }
    - { move: plant, at: T+5m, needs: [ci-token], does: { compromise: [build] } }
${more}${rest}`;
  const drill = (steps: string, more = '') =>
    new Run(definitionOf(book(steps), scene(more).replace('duration: 60m', 'duration: 2h')), {
      lead: 'Ada',
      operator: 'Ada',
    });
  const minute = 60_000;
  const jumped = (run: Run) => {
    const led = run.does({ type: 'jump' });
    return { at: run.state.at / minute, led: told(led) };
  };

  it('passes what the attacker tries and does, and stops at a message', () => {
    const call =
      'injects:\n  - { inject: call, at: T+20m, from: Press, via: phone, to: [lead], text: Hm., expect: { reached: none } }';
    const run = drill('', moves('', call));
    const { at, led } = jumped(run);
    expect(at).toBe(20);
    expect(led[0]).toBe('time.anchored');
    expect(led.filter((line) => line === 'world.blocked try')).toHaveLength(20);
    expect(led).toContain('world.moved plant');
    expect(led.at(-1)).toBe('inject.delivered call');
    expect(run.state.clock).toMatchObject({ exercise: 20 * minute });
  });

  it('passes the turns of a repeat that go out by themselves, and stops where one is overdue', () => {
    const run = drill(work);
    run.completes('page');
    run.does({ type: 'take', step: 'cut' });
    const { at, led } = jumped(run);
    expect(at).toBe(30);
    expect(led.filter((line) => line.startsWith('step.turn page'))).toHaveLength(3);
    expect(led).toContain('step.overdue cut');
  });

  it('stops where a repeat is for a person to do again', () => {
    const run = drill(
      '      - { step: ask, after: [], role: operator, do: Ask., repeat: { every: 10m, until: "${{ steps.look.status == \'done\' }}" } }\n      - { step: look, after: [], role: operator, do: Look. }',
    );
    run.completes('ask');
    expect(jumped(run)).toEqual({ at: 10, led: ['time.anchored', 'step.turn-due ask'] });
  });

  it('stops where a wait is over, with what opens by it', () => {
    const run = drill(
      '      - { step: rest, after: [], role: operator, wait: 25m }\n      - { step: then, role: operator, do: Go on. }',
      moves(''),
    );
    const { at, led } = jumped(run);
    expect(at).toBe(25);
    expect(led.slice(-2)).toEqual(['step.done rest', 'step.opened then']);
  });

  it('goes to the end of play where nothing comes before', () => {
    const run = drill('', moves(''));
    expect(jumped(run).at).toBe(120);
    expect(run.state).toMatchObject({ stage: 'hot-wash', outcome: 'time-up' });
  });

  it('is one decision, and comes to the same as looking at the clock all the time', () => {
    const run = drill(work, moves(''));
    const watched = drill(work, moves(''));
    for (const one of [run, watched]) one.completes('page');
    for (const one of [run, watched]) one.does({ type: 'take', step: 'cut' });
    run.does({ type: 'jump' });
    for (let minutes = 1; minutes <= 30; minutes += 1) watched.at(`${minutes}m`);
    const all = (one: Run) => told(one.entries).filter((line) => line !== 'time.anchored');
    expect(all(run)).toEqual(all(watched));
  });

  it('gives up after so many quiet moments, and may be asked again', () => {
    const tries = moves('', '').replaceAll('1m', '1s');
    const run = new Run(definitionOf(book(''), scene(tries).replace('duration: 60m', 'duration: 4h')));
    expect(run.does({ type: 'jump' }).length).toBeLessThan(10_100);
    expect(run.state.stage).toBe('play');
    run.does({ type: 'jump' });
    expect(run.state.outcome).toBe('time-up');
  });
});
