import { listedClocks } from '../../engine/clock-list.ts';
import { storyTime } from '../../engine/context.ts';
import { mayBeIntrusion } from '../../engine/intrusion.ts';
import { markOf, phaseProgress, rolesHeldBy } from '../../engine/queries.ts';
import type { State } from '../../engine/state.ts';
import { cut } from '../../language/fit.ts';
import { dayAndTime, length, momentText, since, timeOfDay } from '../clock.ts';
import { type Context, isIncident, kindTone, titleOf } from '../context.ts';
import { isEstimate } from '../estimate.ts';
import type { Canvas } from '../frame.ts';
import { cutLine, flow, type Line, line, lineWidth, type Span, span } from '../lines.ts';
import { waitingBehind } from '../now.ts';
import { plainLine } from '../plain.ts';
import { keptByState } from '../plans.ts';
import { wordsFor } from '../run-words.ts';
import type { Symbols } from '../theme.ts';
import { readsOver } from '../view.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The word that no screen is without. */
export function kindSpan(state: State): Span {
  return span(` ${markOf(state)} `, kindTone(state));
}

/** What is fixed above every screen of a run: what it is, the clocks, the phases. */
export function headerLines(c: Context, canvas: Canvas): Line[] {
  const { columns, isSmall, theme } = canvas;
  const more = theme.symbols.more;
  if (isSmall) {
    const who = span(`  ${plainLine(c.view.speaker)}`);
    const first = [kindSpan(c.state), span(' '), ...smallTitle(c, canvas, who), who];
    const second = flow([...messageSegment(c), ...clockSegments(c)], columns, 2);
    return [
      cutLine(first, columns, more),
      ...second.slice(0, 1),
      cutLine([span(' '), ...openPhases(c, theme.symbols)], columns, more),
    ];
  }
  const what = whatSegments(c);
  const title = flow([titleSegment(c, canvas, what), ...what], columns).slice(0, 2);
  const time = timeSpans(c, theme.symbols);
  const clocks = flow([...(time.length > 0 ? [time] : []), ...clockSegments(c)], columns).slice(0, 2);
  return [...title, ...clocks, ...phaseLines(c, canvas)];
}

/** The phases on one line where that can be. */
function phaseLines(c: Context, { columns, theme }: Canvas): Line[] {
  const segments = phaseSegments(c, theme.symbols);
  const [wide, narrow] = [flow(segments, columns, 2), flow(segments, columns, 1)];
  return (narrow.length < wide.length ? narrow : wide).slice(0, 2);
}

/** What is left of a title where there is no room for all of it. */
const LEAST_TITLE = 16;

function titleSegment(c: Context, { columns, theme }: Canvas, beside: readonly Line[]): Line {
  const kind = kindSpan(c.state);
  const { scenario } = c.state.definition;
  if (scenario) return [kind, span(` ${plainLine(scenario.id)}`, 'strong')];
  const taken = beside.reduce((sum, one) => sum + lineWidth(one) + 3, 3 + lineWidth([kind]));
  const room = Math.max(LEAST_TITLE, columns - taken);
  return [kind, span(` ${cut(titleOf(c.state), room, theme.symbols.more)}`, 'strong')];
}

/** Beside the word, where there is room for little: the time of a drill, what an incident is called. */
function smallTitle(c: Context, { columns, theme }: Canvas, who: Span): Span[] {
  const time = timeSpans(c, theme.symbols, '');
  if (time.length > 0) return time;
  const room = columns - lineWidth([kindSpan(c.state), who]) - 1;
  return [span(cut(titleOf(c.state), Math.max(1, room), theme.symbols.more), 'strong')];
}

function whatSegments(c: Context): Line[] {
  const roles = rolesHeldBy(c.state, c.view.speaker);
  const own = Object.keys(c.state.definition.playbook.roles);
  const isAll = isIncident(c.state) && own.length > 1 && own.every((role) => roles.includes(role));
  const held = roles.length === 0 ? 'no role' : isAll ? 'all roles' : roles.join(' + ');
  const you = `you: ${plainLine(c.view.speaker)}, ${held}`;
  return [
    ...messageSegment(c),
    line(`SEV ${c.state.definition.playbook.severity}`),
    line(`run ${shortRun(c)}`),
    line(you),
  ];
}

/** How many messages wait, and what reads them where things stand. */
function messageSegment(c: Context): Line[] {
  const count = waitingBehind(c).length;
  if (count === 0) return [];
  return [line(`${count} ${markOf(c.state)} MESSAGE${count === 1 ? '' : 'S'}${howToRead(c)}`, 'warn')];
}

/** Where something is typed, m is a letter; where a message is read, it goes on. */
function howToRead({ view: { pane } }: Context): string {
  if (pane === null || readsOver(pane)) return ': m';
  return pane.kind === 'response' && pane.field.text === '' ? ': Esc, m' : '';
}

/** A run is named after its scenario, which stands there already. */
function shortRun({ run, state }: Context): string {
  const id = state.definition.scenario?.id ?? state.definition.playbook.id;
  return plainLine(run.startsWith(`${id}-`) ? run.slice(id.length + 1) : run);
}

/** `T+12:04 ×1  play 48:00 left`. */
function timeSpans(c: Context, symbols: Symbols, play = 'play '): Span[] {
  const { state, now } = c;
  const time = span(momentText(state, now), 'strong');
  if (state.stage !== 'play')
    return [span(state.stage === 'closed' ? 'CLOSED ' : `${wordsFor(state).over} `, 'warn'), time];
  if (isIncident(state)) return [];
  const pace = state.clock.running ? span(` ${symbols.times}${state.clock.speed}`) : span(' PAUSED', 'warn');
  const duration = state.definition.scenario?.duration;
  const left = duration === undefined ? [] : [span(`  ${play}${length(Math.max(0, duration - now))} left`)];
  return [time, pace, ...left];
}

function clockSegments(c: Context): Line[] {
  const { state, now } = c;
  const known = since(state, 'known', now);
  const intruded = since(state, 'intruded', now);
  const next = listedClocks(state).find(({ now: { status, due } }) => status === 'running' && due !== null);
  const left = (next?.now.due ?? 0) - now;
  return [
    ...daySegment(c),
    line(`known ${known ?? 'unknown'}`),
    ...(mayBeIntrusion(state)
      ? [line(`intruded ${intruded === null ? 'unknown' : `${intrudedAt(c)} ${intruded}`}`)]
      : []),
    ...(next
      ? [
          line(
            `${isIncident(state) ? 'next clock ' : ''}${plainLine(next.clock.short)} in ${length(left)}`,
            left < 60 * 60 * 1000 ? 'warn' : undefined,
          ),
        ]
      : []),
  ];
}

/** When they came in; in an incident with its day where that is not today, and that somebody has estimated it. */
function intrudedAt(c: Context): string {
  const { state, now } = c;
  const moment = state.anchors.intruded ?? 0;
  if (!isIncident(state)) return timeOfDay(moment);
  const text = momentText(state, moment - storyTime(state, 0), now);
  return isEstimate(c) ? `${text} (estimate)` : text;
}

/** Where quiet days are jumped over, hours since T do not tell what day it is. */
function daySegment({ state, now }: Context): Line[] {
  const duration = state.definition.scenario?.duration ?? 0;
  return state.stage === 'play' && duration > DAY ? [line(dayAndTime(storyTime(state, now)))] : [];
}

const marks = { waiting: 'waiting', open: 'open', closed: 'done', reopened: 'reopened', skipped: 'skipped' } as const;

/** Asked for with every frame, and a fan-out may have a thousand items: worked out once for each state. */
const progressOf = keptByState(phaseProgress);

function phaseSegments(c: Context, symbols: Symbols): Line[] {
  return progressOf(c.state).map(({ id, status, done, total }) => {
    const isOpen = status === 'open' || status === 'reopened';
    const tone = isOpen ? 'strong' : status === 'closed' ? 'good' : 'dim';
    return [span(`${symbols[marks[status]]}${id}${isOpen ? ` ${done}/${total}` : ''}`, tone)];
  });
}

function openPhases(c: Context, symbols: Symbols): Span[] {
  const open = progressOf(c.state).filter(({ status }) => status === 'open' || status === 'reopened');
  return open.map(({ id, status, done, total }) => span(`${symbols[marks[status]]}${id} ${done}/${total}  `, 'strong'));
}
