import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { playRun } from '../../../src/tui/play.tsx';
import { type LiveStage, openLive, openResponse } from './stage.ts';

const secret = 'hub_tok_5x8Kq2';

/** A terminal's input: it echoes unless it is told to be raw. */
class TtyInput extends PassThrough {
  readonly isTTY = true;
  readonly modes: boolean[] = [];
  setRawMode(raw: boolean): this {
    this.modes.push(raw);
    return this;
  }
}

function hearing(stage: LiveStage, fresh = false) {
  const stdin = new TtyInput();
  const stdout = new PassThrough();
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
    improvements: ['Write down who may disable a runner'],
  });
  return { stdin, ended, said: () => said };
}

/** A live run read aloud: the lines that are typed, all at once, and what was said. */
async function hear(stage: LiveStage, typed: readonly string[], fresh = false) {
  const { stdin, ended, said } = hearing(stage, fresh);
  stdin.end(`${typed.join('\n')}\n`);
  const how = await ended;
  return { how, said: said(), modes: stdin.modes };
}

const ran = (stage: LiveStage) => stage.session.entries.filter(({ type }) => type === 'action.requested').length;

describe('given a live run in plain lines', () => {
  it('says LIVE at the opening and before what there is to do, and what that means', async () => {
    const stage = openLive({ roles: { lead: 'Mara' }, title: 'A shell on ci-7' });
    const { said } = await hear(stage, ['?', 'a', '', 'q', 'y'], true);
    expect(said).toMatch(/^LIVE: A shell on ci-7, run stolen-runner-7f3a\.$/m);
    expect(said).toContain('LIVE: commands run against real systems');
    expect(said).toContain('Write down who may disable a runner');
    expect(said).toMatch(/^LIVE NOW for Mara/m);
    expect(stage.session.state.roles).toMatchObject({ operator: 'Mara', communicator: 'Mara' });
    expect(said).not.toMatch(/\b(?:play|exercise|jump)\b/);
  });

  it('when a command is to be run, then it is said in full, an empty line runs nothing, and y runs it', async () => {
    const stage = openResponse();
    const { said } = await hear(stage, ['2', '', '', '', 'y', 'q', 'y']);
    expect(said).toContain("deployctl freeze --reason 'incident stolen-runner-7f3a'");
    expect(said).toContain('y runs it, n does not.');
    expect(ran(stage)).toBe(1);
    expect(said).toContain('freeze runs: leaving tells it to stop');
  });

  it('when words are looked for that no command has, then that is said', async () => {
    const { said } = await hear(openResponse(), ['run', 'no such words', '!cancel', 'q', 'y']);
    expect(said).toContain('Nothing has "no such words" in it.');
  });

  it('when a survey is run, then its finds have numbers, and go in by them', async () => {
    const stage = openResponse();
    const { stdin, ended, said } = hearing(stage);
    const say = async (...lines: string[]) => {
      stdin.write(`${lines.join('\n')}\n`);
      await new Promise<void>((done) => setImmediate(() => setImmediate(done)));
    };
    await say('', '1', 'y');
    stage.ends({ step: 'survey-stages' }, {}, { json: [{ name: 'a.yml' }, { name: 'b.yml' }, { name: 'c.yml' }] });
    await say('1', '3', '!add', 'by hand', 'workflow', '', 'y', 'q', 'y');
    stdin.end();
    await ended;
    expect(said()).toMatch(/^1 found: a\.yml, workflow$/m);
    expect(said()).toContain('1 of what was found is not in the register. Finish all the same?');
    expect(said()).toMatch(/^1 marked: a\.yml, workflow$/m);
    expect(Object.values(stage.session.state.register.stage ?? {}).map(({ name }) => name)).toEqual([
      'a.yml',
      'c.yml',
      'by hand',
    ]);
    expect(stage.session.state.steps['survey-stages']?.['-']?.status).toBe('done');
  });

  it('only ever adds lines: no sequence, no symbol, no rule', async () => {
    const { said } = await hear(openResponse(), [
      '?',
      't',
      'esc',
      'r',
      'esc',
      'b',
      'esc',
      'd',
      'esc',
      '2',
      '',
      'n',
      'q',
      'y',
    ]);
    expect(said).toMatch(/^[\x20-\x7e\n]*$/);
    expect(said).not.toMatch(/---|===|\r/);
  });

  it('says that something is held after a crash, and goes on at a word', async () => {
    const stage = openResponse();
    stage.does({ type: 'finish', step: 'tell-consumers' });
    stage.crash();
    const { said } = await hear(stage, ['g', '1', 'q', 'y']);
    expect(said).toContain('HELD: what goes out by itself waits. g lets it go on.');
    expect(stage.session.state.held).toBe(false);
  });
});

describe('given a secret that is typed in plain lines', () => {
  const atProof = () => {
    const stage = openResponse();
    stage.knows('credential', 'token', 'npm-token');
    stage.does({ type: 'skip', step: 'revoke', item: 'npm-token', reason: 'It is dead.' });
    return stage;
  };

  it('then the terminal does not echo it, and it is lent without what was typed wrongly', async () => {
    const stage = atProof();
    const { said, modes } = await hear(stage, ['', 'hand', `wrong\u0015${secret}x\u007f`, 'n', 'q', 'y']);
    expect([...stage.lent.values()]).toEqual([secret]);
    expect(modes).toEqual([true, false]);
    expect(said).not.toContain(secret);
    expect(JSON.stringify(stage.session.entries)).not.toContain(secret);
  });

  it('then Ctrl-C still ends it, and the terminal is as it was', async () => {
    const { stdin, ended } = hearing(atProof());
    stdin.write('\nhand\n');
    await new Promise<void>((done) => setImmediate(() => setImmediate(done)));
    expect(stdin.modes).toEqual([true]);
    stdin.write('half-of-it\u0003');
    expect(await ended).toBe('interrupted');
    expect(stdin.modes).toEqual([true, false]);
  });
});
