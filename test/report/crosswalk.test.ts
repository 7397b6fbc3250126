import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Crosswalk, crosswalkOf, frameworks } from '../../src/report/crosswalk/crosswalk.ts';
import { facts } from '../../src/report/crosswalk/facts.ts';
import { crosswalkMarkdown } from '../../src/report/crosswalk/markdown.ts';
import { readRun } from '../../src/run/replay.ts';
import { Run } from './build.ts';
import { jon, mara } from './small-drill.ts';

const golden = (name: string) => {
  const { entries, definition } = readRun(fileURLToPath(new URL(`../golden/runs/${name}.jsonl`, import.meta.url)));
  return crosswalkOf(entries, definition);
};
const of = (run: Run) => crosswalkOf(run.entries, run.definition);
const incident = () => new Run({ scenario: null, inputs: { repository: 'acme/storefront' } });

/** What the crosswalk says of the element of a control that asks for something with these words in it. */
function said(crosswalk: Crosswalk, control: string, words: string) {
  const found = crosswalk.frameworks.flatMap(({ controls }) => controls).find((one) => one.control === control);
  const element = found?.elements.find(({ asks }) => asks.includes(words));
  if (!element) throw new Error(`${control} asks for nothing with "${words}" in it`);
  return element;
}

const supported = (crosswalk: Crosswalk) =>
  crosswalk.frameworks.flatMap(({ controls }) =>
    controls.flatMap(({ control, elements }) =>
      elements.filter(({ state }) => state === 'supported').map(() => control),
    ),
  );

describe('the frameworks', () => {
  it('have ids that are told apart, a version and a source each, and elements in every control', () => {
    const ids = frameworks.flatMap(({ id, controls }) => controls.map((control) => `${id} ${control.id}`));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { version, source, controls } of frameworks) {
      expect(version).not.toBe('');
      expect(source).toMatch(/^https:\/\//);
      for (const { elements } of controls) expect(elements.length).toBeGreaterThan(0);
    }
  });

  it('use every rule, and say why where there is none', () => {
    const elements = frameworks.flatMap(({ controls }) => controls.flatMap((control) => control.elements));
    expect(new Set(elements.flatMap(({ fact }) => fact ?? []))).toEqual(new Set(Object.keys(facts)));
    for (const { fact, because } of elements) if (fact === null) expect(because).toMatch(/\.$/);
  });

  it('hold what was asked for', () => {
    const ids = frameworks.flatMap(({ controls }) => controls.map(({ id }) => id));
    expect(ids).toEqual(expect.arrayContaining(['CC7.3', 'CC7.4', 'CC7.5', '12.10.1', '12.10.2', '164.308(a)(6)']));
    for (const control of [24, 25, 26, 27, 28]) expect(ids).toContain(`A.5.${control}`);
  });
});

describe('what supports a control', () => {
  it('given an exercise, then controls on testing, and none on a real incident', () => {
    const crosswalk = golden('v1-by-hand');
    expect(said(crosswalk, 'CC7.4', 'incident is contained')).toEqual({
      asks: expect.any(String),
      state: 'not-shown',
      says: 'Only a real incident shows it, and this was an exercise.',
      entries: [],
    });
    expect(said(crosswalk, '12.10.2', 'tested').state).toBe('supported');
    expect(supported(crosswalk).filter((id) => /^(?:CC7\.[34]|RS\.|RC\.|A\.5\.2[5-8])/.test(id))).toEqual([]);
  });

  it('given an incident, then controls on responding, and none on testing', () => {
    const crosswalk = golden('v1-live');
    expect(said(crosswalk, 'CC7.4', 'incident is contained')).toMatchObject({
      state: 'supported',
      entries: [39, 52, 74],
    });
    expect(said(crosswalk, '12.10.2', 'tested')).toMatchObject({
      state: 'not-shown',
      says: 'Only a test of the plan shows it, and this was a real incident.',
    });
    expect(said(crosswalk, '164.308(a)(7)(ii)(D)', 'tested').state).toBe('not-shown');
  });

  it('given a run that a script played, then nothing', () => {
    const crosswalk = golden('v1-by-the-book');
    expect(supported(crosswalk)).toEqual([]);
    expect(said(crosswalk, '12.10.2', 'tested').says).toContain('A script played this run');
    expect(crosswalk.limits).toContain('A script played it, and no people did: it supports nothing.');
  });

  it('given a run in which nothing was done, then nothing but that roles were taken', () => {
    expect(new Set(supported(of(incident())))).toEqual(new Set(['CC7.4', 'A.5.24', '12.10.1']));
  });

  it('given an incident in which nobody took a role by name, then not that either', () => {
    const roles = { lead: 'Incident lead', operator: 'Operator' };
    expect(supported(of(new Run({ scenario: null, roles, inputs: { repository: 'acme/storefront' } })))).toEqual([]);
  });

  it('given an effect that was taken back, then it does not count', () => {
    const run = incident()
      .at(1)
      .say({
        type: 'item.added',
        item: 'build',
        kind: 'stage',
        itemType: 'x',
        name: 'build.yml',
        fields: {},
        how: 'found',
      })
      .say({ type: 'effect.reached', item: 'build', reached: 'isolated', step: 'isolate-stages' });
    expect(said(of(run), 'RS.MI-01', 'contained')).toMatchObject({
      says: '1 item isolated, revoked or quarantined: build.yml.',
    });
    run.say({ type: 'effect.withdrawn', item: 'build', reached: 'isolated', step: 'isolate-stages' });
    expect(said(of(run), 'RS.MI-01', 'contained')).toMatchObject({ state: 'not-shown', entries: [] });
  });

  it('given a backup that was verified only after the restore, then it was not verified before use', () => {
    const added = { kind: 'backup', itemType: 'x', fields: {}, how: 'found' } as const;
    const effect = { type: 'effect.reached', step: 'isolate-stages' } as const;
    const late = incident()
      .at(1)
      .say({ type: 'item.added', item: 'nightly', name: 'nightly', ...added })
      .say({ ...effect, item: 'nightly', reached: 'restored' })
      .say({ ...effect, item: 'nightly', reached: 'verified' });
    expect(said(of(late), 'RC.RP-03', 'backup').state).toBe('not-shown');
    expect(said(of(late), 'RC.RP-05', 'verified').state).toBe('supported');
    const early = incident()
      .at(1)
      .say({ type: 'item.added', item: 'nightly', name: 'nightly', ...added })
      .say({ ...effect, item: 'nightly', reached: 'verified' });
    expect(said(of(early), 'RC.RP-03', 'backup')).toMatchObject({
      state: 'supported',
      says: '1 backup verified before anything was restored: nightly.',
    });
  });

  it('given payment brands that were told, then they were, and no other audience counts for them', () => {
    const told = (to: string) => of(incident().at(1).say({ type: 'message.posted', step: 'advise', to, text: 'x' }));
    expect(said(told('card brands'), '12.10.1', 'payment brands').state).toBe('supported');
    expect(said(told('acquirer'), '12.10.1', 'acquirers').state).toBe('supported');
    expect(said(told('consumers'), '12.10.1', 'payment brands').state).toBe('not-shown');
    expect(said(told('consumers'), '12.10.1', 'Communication')).toMatchObject({
      says: '1 message written down as told, to consumers.',
    });
  });

  it('given a test of the plan, then how many elements of the plan it went through, and which it did not', () => {
    const { says, entries } = said(golden('v1-by-hand'), '12.10.2', 'tested');
    expect(says).toMatch(/4 of 9 elements of 12\.10\.1 were gone through\. Not gone through, .*Backups of data/);
    expect(entries).toEqual(expect.arrayContaining([86, 110]));
  });

  it('given an improvement that was dropped, then it is none', () => {
    const run = incident().at(1, mara).say({ type: 'improvement.added', improvement: 'i1', text: 'Faster' });
    expect(said(of(run), 'A.5.27', 'strengthens').state).toBe('supported');
    run.at(2, jon).say({ type: 'improvement.dropped', improvement: 'i1', reason: 'No' });
    expect(said(of(run), 'A.5.27', 'strengthens').state).toBe('not-shown');
  });
});

describe('a crosswalk', () => {
  it('names entries that are in the run, in order, each once, wherever something is supported', () => {
    for (const name of ['v1-by-hand', 'v1-live', 'v1-told', 'v1-clocks', 'v1-destruction']) {
      const crosswalk = golden(name);
      for (const { state, entries, says } of crosswalk.frameworks.flatMap(({ controls }) =>
        controls.flatMap((one) => one.elements),
      )) {
        expect(entries).toEqual([...new Set(entries)].sort((a, b) => a - b));
        expect(entries.length > 0).toBe(state === 'supported');
        expect(says).toMatch(/\.$/);
      }
    }
  });

  it('never says that a control is met, and says so', () => {
    for (const name of ['v1-by-hand', 'v1-live']) {
      const text = crosswalkMarkdown(golden(name));
      expect(text).toContain('It does not say that a control is met');
      expect(text.replace('It does not say that a control is met', '')).not.toMatch(
        /\b(?:complian|compli(?:es|ed)|control is met|satisf)/i,
      );
    }
  });

  it('shows a hostile title as text', () => {
    const run = new Run({ scenario: null, inputs: { repository: 'x' } });
    const [opened] = run.entries;
    if (opened?.type !== 'run.opened') throw new Error('it was not opened');
    const title = '](javascript:x) <b>|\n# LIVE \u001b[31m\u202e';
    const text = crosswalkMarkdown(crosswalkOf([{ ...opened, title }, ...run.entries.slice(1)], run.definition));
    expect(text).not.toContain('<b>');
    expect(text).not.toMatch(/^# LIVE \S/m);
    for (const hidden of ['\u001b', '\u202e']) expect(text).not.toContain(hidden);
  });

  it.each(['v1-by-hand', 'v1-live'])('of %s reads as it read', async (name) => {
    await expect(crosswalkMarkdown(golden(name))).toMatchFileSnapshot(
      `../golden/reports/crosswalk-${name.slice(3)}.md`,
    );
  });
});
