import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { trendsJsonSchema } from '../../../src/report/trends/json-schema.ts';
import { trendsSchema } from '../../../src/report/trends/schema.ts';
import { expectCommitted } from '../../helpers/examples.ts';
import { fc } from '../../helpers/properties.ts';
import { drill, incident, isolated, MINUTE, rated, trends } from './given.ts';
import { many } from './many.ts';

const flag = (more: object = {}) =>
  ({
    rule: 'flag step isolate slow',
    of: 'playbook',
    by: 'rule',
    text: 'step isolate: flagged as slow',
    ...more,
  }) as const;

describe('milestones', () => {
  it('given drills and an incident of one playbook, then they are never counted together', () => {
    const { drills, incidents } = trends([
      drill('a', '2026-01-01', { milestones: [isolated(4)] }),
      drill('b', '2026-01-02', { milestones: [isolated(6)] }),
      drill('c', '2026-01-03', { milestones: [isolated(20)] }),
      incident('d', '2026-01-04', { milestones: [isolated(90)] }),
    ]);
    expect(drills.playbooks[0]?.milestones[0]).toMatchObject({
      milestone: 'isolated',
      runs: 3,
      reached: 3,
      known: { n: 3, median: 6 * MINUTE, q1: 5 * MINUTE, q3: 13 * MINUTE },
      target: { within: 10 * MINUTE, from: 'known', changed: false, met: 2, missed: 1, notReached: 0, unknown: 0 },
    });
    expect(incidents.playbooks[0]?.milestones[0]?.known).toEqual({
      n: 1,
      median: null,
      q1: null,
      q3: null,
      values: [90 * MINUTE],
    });
  });

  it('given what was not reached or is not known, then it is no value, and never 0', () => {
    const { drills } = trends([
      drill('a', '2026-01-01', { milestones: [isolated(4, { fromIntruded: 300 * MINUTE })] }),
      drill('b', '2026-01-02', { milestones: [isolated(null)] }),
      drill('c', '2026-01-03', { milestones: [isolated(6)] }),
    ]);
    const [milestone] = drills.playbooks[0]?.milestones ?? [];
    expect(milestone).toMatchObject({
      runs: 3,
      reached: 2,
      known: { n: 2, median: null, values: [4 * MINUTE, 6 * MINUTE] },
      intruded: { n: 1, median: null, values: [300 * MINUTE] },
      target: { met: 2, missed: 0, notReached: 1 },
    });
    expect(milestone?.points[1]).toMatchObject({ reached: false, known: null, intruded: null, took: null });
  });

  it('given that the target changed, then each run is judged by its own, the last one is shown, and it is said', () => {
    const before = isolated(8, {
      target: { within: 5 * MINUTE, from: 'intruded', took: 8 * MINUTE, verdict: 'missed' },
    });
    const { drills } = trends([
      drill('a', '2026-01-01', { milestones: [before] }),
      drill('b', '2026-01-02', { milestones: [isolated(8)] }),
    ]);
    expect(drills.playbooks[0]?.milestones[0]?.target).toMatchObject({
      within: 10 * MINUTE,
      from: 'known',
      changed: true,
      met: 1,
      missed: 1,
      took: { n: 1, values: [8 * MINUTE] },
    });
  });

  it('given that what is back was not shown to be clean in some, then that is counted beside the target that was met', () => {
    const recovered = { milestone: 'recovered' };
    const { drills } = trends([
      drill('a', '2026-01-01', { milestones: [isolated(4, { ...recovered, doubted: true })] }),
      drill('b', '2026-01-02', { milestones: [isolated(6, recovered)] }),
    ]);
    expect(drills.playbooks[0]?.milestones[0]).toMatchObject({ reached: 2, doubted: 1, target: { met: 2 } });
  });

  it('given a milestone that the playbook no longer has, then it comes after those that it has', () => {
    const { drills } = trends([
      drill('a', '2026-01-01', { milestones: [isolated(1, { milestone: 'gone' }), isolated(2)] }),
      drill('b', '2026-01-02', { milestones: [isolated(2), isolated(3, { milestone: 'new' })] }),
    ]);
    expect(drills.playbooks[0]?.milestones.map(({ milestone, runs }) => [milestone, runs])).toEqual([
      ['isolated', 2],
      ['new', 1],
      ['gone', 1],
    ]);
  });
});

describe('objectives', () => {
  it('are counted by the month of their run, and a month without a run is there with nothing in it', () => {
    const { drills, incidents } = trends([
      drill('a', '2026-01-31T23:59:59Z', { objectives: [rated('P'), { ...rated('U'), objective: 'tell' }] }),
      drill('b', '2026-03-01T00:00:00Z', { objectives: [rated('M', false), { ...rated(null), objective: 'tell' }] }),
    ]);
    expect(drills.periods).toEqual([
      { period: '2026-01', runs: 1, objectives: 2, met: 1, ratings: { P: 1, S: 0, M: 0, U: 1, unrated: 0 } },
      { period: '2026-02', runs: 0, objectives: 0, met: 0, ratings: { P: 0, S: 0, M: 0, U: 0, unrated: 0 } },
      { period: '2026-03', runs: 1, objectives: 2, met: 1, ratings: { P: 0, S: 0, M: 1, U: 0, unrated: 1 } },
    ]);
    expect(drills.objectives).toMatchObject([
      { objective: 'contain', runs: 2, met: 2, byPeople: 1, last: '2026-03-01T00:00:00.000Z' },
      { objective: 'tell', runs: 2, met: 0, byPeople: 1, last: '2026-01-31T23:59:59.000Z' },
    ]);
    expect(incidents.periods).toEqual([]);
  });

  it.each([
    ['2025-05-01', '2026-05-01', '2025-05', 13],
    ['2024-05-01', '2026-05-01', '2024-Q2', 9],
    ['2016-05-01', '2026-05-01', '2016', 11],
    ['0001-05-01', '2026-05-01', '0001', 2],
  ])('from %s to %s begin with %s and are %i', (first, last, name, number) => {
    const { periods } = trends([drill('a', first), drill('b', last)]).drills;
    expect([periods[0]?.period, periods.length]).toEqual([name, number]);
  });
});

describe('repeated findings', () => {
  it('given the same rule in two runs, then it is told once, with the last words for it; what one run showed is not', () => {
    const { drills, incidents } = trends([
      drill('a', '2026-01-01', { findings: [flag({ text: 'before' }), flag({ rule: 'once' })] }),
      drill('b', '2026-01-02'),
      drill('c', '2026-01-03', { findings: [flag()] }),
      incident('d', '2026-01-04', { findings: [flag()] }),
    ]);
    expect(drills.repeated).toEqual([
      {
        in: 'small',
        rule: 'flag step isolate slow',
        by: 'rule',
        text: 'step isolate: flagged as slow',
        runs: 2,
        of: 3,
        first: '2026-01-01T00:00:00.000Z',
        last: '2026-01-03T00:00:00.000Z',
        improvements: 0,
        shownBy: ['a', 'c'],
      },
    ]);
    expect(incidents.repeated).toEqual([]);
  });

  it('given the same rule in another playbook or scenario, then it is another thing', () => {
    const other = {
      playbook: { id: 'other', title: 'Other', version: '1' },
      scenario: { id: 'other-drill', title: 'x' },
    };
    const findings = [flag(), flag({ rule: 'unmet x', of: 'scenario' })];
    const runs = [drill('a', '2026-01-01', { findings }), drill('b', '2026-01-02', { findings, ...other })];
    expect(trends(runs).drills.repeated).toEqual([]);
  });

  it('given an improvement that was accepted from it and is open, then that is counted', () => {
    const added = { text: 'x', owner: null, due: null, added: '2026-01-01T00:00:00.000Z', rule: flag().rule };
    const runs = [
      drill('a', '2026-01-01', { findings: [flag()], improvements: [added] }),
      drill('b', '2026-01-02', { findings: [flag()] }),
    ];
    expect(trends(runs).drills.repeated[0]?.improvements).toBe(1);
  });
});

describe('open improvements', () => {
  const written = (added: string, due: string | null = null) => ({
    text: added,
    owner: null,
    due,
    added: new Date(added).toISOString(),
    rule: null,
  });

  it('come the oldest first, each with its age', () => {
    const { drills } = trends([
      drill('a', '2026-01-01', { improvements: [written('2026-05-31'), written('2026-05-01')] }),
      drill('b', '2026-01-02', { improvements: [written('2026-07-01')] }),
    ]);
    expect(drills.improvements.map(({ run, age }) => [run, age])).toEqual([
      ['a', 31 * 86_400_000],
      ['a', 86_400_000],
      ['b', null],
    ]);
  });

  it.each([
    [null, null],
    ['soon', null],
    ['2026-05-30', true],
    ['2026-05-31', true],
    ['2026-06-01', false],
    ['2026-05-31T23:00:00Z', true],
  ])('due %j, overdue is %j', (due, overdue) => {
    const { drills } = trends([drill('a', '2026-01-01', { improvements: [written('2026-01-01', due)] })]);
    expect(drills.improvements[0]?.overdue).toBe(overdue);
  });
});

describe('coverage', () => {
  it('tells what was exercised, when last, and what never was', () => {
    const { drills, incidents } = trends([
      drill('a', '2026-01-01', {
        roles: [
          { role: 'lead', title: 'Lead', held: true },
          { role: 'legal', title: 'Legal', held: false },
        ],
        effects: ['isolate'],
      }),
      drill('b', '2026-01-02', { roles: [{ role: 'lead', title: 'Incident lead', held: true }] }),
    ]);
    const { playbooks, scenarios, roles, effects } = drills.coverage;
    const last = '2026-01-02T00:00:00.000Z';
    expect(playbooks).toEqual([{ id: 'small', title: 'Small', runs: 2, last }]);
    expect(scenarios).toEqual([
      { id: 'never-played', title: 'Never played', runs: 0, last: null },
      { id: 'small-drill', title: 'The small drill', runs: 2, last },
    ]);
    expect(roles).toEqual([
      { playbook: 'small', role: 'lead', title: 'Incident lead', runs: 2, last },
      { playbook: 'small', role: 'legal', title: 'Legal', runs: 0, last: null },
    ]);
    expect(effects).toContainEqual({ effect: 'isolate', runs: 1, last: '2026-01-01T00:00:00.000Z' });
    expect(effects).toContainEqual({ effect: 'notify', runs: 0, last: null });
    expect(incidents.coverage.scenarios).toEqual([]);
  });
});

describe('the whole', () => {
  it('is the same whatever the order of the runs, with every n that of a naive count', () => {
    const minutes = fc.option(fc.integer({ min: 0, max: 600 }));
    const run = fc.record({
      minutes,
      day: fc.integer({ min: 1, max: 28 }),
      live: fc.boolean(),
      playbook: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 25 }), fc.nat(), (given, turn) => {
        const runs = given.map((one, at) =>
          (one.live ? incident : drill)(`run-${at}`, `2026-01-${String(one.day).padStart(2, '0')}`, {
            playbook: { id: one.playbook, title: one.playbook, version: String(at) },
            milestones: [isolated(one.minutes)],
          }),
        );
        const told = trends(runs);
        const turned = [...runs.slice(turn % (runs.length + 1)), ...runs.slice(0, turn % (runs.length + 1))].reverse();
        expect(trends(turned)).toEqual(told);
        for (const [section, live] of [
          [told.drills, false],
          [told.incidents, true],
        ] as const) {
          expect(section.runs).toHaveLength(given.filter((one) => one.live === live).length);
          for (const { playbook, milestones } of section.playbooks) {
            const own = given.filter((one) => one.live === live && one.playbook === playbook);
            expect(milestones[0]?.runs).toBe(own.length);
            expect(milestones[0]?.known.n).toBe(own.filter((one) => one.minutes !== null).length);
          }
        }
      }),
    );
  });

  it('has a published schema, and that is it', () => {
    const published = `${JSON.stringify(trendsJsonSchema(), null, 2)}\n`;
    expectCommitted('playbooks/trends.schema.json', published, 'test/report/trends/trends.test.ts');
  });

  it('is what its schema says, for zod and for others', () => {
    const validate = new Ajv({ strict: true, validateFormats: false }).compile(trendsJsonSchema());
    for (const model of [trends([]), many()]) {
      expect(trendsSchema.parse(model)).toEqual(model);
      validate(model);
      expect(validate.errors).toBeNull();
    }
  });
});
