import { markOf } from '../../engine/queries.ts';
import type { App } from '../app.ts';
import { kindSpan } from '../components/header.ts';
import { isIncident } from '../context.ts';
import { type Canvas, canvasFor, type Frame, smallest, unscrolled } from '../frame.ts';
import { cutLine, type Line, span } from '../lines.ts';
import type { Theme } from '../theme.ts';
import { briefFrame } from './brief.ts';
import { briefingFrame } from './briefing.ts';
import { liveBriefingFrame } from './briefing-live.ts';
import { clocksFrame } from './clocks.ts';
import { contactsFrame } from './contacts.ts';
import { hotWashFrame } from './hot-wash.ts';
import { paneFrame } from './pane.ts';
import { registerFrame } from './register.ts';
import { runFrame } from './run.ts';
import { timelineFrame } from './timeline.ts';

/** What is on the screen now. */
export function frameOf(app: App, theme: Theme, improvements: readonly string[]): Frame {
  const { size } = app;
  const canvas = canvasFor(size, theme, isIncident(app.c.state));
  if (size.columns < smallest.columns || size.rows < smallest.rows) return tooSmall(app, canvas);
  const { c } = app;
  const { pane } = c.view;
  if (pane && pane.kind !== 'filter') return paneFrame(pane, app.place(), c, canvas);
  switch (c.view.screen) {
    case 'briefing':
      return isIncident(c.state) ? liveBriefingFrame(c, canvas, improvements) : briefingFrame(c, canvas, improvements);
    case 'run':
      return runFrame(c, canvas, app.timeline);
    case 'brief':
      return briefFrame(c, canvas);
    case 'clocks':
      return clocksFrame(c, canvas);
    case 'contacts':
      return contactsFrame(c, canvas);
    case 'register':
      return registerFrame(c, canvas);
    case 'timeline':
      return timelineFrame(c, canvas, app.timeline, app.passing());
    case 'hot-wash':
      return hotWashFrame(c, canvas, app.timeline);
  }
}

function tooSmall({ c, size }: App, canvas: Canvas): Frame {
  const words: Line[] = [
    [kindSpan(c.state), span(` ${markOf(c.state) === 'DRILL' ? 'exercise' : 'incident'}`)],
    [span(`${size.columns} x ${size.rows} is too small.`)],
    [span(`Make it ${smallest.columns} x ${smallest.rows} or more.`)],
    [span('Nothing is lost. Ctrl-C leaves.')],
  ];
  return { lines: words.slice(0, canvas.rows).map((one) => cutLine(one, canvas.columns, '')), inSight: unscrolled };
}
