import type { Source } from './source.ts';

export interface IntegrityReport {
  /** Hash of the last line. */
  readonly head: string;
  readonly entries: number;
  readonly run: string;
  readonly tool: string;
  readonly playbook: VersionedDocument;
  readonly scenario: VersionedDocument | null;
  /** The command that checks it elsewhere. */
  readonly verify: string;
  /** What the chain of hashes shows. */
  readonly proves: readonly string[];
  /** What it cannot show by itself. */
  readonly doesNotProve: readonly string[];
}

export interface VersionedDocument {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

/** What this report rests on, how to check it, and what such a check is worth. */
export function integrityOf(source: Source): IntegrityReport {
  const opened = source.of('run.opened')[0];
  const head = source.entries.at(-1)?.hash ?? '';
  const run = opened?.run ?? '';
  const pick = ({ id, version, sha256 }: VersionedDocument) => ({ id, version, sha256 });
  return {
    head,
    entries: source.entries.length,
    run,
    tool: opened?.tool ?? '',
    playbook: pick(opened?.playbook ?? { id: '', version: '', sha256: '' }),
    scenario: opened?.scenario ? pick(opened.scenario) : null,
    verify: `breakglass verify ${run} --head ${head}`,
    proves: [
      'No entry was changed, taken out, put in or moved before the head that you compare with.',
      'The playbook and the scenario are in the first entry as they were at the opening, so the run can be replayed without the files.',
      'A correction stands beside what it corrects. Nothing is rewritten.',
    ],
    doesNotProve: [
      'That nothing was cut off the end. A journal that lost its last entries still verifies, unless you compare with a head that was kept elsewhere: in this report, in a message, on paper.',
      'That the whole journal was not written anew. Who can write the file can make a new one with good hashes. Only a head that somebody else kept at the time shows it.',
      'That the times are right. They are those of the clock of the machine on which the run was kept.',
      'That the people named are those who spoke. The journal says who was named and which system account typed.',
      'That what was told is true. It shows that it was told, when, and in what order.',
    ],
  };
}
