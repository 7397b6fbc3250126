import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/notify/channel.ts';
import { textOf } from '../../src/notify/mattermost/markdown.ts';
import { segmentsOf } from '../../src/notify/sms/segments.ts';
import { MOST_SEGMENTS, smsText } from '../../src/notify/sms/text.ts';
import { cardOf } from '../../src/notify/teams/card.ts';
import { bodyOf } from '../../src/notify/webhook/body.ts';
import { delivery, live, message } from '../helpers/notify/deliveries.ts';

const file = { name: 'report.md', sha256: 'ab'.repeat(32), bytes: 41_300 };
const report = (about = live, more = {}) =>
  delivery(about, message('m90', { sort: 'file', subject: `The report of ${about.run}`, file, ...more }));

/** Channels that carry no file, and what a person reads in each. */
const channels: Readonly<Record<string, (one: Delivery) => string>> = {
  Teams: (one) =>
    (JSON.parse(cardOf(one)).attachments[0].content.body as { inlines: { text: string }[] }[])
      .flatMap(({ inlines }) => inlines.map(({ text }) => text))
      .join('\n'),
  // What is escaped there is read without its backslashes.
  Mattermost: (one) => textOf(one).replaceAll('\\', ''),
  SMS: smsText,
  webhook: (one) => JSON.parse(bodyOf(one)).data.file?.where ?? '',
};

describe.each(Object.entries(channels))('a report by %s, which carries no files', (title, read) => {
  it('is said not to be attached, and where it is', () => {
    const text = read(report());
    expect(text).toContain(
      'report.md is not attached. It is kept beside the journal of the run, where Breakglass was run',
    );
    if (title !== 'SMS') expect(text).toContain(`breakglass report ${live.run} makes a report anew.`);
  });

  it('names neither the run nor its command where details are kept from there', () => {
    const text = read(report({ ...live, alias: '20260302-7f3a' }, { subject: 'The report' }));
    expect(text).toContain(
      'report.md is not attached. It is kept beside the journal of the run, where Breakglass was run',
    );
    expect(text).not.toContain(live.run);
  });

  it('that has no file says nothing of one', () => {
    expect(read(delivery(live, message('m1')))).not.toContain('attached');
  });
});

describe('a report', () => {
  it('by text message says so also where much else is to be said, within its two segments', () => {
    const text = smsText(
      report(live, { lines: [`The run is closed. Head of its journal: ${'0'.repeat(64)}`, 'x'.repeat(500)] }),
    );
    expect(text).toContain('report.md is not attached. It is kept beside the journal of the run');
    expect(segmentsOf(text)).toBeLessThanOrEqual(MOST_SEGMENTS);
  });

  it('by webhook has what a program needs to know of it', () => {
    expect(JSON.parse(bodyOf(report())).data.file).toMatchObject({ ...file, attached: false });
  });
});
