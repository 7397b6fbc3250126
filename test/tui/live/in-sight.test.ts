import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instanceOf } from '../../../src/engine/state.ts';
import { openScreen } from '../terminal-screen.tsx';
import { type LiveStage, liveDefinition, openResponse } from './stage.ts';

const actions = readFileSync(new URL('./actions.yaml', import.meta.url), 'utf8');
const names = Array.from({ length: 8 }, (_, at) => `build-${at + 1}.yml`);
const refs = names.map((_, at) => ({ step: 'isolate', item: `build-${at + 1}-yml` }));

/** More workflows than the commands for them have room on the screen, and approval is asked for all. */
function many(): LiveStage {
  const stage = openResponse();
  stage.knows('stage', 'workflow', ...names);
  stage.does({ type: 'request-approval', instances: refs });
  return stage;
}

const approved = ({ session }: LiveStage) =>
  refs.filter((ref) => instanceOf(session.state, ref)?.approval?.state === 'granted').length;

/** Presses a key until something is so, each time once the screen shows what the last did; not for ever. */
async function press({ type, text }: ReturnType<typeof openScreen>, key: string, isSo: () => boolean): Promise<void> {
  for (let presses = 0; !isSo() && presses < 20; presses += 1) {
    await text();
    type(key);
  }
}

describe('given more to approve than there is room for', () => {
  it('when a is pressed, then it shows the rest first, and approves once all was in sight', async () => {
    const stage = many();
    const screen = openScreen(stage);
    screen.type('a');
    expect(approved(stage)).toBe(0);
    expect(await screen.text()).toContain('There is more: a shows the rest, y approves all of it now.');
    await press(screen, 'a', () => approved(stage) > 0);
    screen.close();
    expect(approved(stage)).toBe(refs.length);
  });

  it('when y is pressed, then it is approved at once', () => {
    const stage = many();
    const screen = openScreen(stage);
    screen.type('y');
    screen.close();
    expect(approved(stage)).toBe(refs.length);
  });

  it('when one alone is approved, then its name stands beside the key, and it is in sight', async () => {
    const stage = many();
    const screen = openScreen(stage);
    expect(await screen.text()).toContain('A only build-1.yml');
    screen.send('\u001b[6~');
    screen.type('A');
    expect(approved(stage)).toBe(0);
    expect(await screen.text()).toMatch(/isolate build-1.yml\n.*hub workflow disable[^\n]* build-1.yml\n/s);
    screen.type('A');
    screen.close();
    expect(approved(stage)).toBe(1);
  });
});

it('given a command that NOW has no room for, when it was approved and is run, then it is shown whole before it is', async () => {
  const long = Array.from({ length: 40 }, (_, at) => `--argument-number-${at}=of-a-command-that-is-long`);
  const text = actions.replace('run: [hub, workflow, disable, ', `run: [hub, workflow, disable, ${long.join(', ')}, `);
  const stage = openResponse({ definition: liveDefinition(undefined, text) });
  stage.knows('stage', 'workflow', 'release.yml');
  const ref = { step: 'isolate', item: 'release-yml' };
  stage.does({ type: 'request-approval', instances: [ref] });
  const screen = openScreen(stage);
  screen.type('y', 'enter');
  expect(await screen.text()).toContain('RUN isolate release.yml?');
  expect(instanceOf(stage.session.state, ref)?.acted).toBeUndefined();
  await press(screen, 'enter', () => instanceOf(stage.session.state, ref)?.acted !== undefined);
  screen.close();
  expect(instanceOf(stage.session.state, ref)?.acted).toHaveLength(1);
});
