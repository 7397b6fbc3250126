/** FIRST's Traffic Light Protocol, version 2.0 (https://www.first.org/tlp/), from the narrowest. */
export const tlps = ['RED', 'AMBER+STRICT', 'AMBER', 'GREEN', 'CLEAR'] as const;
export type Tlp = (typeof tlps)[number];

/** For whom a report is. */
export const audiences = ['executives', 'responders', 'auditors', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** Parts of the model that an audience may not see. */
export type SectionKey =
  | 'decisionsNeeded'
  | 'metrics'
  | 'milestones'
  | 'objectives'
  | 'review'
  | 'assessment'
  | 'improvements'
  | 'attack'
  | 'actions'
  | 'decisions'
  | 'scope'
  | 'injects'
  | 'messages'
  | 'calls'
  | 'clocks'
  | 'deviations'
  | 'openQuestions'
  | 'people'
  | 'evidence'
  | 'amendments'
  | 'timeline'
  | 'integrity';

export interface Marking {
  /** The label without `TLP:`; null: nobody has set one, and the report is for nobody in particular. */
  readonly tlp: Tlp | null;
  /** What stands on it of privilege; null: nothing. */
  readonly privilege: string | null;
  /** Null: everything is in it. */
  readonly audience: Audience | null;
  readonly state: 'draft' | 'final';
}

/** How far it may go where nobody says otherwise. */
export const usualTlp: Readonly<Record<Audience, Tlp>> = {
  executives: 'AMBER+STRICT',
  responders: 'AMBER+STRICT',
  auditors: 'AMBER+STRICT',
  public: 'CLEAR',
};

/** What `--privileged` alone says. */
export const usualPrivilege = 'Privileged & confidential: prepared at the direction of counsel';

/** The marks that stand on every page and before every heading, in their order: `TLP:AMBER`, `DRILL`, `DRAFT`. */
export function marksOf(report: {
  readonly marking: Marking;
  readonly damage: { readonly sort: string } | null;
  readonly overview: { readonly mark: string };
}): string[] {
  const { marking, damage, overview } = report;
  return [
    ...(marking.tlp === null ? [] : [`TLP:${marking.tlp}`]),
    ...(marking.privilege === null ? [] : ['PRIVILEGED']),
    ...(overview.mark === 'LIVE' ? [] : [overview.mark]),
    ...(marking.state === 'draft' ? ['DRAFT'] : []),
    ...(damage === null ? [] : [damage.sort === 'torn' ? 'INCOMPLETE' : 'DAMAGED JOURNAL']),
  ];
}

/** The same for where a page is not otherwise known for what it is: `LIVE` too. */
export function pageMarksOf(report: Parameters<typeof marksOf>[0]): string[] {
  const { mark } = report.overview;
  return mark === 'LIVE' ? [mark, ...marksOf(report)] : marksOf(report);
}
