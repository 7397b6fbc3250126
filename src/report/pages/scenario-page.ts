import { blocksOf, bullets, led, type Section, type Table, table } from '../document/blocks.ts';
import { code, type Inline, join, lineBreak, rich } from '../document/rich.ts';
import { lineMarkdown, sectionMarkdown, tableMarkdown } from '../markdown/render.ts';
import { count } from '../words.ts';
import type { DescribedScenario } from './described.ts';
import { milestonesSection, publishedSection } from './replay.ts';
import { attackSection, endsSection, hiddenSection } from './truth.ts';
import { codes, minutesInWords, paragraphs, prose, sourceLine, utc } from './words.ts';

/** What stands first: who has not played yet stops reading here. */
const spoiler =
  '> **This page gives the drill away.** It is for facilitators, and for who has played it. Everybody else: play first.';

/** A scenario with its truth, as a page of Markdown. Every text of the scenario is escaped. */
export function scenarioPage(described: DescribedScenario): string {
  const sections: readonly Section[] = [
    caseSection(described),
    publishedSection(described),
    milestonesSection(described),
    listSection('Where sources contradict each other', described.basedOn.follows),
    lessonsSection(described),
    attackSection(described),
    hiddenSection(described),
    endsSection(described),
    listSection('Invented for play', described.basedOn.invented),
    facilitatorSection(described),
    difficultySection(described),
  ];
  const shown = sections.filter((section) => blocksOf(section).length > 0);
  const head = [`# ${lineMarkdown(rich`${described.title}`)}`, spoiler, tableMarkdown(opening(described))];
  return `${[...head, ...shown.map((section) => sectionMarkdown(section, ''))].join('\n\n')}\n`;
}

function opening(described: DescribedScenario): Table {
  const { teaches, minutes, story, roles, playbook, practises, difficulty, starts } = described;
  const row = (label: string, value: Inline): readonly Inline[] => [rich`**${label}**`, value];
  const lasts = story === minutes ? '' : `; the story lasts ${minutesInWords(story)}, its quiet hours are jumped over`;
  return table(
    ['', ''],
    [
      row('Scenario', code(`${described.id} ${described.version}`)),
      ...(teaches === '' ? [] : [row('Teaches', rich`${teaches}`)]),
      row('At the table', `${minutesInWords(minutes)}${lasts}`),
      row('People', rich`${count(roles.length, 'role')}: ${roles.join(', ')}`),
      row('Playbook', rich`${playbook.title} (${code(playbook.id)})`),
      row('Practises', codes(practises.effects)),
      ...(practises.owasp.length === 0 ? [] : [row('OWASP CI/CD', practises.owasp.join(', '))]),
      row('Difficulty', `${difficulty.level}, ${count(difficulty.points, 'point')}`),
      ...(starts === null ? [] : [row('Time T', `${utc(starts)} UTC, in the story`)]),
    ],
  );
}

function caseSection({ basedOn }: DescribedScenario): Section {
  if (basedOn.case === 'fictional') {
    return { title: 'What it is based on', blocks: ['It is fictional: no breach is replayed here.'] };
  }
  return {
    title: 'What happened',
    blocks: [
      rich`**${basedOn.case}**`,
      ...(basedOn.story === null ? [] : paragraphs(basedOn.story)),
      'As told by:',
      bullets(basedOn.sources.map(sourceLine)),
    ],
  };
}

function listSection(title: string, lines: readonly string[]): Section {
  return { title, blocks: [bullets(lines.map(prose))] };
}

function lessonsSection({ lessons }: DescribedScenario): Section {
  const lines = lessons.map(({ lesson, rule, says }) => rich`${prose(lesson)}${lineBreak}*${says}* (${code(rule)})`);
  return {
    title: 'What it teaches',
    blocks: lines.length === 0 ? [] : ['Each lesson, and the rule of the world that teaches it.', bullets(lines)],
  };
}

function facilitatorSection({ facilitator: { held, listen } }: DescribedScenario): Section {
  const released = held.filter(({ comes }) => comes === 'held');
  const noted = held.filter(({ comes }) => comes !== 'held');
  const inject = ({ inject: id, from, to, note }: (typeof held)[number]) =>
    join([rich`${code(id)}, from ${from} to ${to.join(', ')}`, note === null ? null : prose(note)], ': ');
  return {
    title: 'For facilitators',
    blocks: [
      ...led('Yours to release:', bullets(released.map(inject))),
      ...(released.length > 0 ? [said(released)] : []),
      ...led('What comes by itself, with a word on it:', bullets(noted.map(inject))),
      ...led('What to listen for:', bullets(listen.map(({ task, watch }) => rich`**${task}:** ${prose(watch)}`))),
    ],
  };
}

/** The words of what is released, to be read aloud or sent. */
function said(released: DescribedScenario['facilitator']['held']): Table {
  return table(
    ['Inject', 'What it says'],
    released.map(({ inject, text }) => [code(inject), prose(text)]),
  );
}

function difficultySection({ difficulty: { level, points, reasons } }: DescribedScenario): Section {
  const rows = reasons.map((reason) => [reason.what, reason.points]);
  return {
    title: 'Difficulty',
    blocks: [
      table(['What makes it hard', 'Points'], [...rows, [rich`**${level}**`, rich`**${points}**`]]),
      'How it is counted, and where the levels part, is in the list of scenarios.',
    ],
  };
}
