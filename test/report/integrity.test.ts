import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/engine/definition.ts';
import { reportModel } from '../../src/report/report.ts';
import { playedOut, Run, section } from './build.ts';
import { PLAYBOOK } from './small-drill.ts';

describe('what a report rests on', () => {
  it('given a run, when it is reported, then its head, its length, its documents and its tool are in it', () => {
    const run = playedOut();
    expect(run.report.integrity).toMatchObject({
      head: run.entries.at(-1)?.hash,
      entries: run.entries.length,
      tool: 'breakglass 0.1.0',
      playbook: { id: 'small', version: '1.2.0', sha256: sha256(PLAYBOOK) },
      scenario: { id: 'small-drill', version: '1.0.0' },
    });
  });

  it('given a run, when it is reported, then the command that checks it is in it', () => {
    const run = playedOut();
    const command = `breakglass verify run-7f3a --head ${run.entries.at(-1)?.hash}`;
    expect(section(run.markdown, 'Integrity')).toContain(`To check it: \`${command}\``);
  });

  it('given any run, when it is reported, then what an unanchored journal cannot prove is said plainly', () => {
    const text = section(new Run().markdown, 'Integrity');
    expect(text).toContain('**What it cannot show:**');
    expect(text).toContain('That nothing was cut off the end.');
    expect(text).toContain('That the whole journal was not written anew.');
  });

  it('given the same entries, when they are reported twice, then the reports are the same', () => {
    const run = playedOut();
    expect(reportModel(run.entries, run.definition)).toEqual(run.report);
    expect(run.markdown).toBe(run.markdown);
  });

  it('given entries without their beginning, when they are reported, then it says what is wrong', () => {
    const run = playedOut();
    expect(() => reportModel(run.entries.slice(1), run.definition)).toThrow(
      /first entry must be the one that opened it/,
    );
    expect(() => reportModel([], run.definition)).toThrow(RangeError);
  });

  it('given evidence, when it is reported, then it stands with its hash and its first line', () => {
    expect(section(playedOut().markdown, 'Evidence')).toContain(
      `- T +20 min, hand-back, Mara (Incident lead): text, 12 bytes, SHA-256 \`${'ab'.repeat(32)}\`. “handed back”`,
    );
  });
});
