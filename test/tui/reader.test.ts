import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { playRun } from '../../src/tui/play.tsx';
import { openStage, type Stage } from './stage.ts';

/** A run read aloud: the lines that are typed, all at once, and what was said. */
async function hear(stage: Stage, typed: readonly string[], fresh = false, columns?: number) {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
  let said = '';
  stdout.on('data', (text) => {
    said += String(text);
  });
  const streams = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
  const ended = playRun({
    session: stage.session,
    you: { person: 'Mara' },
    fresh,
    options: { color: false, screenReader: true, streams },
    onReport: () => '/reports/run.md',
  });
  stdin.end(`${typed.join('\n')}\n`);
  const how = await ended;
  return { how, said };
}

describe('given a screen reader', () => {
  it('when a drill is played by lines, then it comes to its end', async () => {
    const stage = openStage({ paused: true });
    const { how, said } = await hear(
      stage,
      [
        '', // begin
        'm',
        '', // the message, read
        '',
        '', // acknowledge: taken up, done
        '',
        'yes',
        'Nobody can explain it.', // confirm
        '',
        '2',
        'None passes through.', // personal-data
        '2',
        '',
        'release.yml',
        'lint.yml',
        '', // the survey
        '',
        'a', // isolate: asked for, approved
        '', // done
        'stop',
        '1',
        'We have seen enough.', // play ends, by its name in the palette
        'c',
        'y', // closed
        'q',
      ],
      true,
    );
    expect(how).toBe('closed');
    const { state } = stage.session;
    expect(state.steps.confirm?.['-']?.choice).toBe('confirmed');
    expect(Object.values(state.register.stage ?? {}).map(({ name }) => name)).toEqual([
      'build.yml',
      'release.yml',
      'lint.yml',
    ]);
    expect(said).toContain('DRILL: The release nobody cut');
    expect(said).toContain('In the register: build.yml, release.yml, lint.yml');
    expect(said).toContain('/reports/run.md');
  });

  it('when a step answers, then that is read, and an empty line goes on', async () => {
    const stage = openStage({ responses: { confirm: { show: 'e91b0c4 acme-ci\u0007' } } });
    const { said } = await hear(stage, ['', '', '', '', 'yes', 'Nobody can explain it.', 'v', '', 'q', 'y']);
    expect(said).toMatch(/ANSWER {2}confirm\ne91b0c4 acme-ci\nIs this a real compromise\?/);
    expect(said).toContain('An empty line goes on.');
    expect(stage.session.state.steps.confirm?.['-']?.choice).toBe('confirmed');
    expect(said.split('e91b0c4 acme-ci').length).toBeGreaterThan(2);
  });

  it('when an answer comes while nobody types, then it is said at once how to read it', async () => {
    const stage = openStage({ responses: { confirm: { show: 'e91b0c4', takes: 60_000 } } });
    const stdin = new PassThrough();
    const stdout = new PassThrough();
    let said = '';
    stdout.on('data', (text) => {
      said += String(text);
    });
    const streams = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
    const options = { color: false, screenReader: true, streams };
    const ended = playRun({ session: stage.session, you: { person: 'Mara' }, fresh: false, options });
    stage.session.dispatch({ type: 'finish', step: 'acknowledge' }, { person: 'Mara', role: 'lead' });
    stage.session.dispatch({ type: 'take', step: 'confirm' }, { person: 'Mara', role: 'lead' });
    stage.wait(60_000);
    stdin.end('q\ny\n');
    await ended;
    expect(said).toContain('1 answer to read, from confirm: type v.');
  });

  it('only ever adds lines: no sequence, no symbol, no rule', async () => {
    const { said } = await hear(openStage(), ['?', 't', 'esc', 'r', 'esc', 'b', 'esc', '', '', 'q', 'y']);
    expect(said).toMatch(/^[\x20-\x7e\n]*$/);
    expect(said).not.toMatch(/---|\r/);
  });

  it('says DRILL before what there is to do, and breaks no word on a narrow terminal', async () => {
    const { said } = await hear(openStage(), ['', 'q', 'y'], false, 40);
    expect(said).toMatch(/^DRILL NOW for Mara/m);
    for (const line of said.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  });

  it('when a signal ends it, then it was interrupted', async () => {
    const stdin = new PassThrough();
    const streams = {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: new PassThrough() as unknown as NodeJS.WriteStream,
    };
    const options = { color: false, screenReader: true, streams };
    const ended = playRun({ session: openStage().session, you: { person: 'Mara' }, fresh: false, options });
    process.emit('SIGTERM');
    expect(await ended).toBe('interrupted');
  });

  it('lists what can be done with numbers, and takes a number', async () => {
    const stage = openStage();
    const { said } = await hear(stage, ['?', '2', 'A note by its number.']);
    expect(said).toMatch(/^1 take it up \(enter\)$/m);
    expect(said).toMatch(/^2 note \(n\)$/m);
    expect(stage.session.entries.at(-1)).toMatchObject({ type: 'note.added', text: 'A note by its number.' });
  });

  it('says messages with DRILL before them, as they come', async () => {
    const stage = openStage();
    const { said } = await hear(stage, ['release-inject', '1', 'regulator-calls', 'm', '!later']);
    expect(said).toContain('DRILL MESSAGE A regulator, by phone, to legal');
    expect(said).toContain('1 DRILL message to read: type m.');
  });

  it('says what is refused and how to break the glass', async () => {
    const stage = openStage();
    stage.session.dispatch({ type: 'finish', step: 'acknowledge' }, { person: 'Mara' });
    stage.session.dispatch(
      { type: 'finish', step: 'confirm', choice: 'confirmed', rationale: 'x' },
      { person: 'Mara' },
    );
    stage.session.dispatch({ type: 'finish', step: 'personal-data', choice: 'no', rationale: 'x' }, { person: 'Mara' });
    const { said } = await hear(stage, ['finish', '1', 'isolate', 'G', 'The lead cannot be reached.']);
    expect(said).toMatch(/Refused: .*approval.*Type G to break the glass/);
    expect(stage.session.entries.some(({ type }) => type === 'glass.broken')).toBe(true);
  });

  it('when nothing more can be typed, then the run is left as it is', async () => {
    const { how } = await hear(openStage(), []);
    expect(how).toBe('left');
  });

  it('when a message is open, then ? lists what can be done with it', async () => {
    const { said } = await hear(openStage(), ['m', '?', 'q', 'q', 'y']);
    expect(said).not.toContain('Nothing here is called ?');
    expect(said).toMatch(/\n1 [^\n]+\([^\n]+\)\n/);
    expect(said).toContain('Type a number, or a key.');
  });
});
