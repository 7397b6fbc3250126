import type { Acting } from './actions.ts';
import type { Source } from './source.ts';

export interface IntegrityReport {
  /** Hash of the last line. */
  readonly head: string;
  readonly entries: number;
  readonly run: string;
  readonly tool: string;
  readonly playbook: VersionedDocument;
  readonly scenario: VersionedDocument | null;
  /** Catalogues of actions that an incident was opened with, and whether anything of each was run. */
  readonly catalogues: readonly (VersionedDocument & { readonly used: boolean })[];
  /** How often an incident was cut off while something ran or repeated, and how many outcomes nobody knew after it. */
  readonly cutOff: { readonly times: number; readonly unknown: number };
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
export function integrityOf(source: Source, acting: readonly Acting[]): IntegrityReport {
  const opened = source.of('run.opened')[0];
  const head = source.entries.at(-1)?.hash ?? '';
  const run = opened?.run ?? '';
  const isUsed = (id: string) => acting.some(({ report }) => report.action.startsWith(`${id}/`));
  const pick = ({ id, version, sha256 }: VersionedDocument) => ({ id, version, sha256 });
  return {
    head,
    entries: source.entries.length,
    run,
    tool: opened?.tool ?? '',
    playbook: pick(opened?.playbook ?? { id: '', version: '', sha256: '' }),
    scenario: opened?.scenario ? pick(opened.scenario) : null,
    catalogues: (opened?.catalogues ?? []).map((catalogue) => ({ ...pick(catalogue), used: isUsed(catalogue.id) })),
    cutOff: cutOffIn(source),
    verify: `breakglass verify ${run} --head ${head}`,
    proves: [
      'No entry was changed, taken out, put in or moved before the head that you compare with.',
      `${source.exercise ? 'The playbook and the scenario' : 'The playbook and the catalogues of actions'} are in the first entry as they were at the opening, so the run can be replayed without the files.`,
      'A correction stands beside what it corrects. Nothing is rewritten.',
    ],
    doesNotProve: [
      'That nothing was cut off the end. A journal that lost its last entries still verifies, unless you compare with a head that was kept elsewhere: in this report, in a message, on paper.',
      'That the whole journal was not written anew. Who can write the file can make a new one with good hashes. Only a head that somebody else kept at the time shows it.',
      'That the times are right. They are those of the clock of the machine on which the run was kept.',
      'That the people named are those who spoke. The journal says who was named and which system account typed.',
      ...(source.exercise ? [] : [doneOutside]),
      'That what was told is true. It shows that it was told, when, and in what order.',
    ],
  };
}

const doneOutside =
  'That nothing else was done. It has what was run and told here, with the answers as they came; what somebody did elsewhere and never told is not in it.';

/** What ran when the program ended is told right after it was gone on with. */
function cutOffIn(source: Source): IntegrityReport['cutOff'] {
  const { entries } = source;
  let unknown = 0;
  const recovered = source.of('run.recovered');
  for (const { seq } of recovered) {
    const after = entries.slice(entries.findIndex((entry) => entry.seq === seq) + 1);
    const follows = after.findIndex(({ type }) => type !== 'step.unknown' && type !== 'step.failed');
    unknown += after
      .slice(0, follows < 0 ? after.length : follows)
      .filter(({ type }) => type === 'step.unknown').length;
  }
  return { times: recovered.length, unknown };
}
