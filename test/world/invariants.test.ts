import { describe, expect, it } from 'vitest';
import { type Effect, effects, type Kind, kinds } from '../../src/playbook/model.ts';
import type { Move, WorldItem } from '../../src/scenario/model.ts';
import { act } from '../../src/world/act.ts';
import { attempt, enter } from '../../src/world/attack.ts';
import { describeChange } from '../../src/world/describe.ts';
import { evolveWorldAll, initialWorld, moveHappened } from '../../src/world/evolve.ts';
import { facts } from '../../src/world/facts.ts';
import type { World } from '../../src/world/model.ts';
import { spread } from '../../src/world/spread.ts';
import { usable } from '../../src/world/usable.ts';
import { fc } from '../helpers/properties.ts';
import { artifact, at, backup, credential, move, stage, stolenIn } from './build.ts';

// The same stories on every run and every machine.
fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 200 });

/** What happens to a world, one after the other, a minute each. */
type Deed =
  | { readonly sort: 'move'; readonly move: Move }
  | { readonly sort: 'act'; readonly effect: Effect; readonly id: string };

interface Story {
  readonly items: readonly WorldItem[];
  readonly entersWith: readonly string[];
  readonly deeds: readonly Deed[];
}

// Credentials and places come more often than the rest, since it is they that spread.
const someKind = fc.constantFrom<Kind>(...kinds, 'credential', 'credential', 'credential', 'stage', 'stage');
const ids = Array.from({ length: 12 }, (_, index) => `t${String.fromCharCode(97 + index)}`);
const someId = fc.constantFrom(...ids, 'ta-2', 'tb-2', 'planted-token', 'planted-stage');
const few = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 });
const someEffect = fc.constantFrom(...(Object.keys(effects) as Effect[]));

const someItem = (id: string): fc.Arbitrary<WorldItem> =>
  fc
    .record({
      kind: someKind,
      holds: few,
      opens: few,
      publishes: few,
      of: fc.constantFrom(...ids),
      taken: fc.integer({ min: -9, max: 9 }),
      isBroken: fc.boolean(),
    })
    .map(({ kind, of, taken, isBroken, ...links }) => ({
      ...stage(id),
      kind,
      ...links,
      ...(kind === 'backup' ? { of, taken, ...(isBroken ? { broken: 'it is empty' } : {}) } : {}),
    }));

const someMove: fc.Arbitrary<Move> = fc
  .record({
    needs: few,
    needsAny: few,
    compromise: few,
    poison: few,
    destroy: few,
    plants: fc.boolean(),
    opens: few,
    holds: few,
  })
  .map(({ plants, opens, holds, ...rest }) =>
    move('move', {
      ...rest,
      needs: rest.needs.slice(0, 1),
      destroy: rest.destroy.slice(0, 1),
      create: plants ? [credential('planted-token', { opens }), stage('planted-stage', { holds })] : [],
    }),
  );

const someDeed: fc.Arbitrary<Deed> = fc.oneof(
  someMove.map((made) => ({ sort: 'move' as const, move: made })),
  fc.record({ sort: fc.constant('act' as const), effect: someEffect, id: someId }),
);

const someStory: fc.Arbitrary<Story> = fc.record({
  items: fc.tuple(...ids.map(someItem)),
  entersWith: few,
  deeds: fc
    .array(someDeed, { maxLength: 15 })
    .map((deeds) =>
      deeds.map((deed, index) => (deed.sort === 'move' ? { ...deed, move: { ...deed.move, id: `m${index}` } } : deed)),
    ),
});

/** Every world that a story passes through, the untouched one first. Folding the changes is part of what is tested: it must never throw. */
function tell(story: Story): World[] {
  const first = initialWorld(story.items);
  const worlds = [first, evolveWorldAll(first, enter(first, { at: -10, with: story.entersWith }, -10), -10)];
  story.deeds.forEach((deed, minute) => {
    const now = worlds.at(-1) ?? first;
    const result = deed.sort === 'move' ? attempt(now, deed.move, minute) : act(now, deed.effect, deed.id, minute);
    if (!('changes' in result)) return;
    const next = evolveWorldAll(now, result.changes, minute);
    worlds.push(deed.sort === 'move' ? moveHappened(next, deed.move.id, minute) : next);
  });
  return worlds;
}

const last = (worlds: readonly World[]): World => worlds.at(-1) ?? initialWorld([]);
const movesOf = (story: Story): Move[] => story.deeds.flatMap((deed) => (deed.sort === 'move' ? [deed.move] : []));

describe('whatever happens', () => {
  it('spread leaves nothing to spread', () => {
    fc.assert(
      fc.property(someStory, (story) => {
        for (const world of tell(story)) expect(spread(world, 0)).toEqual([]);
      }),
    );
  });

  it('what is stolen stays stolen, and no thing goes away', () => {
    fc.assert(
      fc.property(someStory, (story) => {
        const worlds = tell(story);
        worlds.slice(1).forEach((world, index) => {
          const before = worlds[index] ?? world;
          expect(stolenIn(world)).toEqual(expect.arrayContaining(stolenIn(before)));
          expect(Object.keys(world.things)).toEqual(expect.arrayContaining(Object.keys(before.things)));
        });
      }),
    );
  });

  it('the lists of facts never contradict each other or the world', () => {
    fc.assert(
      fc.property(someStory, fc.boolean(), (story, ended) => {
        const world = last(tell(story));
        const moves = movesOf(story);
        const listed = facts(world, moves, 60_000, ended, new Set());
        const all = moves.map((each) => each.id);
        expect(all.filter((id) => listed.happened.includes(id) && listed.prevented.includes(id))).toEqual([]);
        if (ended) expect([...listed.happened, ...listed.prevented].sort()).toEqual([...all].sort());
        for (const id of listed.alive) expect(usable(world, id)).toBe(true);
        expect(stolenIn(world)).toEqual(expect.arrayContaining(listed.alive));
        for (const id of listed.served)
          expect(world.things[id]).toMatchObject({ kind: 'artifact', quarantined: false });
        for (const id of listed.lost) expect(world.things[id]).toMatchObject({ compromised: false, poisoned: false });
        for (const id of listed.lost) expect(usable(world, id)).toBe(false);
        for (const id of listed.compromised) expect(world.things[id]?.kind).toMatch(/^(stage|system|account)$/);
      }),
    );
  });

  it('the order in which the scenario lists its things decides nothing but the order of lists', () => {
    const shuffled = someStory.chain((story) =>
      fc.tuple(
        fc.constant(story),
        fc.shuffledSubarray([...story.items], { minLength: story.items.length, maxLength: story.items.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([story, items]) => {
        const one = last(tell(story));
        const other = last(tell({ ...story, items }));
        expect(stolenIn(other).sort()).toEqual(stolenIn(one).sort());
      }),
    );
  });

  it('a story told twice is told alike, and its world is plain data', () => {
    fc.assert(
      fc.property(someStory, (story) => {
        const world = last(tell(story));
        expect(last(tell(story))).toEqual(world);
        expect(JSON.parse(JSON.stringify(world))).toEqual(world);
      }),
    );
  });

  it('every change has its reason, and can be said', () => {
    fc.assert(
      fc.property(someStory, someEffect, someId, (story, effect, id) => {
        const world = last(tell(story));
        const result = act(world, effect, id, 20);
        for (const change of 'changes' in result ? result.changes : []) {
          expect(describeChange(change, world)).toMatch(/^\S.*\S: \S.*[^.]$/);
        }
      }),
    );
  });
});

describe('a change is given only where something differs', () => {
  it('doing the same thing twice changes nothing the second time, replacing excepted', () => {
    fc.assert(
      fc.property(
        someStory,
        someEffect.filter((effect) => effect !== 'replace'),
        someId,
        (story, effect, id) => {
          const world = last(tell(story));
          const first = act(world, effect, id, 20);
          if (!('changes' in first)) return;
          expect(act(evolveWorldAll(world, first.changes, 20), effect, id, 20)).toEqual({ changes: [] });
        },
      ),
    );
  });

  it('a restore is what the history says, for places and artifacts alike', () => {
    const items = [
      stage('place'),
      artifact('image'),
      backup('of-place', { of: 'place', taken: 5 }),
      backup('of-image', { of: 'image', taken: 5 }),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (hit) => {
        const world = initialWorld(items);
        const attack = attempt(world, move('hit', { compromise: ['place'], poison: ['image'] }), hit);
        const breached = evolveWorldAll(world, 'changes' in attack ? attack.changes : [], hit);
        const after = ['of-place', 'of-image'].reduce((now, id) => {
          const result = act(now, 'restore', id, 20);
          return evolveWorldAll(now, 'changes' in result ? result.changes : [], 20);
        }, breached);
        expect(at(after, 'place').compromised).toBe(hit <= 5);
        expect(at(after, 'image').poisoned).toBe(hit <= 5);
      }),
    );
  });
});
