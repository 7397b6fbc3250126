import { describe, expect, it } from 'vitest';
import { clockOf, dueOf } from './dated.ts';

const [BERLIN, NEW_YORK, CHICAGO] = ['Europe/Berlin', 'America/New_York', 'America/Chicago'];
const easter = 'holidays: [2026-04-03, 2026-04-06, 2026-05-01]';

/** What, from when, in which zone, until when, and the article by which it is so. */
const table: readonly (readonly [string, string, string, string | null, string])[] = [
  // Exact hours
  ['uses: gdpr-33', '2026-03-02T08:12:00Z', BERLIN, '2026-03-05T08:12:00Z', 'GDPR 33(1): 72 hours'],
  [
    'uses: gdpr-33',
    '2026-03-27T15:00:00Z',
    BERLIN,
    '2026-03-30T15:00:00Z',
    'GDPR 33(1): 72 hours over the weekend on which summer time begins',
  ],
  [
    'uses: gdpr-33',
    '2026-10-23T15:00:00Z',
    BERLIN,
    '2026-10-26T15:00:00Z',
    'GDPR 33(1): 72 hours over the weekend on which summer time ends',
  ],
  ['uses: gdpr-33', '2026-12-24T18:00:00Z', BERLIN, '2026-12-27T18:00:00Z', 'GDPR 33(1): 72 hours, holidays included'],
  ['uses: gdpr-33', '2028-02-28T10:00:00Z', BERLIN, '2028-03-02T10:00:00Z', 'GDPR 33(1): 72 hours over a leap day'],
  [
    'uses: uk-gdpr-33',
    '2026-08-29T10:00:00Z',
    'UTC',
    '2026-09-01T10:00:00Z',
    'UK GDPR 33(1): 72 hours over a bank holiday',
  ],
  [
    'uses: nis2-early-warning',
    '2026-10-24T23:30:00Z',
    BERLIN,
    '2026-10-25T23:30:00Z',
    'NIS2 23(4)(a): 24 hours over a day of 25',
  ],
  ['uses: nis2-notification', '2026-03-02T08:12:00Z', BERLIN, '2026-03-05T08:12:00Z', 'NIS2 23(4)(b): 72 hours'],
  [
    'uses: cra-early-warning',
    '2026-09-11T00:00:00Z',
    BERLIN,
    '2026-09-12T00:00:00Z',
    'CRA 14(2)(a): 24 hours, from the first day of its application',
  ],
  ['uses: cra-notification', '2026-09-11T00:00:00Z', BERLIN, '2026-09-14T00:00:00Z', 'CRA 14(2)(b): 72 hours'],
  // No number
  ['uses: gdpr-34', '2026-03-02T08:12:00Z', BERLIN, null, 'GDPR 34(1): without undue delay'],
  ['uses: gdpr-33-processor', '2026-03-02T08:12:00Z', BERLIN, null, 'GDPR 33(2): without undue delay'],
  ['uses: pci-brands', '2026-03-02T08:12:00Z', BERLIN, null, 'PCI DSS 12.10.1: no number'],
  // Months and days of the Union
  [
    'uses: nis2-final-report\nfrom: steps.decided',
    '2026-03-05T08:12:00Z',
    BERLIN,
    '2026-04-06T21:59:59Z',
    'NIS2 23(4)(d): 5 April is Easter Sunday; with no holidays named, 1182/71 art. 3(4) gives Monday',
  ],
  [
    `uses: nis2-final-report\nfrom: steps.decided\n${easter}`,
    '2026-03-05T08:12:00Z',
    BERLIN,
    '2026-04-07T21:59:59Z',
    'NIS2 23(4)(d): Easter Monday is a holiday, so Tuesday, 1182/71 art. 3(4)',
  ],
  [
    'uses: nis2-final-report\nfrom: steps.decided',
    '2026-01-31T10:00:00Z',
    BERLIN,
    '2026-03-02T22:59:59Z',
    'NIS2 23(4)(d): no 31 February, so the 28th, 1182/71 art. 3(2)(c); a Saturday, so Monday, art. 3(4)',
  ],
  [
    'uses: nis2-final-report\nfrom: steps.decided',
    '2028-01-31T10:00:00Z',
    BERLIN,
    '2028-02-29T22:59:59Z',
    'NIS2 23(4)(d): the last day of February of a leap year, a Tuesday',
  ],
  [
    'uses: nis2-final-report\nfrom: steps.decided',
    '2026-02-28T10:00:00Z',
    BERLIN,
    '2026-03-30T21:59:59Z',
    'NIS2 23(4)(d): the same date, not the last of the month: 28 March, a Saturday, so Monday, in summer time by then',
  ],
  [
    'uses: nis2-final-report\nfrom: steps.decided',
    '2026-09-30T22:30:00Z',
    BERLIN,
    '2026-11-02T22:59:59Z',
    'NIS2 23(4)(d): in Berlin it is 1 October already; 1 November is a Sunday, and winter time',
  ],
  [
    'uses: cra-final-vulnerability\nfrom: steps.decided',
    '2026-10-12T09:00:00Z',
    BERLIN,
    '2026-10-26T22:59:59Z',
    'CRA 14(2)(c): 14 days, the day of the event not counted, 1182/71 art. 3(1)',
  ],
  [
    'uses: cra-final-vulnerability\nfrom: steps.decided',
    '2026-10-10T09:00:00Z',
    BERLIN,
    '2026-10-26T22:59:59Z',
    'CRA 14(2)(c): the 14th day is a Saturday, so Monday, 1182/71 art. 3(4)',
  ],
  [
    'uses: cra-final-incident\nfrom: steps.decided',
    '2026-12-31T23:30:00Z',
    'UTC',
    '2027-02-01T23:59:59Z',
    'CRA 14(4)(c): one month into the next year; 31 January is a Sunday',
  ],
  [
    'uses: dora-final\nfrom: steps.decided',
    '2026-03-19T10:00:00Z',
    BERLIN,
    '2026-04-20T10:00:00Z',
    '2025/301 art. 5(4): 19 April is a Sunday, so noon of Monday',
  ],
  [
    'uses: dora-final\nfrom: steps.decided',
    '2026-03-18T10:00:00Z',
    BERLIN,
    '2026-04-20T10:00:00Z',
    '2025/301 art. 5(4): 18 April is a Saturday, so noon of Monday',
  ],
  [
    'uses: dora-final\nfrom: steps.decided\nholidays: [2026-04-20]',
    '2026-03-18T10:00:00Z',
    BERLIN,
    '2026-04-21T10:00:00Z',
    '2025/301 art. 5(4): a bank holiday follows, so noon of Tuesday',
  ],
  [
    'uses: dora-final\nfrom: steps.decided',
    '2026-03-17T10:00:00Z',
    BERLIN,
    '2026-04-17T21:59:59Z',
    '2025/301 art. 5(1)(c): a Friday, to its last hour, 1182/71 art. 3(2)(c)',
  ],
  // Business days of the United States
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-03-02T15:00:00Z',
    BERLIN,
    '2026-03-06T22:30:00Z',
    '8-K B.1: determined on Monday, due on Friday at 17:30 Eastern',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-03-04T15:00:00Z',
    BERLIN,
    '2026-03-10T21:30:00Z',
    '8-K B.1: over the weekend on which daylight time begins',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-03-07T15:00:00Z',
    BERLIN,
    '2026-03-12T21:30:00Z',
    '8-K B.1: determined on Saturday, the period includes Monday: due on Thursday',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-11-24T15:00:00Z',
    BERLIN,
    '2026-12-01T22:30:00Z',
    '8-K B.1: Thanksgiving, 26 November, is no business day',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-11-26T15:00:00Z',
    BERLIN,
    '2026-12-02T22:30:00Z',
    '8-K B.1: determined on Thanksgiving, the period includes Friday',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-07-01T15:00:00Z',
    BERLIN,
    '2026-07-08T21:30:00Z',
    '8-K B.1: Independence Day is kept on Friday, 3 July, 5 U.S.C. 6103(b)(1)',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2021-12-29T15:00:00Z',
    NEW_YORK,
    '2022-01-05T22:30:00Z',
    '8-K B.1: the New Year of 2022 is kept on 31 December 2021',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided\nholidays: [2026-12-24]',
    '2026-12-21T15:00:00Z',
    NEW_YORK,
    '2026-12-29T22:30:00Z',
    '8-K B.1: a day that the Commission is closed beside Christmas',
  ],
  [
    'uses: sec-8k-105\nfrom: steps.decided',
    '2026-03-03T04:30:00Z',
    BERLIN,
    '2026-03-06T22:30:00Z',
    '8-K B.1: in New York it is Monday still',
  ],
  // Calendar days
  [
    'uses: hipaa-individuals',
    '2026-01-02T15:00:00Z',
    CHICAGO,
    '2026-03-04T05:59:59Z',
    '164.404(b): the 60th day after discovery, to its end',
  ],
  [
    'uses: hipaa-individuals',
    '2026-01-20T15:00:00Z',
    CHICAGO,
    '2026-03-22T04:59:59Z',
    '164.404(b): the 60th day is a Saturday, and stays so',
  ],
  ['uses: hipaa-individuals', '2028-01-02T15:00:00Z', CHICAGO, '2028-03-03T05:59:59Z', '164.404(b): over a leap day'],
  // Contracts
  [
    'uses: contract-notice\ndue: 24h\nsource: MSA, 9.2',
    '2026-03-02T08:12:00Z',
    BERLIN,
    '2026-03-03T08:12:00Z',
    'a contract: 24 hours',
  ],
  [
    'uses: contract-notice\ndue: 2 business-days\nsource: MSA, 9.2\nholidays: [2026-05-01]',
    '2026-04-30T08:12:00Z',
    BERLIN,
    '2026-05-05T21:59:59Z',
    'a contract: two business days over Labour Day and a weekend',
  ],
  [
    'uses: contract-notice\ndue: 2 days\nsource: MSA, 9.2',
    '2026-03-28T08:12:00Z',
    BERLIN,
    '2026-03-30T21:59:59Z',
    'a contract: two calendar days, one of 23 hours',
  ],
  [
    'uses: contract-notice\ndue: 2d\nsource: MSA, 9.2',
    '2026-03-28T08:12:00Z',
    BERLIN,
    '2026-03-30T08:12:00Z',
    'a contract: 2d is 48 hours',
  ],
];

describe('when a clock runs out', () => {
  it.each(table)('%s from %s in %s: %s (%s)', (lines, since, zone, due) => {
    expect(dueOf(clockOf(lines), since, zone)).toBe(due);
  });

  it.each([
    ['2026-03-02T10:00:00Z', '2026-03-02T14:00:00Z', 'art. 5(1)(a): four hours from the classification'],
    ['2026-03-03T06:00:00Z', '2026-03-03T08:00:00Z', 'art. 5(1)(a): no later than 24 hours from awareness'],
    ['2026-03-03T08:00:00Z', '2026-03-03T08:00:00Z', 'art. 5(1)(a): classified at the last moment'],
    ['2026-03-03T09:00:00Z', '2026-03-03T13:00:00Z', 'art. 5(2): classified later than 24 hours: four hours from that'],
  ])('DORA, aware 2026-03-02T08:00:00Z, classified %s: %s (Delegated Regulation (EU) 2025/301, %s)', (since, due) => {
    const clock = clockOf('uses: dora-initial\nfrom: steps.decided');
    expect(dueOf(clock, since, BERLIN, '2026-03-02T08:00:00Z')).toBe(due);
  });

  it('DORA on a Saturday: the relief of art. 5(4) is only for those who write that they may use it', () => {
    const [aware, classified] = ['2026-03-06T18:00:00Z', '2026-03-07T08:00:00Z'];
    const plain = clockOf('uses: dora-initial\nfrom: steps.decided');
    expect(dueOf(plain, classified, BERLIN, aware)).toBe('2026-03-07T12:00:00Z');
    const relieved = clockOf('uses: dora-initial\nfrom: steps.decided\non-free-day: next-business-day-noon');
    expect(dueOf(relieved, classified, BERLIN, aware)).toBe('2026-03-09T11:00:00Z');
  });
});
