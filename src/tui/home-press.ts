import { edit, emptyField, fieldOf } from './field.ts';
import { passing } from './home.ts';
import { moveCursor } from './list.ts';
import type { Press } from './press.ts';
import type { HomeState } from './screens/home.ts';

/** How far a page goes. */
const PAGE = 8;

/** The home screen while its filter is typed: what passes is shown at once. Enter keeps the filter, Esc drops it. */
export function typed(state: HomeState, press: Press): HomeState {
  const { field } = state;
  if (!field) return state;
  if ('key' in press) {
    if (press.key === 'esc') return { ...state, field: null, filter: '', cursor: 0 };
    if (press.key === 'enter') return { ...state, field: null };
    if (press.key === 'up' || press.key === 'down') return moved(state, press.key);
  }
  const next = edit(field, press);
  return next ? { ...state, field: next, filter: next.text.trim(), cursor: 0 } : state;
}

/** The mark moved by a key; the same state where the key does not move it. */
export function moved(state: HomeState, key: string): HomeState {
  const cursor = moveCursor(state.cursor, key, passing(state.rows, state.filter).length, PAGE);
  return cursor === null ? state : { ...state, cursor };
}

/** The filter opened for typing, with what it is. */
export function openFilter(state: HomeState): HomeState {
  return { ...state, field: state.filter === '' ? emptyField : fieldOf(state.filter) };
}
