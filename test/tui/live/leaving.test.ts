import { describe, expect, it } from 'vitest';
import { openApp, press, screenOf } from '../keyboard.ts';
import { openResponse } from './stage.ts';

describe('given something that runs, when Ctrl-C is pressed', () => {
  it('then it asks first, and names what would be stopped; pressed again it leaves', () => {
    const stage = openResponse();
    stage.runs({ step: 'freeze' });
    const { app, said } = openApp(stage);
    press(app, 'ctrl-c');
    expect(said.left).toBe(0);
    expect(screenOf(app)).toContain('freeze runs: leaving tells it to stop');
    press(app, 'ctrl-c');
    expect(said).toMatchObject({ left: 1, how: 'interrupted' });
  });

  it('then Escape goes on, and Enter leaves', () => {
    const stage = openResponse();
    stage.runs({ step: 'freeze' });
    const { app, said } = openApp(stage);
    press(app, 'ctrl-c', 'esc');
    expect(app.c.view.pane).toBeNull();
    press(app, 'ctrl-c', 'enter');
    expect(said.left).toBe(1);
  });
});

it('given nothing that runs, when Ctrl-C is pressed, then it leaves at once', () => {
  const { app, said } = openApp(openResponse());
  press(app, 'ctrl-c');
  expect(said).toMatchObject({ left: 1, how: 'interrupted' });
});
