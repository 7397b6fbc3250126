import { describe, expect, it } from 'vitest';
import { playedOut, Run, section } from './build.ts';

const closed = () => playedOut().at(30).do({ type: 'close' });

describe('corrections and amendments', () => {
  it('given an entry that was corrected, when it is reported, then what it said and what is right stand together', () => {
    const run = new Run().at(1).do({ type: 'note', text: 'Jon has the key.' });
    const seq = run.entries.length;
    run.at(2).do({ type: 'correct', corrects: seq, text: 'Ann has it.' });
    expect(run.report.amendments.corrections).toMatchObject([
      { corrects: seq, was: 'Mara noted: Jon has the key.', text: 'Ann has it.', afterClose: false },
    ]);
    expect(section(run.markdown, 'Corrections and amendments')).toContain(
      `- **Entry ${seq}** said: “Mara noted: Jon has the key.”. Corrected by entry ${run.entries.length} (Mara (Incident lead), 2026-05-10 14:02 UTC): Ann has it.`,
    );
  });

  it('given a closed run, when nothing came after, then there is one head and it is no draft', () => {
    const run = closed();
    const { draft, amendments } = run.report;
    expect(draft).toBeNull();
    expect(amendments.headAtClose).toBe(amendments.head);
    expect(section(run.markdown, 'Corrections and amendments')).toContain(
      'Nothing was added after the run was closed.',
    );
  });

  it('given a note after the run was closed, when it is reported, then it says so and both heads are in it', () => {
    const run = closed();
    const atClose = run.report.amendments.head;
    run.at(500).do({ type: 'note', text: 'The vendor called back.' });
    const { headAtClose, head, afterClose } = run.report.amendments;
    expect(headAtClose).toBe(atClose);
    expect(head).not.toBe(atClose);
    expect(afterClose).toMatchObject([{ text: 'Mara noted: The vendor called back.' }]);
    const text = section(run.markdown, 'Corrections and amendments');
    expect(text).toContain('**This run was amended after it was closed.**');
    expect(text).toContain(atClose);
    expect(text).toContain(head);
    expect(section(run.markdown, 'Integrity')).toContain(`Head when it was closed: \`${atClose}\``);
  });

  it('given a note after the close of something from before, when it is reported, then it says when that was', () => {
    const run = closed()
      .at(500)
      .do({ type: 'note', text: 'The vendor saw it.' }, { happened: '2026-05-10T14:12:00.000Z' });
    expect(section(run.markdown, 'Corrections and amendments')).toContain(
      '2026-05-10 22:20 UTC, happened 2026-05-10 14:12 UTC, Mara (Incident lead): Mara noted: The vendor saw it.',
    );
  });

  it('given a correction of what is hidden, when play still goes on, then the report does not tell it', () => {
    const run = new Run();
    const hidden = run.entries.find(({ type }) => type === 'world.moved');
    run.at(1).do({ type: 'correct', corrects: hidden?.seq ?? 0, text: 'Hm.' });
    expect(run.report.amendments.corrections[0]?.was).toBe('an entry that is hidden until the hot wash');
  });
});
