import { describe, expect, it } from 'vitest';
import { forAudience } from '../../../src/report/audience.ts';
import type { Report } from '../../../src/report/model.ts';
import type { Picture } from '../../../src/report/pictures/picture.ts';
import { picturesOf } from '../../../src/report/pictures/pictures.ts';
import { darkPictures } from '../../../src/report/pictures/svg/palette.ts';
import { pictureSvg } from '../../../src/report/pictures/svg.ts';
import { pictureText } from '../../../src/report/pictures/text.ts';
import { Run } from '../build.ts';
import { badNight } from '../live/leaked-token.ts';
import { pictureOf, played } from './played.ts';

const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(Number);
const cells = ({ table }: Picture, column: number) => table.rows.map((row) => row[column] ?? '');
const counted = (words: readonly string[]) =>
  [...new Set(words)].map((word) => `${words.filter((one) => one === word).length} ${word}`);

describe('what a picture says in words', () => {
  const runs: readonly (readonly [string, () => Report])[] = [
    ['a drill', () => played('open-invitation', 'by-the-book').report],
    ['a drill in which much was missed', () => played('incomplete-rotation', 'as-it-happened').report],
    ['an accident', () => played('four-ways-back', 'stop-first').report],
    ['an incident', () => badNight().report],
  ];

  it.each(runs)('given %s, then it has the figures of its table', (_, report) => {
    for (const picture of picturesOf(report())) {
      const { id, alt, table } = picture;
      const [first = [], last = []] = [table.rows[0], table.rows.at(-1)];
      if (id === 'who-did-what') {
        const of = (who: string) => table.rows.filter((row) => row[0] === who);
        const sums = cells(picture, 0).map((who) => `${who} ${of(who).reduce((sum, row) => sum + Number(row[2]), 0)}`);
        for (const sum of sums) expect(alt).toContain(sum);
      }
      if (id === 'milestones') {
        const verdicts = cells(picture, table.headers.length - 1).map((word) => word.replace(/ by .*/, ''));
        for (const words of counted(verdicts.filter((word) => word !== 'no target'))) expect(alt).toContain(words);
        const reached = cells(picture, 1).filter((word) => !['not reached', 'withdrawn'].includes(word)).length;
        expect(alt).toContain(`${reached} of ${table.rows.length} milestones reached`);
      }
      if (id === 'blast-radius') for (const figure of last.slice(1)) expect(numbers(alt)).toContain(Number(figure));
      if (id === 'burn-down')
        for (const figure of [...first.slice(1), ...last.slice(1)]) expect(numbers(alt)).toContain(Number(figure));
      if (id === 'objectives')
        for (const words of counted(cells(picture, 1).map((word) => word.replace('not rated', 'without a rating'))))
          expect(alt).toContain(words);
      if (id === 'deadlines') for (const words of counted(cells(picture, 4))) expect(alt).toContain(words);
    }
  });

  it('given a report, then the whole of it is in its drawing’s words, once as its title and once as its description', async () => {
    const picture = pictureOf(played('poisoned-release', 'missed-one').report, 'blast-radius');
    const svg = await pictureSvg(picture, { width: 600, ids: 'aar-3' });
    expect(svg).toContain('role="img" aria-labelledby="aar-3-title aar-3-desc"');
    expect(svg).toContain(`<title id="aar-3-title">DRILL: ${picture.title}</title>`);
    expect(svg).toContain(`<desc id="aar-3-desc">${picture.alt}</desc>`);
  });
});

describe('a report for an audience', () => {
  const { report } = played('open-invitation', 'by-the-book');

  it('given executives, who get no timeline, then none is drawn for them', () => {
    const ids = picturesOf(forAudience(report, 'executives')).map(({ id }) => id);
    expect(ids).toEqual(['milestones', 'blast-radius', 'burn-down', 'objectives', 'deadlines']);
  });

  it('given everybody, then the milestones are all that is drawn', () => {
    expect(picturesOf(forAudience(report, 'public')).map(({ id }) => id)).toEqual(['milestones']);
  });
});

describe('a run with little to tell', () => {
  it('given a response that has just begun, then there is no empty picture, and what nobody knows is unknown', () => {
    const run = new Run({ scenario: null });
    const pictures = picturesOf(run.report);
    expect(pictures.map(({ id }) => id)).toEqual(['who-did-what', 'milestones']);
    const milestones = pictureOf(run.report, 'milestones');
    expect(pictureText(milestones, 80).join('\n')).toContain(
      'After intrusion: unknown, since nobody knows when that was',
    );
    expect(milestones.alt).toBe('0 of 3 milestones reached. Of 3 targets: 3 open.');
  });

  it('given a drill in play, then no picture tells of an attacker, of the truth or of ratings', () => {
    const run = new Run();
    const shown = picturesOf(run.report);
    expect(shown.map(({ id }) => id)).not.toContain('objectives');
    expect(JSON.stringify(shown)).not.toMatch(/attacker|truth|compromised/);
  });

  it('given an accident, then no picture speaks of an attacker or an intrusion', () => {
    expect(JSON.stringify(picturesOf(played('four-ways-back', 'stop-first').report))).not.toMatch(
      /attacker|intru|compromised/i,
    );
  });
});

/** What stands between the tags, where each is closed in its order; throws where one is not. */
function textsIn(svg: string): string[] {
  const open: string[] = [];
  const texts: string[] = [];
  let from = 0;
  for (const tag of svg.matchAll(/<(\/?)([A-Za-z]+)((?: [\w:-]+="[^"<>&]*")*)( ?)(\/?)>/g)) {
    const text = svg.slice(from, tag.index);
    if (text.trim() !== '') texts.push(text);
    from = tag.index + tag[0].length;
    const [, isEnd, name = '', , , isAlone] = tag;
    if (isEnd) expect(open.pop()).toBe(name);
    else if (!isAlone) open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg.slice(from).trim()).toBe('');
  return texts;
}

describe('an SVG', () => {
  it.each(['by-the-book', 'missed-one', 'nobody-home'])(
    'given the play %s, then it has no style, no script, nothing from elsewhere, and is no larger than a page can hold',
    async (play) => {
      for (const picture of picturesOf(played('poisoned-release', play).report))
        for (const width of [390, 1280]) {
          const svg = await pictureSvg(picture, { width });
          expect(svg).not.toMatch(/style|script|href|@import|font-face|\son\w+=|xlink|data:|<image/i);
          expect(svg).not.toMatch(/NaN|undefined|Infinity/);
          for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(svg).toContain(`id="${id}"`);
          expect(svg.length).toBeLessThan(40_000);
          expect(textsIn(svg).length).toBeGreaterThan(3);
        }
    },
  );

  it('given the same picture twice, then it is the same to the byte, whatever was drawn between', async () => {
    const [one, other] = picturesOf(played('poisoned-release', 'missed-one').report);
    if (!one || !other) throw new Error('there are pictures');
    const before = await pictureSvg(one, { width: 700 });
    await pictureSvg(other, { width: 500 });
    expect(await pictureSvg(one, { width: 700 })).toBe(before);
  });

  it('given two on one page, then no id is there twice', async () => {
    const { report } = played('open-invitation', 'by-the-book');
    const svgs = await Promise.all(picturesOf(report).map((picture) => pictureSvg(picture, { width: 700 })));
    const ids = svgs.flatMap((svg) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('given something that cannot begin an id, then it says so', async () => {
    const picture = pictureOf(played('poisoned-release', 'missed-one').report, 'milestones');
    await expect(pictureSvg(picture, { width: 700, ids: '"><script>' })).rejects.toThrow('cannot begin an id');
  });

  it('given a dark page, then every colour in it has a rule', async () => {
    const rules = darkPictures('.dark');
    for (const picture of picturesOf(played('open-invitation', 'by-the-book').report)) {
      const svg = await pictureSvg(picture, { width: 700 });
      for (const [, colour] of svg.matchAll(/(?:fill|stroke)="(#[^"]*)"/g))
        expect(colour).toMatch(/^#[0-9a-f]{6}$|^#000$|^#fff$/);
      for (const [, classes = ''] of svg.matchAll(/class="([^"]*)"/g))
        for (const one of classes.split(' ')) expect(rules).toContain(`.dark .${one}{`);
    }
  });
});

const hostile = [
  '<script>alert(1)</script>',
  ']]></style><svg onload="x">',
  '" onload="alert(1)',
  '{a|b} {b}{c} \\n ${x}',
  'style="x" class="zr0-cls-0" url(#zr0-c0)',
  '\u202egpj.exe \u2066\u200b\ufeff',
  '\u001b[2J\u001b]52;c;eA==\u0007\u0000\u009b31m',
  'a\nb\r\nc\u2028d\u0085e',
  '\ud800\ufffe\uffff\u{1fffe}',
  'مرحبا שלום',
  '漢字かな한글👩‍👩‍👧‍👦',
  'x'.repeat(10_000),
  '&amp;&lt;',
  '   ',
];

/** A report in which everything that a name can stand in is `text`. */
function named(report: Report, text: string): Report {
  const who = (one: Report['timeline'][number]['who']) => one && { ...one, person: text, roleTitle: text };
  return {
    ...report,
    timeline: report.timeline.map((row) => ({ ...row, who: who(row.who) })),
    milestones: report.milestones.map((one) => ({
      ...one,
      milestone: text,
      target: one.target && { ...one.target, from: text },
    })),
    objectives: (report.objectives ?? []).map((one) => ({ ...one, title: text })),
    clocks: report.clocks.map((one) => ({ ...one, title: text, short: text })),
  };
}

describe('names from outside', () => {
  const { report } = played('open-invitation', 'by-the-book');

  it.each(hostile)('given %j, then it is text in every form, shortened, with nothing unseen in it', async (text) => {
    for (const picture of picturesOf(named(report, text))) {
      const plain = picturesOf(report).find(({ id }) => id === picture.id);
      for (const width of [390, 1280]) {
        const svg = await pictureSvg(picture, { width });
        const tags = (one: string) => new Set([...one.matchAll(/<([A-Za-z]+)/g)].map(([, tag]) => tag));
        expect(
          [...tags(svg)].every((tag) =>
            [
              'svg',
              'title',
              'desc',
              'path',
              'text',
              'g',
              'defs',
              'pattern',
              'clipPath',
              'rect',
              'circle',
              'line',
              'polygon',
            ].includes(tag ?? ''),
          ),
        ).toBe(true);
        expect(svg).not.toMatch(/[^\n\P{Cc}]|\p{Cf}(?<!\u200d)|\p{Cs}|\p{Noncharacter_Code_Point}/u);
        for (const shown of textsIn(svg)) expect(shown.length).toBeLessThan(700);
        expect(svg.length).toBeLessThan(60_000);
      }
      for (const columns of [40, 80, 120])
        for (const ascii of [false, true]) {
          const lines = pictureText(picture, columns, { ascii });
          expect(lines.join('\n')).not.toMatch(/[^\n\P{Cc}]|\p{Cf}(?<!\u200d)/u);
          if (ascii) expect(lines.join('')).toMatch(/^[\x20-\x7e]*$/);
        }
      expect(picture.table.headers).toEqual(plain?.table.headers);
    }
  });

  it('given columns from 24 to 120, then no line is wider', async () => {
    const { default: width } = await import('string-width');
    for (const text of [...hostile, 'a name'])
      for (const picture of picturesOf(named(report, text)))
        for (const columns of [24, 40, 63, 64, 80, 120])
          for (const line of pictureText(picture, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
  });
});

describe('a long run', () => {
  it('given a hundred thousand entries, then a picture still has some hundred marks', async () => {
    const { report } = played('poisoned-release', 'missed-one');
    const [row] = report.timeline;
    const [point] = report.progress.slice(-1);
    if (!row || !point) throw new Error('a run has entries');
    const many: Report = {
      ...report,
      overview: { ...report.overview, played: 100_000_000 },
      timeline: Array.from({ length: 100_000 }, (_, index) => ({
        ...row,
        at: index * 1000,
        sort: (['event', 'decision', 'communication'] as const)[index % 3] ?? 'event',
        who: { person: 'Jon', role: `role-${index % 40}`, roleTitle: `Role ${index % 40}` },
      })),
      progress: Array.from({ length: 100_000 }, (_, index) => ({
        at: index * 1000,
        team: { inScope: index % 1000, contained: index % 700, unmet: index % 300, phases: index % 9 },
        truth: { hit: index % 1100, open: index % 90 },
      })),
    };
    for (const picture of picturesOf(many)) {
      const svg = await pictureSvg(picture, { width: 1280 });
      expect(svg.match(/<(?:path|circle|text)/g)?.length ?? 0).toBeLessThan(1000);
      expect(svg.length).toBeLessThan(150_000);
      expect(picture.table.rows.length).toBeLessThan(60);
    }
    expect(pictureOf(many, 'blast-radius').alt).toContain('999 items known in scope, first at T +16 min 39 s');
  });
});
