import { describe, expect, it } from 'vitest';
import { openScreen } from '../terminal-screen.tsx';
import { openResponse } from './stage.ts';

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
