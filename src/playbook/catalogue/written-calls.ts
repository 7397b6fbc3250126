import type { Path } from '../model.ts';
import type { RawCall } from './call-schema.ts';
import type { Call, Catalogue } from './model.ts';
import type { RawAction, RawCatalogue } from './schema.ts';

/** A call where it is written: at its action, under `calls`, as a `check`, or as the `probe`. */
export interface WrittenCall {
  readonly raw: RawCall;
  readonly path: Path;
  /** It changes nothing by what it is, whatever it says. */
  readonly isLook: boolean;
}

/** Calls that an action is written with, in order. */
function callsOfAction(action: RawAction, path: Path): WrittenCall[] {
  const own = action.run !== undefined || action.http !== undefined ? [{ raw: action, path, isLook: false }] : [];
  const several = (action.calls ?? []).map((raw, at) => ({ raw, path: [...path, 'calls', at], isLook: false }));
  const check = action.check === undefined ? [] : [{ raw: action.check, path: [...path, 'check'], isLook: true }];
  return [...own, ...several, ...check];
}

/** All calls of a catalogue. */
export function callsOfCatalogue({ probe, actions }: RawCatalogue): WrittenCall[] {
  const first = probe === undefined ? [] : [{ raw: probe, path: ['probe'], isLook: true }];
  return [...first, ...actions.flatMap((action, at) => callsOfAction(action, ['actions', at]))];
}

/** All calls as they were understood, each with the path that it was written at. */
export function understoodCalls({ probe, actions }: Catalogue, raw: RawCatalogue): { call: Call; path: Path }[] {
  const calls = actions.flatMap((action, at) => {
    const written = raw.actions[at];
    const places = written === undefined ? [] : placesOf(written, action.path);
    return action.calls.flatMap((call, index) => {
      const path = places[index];
      return path === undefined ? [] : [{ call, path }];
    });
  });
  return probe === undefined ? calls : [{ call: probe, path: ['probe'] }, ...calls];
}

/** Under `calls`, what stands at the action itself is no call. */
function placesOf(action: RawAction, path: Path): Path[] {
  return callsOfAction(action, path)
    .map((call) => call.path)
    .filter((place) => action.calls === undefined || place.length > path.length);
}
