import { formatInstant } from '../../language/time.ts';
import { effects } from '../../playbook/model.ts';
import { storyTime } from '../context.ts';
import { openInstances, type Progress, phaseProgress } from '../queries.ts';
import { itemsOf, type State } from '../state.ts';
import { stepOf } from '../targets.ts';
import type { Told } from '../telling.ts';

/** The milestone of which every response begins. */
const ACKNOWLEDGED = 'acknowledged';

/** What the run is called. */
export function titleOf(state: State): string {
  const { playbook, scenario } = state.definition;
  return state.run?.title ?? scenario?.title ?? playbook.title;
}

const stages = {
  new: 'opening',
  play: 'open',
  over: 'ended',
  'hot-wash': 'ended, being talked over',
  closed: 'closed',
};

/**
 * How things stand, in words that change only where something happened: no time that runs is in it, or it would have to be said
 * anew every minute.
 */
export function headlineOf(state: State, isWithheld: boolean): Told {
  const where = { to: 'run', sort: 'headline', slot: 'headline' } as const;
  if (isWithheld) {
    const lines = ['Details are not told here. Look at the bridge.'];
    return { ...where, subject: `Incident: ${stages[state.stage]}`, lines };
  }
  const subject = `${titleOf(state)}: ${stages[state.stage]}`;
  const lines = [
    momentsLine(state),
    ...phaseLines(state),
    ...scopeLines(state),
    ...clockLines(state),
    ...roleLines(state),
  ];
  return { ...where, subject, lines, ...acknowledging(state) };
}

/** Until somebody has it, whoever sees it first can say so where they see it. */
function acknowledging(state: State): Pick<Told, 'buttons'> {
  const waits = openInstances(state).find(({ step, status }) => {
    const isOpen = status === 'ready' || status === 'active';
    return isOpen && stepOf(state, step)?.reaches.includes(ACKNOWLEDGED);
  });
  if (!waits) return {};
  return { buttons: [{ id: 'acknowledge', label: 'I have it', value: waits.step, style: 'primary' }] };
}

function minute(ms: number): string {
  return `${formatInstant(ms).slice(0, 16).replace('T', ' ')}Z`;
}

function momentsLine(state: State): string {
  const moment = (name: 'known' | 'intruded') => {
    const at = state.anchors[name];
    return `${name} ${at === null ? 'unknown' : minute(at)}`;
  };
  return `Severity ${state.definition.playbook.severity}; ${moment('known')}; ${moment('intruded')}`;
}

function phaseLines(state: State): string[] {
  const progress = phaseProgress(state);
  const named = (word: string, fits: (one: Progress) => boolean, words: (one: Progress) => string) => {
    const list = progress.filter(fits).map(words);
    return list.length > 0 ? [`${word}: ${list.join(', ')}`] : [];
  };
  const isOpen = ({ status }: Progress) => status === 'open' || status === 'reopened';
  return [
    ...named(
      'Open',
      isOpen,
      ({ title, done, total, status }) => `${title} ${done} of ${total}${status === 'reopened' ? ' (reopened)' : ''}`,
    ),
    ...named(
      'Done',
      ({ status }) => status === 'closed' || status === 'skipped',
      ({ title }) => title,
    ),
    ...named(
      'To come',
      ({ status }) => status === 'waiting',
      ({ title }) => title,
    ),
  ];
}

/** Of each kind how many are known, and how far they are. */
function scopeLines(state: State): string[] {
  const kinds = Object.keys(state.register) as (keyof State['register'])[];
  const words = kinds.flatMap((kind) => {
    const items = itemsOf(state, kind).filter(({ ruledOut }) => !ruledOut);
    if (items.length === 0) return [];
    const reached = Object.values(effects).flatMap((word) => {
      const count = items.filter((item) => item.reached[word]).length;
      return count > 0 ? [`${count} ${word}`] : [];
    });
    return [`${kind} ${items.length}${reached.length > 0 ? ` (${reached.join(', ')})` : ''}`];
  });
  return words.length > 0 ? [`Scope: ${words.join('; ')}`] : [];
}

function clockLines(state: State): string[] {
  const titles = new Map(state.definition.playbook.clocks.map(({ id, title }) => [id, title]));
  return Object.entries(state.clocks)
    .filter(([, { status }]) => status === 'running' || status === 'missed')
    .sort(([, a], [, b]) => (a.due ?? Number.MAX_SAFE_INTEGER) - (b.due ?? Number.MAX_SAFE_INTEGER))
    .map(([id, { due, status }]) => {
      const word = status === 'missed' ? 'Deadline MISSED' : 'Deadline';
      return `${word}: ${titles.get(id) ?? id}, ${due === null ? 'no fixed time' : minute(storyTime(state, due))}`;
    });
}

function roleLines(state: State): string[] {
  const held = Object.entries(state.roles).map(([role, person]) => {
    const all = [person, ...(state.beside[role] ?? [])];
    return `${role} ${all.join(' and ')}`;
  });
  return held.length > 0 ? [`Roles: ${held.join(', ')}`] : [];
}
