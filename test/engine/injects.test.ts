import { describe, expect, it } from 'vitest';
import { decide } from '../../src/engine/decide.ts';
import { exerciseOf } from '../../src/engine/time.ts';
import { book, scene } from './books.ts';
import { definitionOf, ofType, Run, T, told } from './given.ts';

const adversary = `
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: plant, at: T+10m, needs: [ci-token], does: { compromise: [build] } }
injects:
  - { inject: call, at: T+5m, from: Press, via: phone, to: [operator], text: Is it true?, ask: { question: What do you say?, answer: text }, expect: { answered: true, within: 10m }, objective: tell }
  - { inject: held, hold: true, from: Press, via: phone, to: [lead], text: Again., expect: { answered: true }, ask: { question: Well?, answer: text } }
  - { inject: alarm, when: "\${{ happened('plant') }}", from: Monitor, via: alert, to: [lead], text: New file., reveals: [npm-token], expect: { effect: revoke, on: npm-token, within: 5m }, objective: tell }
objectives:
  - { objective: tell, title: Tell, capability: Telling, tasks: [ { task: Prevents the planting, expect: { prevented: [plant] } }, { task: Speaks plainly, observe: They speak plainly. } ] }`;
const run = () =>
  new Run(
    definitionOf(
      book('      - { step: revoke-it, role: operator, for-each: credential, effect: revoke, do: Revoke it. }'),
      scene(adversary),
    ),
    { lead: 'Mara', operator: 'Jon' },
  );

describe('injects', () => {
  it('come at their time, when their condition holds, or when they are released', () => {
    const drill = run();
    expect(told(drill.at('7m'))).toEqual(['inject.delivered call']);
    expect(told(drill.at('12m'))).toEqual([
      'world.moved plant',
      'world.changed',
      'inject.delivered alarm',
      'item.added npm-token',
      'world.matched npm-token',
      'step.opened revoke-it npm-token',
    ]);
    expect(told(drill.does({ type: 'release-inject', inject: 'held' }))).toEqual(['inject.delivered held']);
    expect(drill.refused({ type: 'release-inject', inject: 'held' }).message).toBe('held was delivered already.');
  });

  it('are answered by whom they are for, once', () => {
    const drill = run();
    drill.at('5m');
    expect(drill.refused({ type: 'answer-inject', inject: 'call', answer: 'No.' }, 'Mara').message).toBe(
      'It is for operator, and that is Jon.',
    );
    drill.does({ type: 'answer-inject', inject: 'call', answer: 'We look into it.' }, 'Jon');
    expect(drill.refused({ type: 'answer-inject', inject: 'call', answer: 'No.' }, 'Jon').message).toBe(
      'call was answered already.',
    );
    expect(drill.refused({ type: 'answer-inject', inject: 'held', answer: 'No.' }, 'Mara').message).toBe(
      'Nothing called held has come.',
    );
  });

  it('can be held back, dropped, and made up', () => {
    const drill = run();
    drill.does({ type: 'hold-inject', inject: 'call' });
    expect(told(drill.at('6m'))).toEqual([]);
    drill.does({ type: 'drop-inject', inject: 'alarm', reason: 'Too much.' });
    expect(told(drill.at('12m'))).toEqual(['world.moved plant', 'world.changed']);
    drill.does({ type: 'improvise-inject', from: 'The CEO', via: 'phone', to: ['lead'], text: 'Can we ship?' });
    expect(drill.state.injects['improvised-1']?.shown?.text).toBe('Can we ship?');
  });

  describe('with an answer that is the right one', () => {
    const asked = adversary.replace(
      'ask: { question: What do you say?, answer: text }, expect: { answered: true, within: 10m }',
      'ask: { question: Do we write on it?, options: { go: { label: "Yes, start." }, stop: { label: "No, freeze it." } } }, expect: { answered: stop, within: 10m }',
    );
    const judgedWith = (answer: string | null) => {
      const drill = new Run(
        definitionOf(
          book('      - { step: revoke-it, role: operator, for-each: credential, effect: revoke, do: Revoke it. }'),
          scene(asked),
        ),
        { lead: 'Mara', operator: 'Jon' },
      );
      drill.at('7m');
      if (answer !== null) drill.does({ type: 'answer-inject', inject: 'call', answer }, 'Jon');
      const end = drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
      return ofType(end, 'inject.judged').find(({ inject }) => inject === 'call')?.judged;
    };

    it('is met by it', () => {
      expect(judgedWith('stop')).toMatchObject({ verdict: 'met', text: 'answered “No, freeze it.” by T+15:00' });
    });

    it('is unmet by another, and says which was given', () => {
      expect(judgedWith('go')).toMatchObject({ verdict: 'unmet', evidence: 'answered “Yes, start.” at T+07:00' });
    });

    it('is unmet without one', () => {
      expect(judgedWith(null)).toMatchObject({ verdict: 'unmet', evidence: 'not answered' });
    });
  });

  it('are judged from their delivery on; held ones that nobody released are not', () => {
    const drill = run();
    drill.at('12m');
    drill.does({ type: 'answer-inject', inject: 'call', answer: 'Wait.' }, 'Jon');
    drill.at('20m');
    drill.does({ type: 'finish', step: 'revoke-it', item: 'npm-token' }, 'Jon');
    const end = drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
    expect(ofType(end, 'inject.judged').map(({ inject, judged }) => [inject, judged.verdict, judged.evidence])).toEqual(
      [
        ['call', 'met', 'at T+12:00'],
        ['alarm', 'late', 'at T+20:00'],
      ],
    );
  });
});

describe('ratings', () => {
  it('are U where the outcome was not achieved', () => {
    const drill = run();
    drill.at('60m');
    expect(drill.state.outcome).toBe('time-up');
    expect(drill.state.ratings.tell).toMatchObject({
      suggested: 'U',
      because: 'the outcome was not achieved: Prevents the planting',
    });
  });

  it('are P where every task was performed in time, S where one was late, M where one was not observed to be so', () => {
    const drill = run();
    drill.does({ type: 'add-item', kind: 'credential', name: 'CI_TOKEN' }, 'Jon');
    drill.does({ type: 'finish', step: 'revoke-it', item: 'ci-token' }, 'Jon');
    drill.at('6m');
    drill.does({ type: 'answer-inject', inject: 'call', answer: 'Wait.' }, 'Jon');
    drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
    expect(drill.state.facts?.prevented).toEqual(['plant']);
    expect(drill.state.ratings.tell?.suggested).toBe('P');
    drill.does({ type: 'observe', objective: 'tell', task: 1, met: false }, 'Mara');
    expect(drill.state.ratings.tell?.suggested).toBe('M');
    expect(drill.refused({ type: 'rate', objective: 'tell', rating: 'P', reason: '' }, 'Mara').message).toContain(
      'A reason for another rating',
    );
    drill.does({ type: 'rate', objective: 'tell', rating: 'P', reason: 'They were plain enough.' }, 'Mara');
    drill.does({ type: 'close' }, 'Mara');
    expect(drill.refused({ type: 'flag', step: 'revoke-it', flag: 'slow', text: 'So.' }).message).toBe(
      'The run is closed.',
    );
    drill.does({ type: 'note', text: 'Found later.' });
    drill.does({ type: 'correct', corrects: 3, text: 'It was earlier.' });
  });
});

describe('what is due', () => {
  it('fires once each, at its own time, however late it is looked at', () => {
    const drill = run();
    const fired = drill.at('60m');
    expect(fired.map(({ at }) => at / 60_000)).toEqual([5, 10, 10, 10, 10, 10, 10, ...fired.slice(7).map(() => 60)]);
    expect(fired[0]?.recorded).toBe('2026-03-02T08:17:00.000Z');
  });

  it('waits while the clock stands, and comes sooner when it runs faster', () => {
    const drill = run();
    drill.does({ type: 'pause' });
    expect(told(drill.at('30m'))).toEqual([]);
    drill.does({ type: 'resume' });
    drill.does({ type: 'set-speed', speed: 10 });
    expect(told(drill.at('30m31s'))).toEqual(['inject.delivered call']);
    drill.does({ type: 'set-speed', speed: 1 });
    expect(told(drill.does({ type: 'jump' })).slice(0, 3)).toEqual([
      'time.anchored',
      'world.moved plant',
      'world.changed',
    ]);
  });

  it('after the team is through, the attacker still has the moves that were due, and injects do not come', () => {
    const drill = run();
    const end = drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
    expect(told(end)).toEqual([
      'play.ended stopped',
      'world.moved plant',
      'world.changed',
      'hot-wash.opened',
      'objective.suggested',
    ]);
    expect(drill.state.facts?.happened).toEqual(['plant']);
  });
});

describe('what an inject reveals', () => {
  const created = `
adversary:
  enters: { at: T-5h, with: [ci-token] }
  moves:
    - { move: mint, at: T+10m, needs: [ci-token], does: { create: { backdoor: { kind: credential, type: github-token, name: BACKDOOR, opens: [build] } } } }
injects:
  - { inject: audit, at: T+11m, from: Monitor, via: alert, to: [lead], text: New., reveals: [backdoor, npm-token] }
  - { inject: improvised-1, at: T+30m, from: Monitor, via: alert, to: [lead], text: Planned. }`;
  const drilled = () =>
    new Run(
      definitionOf(
        book('      - { step: revoke-it, role: operator, for-each: credential, effect: revoke, do: Revoke it. }'),
        scene(created),
      ),
    );

  it('does not come twice where it was typed before, or before there was such a thing', () => {
    const drill = drilled();
    drill.does({ type: 'add-item', kind: 'credential', name: 'backdoor' });
    drill.does({ type: 'add-item', kind: 'credential', name: 'npm_token' });
    expect(drill.state.world.matches.backdoor).toBeUndefined();
    drill.at('12m');
    expect(Object.keys(drill.state.register.credential ?? {})).toEqual(['backdoor', 'npm-token']);
    expect(drill.state.world.matches).toMatchObject({ backdoor: 'backdoor', 'npm-token': 'npm-token' });
  });

  it('and what is made up has a name of its own', () => {
    const drill = drilled();
    const [made] = ofType(
      drill.does({ type: 'improvise-inject', from: 'The CEO', via: 'phone', to: ['lead'], text: 'Can we ship?' }),
      'inject.delivered',
    );
    expect(made?.inject).toBe('improvised-2');
    expect(told(drill.at('31m'))).toContain('inject.delivered improvised-1');
  });
});

describe('leaving', () => {
  it('holds the clock of a drill where it stood, and recovering goes on from there', () => {
    const drill = run();
    drill.at('4m');
    expect(told(drill.does({ type: 'leave' }))).toEqual(['time.anchored']);
    const late = decide(drill.state, { type: 'recover', now: T + 3_600_000 });
    expect(late.entries.map(({ type, at }) => [type, at])).toEqual([['time.anchored', 240_000]]);
    expect(exerciseOf(late.state, T + 3_660_000)).toBe(300_000);
  });
});

describe('after play', () => {
  it('the clock stands', () => {
    const drill = run();
    drill.at('9m');
    drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
    expect(exerciseOf(drill.state, T + 3_600_000)).toBe(540_000);
  });

  it('what the attacker makes then was not missed: nobody could have found it', () => {
    const made = adversary.replace(
      'does: { compromise: [build] }',
      'does: { create: { spare: { kind: credential, type: github-token } } }',
    );
    const drill = new Run(definitionOf(book('      - { step: look, role: operator, do: Look. }'), scene(made)), {
      lead: 'Mara',
    });
    drill.at('5m');
    drill.does({ type: 'stop', reason: 'Enough.' }, 'Mara');
    expect(drill.state.facts?.alive).toContain('spare');
    expect(drill.state.facts?.missed).not.toContain('spare');
  });
});

describe('improvements', () => {
  it('are due on a day that is in the calendar', () => {
    const drill = run();
    expect(drill.refused({ type: 'add-improvement', text: 'Write it down.', due: '2026-04-31' }).message).toBe(
      '2026-04-31 is not a day.',
    );
    drill.does({ type: 'add-improvement', text: 'Write it down.', due: '2026-04-30' });
  });

  it('say what shows that they are done, which element of a capability they change, and which objective they serve', () => {
    const drill = run();
    const said = { objective: 'tell', element: 'training', doneWhen: 'Two people have done it.' } as const;
    drill.does({ type: 'add-improvement', text: 'Write it down.', ...said });
    expect(drill.entries.findLast(({ type }) => type === 'improvement.added')).toMatchObject(said);
    expect(drill.refused({ type: 'add-improvement', text: 'x', objective: 'none' }).message).toContain(
      'no objective none',
    );
    const element = 'money' as 'training';
    expect(drill.refused({ type: 'add-improvement', text: 'x', element }).message).toContain(
      'no element of a capability',
    );
  });
});

describe('notes of what a run taught', () => {
  it('say of which sort they are, and which objective they are for', () => {
    const drill = run();
    drill.does({ type: 'note', text: 'The bridge was open in a minute.', sort: 'well', objective: 'tell' });
    expect(drill.entries.findLast(({ type }) => type === 'note.added')).toMatchObject({
      sort: 'well',
      objective: 'tell',
    });
    expect(drill.refused({ type: 'note', text: 'x', sort: 'bad' as 'poorly' }).hint).toContain(
      'well, poorly, lucky, factor',
    );
    expect(drill.refused({ type: 'note', text: 'x', objective: 'none' }).message).toContain('no objective none');
  });
});
