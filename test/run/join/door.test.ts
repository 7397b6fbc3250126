import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canary } from '../../helpers/join/house.ts';
import { noteFrom, openedHere, visitor } from './given.ts';

const olga = { person: 'Olga', role: 'operator' };

describe('given a run with its door open', () => {
  it('when somebody comes, then they are told who holds it and how far it is', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    expect(await jon.enters()).toEqual([
      expect.objectContaining({ pid: process.pid }),
      { is: 'welcome', seq: session.state.seq, wall: expect.any(Number) },
    ]);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  it('when they say something, then it is journaled as theirs and from their terminal, before they are told', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    jon.says(noteFrom(1, 'They called back.'));
    const { seq } = session.state;
    expect(await jon.hears()).toEqual({ is: 'at', seq: seq + 1 });
    expect(await jon.hears()).toEqual({ is: 'done', id: 1, seq: seq + 1, refusal: null });
    const last = JSON.parse(readFileSync(session.journal, 'utf8').trimEnd().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'note.added', by: { person: 'Jon' }, typedBy: 'jon@there pts/3' });
  });

  it('when something happens, then they are told how far it is', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    session.dispatch({ type: 'note', text: 'A note.' }, olga);
    expect(await jon.hears()).toEqual({ is: 'at', seq: session.state.seq });
  });

  it('when what they say holds a secret of the holder, then it is masked', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters({ typedBy: `jon@${canary}` });
    jon.says(noteFrom(1, `It was ${canary}.`, { by: { person: canary } }));
    await jon.answered(1);
    const journal = readFileSync(session.journal, 'utf8');
    expect(journal).toContain('It was [CANARY].');
    expect(journal).not.toContain(canary);
  });

  it('when they say a role that they do not hold, then they speak without it', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    jon.says(noteFrom(1, 'A note.', { by: { person: 'Jon', role: 'lead' } }));
    await jon.answered(1);
    expect(session.entries.at(-1)?.by).toEqual({ person: 'Jon' });
  });

  it('when a command comes after its time, then it is not done', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    const { seq } = session.state;
    jon.says(noteFrom(1, 'Late.', { until: Date.now() - 1 }));
    expect(await jon.answered(1)).toMatchObject({ seq, refusal: { message: expect.stringContaining('too late') } });
  });

  it('when they are of another version, then they are sent away with both', async () => {
    const { socket } = await openedHere();
    const jon = visitor(socket);
    const [, told] = await jon.enters({ version: '9.9.9' });
    expect(told).toMatchObject({ is: 'turned-away', message: expect.stringContaining('9.9.9') });
    await jon.ended;
  });

  it('when they observe, then nothing that they ask for is done', async () => {
    const { session, socket } = await openedHere();
    const eye = visitor(socket);
    await eye.enters({ observes: true });
    const { seq } = session.state;
    eye.says(noteFrom(1));
    expect(await eye.answered(1)).toMatchObject({ refusal: { code: 'not-allowed' } });
    eye.says({ do: 'keep', id: 2, bytes: 0 });
    expect(await eye.answered(2)).toMatchObject({ is: 'problem' });
    eye.says({ do: 'lend', id: 3, name: 'subject:prove/token/old', value: 'a-secret-value' });
    expect(await eye.answered(3)).toMatchObject({ is: 'problem' });
    expect(session.state.seq).toBe(seq);
  });

  it('when it is shut, then what happens is still told, and nothing new is done', async () => {
    const { session, door, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    door.shut();
    jon.says(noteFrom(1));
    expect(await jon.answered(1)).toMatchObject({ refusal: { message: expect.stringContaining('leaving') } });
    session.dispatch({ type: 'note', text: 'A note.' }, olga);
    expect(await jon.hears()).toEqual({ is: 'at', seq: session.state.seq });
  });

  it('when it is left, then everybody is told, and whoever comes after that', async () => {
    const { session, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    session.leave();
    expect(await jon.hears()).toEqual({ is: 'left' });
    expect(await jon.hears()).toBeUndefined();
    await jon.ended;
  });

  it.each(['GITHUB_TOKEN', 'CANARY'])(
    'when they lend %s, which actions work with, then it is refused',
    async (name) => {
      const { socket } = await openedHere();
      const jon = visitor(socket);
      await jon.enters();
      jon.says({ do: 'lend', id: 1, name, value: 'a-secret-value' });
      expect(await jon.answered(1)).toMatchObject({ is: 'problem' });
    },
  );

  it('when they send the bytes of a file in pieces, then it is kept under its hash and its bare name', async () => {
    const { session, dir, socket } = await openedHere();
    const jon = visitor(socket);
    await jon.enters();
    jon.says({ do: 'keep', id: 1, bytes: 8, name: '../../etc/pass\u001bwd' });
    for (const part of ['half', 'half']) jon.says({ do: 'chunk', id: 1, data: Buffer.from(part).toString('base64') });
    const kept = (await jon.answered(1)) as { evidence: { sha256: string } };
    expect(kept).toMatchObject({ is: 'kept', evidence: { bytes: 8, name: 'pass\u001bwd', excerpt: 'halfhalf' } });
    expect(readFileSync(`${dir}/evidence/${session.run}/${kept.evidence.sha256}`, 'utf8')).toBe('halfhalf');
  });
});

describe('given who means harm, or is broken', () => {
  const sentAway = { is: 'turned-away', message: expect.any(String) };

  it.each<[string, string | Buffer]>([
    ['garbage', 'GET / HTTP/1.1\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x0a])],
    ['JSON that is no object', '[]\n'],
    ['a word that is not known', '{"do":"constructor"}\n'],
    ['a field too many', '{"do":"lend","id":1,"name":"subject:a","value":"abcdefgh","more":1}\n'],
    ['a field that is missing', '{"do":"ask","id":1,"ask":{"type":"note","text":"x"},"by":{"person":"Jon"}}\n'],
    ['nobody who speaks', `${JSON.stringify(noteFrom(1, 'x', { by: { person: ' ' } }))}\n`],
    ['a second hello', '{"do":"hello","version":"0.1.0","typedBy":"jon","observes":false}\n'],
    ['brackets without end', `${'['.repeat(900_000)}\n`],
    ['ten megabytes on one line', `"${'x'.repeat(10_000_000)}"\n`],
    ['more evidence than is kept', '{"do":"keep","id":1,"bytes":99999999999}\n'],
  ])('when they send %s, then they are sent away and the run goes on', async (_, sent) => {
    const { session, socket } = await openedHere();
    const eve = visitor(socket);
    await eve.enters();
    eve.connection.write(sent);
    expect(await eve.hears()).toEqual(sentAway);
    await eve.ended;
    const jon = visitor(socket);
    await jon.enters();
    jon.says(noteFrom(1));
    expect(await jon.answered(1)).toMatchObject({ refusal: null });
    expect(session.broken).toBeNull();
  });

  it('when they speak before they said who they are, then they are sent away', async () => {
    const { session, socket } = await openedHere();
    const { seq } = session.state;
    const eve = visitor(socket);
    eve.says(noteFrom(1));
    await eve.hears();
    expect(await eve.hears()).toEqual(sentAway);
    expect(session.state.seq).toBe(seq);
  });

  it('when they send more than they said, then they are sent away', async () => {
    const { socket } = await openedHere();
    const eve = visitor(socket);
    await eve.enters();
    eve.says({ do: 'keep', id: 1, bytes: 1 });
    eve.says({ do: 'chunk', id: 1, data: Buffer.from('four').toString('base64') });
    expect(await eve.answered(1)).toEqual(sentAway);
  });

  it('when half a line stays half, then nobody else waits for it', async () => {
    const { socket } = await openedHere();
    const eve = visitor(socket);
    await eve.enters();
    eve.connection.write('{"do":"ask",');
    const jon = visitor(socket);
    await jon.enters();
    jon.says(noteFrom(1));
    expect(await jon.answered(1)).toMatchObject({ refusal: null });
    const { ask, ...rest } = noteFrom(2, 'In two halves.');
    eve.connection.write(JSON.stringify({ ...rest, ask }).slice('{"do":"ask",'.length));
    eve.connection.write('\n');
    expect(await eve.answered(2)).toMatchObject({ refusal: null });
  });

  it('when they go in the middle of a command, then it was done or not, and the run goes on', async () => {
    const { session, socket } = await openedHere();
    for (const cut of [undefined, 40]) {
      const eve = visitor(socket);
      await eve.enters();
      eve.connection.write(`${JSON.stringify(noteFrom(1, 'The last word.'))}\n`.slice(0, cut));
      eve.connection.destroy();
      await eve.ended;
    }
    const jon = visitor(socket);
    await jon.enters();
    jon.says(noteFrom(1, 'And on.'));
    expect(await jon.answered(1)).toMatchObject({ refusal: null });
    expect(session.entries.filter(({ type }) => type === 'note.added').length).toBeLessThanOrEqual(2);
  });

  it('when they flood it and take no answer, then others are heard between, and what waits for them stays small', async () => {
    const { session, socket } = await openedHere();
    const eve = visitor(socket);
    await eve.enters();
    eve.connection.pause();
    const wrong = `${JSON.stringify({ ...noteFrom(1), ask: { type: 'take', step: 'x'.repeat(5000) } })}\n`;
    const isFull = () => new Promise<void>((resolve) => eve.connection.once('drain', resolve));
    let sent = 0;
    const flood = (async () => {
      for (; sent < 20_000 && eve.connection.writable; sent += 1) if (!eve.connection.write(wrong)) await isFull();
    })();
    for (let id = 1; id <= 50; id += 1) {
      const jon = visitor(socket);
      await jon.enters();
      jon.says(noteFrom(id));
      expect(await jon.answered(id)).toMatchObject({ refusal: null });
      jon.connection.destroy();
      session.dispatch({ type: 'note', text: 'Typed here.' }, olga);
    }
    // The system's own buffers are full, and nobody takes more from her than she takes.
    expect(sent).toBeLessThan(20_000);
    eve.connection.destroy();
    await Promise.race([flood, eve.ended]);
  });

  it('when many come and stay silent, then it is full, and has room again when they go', async () => {
    const { socket } = await openedHere();
    const crowd = Array.from({ length: 32 }, () => visitor(socket));
    for (const one of crowd) await one.enters();
    const late = visitor(socket);
    await late.hears();
    expect(await late.hears()).toEqual({ ...sentAway, message: expect.stringContaining('Too many') });
    crowd[0]?.connection.destroy();
    for (;;) {
      const next = visitor(socket);
      const [, told] = await next.enters();
      if ((told as { is: string }).is === 'welcome') break;
    }
  });
});
