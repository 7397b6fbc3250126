import type { PageState } from '../engine/state.ts';
import type { Moment, Source, Who } from './source.ts';

/** One who was called, and when their time began. */
export interface CalledReport {
  readonly name: string;
  /** `phone`, `sms`, `email`, `slack`; null where nothing reaches them. */
  readonly by: string | null;
  readonly why: string;
  readonly moment: Moment;
}

/** People who were called one after another, until somebody answered. */
export interface CallReport {
  readonly moment: Moment;
  /** A role's title, or whom else it was for. */
  readonly to: string;
  readonly text: string;
  readonly who: Who | null;
  readonly called: readonly CalledReport[];
  readonly outcome: PageState['status'];
  /** Who answered, and when that or any other end was. */
  readonly answeredBy: string | null;
  readonly ended: Moment | null;
}

/** Who was called for what, and who answered, oldest first. */
export function callsOf(source: Source): CallReport[] {
  return source.of('page.sent').map((sent) => {
    const { page, who, text, chain, by } = sent;
    const nexts = source.of('page.escalated').filter((one) => one.page === page);
    const called = [
      { turn: 0, moment: source.moment(sent) },
      ...nexts.map((one) => ({ turn: one.turn, moment: source.moment(one) })),
    ];
    const end = (['page.answered', 'page.called-off', 'page.exhausted'] as const)
      .flatMap((type) => source.of(type))
      .find((one) => one.page === page);
    const state = source.state.pages[page];
    return {
      moment: source.moment(sent),
      to: source.roleTitle(who),
      text,
      who: source.who(by),
      called: called.flatMap(({ turn, moment }) => {
        const one = chain[turn];
        return one ? [{ name: one.name, by: one.by, why: one.why, moment }] : [];
      }),
      outcome: state?.status ?? 'waiting',
      answeredBy: state?.answeredBy ?? null,
      ended: end ? source.moment(end) : null,
    };
  });
}
