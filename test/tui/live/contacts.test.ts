import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CallBook } from '../../../src/run/contacts.ts';
import { playRun } from '../../../src/tui/play.tsx';
import type { Size } from '../../../src/tui/terminal.ts';
import { contactsOf, team } from '../../contacts/given.ts';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { openStage } from '../stage.ts';
import { openLive } from './stage.ts';

/** In Stockholm it is 06:17 at T: before work. In Sydney it is 14:17. */
const book: CallBook = { contacts: contactsOf(team), carriers: {} };
const minute = 60_000;

function opened(size: Size = { columns: 100, rows: 40 }, more: Partial<CallBook> = {}, isDrill = false) {
  const stage = isDrill ? openStage() : openLive();
  const { app } = openApp(stage, 'run', 'Mara', { book: { ...book, ...more }, size: () => size });
  return { stage, app };
}
const pagesOf = ({ session }: ReturnType<typeof opened>['stage']) => Object.values(session.state.pages);

describe('given contacts', () => {
  it('when p is pressed, then it is there who to call, in which order, at which number, and what time it is there', () => {
    const { app } = opened();
    press(app, 'p');
    expect(app.c.view.screen).toBe('contacts');
    const screen = screenOf(app);
    expect(screen).toContain('lead: ');
    expect(screen).toMatch(/1\. Kim, \+61491570006, Mon 14:17, wait 2m/);
    expect(screen).toMatch(/2\. Mara, \+46701740605, Mon 06:17 OUT OF HOURS, wait 2m/);
    expect(screen).toMatch(/5\. Ines, \+447700900123, the last/);
  });

  it('when somebody is called, then the screens say whom to call at which number until one answers', () => {
    const { app, stage } = opened();
    press(app, 'p', 'p', 'home', 'enter');
    typeLine(app, 'A runner was taken.');
    const [page] = pagesOf(stage);
    expect(page).toMatchObject({ who: 'lead', text: 'A runner was taken.', status: 'waiting', turn: 0 });
    expect(page?.chain.map(({ name }) => name)).toEqual(['Kim', 'Mara', 'Jon', 'Ines', 'Ines']);
    expect(JSON.stringify(stage.session.entries)).not.toContain('61491570006');
    expect(screenOf(app)).toContain('CALLING Kim +61491570006 for lead: 02:00 left, then Mara');
    press(app, 'esc');
    expect(screenOf(app)).toMatch(/CALL {2}Kim \+61491570006 for lead: 02:00 left, then Mara {3}p answers it/);
    stage.wait(2 * minute);
    stage.session.dispatch({ type: 'wake' });
    expect(screenOf(app)).toContain('CALL  Mara +46701740605 for lead: 02:00 left, then Jon');
    press(app, 'p', 'a', 'home', 'enter');
    expect(pagesOf(stage)[0]).toMatchObject({ status: 'answered', answeredBy: 'Mara' });
    expect(screenOf(app)).not.toContain('CALLING');
  });

  it('when nobody is chosen, then whom to call first is marked: the keys p, p and Enter call nobody outside the contacts', () => {
    const { app, stage } = opened();
    press(app, 'p', 'p', 'enter');
    typeLine(app, 'Come.');
    expect(pagesOf(stage)[0]).toMatchObject({ who: 'lead', turn: 0 });
  });

  it('when N is pressed, then the next is called at once; x calls it off, with a reason', () => {
    const { app, stage } = opened();
    press(app, 'p', 'p', 'home', 'enter');
    typeLine(app, 'Come.');
    press(app, 'N');
    expect(pagesOf(stage)[0]).toMatchObject({ turn: 1 });
    press(app, 'x');
    typeLine(app, 'She is here.');
    expect(pagesOf(stage)[0]).toMatchObject({ status: 'called-off' });
  });

  it('when nobody of the chain answers, then that is said until somebody does', () => {
    const { app, stage } = opened();
    press(app, 'p', 'p', 'home', 'enter');
    typeLine(app, 'Come.');
    for (let turn = 0; turn < 5; turn += 1) press(app, 'N');
    expect(screenOf(app)).toContain('CALLED, and nobody answered for lead: all 5 were called');
    press(app, 'a', 'end', 'enter');
    typeLine(app, 'Ada');
    expect(pagesOf(stage)[0]).toMatchObject({ status: 'answered', answeredBy: 'Ada' });
  });

  it('when a channel carries messages to people, then it says that they were told, and by what', () => {
    const { app, stage } = opened(undefined, { carriers: { sms: 'texts' } });
    press(app, 'p', 'p');
    app.press({ paste: 'management' });
    press(app, 'enter');
    typeLine(app, 'Come.');
    // The run of this test is told nowhere, so its entry names no channel.
    expect(pagesOf(stage)[0]?.chain[0]).toEqual({
      person: 'ines',
      name: 'Ines',
      by: 'sms',
      wait: 5 * minute,
      why: 'chain management',
    });
    expect(screenOf(app)).toContain('CALLING Ines +447700900123 by sms for management');
  });
});

describe('given contacts that cannot be read', () => {
  it('then that is said at once, and where the contacts would be, and somebody can be called by name all the same', () => {
    const stage = openLive();
    const { app } = openApp(stage, 'run', 'Mara', {
      book: { broken: 'contacts.yaml:1:9: this bracket [ is not closed.' },
    });
    expect(screenOf(app)).toContain('The contacts cannot be read: contacts.yaml:1:9');
    press(app, 'p');
    expect(screenOf(app)).toMatch(/The contacts cannot be read\. contacts\.yaml:1:9: this bracket/);
    expect(screenOf(app)).not.toContain('No contacts are set up');
    press(app, 'p');
    typeLine(app, 'Ada');
    typeLine(app, 'Come.');
    expect(pagesOf(stage)).toMatchObject([{ who: 'Ada' }]);
  });
});

describe('given no contacts', () => {
  it('then somebody can be called by name all the same', () => {
    const stage = openLive();
    const { app } = openApp(stage);
    press(app, 'p');
    expect(screenOf(app)).toContain('No contacts are set up on this machine');
    press(app, 'p');
    typeLine(app, 'Ada');
    typeLine(app, 'Come.');
    expect(pagesOf(stage)).toMatchObject([{ who: 'Ada', chain: [{ name: 'Ada', by: 'phone' }] }]);
    expect(screenOf(app)).toContain('CALLING Ada for Ada: 05:00 left, nobody after');
  });
});

describe('given a drill', () => {
  it('then the hour is that of its story, and it says that nobody is really called', () => {
    const { app } = opened(undefined, {}, true);
    press(app, 'p');
    expect(screenOf(app)).toContain('A drill: say that you call. Nobody is really called.');
    press(app, 'p', 'home', 'enter');
    typeLine(app, 'Come.');
    expect(screenOf(app)).toMatch(/CALLING \w+ \(say that you call\) for lead: /);
    press(app, 'esc');
    expect(screenOf(app)).not.toContain('+4');
  });
});

describe('given any size', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 40, rows: 15 },
  ])('of $columns x $rows, then whom to call, and the keys for it, are in sight', (size) => {
    const { app } = opened(size);
    press(app, 'p', 'p', 'home', 'enter');
    typeLine(app, 'Come.');
    const screen = screenOf(app);
    const lines = screen.split('\n');
    expect(lines.length).toBeLessThanOrEqual(size.rows);
    expect(lines.every((line) => line.length <= size.columns)).toBe(true);
    expect(screen.replace(/\s+/g, ' ')).toContain('CALLING Kim +61491570006 for lead');
    expect(screen).toMatch(/a answered/);
    expect(screen).toContain('LIVE');
    press(app, 'esc');
    expect(screenOf(app)).toContain(' CALL ');
  });

  it('in plain lines the same is said, and typed', async () => {
    const stage = openLive();
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    let said = '';
    stdout.on('data', (text) => {
      said += String(text);
    });
    const streams = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
    const ended = playRun({
      session: stage.session,
      you: { person: 'Mara' },
      fresh: false,
      book,
      options: { color: false, screenReader: true, streams },
    });
    stdin.end(`${['p', 'p', 'lead', 'Come.', 'q', 'p', 'a', '1', 'q', 'q', 'y'].join('\n')}\n`);
    await ended;
    expect(said).toContain('CALL Kim +61491570006 for lead: 02:00 left, then Mara. Type p.');
    expect(said).toContain('Kim answered for lead');
    expect(pagesOf(stage)).toMatchObject([{ status: 'answered', answeredBy: 'Kim' }]);
  });
});
