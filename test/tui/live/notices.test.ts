import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApp, screenOf } from '../keyboard.ts';
import { openScreen } from '../terminal-screen.tsx';
import { liveDefinition, openResponse } from './stage.ts';

const playbook = readFileSync(new URL('./playbook.yaml', import.meta.url), 'utf8');

const survey = { step: 'survey-stages' };
const small = { columns: 40, rows: 15 };

describe('what is said below the screen', () => {
  it('given a refusal on a small terminal, then its end can be read, which says what to do', async () => {
    const stage = openResponse({ selfApproval: 'refused' });
    stage.knows('stage', 'workflow', 'release.yml');
    const screen = openScreen(stage, { size: small });
    screen.type('enter', 'a');
    const text = (await screen.text()).replaceAll(/\s+/g, ' ');
    screen.close();
    expect(text).toContain('Refused: Nobody approves here what they do themselves');
    expect(text).toContain('Somebody else must, or the lead breaks the glass (G).');
  });

  it('given that nobody knows how something came out, then it is not called a refusal', async () => {
    const stage = openResponse();
    const screen = openScreen(stage, { size: small });
    stage.runs({ step: 'freeze' });
    stage.ends({ step: 'freeze' }, { verdict: 'unknown', said: 'It was cancelled.' });
    const text = await screen.text();
    screen.close();
    expect(text).toContain('OUTCOME UNKNOWN');
    expect(text).not.toContain('Refused');
  });

  it('given a look that did not work, then it does not say any more that it runs', async () => {
    const stage = openResponse();
    stage.does({ type: 'plan-action', ...survey, action: 'hub/list-workflows' });
    const screen = openScreen(stage);
    screen.type('enter', 'enter', 'enter');
    expect(await screen.text()).toContain('It runs. K tells it to stop.');
    stage.ends(survey, { verdict: 'failed', said: 'exit 1', exit: 1 });
    const text = await screen.text();
    screen.close();
    expect(text).toContain('what was run to look did not work');
    expect(text).not.toContain('It runs.');
  });
});

describe('what NOW says', () => {
  const team = { lead: 'Mara', operator: 'Jon', approver: 'Jon', communicator: 'Jon' };

  it('given an approval that who speaks cannot give, then it does not say whose it would be', () => {
    const stage = openResponse({ roles: team });
    stage.knows('stage', 'workflow', 'release.yml');
    const own = { step: 'isolate', item: 'release-yml' };
    stage.does({ type: 'request-approval', instances: [own] }, 'Jon');
    const { app } = openApp(stage, 'run', 'Jon');
    app.change((view) => ({ ...view, chosen: 'isolate/release-yml' }));
    expect(screenOf(app)).toContain('It waits for the lead: Mara.');
    expect(screenOf(app)).not.toContain('It is your own');
  });

  it('given something that runs by a long command, then the last that it printed is in sight', () => {
    const stage = openResponse({
      definition: liveDefinition(playbook.replace('--reason,', `--reason, ${'x'.repeat(300)},`)),
    });
    stage.runs({ step: 'freeze' });
    stage.says({ step: 'freeze' }, ...Array.from({ length: 30 }, (_, at) => `line ${at}`));
    const { app } = openApp(stage);
    app.change((view) => ({ ...view, chosen: 'freeze' }));
    expect(screenOf(app)).toMatch(/RUNS[^\n]*\n[^\n]*line 24\n/);
    expect(screenOf(app)).toContain('line 29');
  });

  it('given how something came out, then its sentence ends once', () => {
    const stage = openResponse();
    stage.runs({ step: 'freeze' });
    stage.ends({ step: 'freeze' }, { verdict: 'unknown', said: 'It was cancelled.' });
    const { app } = openApp(stage);
    app.change((view) => ({ ...view, chosen: 'freeze' }));
    expect(screenOf(app)).toContain('how it came out: It was cancelled.\n');
  });
});
