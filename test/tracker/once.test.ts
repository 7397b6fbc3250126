import { describe, expect, it } from 'vitest';
import type { WebAnswer, WebRequest } from '../../src/notify/web.ts';
import { sendImprovements } from '../../src/tracker/send.ts';
import { fc } from '../helpers/properties.ts';
import { closedRun, sendingOf, trackers } from '../helpers/tracker/closed-run.ts';

/** What becomes of one request. `late`: no answer comes, and it is done there a while later. */
const fates = ['well', 'unsent', 'lost', 'done', 'late', 'busy', 'limited', 'error', 'garbled', 'refused'] as const;
type Fate = (typeof fates)[number];

const minute = 60_000;
/** A request that nobody waits for any more ends at the latest after this. */
const LATE = 20_000;

/** Runs of the command, each with what becomes of its requests, and how long it is until the next one. */
const schedules = fc.array(
  fc.record({
    fates: fc.array(fc.constantFrom<Fate>(...fates), { maxLength: 8 }),
    pause: fc.oneof(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 0, max: 13 * minute })),
  }),
  { maxLength: 7 },
);

describe.each(Object.entries(trackers))('%s', (_, { forge: makeForge, open }) => {
  it('given any schedule of failures and repeats, then there is never more than one issue an improvement, and one at last', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (runs) => {
        const texts = ['Pin every action.', 'Rotate the key.', 'Guard the branch.'];
        const run = closedRun(texts);
        const forge = makeForge();
        forge.now = () => run.clock.wall();
        let waiting: { at: number; does: () => Promise<unknown> }[] = [];
        let plan: Fate[] = [];
        const moveTo = async (time: number) => {
          for (const { does } of waiting.filter(({ at }) => at <= time)) await does();
          waiting = waiting.filter(({ at }) => at > time);
          run.clock.moveTo(time);
        };
        const web = async (request: WebRequest): Promise<WebAnswer> => {
          const passing = {
            path: request.url.replace('http://forge.invalid', ''),
            headers: {},
            body: Buffer.from(request.body ?? ''),
          };
          const deliver = async (): Promise<WebAnswer> => {
            const { status, headers, body } = await forge.answer(passing);
            return { sent: true, status, headers, text: body.toString('utf8') };
          };
          switch (plan.shift() ?? 'well') {
            case 'unsent':
              return { sent: false, text: '', problem: 'nobody is there' };
            case 'lost':
              return { sent: true, text: '', problem: 'it hung up' };
            case 'done':
              await deliver();
              return { sent: true, text: '', problem: 'it hung up' };
            case 'late':
              waiting.push({ at: run.clock.wall() + LATE, does: deliver });
              return { sent: true, text: '', problem: 'no whole answer came' };
            case 'busy':
              await deliver();
              return { sent: true, status: 503, text: '', after: 1000 };
            case 'limited':
              return { sent: true, status: 429, text: '{}', after: 5000 };
            case 'error':
              await deliver();
              return { sent: true, status: 502, text: 'oops' };
            case 'garbled':
              await deliver();
              return { sent: true, status: 201, text: '{"num' };
            case 'refused':
              return { sent: true, status: 403, text: '{"message":"no"}' };
            default:
              return deliver();
          }
        };
        const sending = {
          ...sendingOf(
            run,
            open(web, () => run.clock.wall(), 'http://forge.invalid'),
          ),
          pause: (milliseconds: number) => moveTo(run.clock.wall() + milliseconds),
        };
        const onceEach = () => {
          const titles = forge.issues.map(({ title }) => title);
          expect(titles).toEqual([...new Set(titles)]);
        };
        for (const { fates: next, pause } of runs) {
          plan = [...next];
          await sendImprovements(sending);
          onceEach();
          await moveTo(run.clock.wall() + pause);
          onceEach();
        }
        plan = [];
        await moveTo(run.clock.wall() + 11 * minute);
        await sendImprovements(sending);
        expect(forge.issues.map(({ title }) => title).sort()).toEqual(texts.map((text) => `DRILL: ${text}`).sort());
        const sent = await sendImprovements(sending);
        expect(sent.map(({ how }) => how)).toEqual(['there', 'there', 'there']);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
