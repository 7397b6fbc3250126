import { stepOf } from '../engine/targets.ts';
import { goesOn } from './answers.ts';
import type { Context } from './context.ts';
import { type KeyRow, listMoves, moves } from './key-row.ts';
import { hasFinds, isBegun, isMarked, isSearching, onFind, onRows } from './key-tests.ts';
import { surveyLabel } from './live/survey.ts';
import { messageOver } from './message-keys.ts';
import type { Pane } from './view.ts';

/** The keys of what lies over a screen. */
export const paneKeys: Readonly<Record<Exclude<Pane['kind'], 'form'> | 'text' | 'choice', readonly KeyRow[]>> = {
  text: [
    { keys: ['enter'], act: 'enter', label: 'done' },
    { keys: ['up', 'shift-tab'], act: 'previous', label: 'the one before', when: isBegun },
    { keys: ['esc'], act: 'back', label: 'cancel' },
  ],
  choice: [
    { keys: ['enter'], act: 'enter', label: (c) => (isMarked(c) ? 'take it' : 'take what you mark') },
    { keys: ['shift-tab'], act: 'previous', label: 'the one before', when: isBegun },
    { keys: ['esc'], act: 'back', label: (c) => (isSearching(c) ? 'clear' : 'cancel') },
  ],
  palette: [
    { keys: ['enter'], act: 'enter', label: 'take it' },
    { keys: moves, act: 'move', label: 'choose' },
    { keys: ['esc'], act: 'back', label: 'cancel' },
  ],
  filter: [
    { keys: ['enter'], act: 'enter', label: 'keep' },
    { keys: ['esc'], act: 'back', label: 'take it back' },
  ],
  response: [
    {
      keys: ['enter'],
      act: 'enter',
      label: (c) =>
        c.view.pane?.kind === 'response' && c.view.pane.field.text !== '' ? 'add it' : 'all found: finish',
    },
    { keys: ['up', 'down', 'pageup', 'pagedown'], act: 'move', label: 'scroll' },
    { keys: ['esc'], act: 'back', label: 'leave it open' },
  ],
  answer: [
    { keys: ['enter'], act: 'enter', label: afterReading },
    messageOver,
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    { keys: ['esc', 'q', 'v'], act: 'back', label: 'close' },
  ],
  entry: [
    { keys: ['esc', 'q', 'enter'], act: 'back', label: 'back' },
    messageOver,
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
  ],
  message: [
    { keys: ['enter', 'space', 'm'], act: 'acknowledge', label: (c) => (asksHere(c) ? 'answer it now' : 'go on') },
    { keys: ['up', 'down', 'pageup', 'pagedown'], act: 'move', label: 'scroll', quiet: true },
    { keys: ['esc', 'q'], act: 'back', label: 'close' },
  ],
  confirm: [
    { keys: ['enter', 'y'], act: 'confirm', label: 'yes' },
    messageOver,
    { keys: ['esc', 'n', 'q'], act: 'back', label: 'no' },
  ],
  help: [
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    messageOver,
    { keys: ['esc', 'q', '?', 'enter'], act: 'back', label: 'back' },
  ],
  commands: [
    { keys: ['enter', 'y'], act: 'confirm', label: yesLabel },
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
    { keys: ['esc', 'n', 'q'], act: 'back', label: 'no' },
  ],
  survey: [
    { keys: ['enter'], act: 'enter', label: surveyLabel },
    { keys: ['space'], act: 'mark', label: 'mark', when: onRows, quiet: (c) => !onFind(c) },
    { keys: ['ctrl-a'], act: 'mark-all', label: 'mark all', when: hasFinds },
    { keys: ['up', 'down', 'pageup', 'pagedown'], act: 'move', label: 'choose' },
    { keys: ['home', 'end'], act: 'move', label: 'the first, the last', when: onRows, quiet: true },
    { keys: ['esc'], act: 'back', label: 'leave it open' },
  ],
  secret: [
    { keys: ['enter'], act: 'enter', label: 'give it' },
    { keys: ['esc'], act: 'back', label: 'cancel' },
  ],
  details: [
    { keys: ['esc', 'q', 'd', 'enter'], act: 'back', label: 'back' },
    { keys: [...listMoves, 'space'], act: 'move', label: 'scroll' },
  ],
};

function asksHere(c: Context): boolean {
  const { pane } = c.view;
  const inject = pane?.kind === 'message' ? c.state.injects[pane.inject] : undefined;
  return inject?.shown?.question !== undefined && inject.answeredAt === undefined && c.state.stage === 'play';
}

function afterReading(c: Context): string {
  const { pane } = c.view;
  if (pane?.kind !== 'answer') return 'go on';
  const ref = pane.item === null ? { step: pane.step } : { step: pane.step, item: pane.item };
  if (!goesOn(c, ref)) return 'go on';
  return stepOf(c.state, pane.step)?.decide ? 'go on and decide' : 'go on and finish it';
}

function yesLabel({ state, view: { pane } }: Context): string {
  const runs = pane?.kind === 'commands' ? pane.runs : [];
  const verb = state.run?.rehearsal ? 'rehearse' : 'run';
  return runs.length === 1 ? `${verb} it` : `${verb} all ${runs.length}`;
}
