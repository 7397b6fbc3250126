import { describe, expect, it } from 'vitest';
import type { Message, Sort } from '../../../src/notify/message.ts';
import { saidInSlack } from '../../../src/notify/slack/said.ts';
import { escaped, pieces, within } from '../../../src/notify/slack/text.ts';
import { delivery, drill, live, message } from '../../helpers/notify/deliveries.ts';
import { fc } from '../../helpers/properties.ts';

type Json = Record<string, unknown>;

const hostile = [
  '<!channel>',
  '<!here|x>',
  '<@U0123ABCD>',
  '<#C0123ABCD>',
  '<https://evil.example|your bank>',
  '@here @channel',
  '&lt;!everyone&gt;',
  '```',
  '``` <!channel> ```',
  '*bold* _it_ ~x~',
  ':rotating_light:',
  '\u202eEVIL',
  '\u2066x\u2069',
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007x',
  '\u0000\u0007\u009b1m',
  '\ud83d',
  '\udca9',
  '\ud83d\udca9'.repeat(50),
  'line\nline\r\nline\u2028line',
  '"\\'.repeat(40),
  '&'.repeat(400),
];
const text = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 8 }).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...hostile), fc.integer({ min: 1, max: 400 })).map(([part, count]) => part.repeat(count)),
);
const sorts: readonly Sort[] = ['room', 'headline', 'topic', 'line', 'approval', 'message', 'page', 'file'];
const button = fc.record({ id: fc.constantFrom('approve', 'refuse'), label: text, value: text });
const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    sort: fc.constantFrom(...sorts),
    to: fc.oneof(fc.constant('run'), text),
    subject: text,
    lines: fc.array(text, { maxLength: 60 }),
    commands: fc.array(text, { maxLength: 5 }),
    buttons: fc.array(button, { maxLength: 40 }),
  })
  .map((more) => message('m7', more));

/** Every text in the blocks, with what it stands in. */
function textsIn(value: unknown, inside = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, inside));
  if (typeof value !== 'object' || value === null) return [];
  const { type, text: said } = value as Json;
  const here: [string, string][] = typeof said === 'string' ? [[`${inside} ${type}`, said]] : [];
  return [...here, ...Object.values(value).flatMap((one) => textsIn(one, `${inside} ${type ?? ''}`))];
}

describe('whatever a message says', () => {
  it('stays within every limit, pings nobody, and begins with its mark', () => {
    fc.assert(
      fc.property(fc.constantFrom(live, drill), anyMessage, fc.option(text), (about, one, late) => {
        const said = saidInSlack(delivery(about, one, late === null ? {} : { late }));
        const blocks = said.blocks as Json[];
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(JSON.stringify(blocks.filter(({ type }) => type !== 'actions')).length).toBeLessThanOrEqual(12_000);
        expect(said.text.length).toBeLessThanOrEqual(4_000);
        expect(said.text.startsWith(`${about.mark}: `)).toBe(true);
        expect(said.text).not.toMatch(/[<>]/);
        expect(said.text.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
        expect(JSON.stringify(said.metadata).length).toBeLessThan(1_000);
        const [first] = textsIn(blocks);
        expect(first?.[1].startsWith(about.mark)).toBe(true);
        for (const [where, shown] of textsIn(blocks)) {
          expect(where).toMatch(/ (text|plain_text)$/);
          expect(shown.length).toBeGreaterThan(0);
          expect(shown.length).toBeLessThanOrEqual(
            where.includes('header') ? 150 : where.includes('button') ? 75 : 3_000,
          );
        }
        for (const { type, elements } of blocks) {
          expect(['header', 'context', 'rich_text', 'actions']).toContain(type);
          if (type !== 'actions') continue;
          expect((elements as Json[]).length).toBeLessThanOrEqual(25);
          for (const { value } of elements as Json[]) expect(String(value).length).toBeLessThanOrEqual(2_000);
        }
        const whole =
          said.text +
          textsIn(blocks)
            .map(([, shown]) => shown)
            .join('');
        expect(whole).not.toMatch(/\p{Cs}/u);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        expect(whole).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b\u0007\u0000\u009b]/);
      }),
      { numRuns: 300 },
    );
  });

  it('says that it is late, and when each thing happened where they are said together', () => {
    const said = saidInSlack(
      delivery(live, [message('m3', { lines: ['more'] }), message('m4')], { late: 'delayed; happened 03:12Z' }),
    );
    expect(said.text).toBe(
      'LIVE: 2 messages\ndelayed; happened 03:12Z\n03:12Z Line m3\nmore\n03:12Z Line m4'.replace(
        '\nmore',
        '\n    more',
      ),
    );
    expect(said.metadata.event_payload).toEqual({ key: `${live.run}/m3`, keys: 'm3 m4', mark: 'LIVE' });
  });

  it('says how much of a long command is left out, and then offers no button to approve it', () => {
    const commands = [`echo ${'x'.repeat(30_000)}`];
    const buttons = [{ id: 'approve', label: 'Approve', value: 'a' }];
    const { blocks, text: said } = saidInSlack(delivery(live, message('m3', { sort: 'approval', commands, buttons })));
    expect(JSON.stringify(blocks)).toMatch(/… \d{5} more characters, see the run/);
    expect(JSON.stringify(blocks)).toContain('answer, at the keyboard');
    expect(blocks.map(({ type }) => type)).not.toContain('actions');
    expect(said).toContain('more characters, see the run');
    const short = saidInSlack(delivery(live, message('m3', { sort: 'approval', commands: ['echo x'], buttons })));
    expect(short.blocks.map(({ type }) => type)).toContain('actions');
  });

  it('splits what is long over blocks, and loses nothing of it', () => {
    const command = Array.from({ length: 120 }, (_, at) => `kubectl delete pod build-${at}`).join('\n');
    const { blocks } = saidInSlack(delivery(live, message('m3', { sort: 'approval', commands: [command] })));
    const shown = blocks.flatMap((block) => textsIn(block).filter(([where]) => where.includes('preformatted')));
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.map(([, part]) => part).join('')).toBe(command);
  });

  it('leaves out a button whose value is too long: cut, it would stand for something else', () => {
    const buttons = [
      { id: 'approve', label: 'Approve', value: 'x'.repeat(2_001) },
      { id: 'refuse', label: 'Refuse', value: 'x' },
    ];
    const { blocks } = saidInSlack(delivery(live, message('m3', { sort: 'approval', buttons })));
    expect(blocks.at(-1)?.elements).toMatchObject([{ action_id: 'refuse' }]);
  });
});

describe('text for Slack', () => {
  it('is escaped where Slack reads markup', () => {
    expect(escaped('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('is cut between characters, and says how many are left out', () => {
    expect(within('short', 100)).toBe('short');
    expect(within('\ud83d\udca9'.repeat(60), 60)).toMatch(/^(\ud83d\udca9)+… \d+ more characters, see the run$/u);
  });

  it('comes in pieces that make the whole again', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 200 }), (given, most) => {
        const whole = given.replace(/\p{Cs}/gu, '');
        expect(pieces(whole, most).join('')).toBe(whole);
      }),
    );
  });
});
