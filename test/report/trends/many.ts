import type { Trends } from '../../../src/report/trends/schema.ts';
import { drill, incident, isolated, MINUTE, NOW, rated, trends } from './given.ts';

/** Markup, a script, what turns a line around, and a word without end. */
export const HOSTILE = `<img src=x onerror=alert(1)></style><script>alert(2)</script>\u202e\u001b[31m"'&amp; ${'w'.repeat(120)}`;

const ratings = ['P', 'S', 'M', 'U', null] as const;

/** Forty drills over two years with everything that there is to see, a few incidents, and texts that mean harm. */
export function many(): Trends {
  const drills = Array.from({ length: 40 }, (_, at) =>
    drill(`drill-with-a-rather-long-name-${at}`, new Date(NOW - (40 - at) * 18 * 86_400_000).toISOString(), {
      playbook: {
        id: at % 4 === 0 ? 'other' : 'small',
        title: at === 39 ? HOSTILE : 'A small playbook',
        version: '1.0.0',
      },
      milestones: [
        isolated(at % 9 === 5 ? null : 4 + ((at * 7) % 11), {
          fromIntruded: at % 3 === 0 ? null : (300 + at) * MINUTE,
        }),
        {
          milestone: 'recovered',
          reached: true,
          doubted: false,
          fromKnown: null,
          fromIntruded: null,
          target: { within: 30 * MINUTE, from: 'isolated', took: null, verdict: 'unknown' },
        },
      ],
      objectives: [rated(ratings[at % 5] ?? null, at % 2 === 0), { ...rated('P'), objective: 'tell', title: HOSTILE }],
      findings: [{ rule: 'flag', of: 'playbook', by: at % 2 === 0 ? 'rule' : 'words', text: HOSTILE }],
      improvements:
        at % 10 === 0
          ? [{ text: HOSTILE, owner: HOSTILE, due: '2026-01-01', added: '2026-01-01T00:00:00.000Z', rule: 'flag' }]
          : [],
      roles: [
        { role: 'lead', title: 'Incident lead', held: true },
        { role: 'legal', title: 'Legal', held: false },
      ],
      effects: ['isolate'],
    }),
  );
  const incidents = [3, 90].map((minutes, at) =>
    incident(`incident-${at}`, `2026-0${at + 2}-01T10:00:00Z`, { milestones: [isolated(minutes)] }),
  );
  return trends([...drills, ...incidents], {
    leftOut: [{ run: HOSTILE, why: 'damaged', words: HOSTILE }],
    earlier: 2,
    since: NOW - 800 * 86_400_000,
  });
}
