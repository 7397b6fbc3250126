import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { forAudience } from '../../src/report/audience.ts';
import { toJson } from '../../src/report/json.ts';
import { audiences } from '../../src/report/marking.ts';
import type { Report } from '../../src/report/model.ts';
import { reportJsonSchema, reportSchema } from '../../src/report/schema/report.ts';
import { playedOut, Run } from './build.ts';
import { badNight } from './live/leaked-token.ts';
import { reportOf, shippedPlays } from './runs.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
const published = ajv.compile(reportJsonSchema());
/** The same, and no key passes that is not in it: so nothing of the model is missing from what is published. */
const closed = ajv.compile(z.toJSONSchema(reportSchema, { target: 'draft-07', io: 'output' }));

function holds(report: Report): void {
  for (const one of [report, ...audiences.map((audience) => forAudience(report, audience))]) {
    const json = JSON.parse(toJson(one));
    expect([published(json), published.errors]).toEqual([true, null]);
    expect([closed(json), closed.errors]).toEqual([true, null]);
  }
}

describe('the schema of the report’s JSON', () => {
  it.each(shippedPlays())('given the shipped play $name, then its report keeps to it, for every audience', (run) => {
    holds(reportOf(run));
  });

  it('given a real incident, an open run and one with as much as can be, then their reports keep to it', () => {
    holds(badNight().report);
    holds(new Run({ scenario: null }).report);
    holds(playedOut().do({ type: 'add-improvement', text: 'Be quick.' }).do({ type: 'close' }).report);
  });

  it('given a key that a later version adds, then it passes; given one that is lacking, it does not', () => {
    const json = JSON.parse(toJson(badNight().report));
    expect(published({ ...json, later: true })).toBe(true);
    const { summary: _, ...without } = json;
    expect(published(without)).toBe(false);
  });

  it('is the one that lies in docs/, as breakglass schema --write writes it', () => {
    const file = readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8');
    expect(file).toBe(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
  });
});
