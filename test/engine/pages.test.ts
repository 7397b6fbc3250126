import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/engine/commands.ts';
import { dueList } from '../../src/engine/due.ts';
import type { Entry } from '../../src/engine/entries.ts';
import { evolveAll, initialState } from '../../src/engine/evolve.ts';
import { openPages } from '../../src/engine/page.ts';
import type { PageTurn } from '../../src/engine/page-entries.ts';
import type { Route } from '../../src/engine/telling.ts';
import { fc } from '../helpers/properties.ts';
import { ofType, Run, shipped } from './given.ts';
import { type LiveRun, live, liveRun } from './live/given.ts';

const minute = 60_000;
const turn = (name: string, more: Partial<PageTurn> = {}): PageTurn => ({
  ...{ person: name.toLowerCase(), name, by: 'phone', wait: 5 * minute, why: 'first for lead' },
  ...more,
});
const chain = [turn('Kim'), turn('Mara', { wait: 2 * minute }), turn('Ines')];
const paging: Ask<'page'> = { type: 'page', who: 'lead', text: 'Come to the bridge.', chain };
const steps = '      - { step: look, role: lead, do: Look. }';
const incident = (more: Partial<Ask<'open'>> = {}): LiveRun => liveRun(live(steps), more);

/** What entries say of pages: the type, and whom it came to. */
const told = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => {
    if (!entry.type.startsWith('page.')) return [];
    const { at, type } = entry;
    const who = entry.type === 'page.escalated' ? ` ${entry.name}` : '';
    return [`${type}${who} at ${at / minute}m`];
  });
const standing = (run: Run, page = ofType(run.entries, 'page.sent')[0]?.page ?? '') => run.state.pages[page];
const named = (run: Run) => ofType(run.entries, 'page.sent').map(({ page }) => page);

describe('given somebody is called', () => {
  it('then the whole chain is in the first entry, and the next is called where nobody answers in time', () => {
    const run = incident();
    run.does(paging, 'Mara');
    const [sent] = ofType(run.entries, 'page.sent');
    expect(sent).toMatchObject({ who: 'lead', text: 'Come to the bridge.', chain, until: 5 * minute });
    expect(sent?.page).toBe(`p${run.entries.length}`);
    expect(told(run.at('4m'))).toEqual([]);
    expect(told(run.at('5m'))).toEqual(['page.escalated Mara at 5m']);
    expect(told(run.at('7m'))).toEqual(['page.escalated Ines at 7m']);
    expect(told(run.at('12m'))).toEqual(['page.exhausted at 12m']);
    expect(standing(run)).toMatchObject({ status: 'exhausted', turn: 2 });
    expect(told(run.at('60m'))).toEqual([]);
  });

  it('when somebody answers, then nobody else is called, whoever it was', () => {
    const run = incident();
    run.does(paging, 'Mara');
    const [page = ''] = named(run);
    run.at('6m');
    run.does({ type: 'answer-page', page, person: ' Ada ' }, 'Mara');
    expect(standing(run)).toMatchObject({ status: 'answered', answeredBy: 'Ada', turn: 1 });
    expect(told(run.at('60m'))).toEqual([]);
    expect(run.refused({ type: 'answer-page', page, person: 'Kim' }).message).toBe('Ada has answered lead already.');
    expect(openPages(run.state)).toEqual([]);
  });

  it('when all were called, then an answer still counts', () => {
    const run = incident();
    run.does({ ...paging, chain: [turn('Kim')] }, 'Mara');
    run.at('5m');
    expect(openPages(run.state)).toHaveLength(1);
    run.does({ type: 'answer-page', page: named(run)[0] ?? '', person: 'Kim' }, 'Mara');
    expect(standing(run)).toMatchObject({ status: 'answered' });
  });

  it('when it is said that they will not answer, then the next is called at once, with the whole of their time', () => {
    const run = incident();
    run.does(paging, 'Mara');
    run.at('1m');
    const entries = run.does({ type: 'next-page', page: named(run)[0] ?? '' }, 'Mara');
    expect(entries).toMatchObject([{ type: 'page.escalated', by: { person: 'Mara' }, until: 3 * minute }]);
    expect(told(run.at('3m'))).toEqual(['page.escalated Ines at 3m']);
    run.does({ type: 'next-page', page: named(run)[0] ?? '' }, 'Mara');
    expect(standing(run)?.status).toBe('exhausted');
  });

  it('when it is called off, with a reason, then nobody is called any more', () => {
    const run = incident();
    run.does(paging, 'Mara');
    const page = named(run)[0] ?? '';
    expect(run.refused({ type: 'call-off-page', page, reason: ' ' }).code).toBe('invalid');
    run.does({ type: 'call-off-page', page, reason: 'She is here.' }, 'Mara');
    expect(told(run.at('60m'))).toEqual([]);
    expect(run.refused({ type: 'next-page', page }).message).toBe('The call for lead is called-off already.');
    expect(run.refused({ type: 'answer-page', page, person: 'Kim' }).message).toBe('The call for lead was called off.');
  });

  it('when they are called again meanwhile, then that is refused; afterwards it is not', () => {
    const run = incident();
    run.does(paging, 'Mara');
    expect(run.refused(paging).message).toBe('lead is being called already: Kim.');
    run.does({ type: 'answer-page', page: named(run)[0] ?? '', person: 'Kim' }, 'Mara');
    run.does(paging, 'Mara');
    expect(named(run)).toHaveLength(2);
  });

  it.each<[string, Partial<Ask<'page'>>, string]>([
    ['nobody to call', { chain: [] }, 'Nobody is called for lead.'],
    ['nothing to say', { text: ' ' }, 'What is to be said is needed.'],
    ['no name', { chain: [turn(' ')] }, 'Somebody of the chain has no name.'],
    ['a way that is none', { chain: [turn('Kim', { by: 'pigeon' as never })] }, 'pigeon is no way to call somebody.'],
    ['no time to answer', { chain: [turn('Kim', { wait: 0 })] }, 'How long Kim has to answer is a second to a week.'],
    ['a time that is none', { chain: [turn('Kim', { wait: Number.NaN })] }, 'a second to a week'],
    ['too many', { chain: Array.from({ length: 201 }, (_, at) => turn(`N${at}`)) }, '200 people are the most'],
    ['a name without end', { chain: [turn('K'.repeat(201))] }, 'too long'],
  ])('given %s, then it is refused', (_, more, message) => {
    expect(incident().refused({ ...paging, ...more }).message).toContain(message);
  });

  it('given a page that nobody sent, then nothing is said of it', () => {
    const run = incident();
    for (const page of ['p99', 'constructor', '__proto__'])
      expect(run.refused({ type: 'next-page', page }).code).toBe('invalid');
  });
});

describe('given an incident whose program was gone while somebody was called', () => {
  it('then the chain is not run through to its end in one moment: each has their time from now on', () => {
    const run = incident();
    run.does(paging, 'Mara');
    expect(told(run.at('50m'))).toEqual(['page.escalated Mara at 5m']);
    expect(standing(run)).toMatchObject({ turn: 1, until: 52 * minute });
    expect(told(run.at('52m'))).toEqual(['page.escalated Ines at 52m']);
  });

  it('when it was cut off, then nobody is called by itself before somebody says go', () => {
    const run = incident();
    run.does(paging, 'Mara');
    expect(run.does({ type: 'recover' })).toMatchObject([{ type: 'run.recovered', lost: 0, waits: true }]);
    expect(told(run.at('20m'))).toEqual([]);
    run.does({ type: 'go-on' }, 'Mara');
    expect(told(run.entries).at(-1)).toBe('page.escalated Mara at 20m');
  });
});

describe('given channels that carry messages to people', () => {
  const routes: readonly Route[] = [
    { via: 'slack', tells: 'run' },
    { via: 'texts', tells: 'messages', audiences: ['nobody'] },
  ];
  const carried = [turn('Kim', { by: 'sms', via: 'texts' }), turn('Mara', { by: 'sms', via: 'texts' })];
  const messages = (run: Run) => ofType(run.entries, 'message.queued').filter(({ sort }) => sort === 'page');

  it('then whoever is called is told by theirs, what it is about and who is next', () => {
    const run = incident({ routes, title: 'Stolen runner' });
    run.does({ ...paging, chain: carried }, 'Mara');
    expect(messages(run)).toMatchObject([
      {
        via: 'texts',
        to: 'kim',
        urgent: true,
        subject: 'Stolen runner',
        lines: [
          'Come to the bridge.',
          'Mara calls for lead: you are first for lead.',
          'Nobody answered within 5m: Mara is called.',
        ],
      },
    ]);
    run.at('5m');
    expect(messages(run).at(-1)).toMatchObject({ to: 'mara' });
    expect(messages(run).at(-1)?.lines.at(-1)).toBe('Nobody answered within 5m: there is nobody after you.');
  });

  it('then the whole story tells of it, by name and with no number', () => {
    const run = incident({ routes });
    run.does({ ...paging, chain: carried }, 'Mara');
    const lines = ofType(run.entries, 'message.queued').filter(({ via, sort }) => via === 'slack' && sort === 'line');
    expect(lines.at(-1)?.subject).toBe('Mara called for lead: Kim, by sms. Then Mara. To be said: Come to the bridge');
  });

  it('when details are kept from one, then it carries no more than that there is something', () => {
    const run = incident({ routes });
    run.does({ type: 'withhold', via: 'texts', withheld: true, reason: 'They read along.' }, 'Mara');
    run.does({ ...paging, chain: carried }, 'Mara');
    expect(messages(run)).toMatchObject([{ to: 'kim', subject: 'Look at the bridge.', lines: [] }]);
  });

  it('a channel that the run has not is left out, and so is what else came with a turn', () => {
    const run = incident({ routes });
    const odd = { ...turn('Kim', { by: 'sms', via: 'pigeons' }), phone: '+46701740605' };
    run.does({ ...paging, chain: [odd] }, 'Mara');
    expect(standing(run)?.chain).toEqual([turn('Kim', { by: 'sms' })]);
    expect(messages(run)).toEqual([]);
  });
});

describe('given a drill', () => {
  const drill = () => new Run(shipped(), undefined, { routes: [{ via: 'slack', tells: 'run' }] });

  it('then it goes by exercise time, and no channel carries anything to anybody', () => {
    const run = drill();
    run.does({ ...paging, chain: chain.map((one) => ({ ...one, via: 'slack' })) });
    run.at('20m');
    expect(told(run.entries)).toEqual([
      'page.sent at 0m',
      'page.escalated Mara at 5m',
      'page.escalated Ines at 7m',
      'page.exhausted at 12m',
    ]);
    expect(ofType(run.entries, 'message.queued').filter(({ sort }) => sort === 'page')).toEqual([]);
  });

  it('property: it makes no difference when, or how often, somebody looked at the clock', () => {
    const waits = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });
    const looks = fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 5 });
    const definition = shipped();
    fc.assert(
      fc.property(waits, looks, (seconds, times) => {
        const runs = [[], [...times].sort((a, b) => a - b)].map((wakes) => {
          const run = new Run(definition);
          run.does({ ...paging, chain: seconds.map((wait, at) => turn(`N${at}`, { wait: wait * 1000 })) });
          for (const second of wakes) run.at(`${second}s`);
          run.at('30m');
          return told(run.entries);
        });
        expect(runs[0]).toEqual(runs[1]);
        // Everybody is called, once and in turn, and then it is said that nobody is left.
        const ends = seconds.map((_, at) => seconds.slice(0, at + 1).reduce((sum, one) => sum + one, 0));
        expect(runs[0]).toEqual([
          'page.sent at 0m',
          ...ends.map((end, at) =>
            at + 1 < seconds.length ? `page.escalated N${at + 1} at ${end / 60}m` : `page.exhausted at ${end / 60}m`,
          ),
        ]);
      }),
      { numRuns: 10 },
    );
  });

  it('a replay comes to the same state, and what is due is read off it', () => {
    const run = drill();
    run.does(paging);
    const again = evolveAll(initialState(run.state.definition), run.entries);
    expect(again.pages).toEqual(run.state.pages);
    expect(dueList(again)).toContainEqual({ at: 5 * minute, what: 'page', page: named(run)[0] });
  });
});
