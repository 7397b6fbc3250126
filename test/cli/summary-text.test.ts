import { describe, expect, it } from 'vitest';
import { summaryText } from '../../src/cli/summary-text.ts';
import { playOf } from '../../src/run/open.ts';
import { playInMemory } from '../../src/run/test-plays.ts';
import { accidentText, loaded, playbookText, scenarioText } from '../run/texts.ts';
import { openResponse } from '../tui/live/stage.ts';

const book = playbookText(`
  - phase: act
    title: Act
    steps:
      - { step: one, role: lead, do: Do it., reaches: acknowledged }
      - { step: two, role: operator, do: Look into the logs., evidence: required, reaches: traced }
`);
const objectives = `objectives:
  - objective: quick
    title: Answer at once
    capability: Command
    tasks: [{ task: It is done, expect: { step: one, within: 2m } }]
`;

function played(play: string, { more = '', text = (said: string) => said } = {}) {
  const content = loaded(book, text(scenarioText({ plays: `  - { play: it, ${play} }`, more })));
  return playInMemory(content, playOf(content)).session;
}

const closed = 'pace: 60s, expect: { outcome: closed }';
const nobody = 'pace: never, expect: { outcome: time-up }';

describe('a summary on the normal screen', () => {
  it('says what it was, how it came out and where everything is', () => {
    const session = played(closed);
    const text = summaryText(session, '/store/reports/x.md');
    expect(text).toMatch(/^DRILL {2}scene, Scene: closed at T\+02:00\n/);
    expect(text).toContain(session.head);
    expect(text).toContain('/store/reports/x.md');
    expect(text).toContain(`breakglass note ${session.run}`);
  });

  it('gives the times of milestones as the report does', () => {
    expect(summaryText(played(closed), null)).toMatch(/acknowledged +1 min +5 h 01 min\n/);
    const odd = 'pace: never, at: { one: 9m17s }, expect: { outcome: time-up }';
    expect(summaryText(played(odd), null)).toMatch(/acknowledged +9 min 17 s +5 h 09 min\n/);
  });

  it('says which milestones were not reached', () => {
    expect(summaryText(played(nobody), null)).toMatch(/traced +not reached/);
  });

  it('calls the things of the world by their names, and moves by their titles', () => {
    const text = (said: string) =>
      said.replace('move: creep,', 'move: creep, title: "Creeps, slowly, into the release",');
    const told = summaryText(played(nobody, { text }), null);
    expect(told).toContain('    happened: Creeps, slowly, into the release\n');
    expect(told).toContain('    stolen and still alive: CI_TOKEN; NPM_TOKEN\n');
    expect(told).not.toMatch(/creep\b|ci-token/);
  });

  it('says what was destroyed, and how much a restore lost of it', () => {
    const wiping = book.replace(
      'do: Do it., reaches: acknowledged }',
      'do: Do it., reaches: acknowledged }\n      - { step: back, after: [], role: operator, for-each: backup, effect: restore, do: Bring it back. }',
    );
    const world = `  system:
    store: { type: s3-bucket, name: the store, known: true }
    cache: { type: s3-bucket, name: the cache, known: true }
  backup:
    nightly: { type: restic, of: store, taken: T-6h, known: true }`;
    const plays = '  - { play: it, pace: never, at: { back: 20m }, expect: { lost: [cache], loss: { store: 7h } } }';
    const text = scenarioText({ plays, world }).replace(
      '  moves:\n',
      '  moves:\n    - { move: wipe, at: T+10m, needs-running: [build], does: { destroy: [store, cache] } }\n',
    );
    const content = loaded(wiping, text);
    const told = summaryText(playInMemory(content, playOf(content)).session, null);
    expect(told).toContain('    destroyed and not brought back: the cache\n');
    expect(told).toContain('    destroyed and restored: the store, 6 h 10 min lost\n');
  });

  it('has no clock from an intrusion where nobody is behind it, and tells the loss', () => {
    const wiping = book.replace(
      'do: Do it., reaches: acknowledged }',
      'do: Do it., reaches: acknowledged }\n      - { step: back, after: [], role: operator, for-each: backup, effect: restore, do: Bring it back. }',
    );
    const plays = '  - { play: it, pace: never, at: { back: 20m }, expect: { lost: none } }';
    const content = loaded(wiping, accidentText({ plays }));
    const told = summaryText(playInMemory(content, playOf(content)).session, null);
    expect(told).toMatch(/milestone +from known\n/);
    expect(told).not.toMatch(/intru|attacker/);
    expect(told).toContain('    destroyed and restored: the store, 6 h lost\n');
  });

  it('calls what took the place of a credential by its name', () => {
    const replacing = book.replace(
      'do: Do it., reaches: acknowledged }',
      'do: Do it., reaches: acknowledged }\n      - { step: anew, after: [], role: operator, for-each: credential, effect: replace, do: Issue it anew. }',
    );
    const text = scenarioText({
      plays: '  - { play: it, pace: never, at: { anew: 5m }, expect: { outcome: time-up } }',
    })
      .replace('opens: [build] }', 'opens: [build], known: true }')
      .replace('enters: { at: T-5h, with: [ci-token] }', 'enters: { at: T-5h, with: [ci-token, build] }');
    const content = loaded(replacing, text);
    const told = summaryText(playInMemory(content, playOf(content)).session, null);
    expect(told).toContain('stolen and still alive: CI_TOKEN; NPM_TOKEN; CI_TOKEN (2)\n');
  });

  it('keeps to 80 columns with all three clocks, and gives a long name a line of its own', () => {
    const long = 'everything-that-was-stolen-is-dead-and-proven';
    const named = book.replace('reaches: traced', `reaches: ${long}`);
    const basedOn = `based-on:
  case: acme 2025
  sources: [{ source: p1, title: Post-mortem, url: "https://acme.example/post-mortem" }]
  milestones: { ${long}: 2026-03-02T09:12:00Z }
  timeline: [{ at: 2026-03-02T09:12:00Z, what: Proven dead, sources: [p1], milestone: ${long} }]`;
    const text = scenarioText({ plays: `  - { play: it, ${closed} }` });
    const content = loaded(named, text.replace('based-on: { case: fictional, sources: [] }', basedOn));
    const lines = summaryText(playInMemory(content, playOf(content)).session, null).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const at = lines.indexOf(`  ${long}`);
    expect(lines[at + 1]).toMatch(/^ +2 min +5 h 02 min +1 h$/);
    expect(lines[at - 1]).toMatch(/^ {2}acknowledged +1 min +5 h 01 min +not published$/);
  });

  it('tells the end of a long story in days beside its clock', () => {
    const text = (said: string) => said.replace('duration: 60m', 'duration: 8d');
    expect(summaryText(played(nobody, { text }), null)).toMatch(/: time-up at T\+192:00:00, 8 d\n/);
  });

  it('calls a move without a title by its id', () => {
    expect(summaryText(played(nobody), null)).toContain('    happened: creep\n');
  });

  it('breaks a long list between words, and indents what goes on', () => {
    const long = Array.from({ length: 12 }, (_, index) => `move-${index} with a title of its own`);
    const moves = long.map(
      (title, index) =>
        `    - { move: more-${index}, title: ${title}, at: T+${index + 1}m, needs: [ci-token], does: { compromise: [release] } }`,
    );
    const text = (said: string) => said.replace('  moves:\n', `  moves:\n${moves.join('\n')}\n`);
    const lines = summaryText(played(nobody, { text }), null).split('\n');
    const first = lines.findIndex((line) => line.startsWith('    happened: '));
    const last = lines.findIndex((line, index) => index > first && !line.startsWith('      '));
    expect(last - first).toBeGreaterThan(4);
    for (const line of lines.slice(first, last)) expect(line.length).toBeLessThanOrEqual(80);
    const whole = lines
      .slice(first, last)
      .map((line) => line.trim())
      .join(' ');
    for (const title of long) expect(whole).toContain(title);
  });

  it('gives an objective by its title, and its rating in words', () => {
    const told = summaryText(played(closed, { more: objectives }), null);
    expect(told).toContain('  Objectives\n    Answer at once: P, Performed without Challenges (suggested)\n');
  });
});

describe('a summary of a live run', () => {
  const release = { step: 'isolate', item: 'release-yml' };

  it('has the word of its kind, that of a rehearsal too', () => {
    expect(summaryText(openResponse().session, null)).toMatch(/^LIVE {2}stolen-runner, /);
    expect(summaryText(openResponse({ rehearsal: true }).session, null)).toMatch(/^REHEARSAL {2}stolen-runner, /);
  });

  it('has the title that it was given', () => {
    const text = summaryText(openResponse({ title: 'A shell on runner 7' }).session, null);
    expect(text).toMatch(/^LIVE {2}stolen-runner, A shell on runner 7: still open/);
  });

  it('names a key that was revoked and never seen to be refused', () => {
    const stage = openResponse();
    stage.knows('credential', 'token', 'OLD_TOKEN');
    const unplanned = { type: 'add-step', phase: 'contain', title: 'Revoke it', reason: 'At once.' } as const;
    stage.does({ ...unplanned, effect: 'revoke', item: 'old-token' });
    stage.does({ type: 'do-otherwise', step: 'unplanned-1', item: 'old-token', how: 'By its issuer, on the phone.' });
    expect(summaryText(stage.session, null)).toContain('\n  NOT PROVEN DEAD: OLD_TOKEN.\n');
  });

  it('names what was cut off, and nobody has looked after', () => {
    const stage = openResponse();
    stage.knows('stage', 'workflow', 'release.yml');
    stage.runs(release);
    expect(summaryText(stage.session, null)).not.toContain('OUTCOME UNKNOWN');
    stage.crash();
    expect(summaryText(stage.session, null)).toContain('OUTCOME UNKNOWN: isolate release.yml. Look where');
  });
});
