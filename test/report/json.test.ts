import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/report/json.ts';
import { playedOut, Run } from './build.ts';
import { jon } from './small-drill.ts';

describe('the report as JSON', () => {
  it('given a report, when it is written as JSON, then the whole model is in it', () => {
    const { report } = playedOut();
    expect(JSON.parse(toJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(toJson(report)).toMatch(/^\{\n {2}"format": 1,\n {2}"kind": "exercise",/);
  });

  it('given two runs of another kind, when they are written, then their keys come in the same order', () => {
    const keys = (run: Run) => Object.keys(JSON.parse(toJson(run.report)));
    expect(keys(new Run({ scenario: null }))).toEqual(keys(playedOut()));
  });

  it('given characters that hide or turn around, when it is written, then they are escapes, and the data is exact', () => {
    const nasty = 'a\u202eb\u009bc\u200bd\u2028e\ud800f\u{e0041}g\u007f';
    const run = new Run().at(1).do({ type: 'flag', step: 'acknowledge', flag: 'wrong', text: nasty });
    const json = toJson(run.report);
    expect(json).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}|\p{Zl}/u);
    expect(JSON.parse(json).deviations[0].reason).toBe(nasty);
  });

  it('given a rich report, when it is written, then every key of it is described in docs/report.md', () => {
    const docs = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8');
    const described = new Set([...docs.matchAll(/`([A-Za-z0-9]+)`/g)].map(([, key]) => key));
    const missing = [...keysIn(rich().report)].filter((key) => !described.has(key));
    expect(missing).toEqual([]);
  });
});

/** A run in which as much as can be has happened. */
function rich(): Run {
  const run = new Run()
    .at(1)
    .do({ type: 'flag', step: 'acknowledge', flag: 'slow', text: 'Slow.' })
    .do({ type: 'hand-over', role: 'operator', to: 'Ann', note: '' })
    .do({ type: 'hand-over', role: 'operator', to: 'Jon', note: 'Back.' })
    .do({ type: 'revise-input', input: 'repository', value: 'acme/other', reason: 'Another one.' })
    .do({ type: 'revise-anchor', anchor: 'intruded', value: '2026-03-02T03:13:00Z', source: 'log', reason: 'Seen.' })
    .at(2, jon)
    .do({ type: 'add-item', kind: 'backup', name: 'nightly' })
    .at(2)
    .do({ type: 'rule-out', item: 'nightly', reason: 'Not ours.' })
    .do({ type: 'not-possible', item: 'build', reached: 'removed', reason: 'No way.' })
    .do({ type: 'note', text: 'Hello.' }, { happened: '2026-05-10T14:01:00.000Z' })
    .do({ type: 'correct', corrects: 1, text: 'Hm.' });
  return playedOut(run)
    .at(30)
    .do({ type: 'observe', objective: 'contain', task: 1, met: true, note: 'Loud.' })
    .do({ type: 'rate', objective: 'contain', rating: 'S', reason: 'Slow.' })
    .do({ type: 'add-improvement', text: 'Be quick.' })
    .do({ type: 'close' })
    .do({ type: 'note', text: 'Later.' });
}

function keysIn(value: unknown, keys = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const part of value) keysIn(part, keys);
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) keysIn(part, keys.add(key));
  return keys;
}
