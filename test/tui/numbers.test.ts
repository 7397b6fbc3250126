import { describe, expect, it } from 'vitest';
import { openApp, press, screenOf, typeLine } from './keyboard.ts';

/** Two finds in the register: one that is real, and one that is not. */
function withFinds() {
  const { app } = openApp();
  app.command({ type: 'add-item', kind: 'stage', name: 'release.yml' });
  app.command({ type: 'add-item', kind: 'stage', name: 'lint.yml' });
  return app;
}

describe('given a drill in play', () => {
  it('no entry has a number: a gap would tell which find is real', () => {
    const app = withFinds();
    const seqs = app.passing().map((place) => app.timeline.at(place)?.seq ?? 0);
    expect(seqs.some((seq, index) => index > 0 && seq > (seqs[index - 1] ?? 0) + 1)).toBe(true);
    press(app, 't');
    const lines = screenOf(app).split('\n');
    expect(lines.join('\n')).not.toMatch(/^ +# /m);
    const finds = lines.filter((line) => /(release|lint)\.yml/.test(line) && /^ .{2}[+-]\d\d:/.test(line));
    expect(finds.length).toBeGreaterThanOrEqual(2);
    press(app, 'enter');
    expect(screenOf(app)).toMatch(/ENTRY {2}T\+/);
  });

  it('a correction names the entry by its words, in the form and in the timeline', () => {
    const app = withFinds();
    app.command({ type: 'note', text: 'The tag was ours' });
    press(app, 't', 'c');
    expect(screenOf(app)).toContain('Mara noted: The tag was ours');
    typeLine(app, 'The tag was not ours');
    const last = app.passing().at(-1) ?? -1;
    expect(app.timeline.text(last)).toBe('Mara corrected "Mara noted: The tag was ours": The tag was not ours');
  });

  it('which entry is wrong is chosen by its words, and hidden ones are not among them', () => {
    const app = withFinds();
    app.command({ type: 'note', text: 'The tag was ours' });
    app.open('correct');
    expect(screenOf(app)).not.toMatch(/in truth|attacker/i);
    typeLine(app, 'tag was ours');
    typeLine(app, 'Not ours');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'entry.corrected', text: 'Not ours' });
  });
});

describe('given the hot wash', () => {
  it('entries have their numbers', () => {
    const app = withFinds();
    app.command({ type: 'stop', reason: 'enough' });
    press(app, 't');
    expect(screenOf(app)).toMatch(/^ +# known/m);
    expect(screenOf(app)).toMatch(new RegExp(`^.{3} +${app.c.entries.length} `, 'm'));
  });
});
