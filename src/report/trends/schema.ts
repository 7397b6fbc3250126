import * as z from 'zod';

const time = z.string().describe('ISO 8601, UTC');
const milliseconds = z.number().int();
const count = z.number().int().nonnegative();
const id = z.string();

const spread = z
  .strictObject({
    n: count.describe('How many values there are'),
    median: milliseconds.nullable().describe('Null with fewer than 3 values'),
    q1: milliseconds.nullable().describe('Lower quartile, linear between values; null with fewer than 3 values'),
    q3: milliseconds.nullable().describe('Upper quartile, linear between values; null with fewer than 3 values'),
    values: z.array(milliseconds).describe('Every value, the least first'),
  })
  .describe('How long something took in several runs, milliseconds');

const run = z.strictObject({
  run: id,
  opened: time.describe('Wall time of the opening'),
  playbook: id,
  version: z.string().describe('Of the playbook'),
  scenario: id.nullable(),
});

const point = z.strictObject({
  run: id,
  opened: time,
  reached: z.boolean(),
  known: milliseconds.nullable().describe('From known; null: not reached, or the moment is not known'),
  intruded: milliseconds.nullable().describe('From the intrusion; null: not reached, or the moment is not known'),
  took: milliseconds.nullable().describe('From what the run’s own target counts from; null: not known, or no target'),
  within: milliseconds.nullable().describe('What the run’s own playbook allowed; null: no target'),
  verdict: z.enum(['met', 'missed', 'not-reached', 'unknown', 'open']).nullable().describe('Null: no target'),
});

const milestone = z.strictObject({
  milestone: id,
  runs: count.describe('Runs whose playbook has it'),
  reached: count,
  doubted: count.describe('Runs that reached it with what was restored not shown to be clean'),
  known: spread,
  intruded: spread,
  target: z
    .strictObject({
      within: milliseconds,
      from: z.string().describe('known, intruded or another milestone'),
      changed: z.boolean().describe('Whether runs had different targets; each is judged by its own'),
      took: spread.describe('Of the runs whose target counts from the same moment as the last run’s'),
      met: count,
      missed: count,
      notReached: count,
      unknown: count.describe('Reached, but the moment that it counts from is not known'),
    })
    .nullable()
    .describe('The last run’s target; null: it had none'),
  points: z.array(point).describe('A line for each run, the first first'),
});

const playbook = z.strictObject({
  playbook: id,
  title: z.string(),
  versions: z.array(z.string()),
  runs: count,
  scenarios: z.array(z.strictObject({ scenario: id, runs: count })),
  milestones: z.array(milestone),
});

const counts = z.strictObject({ P: count, S: count, M: count, U: count, unrated: count });

const period = z.strictObject({
  period: z.string().describe('2026-03, 2026-Q1 or 2026'),
  runs: count,
  objectives: count,
  met: count.describe('Objectives rated P, S or M'),
  ratings: counts,
});

const objective = z.strictObject({
  scenario: id,
  objective: id,
  title: z.string(),
  runs: count,
  met: count,
  ratings: counts,
  byPeople: count.describe('Ratings that people gave; the others were suggested by rule'),
  last: time.nullable().describe('When it was last rated'),
  points: z.array(
    z.strictObject({ run: id, opened: time, rating: z.enum(['P', 'S', 'M', 'U']).nullable(), byPeople: z.boolean() }),
  ),
});

const repeated = z.strictObject({
  in: id.describe('The playbook or the scenario'),
  rule: z.string(),
  by: z.enum(['rule', 'words']).describe('Whether an id says that it is the same, or the words that were written'),
  text: z.string(),
  runs: count.describe('Runs that showed it'),
  of: count.describe('Runs of the same playbook or scenario'),
  first: time,
  last: time,
  improvements: count.describe('Open improvements that were accepted from it'),
  shownBy: z.array(id).describe('Runs, the first first'),
});

const improvement = z.strictObject({
  text: z.string(),
  owner: z.string().nullable().describe('Null: nobody has it'),
  due: z.string().nullable().describe('As it was written'),
  overdue: z.boolean().nullable().describe('Null: no due date, or one that cannot be read'),
  added: time,
  age: milliseconds.nullable().describe('Null: it was written down after now'),
  playbook: id,
  run: id,
});

const covered = { runs: count, last: time.nullable().describe('Null: never') };
const document = z.strictObject({ id, title: z.string().nullable(), ...covered });

const coverage = z.strictObject({
  playbooks: z.array(document),
  scenarios: z.array(document).describe('Empty for incidents'),
  roles: z.array(z.strictObject({ playbook: id, role: id, title: z.string(), ...covered })),
  effects: z.array(z.strictObject({ effect: z.string(), ...covered })),
});

const section = z.strictObject({
  kind: z.enum(['exercise', 'incident']),
  runs: z.array(run).describe('Those that count, the first first'),
  playbooks: z.array(playbook),
  periods: z.array(period).describe('Empty for incidents, which have no objectives'),
  objectives: z.array(objective).describe('Empty for incidents'),
  repeated: z.array(repeated).describe('What two runs or more showed'),
  improvements: z.array(improvement).describe('Open ones, the oldest first'),
  coverage,
});

const leftOut = z.strictObject({
  run: id,
  why: z.enum(['scripted', 'rehearsal', 'open', 'empty', 'damaged', 'other-version']),
  words: z.string(),
});

/** What `breakglass trends --format json` prints. Its types, its JSON Schema and its validation are this. */
export const trendsSchema = z.strictObject({
  format: z.literal(1),
  now: time.describe('What ages are counted to'),
  since: time.nullable().describe('Runs opened before are left out; null: none is'),
  scripted: z.boolean().describe('Whether runs that a script played are counted'),
  drills: section.describe('Exercises alone'),
  incidents: section.describe('Live responses alone; rehearsals are left out'),
  leftOut: z.array(leftOut),
  earlier: count.describe('Runs opened before `since`'),
  definitions: z.array(z.strictObject({ figure: z.string(), definition: z.string() })),
});

export type Trends = z.infer<typeof trendsSchema>;
export type Section = z.infer<typeof section>;
export type Spread = z.infer<typeof spread>;
export type PlaybookTrend = z.infer<typeof playbook>;
export type MilestoneTrend = z.infer<typeof milestone>;
export type Point = z.infer<typeof point>;
export type Period = z.infer<typeof period>;
export type ObjectiveTrend = z.infer<typeof objective>;
export type RatingCounts = z.infer<typeof counts>;
export type Repeated = z.infer<typeof repeated>;
export type OpenImprovement = z.infer<typeof improvement>;
export type Coverage = z.infer<typeof coverage>;
export type LeftOut = z.infer<typeof leftOut>;
