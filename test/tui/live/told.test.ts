import { describe, expect, it } from 'vitest';
import type { RunSession } from '../../../src/run/run-session.ts';
import { openApp, press, screenOf } from '../keyboard.ts';
import { openLive } from './stage.ts';

const routes = [{ via: 'slack', tells: 'run' as const }];
const lastLines = (text: string) => text.split('\n').filter((line) => /^ LOG/.test(line));

describe('given a run that is told elsewhere', () => {
  it('then how that stands is at the right of the log, as far as the journal has it', () => {
    const stage = openLive({ routes, title: 'Book' });
    const { app } = openApp(stage, 'run', 'Mara');
    const waiting = Object.keys(app.c.state.outbox.slack?.pending ?? {}).length;
    expect(lastLines(screenOf(app))[0]).toMatch(new RegExp(`slack: ok, ${waiting} queued$`));
  });

  it('when it changes by itself, then the screen says so at once: nobody has to press a key', () => {
    const stage = openLive({ routes, title: 'Book' });
    const { app } = openApp(stage, 'run', 'Mara');
    let words = 'Slack: down, 7 queued';
    let changed: () => void = () => undefined;
    (stage.session as RunSession).attach({
      standings: () => [{ via: 'slack', words, sentence: `${words}.`, isTroubled: true }],
      subscribe: (listener) => {
        changed = listener;
        return () => undefined;
      },
    });
    changed();
    expect(lastLines(screenOf(app))[0]).toMatch(/Slack: down, 7 queued$/);
    words = 'Slack: ok';
    changed();
    expect(lastLines(screenOf(app))[0]).toMatch(/Slack: ok$/);
  });
});

describe('given whoever looks at what goes out', () => {
  it('when they drop what waits, with a reason, then it is gone, and the log says so', () => {
    const stage = openLive({ routes, title: 'Book' });
    const { app } = openApp(stage, 'run', 'Mara');
    const [id = ''] = Object.keys(app.c.state.outbox.slack?.pending ?? {});
    app.command({ type: 'drop-delivery', via: 'slack', messages: [id], reason: 'Said on the phone.' });
    expect(app.c.state.outbox.slack?.pending[id]).toBeUndefined();
    expect(screenOf(app)).toContain(`Mara dropped message ${id} of slack: Said on the phone`);
    press(app, ':', ...'withhold');
    expect(screenOf(app)).toContain('Keep details from a channel');
  });

  it('of a run that is told nowhere, then there is nothing to say about that', () => {
    const { app } = openApp(openLive(), 'run', 'Mara');
    press(app, ':', ...'withhold');
    expect(screenOf(app)).not.toContain('Keep details from a channel');
    press(app, 'escape');
    expect(screenOf(app)).not.toMatch(/slack/i);
  });
});
