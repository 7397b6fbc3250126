import { describe, expect, it } from 'vitest';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { type LiveOptions, openResponse } from './stage.ts';

const ref = { step: 'prove', item: 'npm-token' };
const secret = 'hub_tok_5x8Kq2';

/** Somebody in front of a token that is to be proven dead; every frame on the way is kept. */
function atProof(options: LiveOptions = {}) {
  const stage = openResponse(options);
  stage.knows('credential', 'token', 'npm-token');
  stage.does({ type: 'skip', step: 'revoke', item: 'npm-token', reason: 'It is dead.' });
  const { app } = openApp(stage);
  app.change((view) => ({ ...view, chosen: 'prove/npm-token' }));
  const seen: string[] = [];
  const views: string[] = [];
  app.subscribe(() => {
    seen.push(screenOf(app));
    views.push(JSON.stringify(app.c.view));
  });
  const everywhere = () => [...seen, ...views, JSON.stringify(stage.session.entries)].join('\n');
  return { stage, app, seen, everywhere };
}

/** Types a text key by key, as at a keyboard. */
function typeKeys(app: ReturnType<typeof atProof>['app'], text: string): void {
  for (const char of text) press(app, char);
}

describe('given a secret that is typed by hand', () => {
  it('when it is typed key by key, then it is in no frame, no view and no entry, and is lent under its name', () => {
    const { stage, app, everywhere } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    typeKeys(app, secret);
    expect(screenOf(app)).toContain(`${'*'.repeat(secret.length)}`);
    expect(screenOf(app)).toContain(`${secret.length} characters`);
    press(app, 'enter');
    expect([...stage.lent]).toEqual([['subject:prove/npm-token/old', secret]]);
    expect(screenOf(app)).toContain('GET https://hub.example.org/me');
    press(app, 'y');
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested', ...ref });
    stage.ends(ref, { said: 'answered 401', proof: 'dead', status: 401 });
    expect(everywhere()).not.toContain(secret);
    for (let at = 4; at < secret.length; at += 1) expect(everywhere()).not.toContain(secret.slice(0, at));
  });

  it('when it is pasted as a line, then the end of the line is none of it', () => {
    const { stage, app } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    app.press({ paste: `${secret}\n` });
    press(app, 'enter');
    expect([...stage.lent.values()]).toEqual([secret]);
  });

  it('when it has several lines, then they are kept, the last line end too', () => {
    const { stage, app } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    app.press({ paste: '-----BEGIN-----\nMII\n-----END-----\n' });
    press(app, 'enter');
    expect([...stage.lent.values()]).toEqual(['-----BEGIN-----\nMII\n-----END-----\n']);
  });

  it('when it is refused, then that is said, and it is typed anew', () => {
    const { stage, app, everywhere } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    typeKeys(app, 'qQ7x');
    press(app, 'enter');
    expect(screenOf(app)).toContain('That is too short to be a secret.');
    expect(app.c.view.pane).toMatchObject({ kind: 'secret', count: 0 });
    press(app, 'enter');
    expect(screenOf(app)).toContain('Nothing was typed.');
    expect(stage.lent.size).toBe(0);
    expect(everywhere()).not.toContain('qQ7x');
  });

  it('when it is left half-way, then nothing of it is kept for the next time', () => {
    const { stage, app } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    typeKeys(app, 'half-of-it-');
    press(app, 'esc', 'enter');
    typeKeys(app, secret);
    press(app, 'enter');
    expect([...stage.lent.values()]).toEqual([secret]);
  });

  it('when it is run another time, then it is asked for another time', () => {
    const { stage, app } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    typeKeys(app, secret);
    press(app, 'enter', 'y');
    stage.ends(ref, { verdict: 'failed', said: 'answered 500, which proves nothing' });
    press(app, 'enter', 'enter');
    expect(app.c.view.pane).toMatchObject({ kind: 'secret', count: 0 });
  });

  it('when the end of the run comes while it is typed, then it is gone', () => {
    const { stage, app } = atProof();
    press(app, 'enter');
    typeLine(app, 'hand');
    typeKeys(app, secret);
    stage.does({ type: 'stop', reason: 'Enough.' });
    expect(app.c.view.pane).toBeNull();
    press(app, 'enter');
    expect(stage.lent.size).toBe(0);
  });
});

describe('given a question for a reference to a secret', () => {
  it('when the secret itself is typed there, then no frame shows it, and neither view nor journal keeps it', () => {
    const { app, seen, everywhere } = atProof();
    press(app, 'enter');
    app.press({ paste: secret });
    expect(screenOf(app)).toContain('*'.repeat(secret.length));
    press(app, 'enter');
    expect(app.c.view.pane).toMatchObject({ form: 'plan-action', field: { text: '' } });
    expect(screenOf(app)).toContain('what was typed is gone');
    press(app, 'esc');
    expect(seen.join('\n')).not.toContain(secret);
    expect(JSON.stringify(app.c.entries)).not.toContain(secret);
    expect(JSON.stringify(app.c.view)).not.toContain(secret);
    expect(everywhere().split(secret)).toHaveLength(2);
  });

  it.each(['env:OLD_TOKEN', 'file:/run/secrets/old'])('when it is %s, then it is run by that', (reference) => {
    const { stage, app } = atProof();
    press(app, 'enter');
    app.press({ paste: reference });
    // What names a place is no secret: it can be read while it is typed.
    expect(screenOf(app)).toContain(reference);
    press(app, 'enter', 'y');
    expect(app.c.entries.find(({ type }) => type === 'action.planned')).toMatchObject({ subjects: { old: reference } });
    expect(app.c.entries.at(-1)).toMatchObject({ type: 'action.requested' });
    expect(stage.lent.size).toBe(0);
  });
});
