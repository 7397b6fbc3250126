import { openStage, type Stage } from './stage.ts';
import type { ScreenOptions } from './terminal-screen.tsx';

type Key = string | { readonly line: string };

/** A moment of a drill: who is there, and what was typed to come to it. */
export interface Scene {
  readonly options?: ScreenOptions;
  readonly stage?: () => Stage;
  /** Keys by name; a line is typed as a whole. A number lets that many seconds go by. */
  readonly keys?: readonly (Key | number)[];
}

const line = (text: string): Key => ({ line: text });
const isolated = '$ gh run list --workflow build.yml --json status\n0 in progress';
const two = { lead: 'Mara', communicator: 'Mara', operator: 'Jon' };
const triage: readonly (Key | number)[] = [
  'enter',
  'enter',
  'enter',
  'enter',
  line('Nobody can explain the release.'),
  'enter',
  '2',
  'enter',
  line('No personal data passes through it.'),
  70,
];

/** The moments that every size and colour is looked at in. */
export const scenes: Readonly<Record<string, Scene>> = {
  briefing: {
    stage: () => openStage({ paused: true, roles: { lead: 'Mara' } }),
    options: { screen: 'briefing', improvements: ['Write down who calls the registry at night'] },
  },
  message: { stage: () => openStage({ paused: true }), options: { screen: 'briefing' }, keys: ['enter'] },
  'message-read': { stage: () => openStage({ paused: true }), options: { screen: 'briefing' }, keys: ['enter', 'm'] },
  decide: { keys: ['enter', 'enter', 'enter'] },
  rationale: { keys: ['enter', 'enter', 'enter', 'enter'] },
  run: { keys: triage },
  survey: { keys: [...triage, '2', 'enter', line('release.yml'), line('lint.yml')] },
  approval: { keys: [...triage, '2', 'enter', line('release.yml'), 'enter', 30, 'esc', 'enter'] },
  'approval-by-another': {
    stage: () => openStage({ roles: two }),
    keys: [...triage, '@', '2', 'enter', 'enter', 20, '@', '1', 'enter'],
  },
  answer: {
    stage: () => openStage({ responses: { 'isolate-stages': { show: isolated } } }),
    keys: [...triage, 'enter', 'a', 'enter'],
  },
  'answer-to-read': {
    stage: () => openStage({ responses: { 'isolate-stages': { show: isolated, takes: 20_000 } } }),
    keys: [...triage, 'enter', 'a', 'enter', 30],
  },
  refused: {
    keys: [...triage, ':', line('finish'), line('isolate')],
  },
  'break-glass': { keys: [...triage, ':', line('finish'), line('isolate'), 'G'] },
  evidence: { keys: [...triage, 'e'] },
  register: {
    keys: [
      ...triage,
      '2',
      'enter',
      line('release.yml'),
      line('lint.yml'),
      'enter',
      'r',
      'down',
      'down',
      'x',
      line('It builds nothing.'),
    ],
  },
  timeline: { keys: [...triage, 't', 'up', 'up'] },
  correct: { keys: [...triage, 't', 'up', 'up', 'c'] },
  'answer-message': { keys: [...triage, ':', line('release-inject'), line('regulator-calls'), 'm', 'enter'] },
  filter: { keys: [...triage, '/', line('mara decided')] },
  palette: { keys: [...triage, ':', 'i', 'n', 'j'] },
  help: { keys: [...triage, '?'] },
  brief: { keys: [...triage, 'b'] },
  leave: { keys: [...triage, 'q'] },
  'hot-wash-truth': { keys: [...triage, 'w', line('We know enough.')] },
  'hot-wash-timelines': { keys: [...triage, 'w', line('We know enough.'), '2'] },
  'hot-wash-pictures': { keys: [...triage, 'w', line('We know enough.'), '6'] },
  'hot-wash-objectives': { keys: [...triage, 'w', line('We know enough.'), '3', 'down'] },
  'hot-wash-improvements': {
    keys: [
      ...triage,
      '!',
      line('isolate-stages'),
      '2',
      'enter',
      line('Say which runners.'),
      'w',
      line('We know enough.'),
      '4',
      'enter',
      line('Jon'),
      line('2026-06-01'),
      line('The step lists the runners.'),
      'enter',
      'enter',
    ],
  },
};
