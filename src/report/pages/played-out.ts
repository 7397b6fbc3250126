import type { State } from '../../engine/state.ts';
import type { Play } from '../../scenario/model.ts';

/** One play of a scenario, and the run once it is over. */
export interface PlayedOut {
  readonly play: Play;
  readonly state: State;
}
