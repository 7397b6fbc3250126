import { describe, expect, it } from 'vitest';
import { forAudience, marked } from '../../src/report/audience.ts';
import { toCsv } from '../../src/report/csv.ts';
import { toEcs } from '../../src/report/ecs.ts';
import { toJson } from '../../src/report/json.ts';
import { toMarkdown } from '../../src/report/markdown.ts';
import { audiences } from '../../src/report/marking.ts';
import type { Report } from '../../src/report/model.ts';
import { intents } from '../engine/arbitrary.ts';
import { fc } from '../helpers/properties.ts';
import { Run } from './build.ts';
import { badNight } from './live/leaked-token.ts';
import { playedBy, reportOf, shippedPlays } from './runs.ts';

/** Texts of a report that a text of it may say by chance, since they are words of the pages themselves. */
function isTelling(text: string): boolean {
  return text.length > 2;
}

const peopleIn = ({ people }: Report) => {
  const titles = new Set(people.participants.flatMap(({ roles }) => roles.map(({ title }) => title)));
  return people.participants.map(({ person }) => person).filter((person) => !titles.has(person));
};
const itemsIn = ({ scope }: Report) => [...scope.items, ...(scope.missed ?? [])].flatMap(({ id, name }) => [id, name]);
const commandsIn = ({ actions }: Report) => actions.flatMap(({ calls }) => calls.map(({ shown }) => shown));
const hashesIn = ({ evidence, actions, overview }: Report) =>
  [
    ...evidence,
    ...actions.flatMap(({ calls, concluded }) => [...calls, ...concluded].flatMap((one) => one.evidence)),
    ...(overview.alert?.evidence ? [overview.alert.evidence] : []),
  ].map(({ sha256 }) => sha256);
const keyboardsIn = ({ people }: Report) =>
  people.keyboards.map(({ typedBy }) => typedBy).filter((typedBy) => !typedBy.startsWith('play:'));

/** What each audience must not see. */
const forbidden = {
  executives: (report: Report) => [...commandsIn(report), ...hashesIn(report), ...keyboardsIn(report)],
  responders: (report: Report) => keyboardsIn(report),
  auditors: () => [],
  public: (report: Report) => [
    ...peopleIn(report),
    ...itemsIn(report),
    ...commandsIn(report),
    ...hashesIn(report),
    ...keyboardsIn(report),
    report.overview.run,
  ],
};

/** Every text of a value, but what was told to the public word by word, and the words that documents are called by. */
function textsOf(report: Report): string {
  const told = new Set(report.messages.map(({ text }) => text));
  const documents = [
    report.overview.playbook,
    report.overview.scenario,
    report.integrity.playbook,
    report.integrity.scenario,
  ];
  const called = new Set([
    ...documents.flatMap((one) => (one ? [one.id, ...('title' in one ? [one.title] : [])] : [])),
    report.overview.title,
  ]);
  const texts: string[] = [];
  JSON.parse(toJson(report), (_, value) => {
    if (typeof value === 'string' && !told.has(value) && !called.has(value)) texts.push(value);
    return value;
  });
  return texts.join('\n');
}

/** What is written in Markdown stands there with its marks escaped. */
const unescaped = (page: string) => page.replaceAll('\\', '');

/** The line in which it stands as a word of its own: `publish` is nothing of `republished`. */
function lineWith(texts: string, text: string): string | undefined {
  if (!texts.includes(text)) return undefined;
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u');
  return texts.split('\n').find((line) => alone.test(line)) ?? (text.includes('\n') ? text : undefined);
}

function holdSecrets(report: Report): void {
  for (const audience of audiences) {
    const theirs = forAudience(report, audience);
    const texts = textsOf(theirs);
    for (const text of forbidden[audience](report)) {
      if (!isTelling(text)) continue;
      const line = lineWith(texts, text);
      if (line !== undefined) expect.fail(`${audience} see “${text}” in: ${line}`);
    }
    expect(theirs.marking.audience).toBe(audience);
  }
}

describe('what an audience must not see', () => {
  it.each(shippedPlays())('given the shipped play $name, then it is nowhere in their report', (run) => {
    holdSecrets(reportOf(run));
  });

  it('given a real incident, then it is nowhere in their report, in no format', () => {
    const { report } = badNight();
    holdSecrets(report);
    for (const audience of audiences) {
      const theirs = forAudience(report, audience);
      const pages = [unescaped(toMarkdown(theirs)), toCsv(theirs), toEcs(theirs)];
      for (const text of forbidden[audience](report).filter(isTelling))
        for (const page of pages) expect(page).not.toContain(text);
    }
  });

  it('given any run by people of any name, then it is nowhere in their report', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{2,8}q[A-Z][a-z]{3,8}x$/);
    fc.assert(
      fc.property(intents, name, name, (plan, first, second) => holdSecrets(reportOf(playedBy(plan, [first, second])))),
      { numRuns: 150 },
    );
  });

  it('given items of any name, then the public sees none of them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}-zq[0-9]{3}$/), (name) => {
        const run = new Run({ scenario: null })
          .at(1)
          .do({ type: 'add-item', kind: 'stage', name })
          .do({ type: 'note', text: `It is ${name}.` })
          .do({ type: 'flag', step: 'acknowledge', flag: 'wrong', text: name })
          .do({ type: 'stop', reason: name });
        holdSecrets(run.report);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the report for an audience', () => {
  it('given the public, then it has the summary, milestones and metrics, roles and kinds in place of names', () => {
    const theirs = forAudience(badNight().report, 'public');
    expect(theirs.summary.impact).toEqual(['In scope were 3 stages and 3 credentials.']);
    expect(theirs.summary.happened.join(' ')).toContain('Incident lead');
    expect(theirs.milestones.length).toBe(3);
    const page = toMarkdown(theirs);
    expect(page).toMatch(/^> \*\*TLP:CLEAR\*\* · For the public/m);
    for (const heading of ['Timeline', 'Evidence', 'What was run', 'Scope register', 'Decisions', 'People and roles'])
      expect(page).not.toContain(`: ${heading}`);
    // What is left out is not said to be nothing.
    expect(page).not.toMatch(/Nothing was run|None was given|No improvement|Nobody is named/);
  });

  it('given a drill, then the public sees what everyone was told in it, marked as a drill', () => {
    const { report } = badNight();
    const moment = report.messages[0]?.moment;
    if (!moment) throw new Error('The night tells management.');
    const told = { ...report, messages: [{ moment, step: 'x', to: 'everyone', text: 'Pin 4.2.0.', who: null }] };
    expect(forAudience(told, 'public').messages).toEqual([
      { moment, step: '', to: 'everyone', text: 'Pin 4.2.0.', who: null },
    ]);
    expect(forAudience(report, 'public').messages).toEqual([]);
  });

  it('given a drill in which something was left to the attacker, then the public is not told that all was well', () => {
    const played = shippedPlays('poisoned-release').map((one) => reportOf(one));
    const isLeft = ({ openQuestions }: Report) => openQuestions.some(({ sort }) => sort === 'truth');
    const left = played.filter(isLeft);
    const none = played.filter((report) => !isLeft(report));
    const risks = (reports: Report[]) => reports.map((report) => forAudience(report, 'public').summary.risk);
    const real = 'None to a real system: this was an exercise.';
    expect(new Set(risks(left).map((lines) => lines.join(' ')))).toEqual(
      new Set([`${real} In the exercise not all was well in the end.`]),
    );
    expect(risks(none).length).toBeGreaterThan(0);
    for (const [first] of risks(none)) expect(first).toBe(real);
  });

  it('given executives, then decisions, improvements and the half page are in it, and no single call', () => {
    const { report } = badNight();
    const theirs = forAudience(report, 'executives');
    expect(theirs.decisionsNeeded).toEqual(report.decisionsNeeded);
    expect(theirs.improvements).toEqual(report.improvements);
    expect([theirs.actions, theirs.timeline, theirs.evidence]).toEqual([[], [], []]);
    expect(toMarkdown(theirs)).toContain('## TLP:AMBER+STRICT: In short');
  });

  it('given auditors, then all of it is in it, and given responders all but keyboards and counsel’s reasons', () => {
    const { report } = badNight();
    const auditors = forAudience(report, 'auditors');
    expect({ ...auditors, marking: report.marking }).toEqual(report);
    const responders = forAudience(report, 'responders');
    expect(responders.people.keyboards).toEqual([]);
    expect(responders.actions).toEqual(report.actions);
    expect(responders.timeline).toEqual(report.timeline);
  });
});

describe('the marking', () => {
  it('given a label and words of privilege, then they stand on top and before every heading', () => {
    const report = marked(badNight().report, { tlp: 'RED', privilege: 'Prepared for <b>counsel</b>' });
    const page = toMarkdown(report);
    expect(page).toMatch(/^> \*\*TLP:RED\*\* · \*\*Prepared for &lt;b&gt;counsel&lt;\/b&gt;\*\*$/m);
    for (const line of page.split('\n').filter((one) => /^#{2,} /.test(one)))
      expect(line).toMatch(/^#+ TLP:RED, PRIVILEGED: /);
  });

  it('given a label of one’s own, then it goes over the usual one of the audience', () => {
    expect(forAudience(badNight().report, 'executives', { tlp: 'AMBER' }).marking).toEqual({
      tlp: 'AMBER',
      privilege: null,
      audience: 'executives',
      state: 'final',
    });
  });

  it('given nobody set one, then the page has none', () => {
    expect(toMarkdown(marked(badNight().report, {}))).toBe(badNight().markdown);
  });
});
