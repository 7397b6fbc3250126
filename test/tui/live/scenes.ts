import type { InstanceRef } from '../../../src/engine/entries.ts';
import { approvalFor } from '../../../src/engine/instructions.ts';
import { type LiveOptions, type LiveStage, openLive, openResponse } from './stage.ts';

/** A key by its name, a line that is typed as a whole, or an instance that is looked at. */
type Key = string | { readonly line: string } | { readonly at: string };

/** A moment of a live run: how it came to be, who is there, and what was typed to come to it. */
export interface LiveScene {
  readonly stage: () => LiveStage;
  readonly person?: string;
  readonly screen?: 'briefing' | 'run';
  readonly improvements?: readonly string[];
  /** Keys by name; a line is typed as a whole; a number lets that many seconds go by; a function does the rest. */
  readonly keys?: readonly (Key | number | ((stage: LiveStage) => void))[];
  /** What stands in reverse video on the first line. */
  readonly word?: 'LIVE' | 'REHEARSAL';
}

const line = (text: string): Key => ({ line: text });
const at = (instance: string): Key => ({ at: instance });
const team = { lead: 'Mara', operator: 'Jon', approver: 'Mara', communicator: 'Mara' };
const release: InstanceRef = { step: 'isolate', item: 'release-yml' };
const token: InstanceRef = { step: 'revoke', item: 'npm-token' };
const survey: InstanceRef = { step: 'survey-stages' };

/** Two workflows and a token are known. */
function known(options: LiveOptions = {}): LiveStage {
  const stage = openResponse(options);
  stage.knows('stage', 'workflow', 'release.yml', 'build.yml');
  stage.knows('credential', 'token', 'npm-token');
  return stage;
}

function twoApprovers(): LiveStage {
  const stage = known({ roles: team });
  stage.does({ type: 'take-role', role: 'approver', person: 'Priya' });
  stage.does({ type: 'request-approval', instances: [token] }, 'Jon');
  return stage;
}

function running(): LiveStage {
  const stage = known({ roles: team });
  stage.runs(release, 'Jon');
  stage.wait(12_000);
  stage.says(release, 'Resolving \u001b[31macme/app\u001b[0m ...', 'Disabling release.yml\u0007', '\u202edelbasiD');
  return stage;
}

function cutOff(): LiveStage {
  const stage = running();
  stage.does({ type: 'finish', step: 'tell-consumers' });
  stage.wait(40_000);
  stage.crash();
  return stage;
}

function revoked(): LiveStage {
  const stage = known({ roles: team });
  stage.does({ type: 'take-role', role: 'approver', person: 'Priya' });
  stage.runs(token, 'Jon', ['Mara', 'Priya']);
  stage.ends(token, { said: 'answered 204', status: 204 });
  return stage;
}

const finds = (count: number) => ({
  json: Array.from({ length: count }, (_, at) => ({ name: `build-${at}.yml`, repo: 'acme/app' })),
});

function found(count: number): LiveStage {
  const stage = openResponse();
  stage.knows('stage', 'workflow', 'build-1.yml');
  stage.does({ type: 'plan-action', ...survey, action: 'hub/list-workflows' });
  stage.runs(survey);
  stage.ends(survey, {}, finds(count));
  return stage;
}

const raised = {
  title: 'Runner ci-7 has a shell that nobody started',
  anchors: { known: '2026-05-04T03:34:50Z' },
  alert: { source: 'grafana', links: ['https://grafana.example.org/alerting/7'] },
};

const rehearsal = () => known({ rehearsal: true });

/** The moments that every size is looked at in. */
export const liveScenes: Readonly<Record<string, LiveScene>> = {
  briefing: {
    stage: () => openLive({ roles: { lead: 'Mara' }, ...raised }),
    screen: 'briefing',
    improvements: ['Write down who may disable a runner'],
  },
  'briefing-team': { stage: () => openLive({ roles: team, selfApproval: 'refused' }), screen: 'briefing' },
  commands: { stage: () => known({ roles: team }), person: 'Jon' },
  'yes-or-no': { stage: () => openResponse(), keys: [at('freeze'), 'enter'] },
  'approval-batch': { stage: () => known({ roles: team }), keys: ['@', '2', 'enter', 'enter', 20, '@', '1', 'enter'] },
  'approval-of-two': {
    stage: () => {
      const stage = twoApprovers();
      const { hash } = approvalFor(stage.session.state, [token]);
      stage.does({ type: 'approve', instances: [token], hash }, 'Mara');
      return stage;
    },
    person: 'Priya',
  },
  'approval-own-refused': { stage: () => known({ selfApproval: 'refused' }), keys: ['enter', 'a'] },
  'run-all': { stage: () => known(), keys: ['enter', 'y', 'R'] },
  running: { stage: running, person: 'Jon', keys: [at('isolate/release-yml')] },
  'told-to-stop': { stage: running, person: 'Jon', keys: [at('isolate/release-yml'), 'K'] },
  unknown: { stage: cutOff, person: 'Jon' },
  conclude: { stage: cutOff, person: 'Jon', keys: ['C', '2', 'enter'] },
  'go-on': { stage: cutOff, keys: ['g'] },
  failed: {
    stage: running,
    person: 'Jon',
    keys: [(stage) => stage.ends(release, { verdict: 'failed', said: 'exit 1', exit: 1 })],
  },
  details: {
    stage: running,
    person: 'Jon',
    keys: [
      at('isolate/release-yml'),
      (stage) => stage.ends(release, { verdict: 'failed', said: 'exit 1', exit: 1 }),
      'd',
    ],
  },
  choose: { stage: () => known({ roles: team }), person: 'Jon', keys: ['c'] },
  survey: { stage: () => openResponse(), keys: [at('survey-stages'), 'enter'] },
  finds: { stage: () => found(4), keys: [at('survey-stages'), 'enter', 'space', 'down'] },
  'finds-many': {
    stage: () => found(1000),
    keys: [at('survey-stages'), 'enter', 'ctrl-a', 'end', 'up', 'up', 'up', 'up'],
  },
  secret: {
    stage: () => known(),
    keys: [
      (stage) => stage.does({ type: 'skip', step: 'revoke', item: 'npm-token', reason: 'It is dead.' }),
      at('prove/npm-token'),
      'enter',
      line('hand'),
      's',
      'e',
      'c',
      'r',
      'e',
      't',
    ],
  },
  rehearsal: { stage: rehearsal, word: 'REHEARSAL' },
  'rehearsal-briefing': { stage: () => openLive({ rehearsal: true }), screen: 'briefing', word: 'REHEARSAL' },
  'rehearsal-yes-or-no': { stage: rehearsal, keys: [at('freeze'), 'enter'], word: 'REHEARSAL' },
  'review-left-open': { stage: cutOff, keys: ['w', line('We hand it over.')] },
  'review-timeline': { stage: cutOff, keys: ['w', line('We hand it over.'), '2'] },
  'review-milestones': { stage: cutOff, keys: ['w', line('We hand it over.'), '4'] },
  brief: { stage: running, keys: ['b'] },
  deadlines: { stage: running, keys: ['D'] },
  'deadlines-ruled-out': {
    stage: running,
    keys: ['D', 'x', '1', 'enter', line('No personal data was on it.')],
  },
  register: { stage: revoked, keys: ['r', 'right'] },
};
