import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/tracker/place.ts';
import { withTasks } from '../../src/tracker/task-list.ts';
import { escapeForGitlab, markdownOf, markerLine, titleOf } from '../../src/tracker/text.ts';
import type { Work } from '../../src/tracker/tracker.ts';
import { hostile } from '../helpers/notify/hostile.ts';
import { fc } from '../helpers/properties.ts';

const work = (more: Partial<Work> = {}): Work => ({
  marker: '0123456789abcdef0123456789abcdef',
  run: 'scene-20260302-7f18',
  improvement: 'improvement-1',
  mark: 'LIVE',
  text: 'Pin every action.',
  owner: null,
  due: null,
  from: null,
  finding: null,
  ...more,
});

describe('the title of an issue', () => {
  it('calls nobody and nothing, is on one line and short, and says what came of no incident', () => {
    expect(titleOf(work({ text: 'Ask @acme/all\nabout #12, !3, ~bug and a @ b' }))).toBe(
      'Ask ＠acme/all about ＃12, ！3, ～bug and a @ b',
    );
    expect(titleOf(work({ mark: 'DRILL' }))).toBe('DRILL: Pin every action.');
    expect(titleOf(work({ mark: 'REHEARSAL' }))).toBe('REHEARSAL: Pin every action.');
    fc.assert(
      fc.property(hostile, (text) => {
        const title = titleOf(work({ text }));
        expect(title).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|[@#](?=[\p{L}\p{N}_])/u);
        expect([...title].length).toBeLessThanOrEqual(250);
      }),
    );
  });
});

describe('the text of an issue', () => {
  it('says first what came of no incident, and by the run what it was', () => {
    const rehearsed = markdownOf(work({ mark: 'REHEARSAL' }));
    expect(rehearsed).toMatch(/^\*\*REHEARSAL: this came of a rehearsal, nobody was attacked\./);
    expect(rehearsed).toContain('improvement-1, a rehearsal');
    expect(markdownOf(work())).toMatch(/^- \*\*Improvement:\*\*/);
    expect(withTasks('', [work({ mark: 'REHEARSAL' })]).text).toContain('- [ ] **REHEARSAL** Pin every action');
  });

  it.each([
    ['GitHub', undefined],
    ['GitLab', escapeForGitlab],
  ])('%s: holds every hostile text on lines that begin with words of ours, and one marker', (_, asMarkdown) => {
    fc.assert(
      fc.property(hostile, hostile, (text, owner) => {
        const body = markdownOf(
          work({ text: `/close ${text} ${markerLine('f'.repeat(32))}`, owner, from: text }),
          asMarkdown,
        );
        for (const line of body.split('\n')) expect(line).toMatch(/^$|^- \*\*[A-Z][a-z ]+:\*\* |^<!-- breakglass:/);
        expect(body.match(/<!--/g)).toHaveLength(1);
        expect(body).not.toMatch(/<(?!!-- breakglass:0123)/);
      }),
    );
  });

  it('shows what GitLab would make into references as code', () => {
    expect(escapeForGitlab('See !12, ~"big bug", %v1, $3, &4 and acme/app!7 of @mara')).toBe(
      'See `!12,` `~"big` bug", `%v1,` `$3,` `&4` and `acme/app!7` of `@mara`',
    );
  });
});

describe('a task list', () => {
  const works = [
    work(),
    work({
      marker: 'f'.repeat(32),
      improvement: 'improvement-2',
      text: 'Rotate\nthe key',
      owner: 'Jon',
      due: '2026-06-01',
    }),
  ];

  it('given nothing, then it begins one; given the same again, then nothing changes, whatever was ticked or written beside', () => {
    const { text, added } = withTasks('', works);
    expect(added).toEqual(['improvement-1', 'improvement-2']);
    expect(text.split('\n')[3]).toContain(
      '- [ ] Rotate / the key (Jon; due 2026-06-01; scene-20260302-7f18, improvement-2) <!--',
    );
    const ticked = `${text.replace('- [ ]', '- [x]')}\nMine.`;
    expect(withTasks(ticked, works)).toEqual({ text: ticked, added: [] });
    expect(withTasks(withTasks('', works.slice(0, 1)).text, works).text).toBe(text);
  });

  it('given any hostile text, then each is one line, and twice is as good as once', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), fc.string(), (texts, file) => {
        const some = texts.map((text, index) => work({ text, marker: String(index).repeat(32) }));
        const once = withTasks(file, some).text;
        expect(withTasks(once, some)).toEqual({ text: once, added: [] });
        expect(once.slice(file.length).match(/^- \[ \] /gm) ?? []).toHaveLength(texts.length);
      }),
    );
  });
});

describe('a place', () => {
  it.each([
    ['github:acme/app', { kind: 'github', path: 'acme/app' }],
    ['gitlab:acme/shop/app', { kind: 'gitlab', path: 'acme/shop/app' }],
    ['jira:OPS', { kind: 'jira', path: 'OPS' }],
    ['notes/todo.md', { kind: 'file', path: 'notes/todo.md' }],
  ])('%s is read', (text, place) => {
    expect(placeOf(text)).toMatchObject(place);
  });

  it.each([
    'github:acme',
    'github:acme/..',
    'github:a/b?x',
    'gitlab:acme',
    'gitlab:a/../b',
    'jira:ops',
    'jira:OPS"',
    'https://x',
    '',
  ])('%j is none, and it is said what one looks like', (text) => {
    expect(placeOf(text)).toMatchObject({ problem: expect.any(String), mend: expect.any(String) });
  });
});
