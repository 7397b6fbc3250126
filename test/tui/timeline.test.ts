import { describe, expect, it } from 'vitest';
import { namesIn } from '../../src/engine/sentences.ts';
import type { Stored } from '../../src/run/session.ts';
import { isHidden, readFilter, Timeline } from '../../src/tui/timeline.ts';
import { openStage, playedStage } from './stage.ts';

const timelineOf = ({ session }: ReturnType<typeof openStage>) =>
  new Timeline(session.entries, session.state.definition);

describe('given what was typed as a filter', () => {
  it('reads person, role and kind by their names, and the rest as words', () => {
    expect(readFilter('by:Mara role:lead kind:step NPM token')).toEqual({
      words: ['npm', 'token'],
      person: 'mara',
      role: 'lead',
      kind: 'step',
    });
    expect(readFilter('by: ')).toEqual({ words: [] });
  });
});

describe('given a drill in play', () => {
  const stage = openStage();
  const { session } = stage;
  session.dispatch({ type: 'finish', step: 'acknowledge' }, { person: 'Mara', role: 'lead' });
  session.dispatch({ type: 'note', text: 'The release was not ours' }, { person: 'Jon', role: 'operator' });
  const timeline = timelineOf(stage);
  const names = namesIn(session.state);
  const texts = (filter: string, isRevealed = false) =>
    timeline.passing(filter, isRevealed, names).map((place) => timeline.text(place));

  it('tells nothing of the truth', () => {
    expect(session.entries.some(({ type }) => type === 'world.moved')).toBe(true);
    expect(texts('').join('\n')).not.toMatch(/attacker|in truth/i);
    expect(texts('world')).toEqual([]);
    expect(texts('kind:world')).toEqual([]);
  });

  it('tells it once it may be told', () => {
    expect(texts('kind:world', true).length).toBeGreaterThan(0);
  });

  it('filters by person, role, kind and words', () => {
    expect(texts('by:jon')).toEqual(['Jon noted: The release was not ours']);
    expect(texts('role:operator')).toEqual(['Jon noted: The release was not ours']);
    expect(texts('kind:milestone')).toEqual(['Milestone reached: acknowledged']);
    expect(texts('RELEASE ours')).toEqual(['Jon noted: The release was not ours']);
    expect(texts('nothing like it')).toEqual([]);
  });

  it('takes in what comes later under the same filter', () => {
    expect(texts('by:jon')).toHaveLength(1);
    session.dispatch({ type: 'note', text: 'Nor was the tag' }, { person: 'Jon', role: 'operator' });
    expect(texts('by:jon')).toHaveLength(2);
  });

  it('logs the last things that people would tell each other, newest first', () => {
    const [newest] = timeline.recent(3, names);
    expect(timeline.text(newest ?? -1)).toBe('Jon noted: Nor was the tag');
    expect(timeline.recent(50, names).map((place) => session.entries[place]?.type)).not.toContain('step.opened');
  });
});

describe('given a run of ten thousand entries', () => {
  it('when a frame is drawn, then it looks at what it shows and not at the rest', () => {
    const { session } = playedStage('by-the-book');
    const many: Stored[] = Array.from({ length: 10_000 }, (_, index) => ({
      ...(session.entries[index % session.entries.length] as Stored),
      seq: index + 1,
    }));
    let reads = 0;
    const counted = new Proxy(many, {
      get: (target, key, receiver) => {
        if (/^\d+$/.test(String(key))) reads += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    const timeline = new Timeline(counted, session.state.definition);
    const names = namesIn(session.state);
    timeline.passing('', true, names);
    reads = 0;
    const passing = timeline.passing('', true, names);
    for (const place of passing.slice(5000, 5030)) timeline.text(place);
    timeline.recent(3, names);
    expect(passing).toHaveLength(10_000);
    expect(reads).toBeLessThan(100);
  });
});

describe('given entries that players are not to see', () => {
  it.each(['world.moved', 'world.matched', 'inject.held', 'inject.dropped', 'objective.suggested'])(
    'hides %s',
    (type) => {
      expect(isHidden({ type } as Stored)).toBe(true);
    },
  );
});
