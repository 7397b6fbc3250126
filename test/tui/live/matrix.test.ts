import { describe, expect, it } from 'vitest';
import type { Entry, InstanceRef } from '../../../src/engine/entries.ts';
import type { App } from '../../../src/tui/app.ts';
import { questionOf } from '../../../src/tui/fill.ts';
import { commandForms, formNamed, forms } from '../../../src/tui/forms/forms.ts';
import { rowsOf } from '../../../src/tui/keys.ts';
import { nowView, openKey } from '../../../src/tui/now.ts';
import { paletteChoices } from '../../../src/tui/palette.ts';
import { openApp, press, screenOf, typeLine } from '../keyboard.ts';
import { type LiveStage, openResponse } from './stage.ts';

/** Everybody of the team, and somebody who is nobody. */
const people = { lead: 'Mara', operator: 'Jon', approver: 'Priya', communicator: 'Ada', nobody: 'Eve' };
const { nobody: _, ...roles } = people;
const ref: InstanceRef = { step: 'isolate', item: 'release-yml' };

/** A response in which nothing was approved. Nobody approves what they do themselves. */
function response(): LiveStage {
  const stage = openResponse({ roles, selfApproval: 'refused' });
  stage.knows('stage', 'workflow', 'release.yml', 'build.yml');
  stage.knows('credential', 'token', 'npm-token');
  return stage;
}

const keyOf = ({ step, item }: InstanceRef) => `${step}/${item ?? ''}`;

/** What was run of steps that need an approval, and that nobody approved, or fewer than must, or who did it themselves. */
function unapproved(stage: LiveStage): string[] {
  const { entries, state } = stage.session;
  const granted = new Set<string>();
  const wrong: string[] = [];
  const grant = (entry: Entry<'approval.granted'>) => {
    for (const one of entry.instances) granted.add(keyOf(one));
  };
  for (const entry of entries) {
    if (entry.type === 'approval.granted' && !entry.self) grant(entry);
    if (entry.type === 'step.retried' || entry.type === 'approval.requested')
      for (const one of 'instances' in entry ? entry.instances : [entry]) granted.delete(keyOf(one));
    if (entry.type !== 'action.requested' || state.definition.steps[entry.step]?.approval === undefined) continue;
    if (!granted.has(keyOf(entry))) wrong.push(entry.shown);
  }
  return wrong;
}

const ran = (stage: LiveStage) => stage.session.entries.filter(({ type }) => type === 'action.requested').length;

function lookAt(app: App): void {
  const place = nowView(app.c).list.findIndex((open) => openKey(open) === keyOf(ref));
  if (place >= 0) press(app, String(place + 1));
}

/** Answers whatever is asked, as somebody would who wants it done: what names the step where it is among the choices. */
function insist(app: App): void {
  for (let turn = 0; turn < 12; turn += 1) {
    const { pane } = app.c.view;
    screenOf(app);
    if (pane?.kind === 'form') {
      const question = questionOf(pane, formNamed(pane.form), app.c);
      const wanted = question?.choices?.find(({ value }) => value.startsWith('isolate') || value === 'yes');
      if (question?.choices) typeLine(app, wanted?.label ?? question.choices[0]?.label ?? '');
      else typeLine(app, question?.name === 'evidence' ? '' : 'x');
    } else if (pane?.kind === 'commands' || pane?.kind === 'confirm') press(app, 'y');
    else if (pane) press(app, 'esc');
    else return;
  }
  for (let turn = 0; turn < 4; turn += 1) press(app, 'esc');
}

const keys = [...new Set(rowsOf('run').flatMap((row) => row.keys))].filter((key) => key !== 'ctrl-c');

describe.each(Object.entries(people))(
  'given %s at the keyboard, and an action that nobody approved',
  (_role, person) => {
    it.each(keys)('when the key %s is pressed where NOW shows it, then nothing of it runs', (key) => {
      const stage = response();
      const { app } = openApp(stage, 'run', person);
      lookAt(app);
      press(app, key);
      insist(app);
      lookAt(app);
      press(app, key, 'enter', 'y', 'R', 'y');
      expect(unapproved(stage)).toEqual([]);
    });

    it.each(Object.keys(forms))('when the command %s is given by its name, then nothing of it runs', (form) => {
      const stage = response();
      const { app } = openApp(stage, 'run', person);
      lookAt(app);
      app.open(form);
      insist(app);
      press(app, 'enter', 'y', 'R', 'y');
      if (form === 'break-glass' && person === 'Mara') return expect(stage.session.state.glass).toBe(1);
      expect(unapproved(stage)).toEqual([]);
    });
  },
);

describe('given an approval of another person', () => {
  it('then it is the one thing that lets it run, by whose step it is', () => {
    const stage = response();
    const jon = openApp(stage, 'run', 'Jon').app;
    lookAt(jon);
    press(jon, 'enter');
    for (const other of ['Priya', 'Ada', 'Eve']) press(openApp(stage, 'run', other).app, 'a', 'y', 'enter');
    expect(ran(stage)).toBe(0);
    press(openApp(stage, 'run', 'Mara').app, 'a');
    press(openApp(stage, 'run', 'Mara').app, 'enter', 'R', 'y');
    expect(ran(stage)).toBe(0);
    lookAt(jon);
    press(jon, 'enter');
    expect(ran(stage)).toBe(1);
    expect(unapproved(stage)).toEqual([]);
  });
});

/** What ends it, speaks as another, or does away with a step: it would be over before anything ran. */
const seldom = new Set(['w', 'q', 'G', '@', 'x', '-', 'f', 'o', '+', 'ctrl-z']);

/** Numbers that look like chance and are the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each([1, 2, 3, 4])('given a team that presses keys in any order (%i)', (seed) => {
  it('nothing runs without its approval, and every call that is requested is another one', () => {
    const stage = response();
    const chance = numbers(seed);
    const apps = Object.values(people).map((person) => openApp(stage, 'run', person).app);
    const all = keys.filter((key) => !seldom.has(key));
    for (let turn = 0; turn < 600 && stage.session.state.stage === 'play'; turn += 1) {
      const app = apps[Math.floor(chance() * apps.length)];
      const key = all[Math.floor(chance() * all.length)];
      if (!app || key === undefined) continue;
      // Half of the time they do what people do: look at something, and go on with it.
      const place = String(1 + Math.floor(chance() * 6));
      const way = (['enter', 'a', 'R'] as const)[Math.floor(chance() * 3)] ?? 'enter';
      press(app, ...(chance() < 0.5 ? ['esc', 'esc', 'esc', place, way, 'y'] : [key]));
      if (app.c.view.pane?.kind === 'form') insist(app);
      if (chance() < 0.1) stage.wait(60_000);
      endSome(stage, chance);
    }
    const requested = stage.session.entries.flatMap((entry) =>
      entry.type === 'action.requested' ? [`${keyOf(entry)} ${entry.number}`] : [],
    );
    expect(unapproved(stage)).toEqual([]);
    expect(new Set(requested).size).toBe(requested.length);
    expect(stage.session.state.glass).toBe(0);
    // They did come to run what needs an approval.
    expect(requested.filter((one) => one.startsWith('isolate/')).length).toBeGreaterThan(0);
  });
});

/** What runs comes to one end or another. */
function endSome(stage: LiveStage, chance: () => number): void {
  for (const [step, instances] of Object.entries(stage.session.state.steps))
    for (const { item, status, acted } of Object.values(instances)) {
      if (status !== 'running' || !acted?.at(-1) || acted.at(-1)?.outcome || chance() > 0.3) continue;
      const verdict = (['ok', 'failed', 'unknown'] as const)[Math.floor(chance() * 3)] ?? 'ok';
      stage.ends(
        item === undefined ? { step } : { step, item },
        { verdict, said: verdict },
        { text: 'disabled', json: [] },
      );
    }
}

describe('given the palette in an incident', () => {
  it('has every command that a person can give, but those of a game, and of telling where it is told nowhere', () => {
    const { app } = openApp(response(), 'run', 'Mara');
    const offered = paletteChoices(app.c, '').flatMap(({ value }) =>
      value.startsWith('command ') ? [value.slice('command '.length)] : [],
    );
    const left = Object.keys(commandForms).filter((name) => !offered.includes(name));
    expect(left.sort()).toEqual([
      'answer-inject',
      'drop-delivery',
      'drop-inject',
      'hold-inject',
      'improvise-inject',
      'jump',
      'observe',
      'pause',
      'rate',
      'release-inject',
      'resume',
      'retry-delivery',
      'set-speed',
      'withhold',
    ]);
    for (const name of ['plan-action', 'run-action', 'cancel-action', 'look', 'conclude', 'go-on'])
      expect(offered).toContain(name);
  });

  it('runs nothing by its name alone: exactly what would be run is shown first', () => {
    const stage = response();
    const { app } = openApp(stage, 'run', 'Jon');
    app.open('run-action', { instance: 'freeze' });
    expect(screenOf(app)).toContain("deployctl freeze --reason 'incident stolen-runner-7f3a'");
    expect(ran(stage)).toBe(0);
    press(app, 'y');
    expect(ran(stage)).toBe(1);
  });

  it('approves nothing by its name alone: NOW shows what it is', () => {
    const stage = response();
    stage.does({ type: 'request-approval', instances: [ref] }, 'Jon');
    const { app } = openApp(stage, 'register', 'Mara');
    app.open('approve');
    press(app, 'enter');
    expect(app.c.view).toMatchObject({ screen: 'run', chosen: keyOf(ref), pane: null });
    expect(screenOf(app)).toContain('APPROVE isolate release.yml');
    expect(stage.session.state.steps.isolate?.['release-yml']?.status).toBe('awaiting-approval');
  });
});
