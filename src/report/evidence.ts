import type { Moment, Source, Who } from './source.ts';

/** Something kept beside the journal under its hash. */
export interface EvidenceReport {
  readonly moment: Moment;
  readonly who: Who | null;
  /** The step that it was given for. */
  readonly step: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly name?: string;
  /** The first line of a text. */
  readonly excerpt?: string;
}

/** All evidence, in the order in which it was given. */
export function evidenceOf(source: Source): EvidenceReport[] {
  return [...source.of('step.done'), ...source.of('step.started')]
    .sort((a, b) => a.seq - b.seq)
    .flatMap((entry) =>
      (entry.evidence ?? []).map((evidence) => ({
        moment: source.moment(entry),
        who: source.who(entry.by),
        step: source.step(entry),
        sha256: evidence.sha256,
        bytes: evidence.bytes,
        ...(evidence.name === undefined ? {} : { name: evidence.name }),
        ...(evidence.excerpt === undefined ? {} : { excerpt: evidence.excerpt }),
      })),
    );
}
