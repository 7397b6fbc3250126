import type { Evidence } from '../engine/entries.ts';
import type { Acting } from './actions.ts';
import type { Moment, Source, Told, Who } from './source.ts';

const ALERT = 'the alert that raised it';

/** Something kept beside the journal under its hash. */
export interface EvidenceReport {
  readonly moment: Moment;
  readonly who: Who | null;
  /** The step that it was given for; of an incident's alert, that it is one. */
  readonly step: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly name?: string;
  /** The first line of a text that says something. */
  readonly excerpt?: string;
}

/** All evidence, in the order in which it was given. */
export function evidenceOf(source: Source, acting: readonly Acting[]): EvidenceReport[] {
  const given: Given[] = [
    ...source
      .of('run.opened')
      .map((entry) => ({ ...saying(source, entry), step: ALERT, evidence: listed(entry.alert?.evidence) })),
    ...[...source.of('step.done'), ...source.of('step.started')].flatMap((entry) =>
      entry.evidence ? { ...saying(source, entry), step: source.step(entry), evidence: entry.evidence } : [],
    ),
    ...acting.flatMap(({ report: { step, who, requested, calls, concluded } }) => [
      ...calls.map(({ ended, evidence }) => ({ moment: ended ?? requested, who, step, evidence })),
      ...concluded.map((one) => ({ moment: one.moment, who: one.who, step, evidence: one.evidence })),
    ]),
  ];
  return given
    .sort((a, b) => a.moment.entry - b.moment.entry)
    .flatMap(({ evidence, ...rest }) =>
      evidence.map(({ sha256, bytes, name, excerpt }) => ({
        ...rest,
        sha256,
        bytes,
        ...(name === undefined ? {} : { name }),
        ...(excerpt === undefined ? {} : { excerpt }),
      })),
    );
}

interface Given extends Pick<EvidenceReport, 'moment' | 'who' | 'step'> {
  readonly evidence: readonly Evidence[];
}

function saying(source: Source, entry: Told): Pick<Given, 'moment' | 'who'> {
  return { moment: source.moment(entry), who: source.who(entry.by) };
}

function listed(evidence: Evidence | undefined): readonly Evidence[] {
  return evidence ? [evidence] : [];
}
