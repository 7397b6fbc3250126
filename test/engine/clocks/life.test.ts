import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../../src/engine/deadline.ts';
import { evolveAll, initialState } from '../../../src/engine/evolve.ts';
import { dayIn } from '../../../src/language/zone.ts';
import { fc } from '../../helpers/properties.ts';
import { definitionOf, Run, T, told } from '../given.ts';
import { clockOf, playbookWith } from './dated.ts';

const HOUR = 60 * 60_000;
const decisions = `
      - { step: classified, after: [], role: lead, decide: Is it major?, options: { "yes": { label: "Yes, it is." }, "no": { label: "No." } }, rationale: required }
      - { step: initial, after: [], role: lead, do: Send it. }
      - { step: intermediate, after: [], role: lead, do: Send more. }
      - { step: final, after: [], role: lead, do: Send it all. }`;
const chain = `  - { clock: first, uses: dora-initial, starts: "\${{ steps.classified.choice == 'yes' }}", from: steps.classified, met-by: initial, owner: lead }
  - { clock: second, uses: dora-intermediate, met-by: intermediate }
  - { clock: third, uses: dora-final, met-by: final }
  - { clock: people, uses: gdpr-34, starts: "\${{ steps.classified.choice == 'yes' }}", met-by: tell }`;
const dora = (more = {}) =>
  new Run(definitionOf(playbookWith(chain, decisions), null), { lead: 'Ada' }, { timezone: 'Europe/Berlin', ...more });
const classify = (run: Run, choice = 'yes') =>
  run.completes('classified', { choice, rationale: 'Two criteria are met.' });
const iso = (run: Run, clock: string) => new Date(T + (run.state.clocks[clock]?.due ?? Number.NaN)).toISOString();

describe('what starts a clock', () => {
  it('is a determination, and who made it, when and why, stands in its entry', () => {
    const run = dora();
    run.at('1h');
    const [entry] = classify(run).filter(({ type }) => type === 'clock.started');
    expect(entry).toMatchObject({
      clock: 'first',
      at: HOUR,
      since: HOUR,
      latestSince: 0,
      due: 5 * HOUR,
      determined: { how: 'Is it major? Yes, it is.', by: { person: 'Ada' }, why: 'Two criteria are met.' },
    });
  });

  it('is not the opening, nor another answer', () => {
    const run = dora();
    expect(run.state.clocks).toEqual({});
    classify(run, 'no');
    expect(run.state.clocks).toEqual({});
  });

  it('may be a fact that somebody recorded: then it is they who started it', () => {
    const lines = `  - { clock: it, uses: gdpr-33, starts: "\${{ run.intruded < run.known }}", met-by: tell }`;
    const run = new Run(definitionOf(playbookWith(lines), null), { lead: 'Ada' });
    const value = new Date(T - HOUR).toISOString();
    run.does({ type: 'revise-anchor', anchor: 'intruded', value, source: 'The log.', reason: 'A login.' }, 'Grace');
    expect(run.state.clocks.it).toMatchObject({
      status: 'running',
      determined: { by: { person: 'Grace' }, why: 'A login.' },
    });
    expect(run.state.clocks.it?.determined?.how).toContain('run.intruded is');
  });

  it('without a number in its law nothing is counted down, and it is never missed', () => {
    const run = dora();
    classify(run);
    expect(run.state.clocks.people).toMatchObject({ status: 'running', due: null });
    run.at('2400h');
    expect(run.state.clocks.people?.status).toBe('running');
    run.completes('tell');
    expect(run.state.clocks.people?.status).toBe('met');
  });
});

describe('a chain of reports', () => {
  it('counts each from the submission of the one before', () => {
    const run = dora();
    classify(run);
    expect(run.state.clocks.second).toBeUndefined();
    run.at('3h');
    expect(told(run.completes('initial'))).toContain('clock.started second');
    expect(iso(run, 'second')).toBe('2026-03-05T11:12:00.000Z');
    run.at('30h');
    run.completes('intermediate');
    expect(run.state.clocks).toMatchObject({ first: { status: 'met' }, second: { status: 'met' } });
    // One month after 3 March is Friday, 3 April, to its end in Berlin.
    expect(iso(run, 'third')).toBe('2026-04-03T21:59:59.000Z');
    expect(run.state.clocks.third?.determined?.how).toBe('intermediate was finished');
  });

  it('counts also from one that came late', () => {
    const run = dora();
    classify(run);
    run.at('6h');
    expect(run.state.clocks.first?.status).toBe('missed');
    run.completes('initial');
    expect(run.state.clocks.first?.status).toBe('missed');
    expect(iso(run, 'second')).toBe('2026-03-05T14:12:00.000Z');
  });

  it('stops where the submission before is taken back', () => {
    const run = dora();
    classify(run);
    run.completes('initial');
    const led = told(run.does({ type: 'retract', step: 'initial', reason: 'It bounced.' }));
    expect(led).toContain('clock.stopped second');
    expect(run.state.clocks.first?.status).toBe('running');
  });
});

describe('a clock that does not apply', () => {
  const out = (clock: string) => ({ type: 'rule-out-clock', clock, reason: 'We are no financial entity.' }) as const;

  it('is ruled out by its owner or the lead, with a rationale, before or after it started', () => {
    const run = dora();
    run.does(out('people'));
    classify(run);
    run.does(out('first'));
    expect(run.state.clocks.people).toMatchObject({
      status: 'not-applicable',
      ruledOut: { reason: 'We are no financial entity.', by: { person: 'Ada' }, before: 'not-started' },
    });
    expect(run.state.clocks.first).toMatchObject({ status: 'not-applicable', due: 4 * HOUR });
    run.at('72h');
    expect(run.state.clocks.first?.status).toBe('not-applicable');
  });

  it('is refused to others, without a rationale, twice, and of what there is not', () => {
    const run = dora();
    expect(run.refused(out('first'), 'Grace').code).toBe('not-allowed');
    expect(run.refused({ ...out('first'), reason: ' ' }).message).toBe('A rationale is needed.');
    expect(run.refused(out('fourth')).hint).toContain('first, second');
    expect(run.refused(out('constructor')).code).toBe('invalid');
    expect(run.refused({ type: 'rule-in-clock', clock: 'first', reason: 'It does.' }).code).toBe('not-now');
    run.does(out('first'));
    expect(run.refused(out('first')).code).toBe('not-now');
  });

  it('runs again when that is taken back, and is missed where its time is over', () => {
    const run = dora();
    classify(run);
    run.does(out('first'));
    run.at('2h');
    run.does({ type: 'rule-in-clock', clock: 'first', reason: 'We are one after all.' });
    expect(run.state.clocks.first).toMatchObject({ status: 'running', due: 4 * HOUR });
    run.does(out('first'));
    run.at('5h');
    const led = told(run.does({ type: 'rule-in-clock', clock: 'first', reason: 'We are.' }));
    expect(led).toEqual(['clock.ruled-in first', 'clock.missed first']);
  });

  it('starts when that is taken back and its fact came meanwhile', () => {
    const run = dora();
    run.does(out('first'));
    classify(run);
    expect(told(run.does({ type: 'rule-in-clock', clock: 'first', reason: 'We are.' }))).toContain(
      'clock.started first',
    );
  });

  it('can be told in the review, and of a closed run', () => {
    const run = dora();
    classify(run);
    run.does({ type: 'stop', reason: 'Over.' });
    run.does(out('first'));
    run.does({ type: 'rule-in-clock', clock: 'first', reason: 'We are.' });
    expect(run.state.clocks.first?.status).toBe('running');
    run.does({ type: 'close' });
    // Roles have ended by then: a lawyer who had none may say it.
    run.does(out('first'), 'Lena');
    expect(run.state.clocks.first?.status).toBe('not-applicable');
  });
});

describe('a journal', () => {
  it('says when a clock runs out, and its replay works nothing out', () => {
    const run = dora();
    classify(run);
    run.completes('initial');
    run.completes('intermediate');
    const moved = run.entries.map((entry) =>
      entry.type === 'clock.started' && entry.clock === 'third' ? { ...entry, due: (entry.due ?? 0) + HOUR } : entry,
    );
    const replayed = evolveAll(initialState(run.state.definition), moved);
    expect(replayed.clocks.third?.due).toBe((run.state.clocks.third?.due ?? 0) + HOUR);
    // What another machine worked out stands, as long as it counts from the same moment.
    const again = dora();
    again.state = replayed;
    expect(told(again.does({ type: 'note', text: 'On.' }))).toEqual(['note.added']);
  });

  it('holds the clocks of the library that it used, as they were written', () => {
    const [opened] = dora().entries;
    expect(opened?.type === 'run.opened' && Object.keys(opened.clocks ?? {})).toEqual([
      'dora-initial',
      'dora-intermediate',
      'dora-final',
      'gdpr-34',
    ]);
    const own = new Run(definitionOf(playbookWith('  []').replace('  []', '').replace('clocks:\n', ''), null));
    expect(own.entries[0]).not.toHaveProperty('clocks');
  });
});

describe('whatever the moment', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const moments = fc.integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2040-01-01T00:00:00Z') });
  const names = ['nis2-final-report', 'cra-final-vulnerability', 'sec-8k-105', 'hipaa-individuals', 'dora-final'];
  const clocks = names.map((name) => clockOf(`uses: ${name}\nfrom: steps.decided`));
  const due = (clock: (typeof clocks)[number], since: number, zone: string) =>
    deadlineOf(clock, { since, latestSince: null }, zone) ?? Number.NaN;

  it('a deadline in days is never earlier than so many days, and a later moment never has an earlier one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...clocks), moments, fc.nat(90 * 24 * HOUR), zones, (clock, since, more, zone) => {
        const first = due(clock, since, zone);
        expect(first).toBeGreaterThan(since);
        expect(due(clock, since + more, zone)).toBeGreaterThanOrEqual(first);
        const { period } = clock.term;
        if (period?.unit === 'days') {
          const own = clock.term.timezone ?? zone;
          expect(dayIn(own, first) - dayIn(own, since)).toBeGreaterThanOrEqual(period.count);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a deadline in business days ends on none that is free', () => {
    const sec = clocks[2];
    if (!sec) throw new Error('there is no SEC clock');
    fc.assert(
      fc.property(moments, zones, (since, zone) => {
        const weekday = new Date(due(sec, since, zone)).getUTCDay();
        expect([1, 2, 3, 4, 5]).toContain(weekday);
      }),
      { numRuns: 200 },
    );
  });

  it('exact hours are exact in every zone', () => {
    const hours = clockOf('uses: gdpr-33');
    fc.assert(
      fc.property(moments, zones, (since, zone) => {
        expect(due(hours, since, zone)).toBe(since + 72 * HOUR);
      }),
      { numRuns: 100 },
    );
  });
});
