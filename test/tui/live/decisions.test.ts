import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApp, press, screenOf } from '../keyboard.ts';
import { liveDefinition, openLive, openResponse } from './stage.ts';

const playbook = readFileSync(new URL('./playbook.yaml', import.meta.url), 'utf8');

it('given an option that ends the response, then it says so, in NOW and where it is taken', () => {
  const { app } = openApp(openLive());
  const told = 'No. (It ends the response.)';
  expect(screenOf(app)).toContain(told);
  press(app, 'enter');
  expect(screenOf(app)).toMatch(/decide/i);
  expect(screenOf(app)).toContain(told);
});

it('given items to choose among, then each stands with what the playbook asks of it, and not with all that was found', () => {
  const text = playbook.replace(
    '      - step: restore\n',
    '      - { step: choose, role: operator, decide: Which?, from: backup }\n      - step: restore\n',
  );
  const stage = openResponse({ definition: liveDefinition(text) });
  const fields = { taken: '2026-05-01T00:00:00Z', digest: 'd1', repository: '/srv/a-long-path' };
  stage.does({ type: 'add-item', kind: 'backup', itemType: 'snapshot', name: 'weekly', fields });
  const { app } = openApp(stage);
  app.open('finish', { instance: 'choose' });
  expect(screenOf(app)).toContain('weekly, taken 2026-05-01 00:00Z, digest d1');
  expect(screenOf(app)).not.toContain('a-long-path');
});
