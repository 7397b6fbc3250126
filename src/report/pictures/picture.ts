import type { RunMark } from '../../engine/queries.ts';

/** A picture of a report: what it shows as words, as a table, and as a drawing that knows no pixels and no columns. */
export interface Picture {
  readonly id: 'who-did-what' | 'milestones' | 'blast-radius' | 'burn-down' | 'objectives' | 'deadlines';
  /** What kind of run it is of: a picture that is torn out still says so. */
  readonly mark: RunMark;
  readonly title: string;
  /** What it shows, with the figures, in one or two sentences: for who cannot see it. */
  readonly alt: string;
  /** The figures. Every cell is on one line, shortened, and has nothing unseen in it; it is not escaped for any form. */
  readonly table: { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly drawing: Drawing;
}

/** What stands above a picture: a drill's says that it is one. */
export function titleOf({ mark, title }: Picture): string {
  return mark === 'LIVE' ? title : `${mark}: ${title}`;
}

export type Drawing = Lanes | Lines | Grid;

/** Colours by what they are called; each form has its own values. None of them is told by its colour alone. */
export type Tone = 'blue' | 'red' | 'green' | 'purple' | 'ink';

export type Shape = 'circle' | 'square' | 'diamond' | 'triangle' | 'cross' | 'tick' | 'open-circle';
export type Fill = 'solid' | 'striped' | 'hollow';

/** A place on an axis: 0 is its beginning, 1 its end. */
export type Place = number;

/** An axis of time. Not every length on it need be worth the same: `note` says so. */
export interface Axis {
  readonly ticks: readonly { readonly place: Place; readonly label: string }[];
  /** Where one scale ends and another begins; none where it is one. */
  readonly bends: readonly Place[];
  readonly note: string | null;
}

/** What a mark or a bar means. */
export interface KeyEntry {
  readonly look: Shape | Fill;
  readonly tone: Tone;
  readonly words: string;
}

export interface Mark {
  readonly place: Place;
  /** Its place in the key. Where two are at one place, the one that comes first in the key is on top. */
  readonly key: number;
  /** How many things it stands for. */
  readonly count: number;
}

export interface Bar {
  readonly from: Place;
  readonly to: Place;
  readonly key: number;
}

export interface Lane {
  readonly name: string;
  /** The figures of the lane in a few words, beside it. */
  readonly note: string;
  /** By place. */
  readonly marks: readonly Mark[];
  readonly bars: readonly Bar[];
}

/** Lanes below an axis of their own. Without lanes the title says why there are none. */
export interface Panel {
  readonly title: string | null;
  readonly axis: Axis;
  readonly lanes: readonly Lane[];
}

/** What was when, in a lane for each of several. */
export interface Lanes {
  readonly form: 'lanes';
  readonly panels: readonly Panel[];
  readonly key: readonly KeyEntry[];
  /** Marks that come too close are drawn as one, with their number. */
  readonly isCounted: boolean;
}

/** Counts by time. Each holds from its point to the next one. */
export interface Lines {
  readonly form: 'lines';
  readonly axis: Axis;
  /** The largest value of all. */
  readonly most: number;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly tone: Tone;
  readonly dash: 'solid' | 'dashed' | 'dotted' | 'dash-dotted';
  readonly shape: Shape;
  /** By place; it is not known before the first. */
  readonly points: readonly { readonly place: Place; readonly value: number }[];
}

/** One of several for each row, or none. */
export interface Grid {
  readonly form: 'grid';
  readonly columns: readonly { readonly name: string; readonly tone: Tone; readonly words: string }[];
  readonly rows: readonly {
    readonly name: string;
    /** The place of its column; null: none of them. */
    readonly cell: number | null;
    /** A person said so. */
    readonly isFinal: boolean;
    readonly note: string;
  }[];
}
