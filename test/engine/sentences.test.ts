import { describe, expect, it } from 'vitest';
import type { Body, Entry, EntryType } from '../../src/engine/entries.ts';
import { moveLead, namesIn, sentenceOf } from '../../src/engine/sentences.ts';
import { Run, shipped } from './given.ts';

type Told = { readonly [T in EntryType]: readonly [body: Omit<Body<T>, 'type'>, sentence: string] };

const isolate = { step: 'isolate-stages', item: 'build' };
const document = { id: 'compromised-pipeline', version: '1.0.0', sha256: '', text: '' };
const judged = { text: 'answered by T+10:00', verdict: 'late', evidence: 'at T+12:00' } as const;

/** One entry of every type, said by Mara where somebody says it. */
const told: Told = {
  'run.opened': [
    {
      run: 'r',
      kind: 'exercise',
      tool: '',
      timezone: 'UTC',
      starts: '',
      playbook: document,
      inputs: {},
      anchors: { known: null, intruded: null },
    },
    'The run was opened: compromised-pipeline 1.0.0',
  ],
  'time.anchored': [
    { wall: '', exercise: 754_000, speed: 10, running: true, why: 'jumped' },
    'The clock jumped to T+12:34, at 10 times the speed',
  ],
  'anchor.revised': [
    { anchor: 'intruded', value: '2026-03-02T03:12:00.000Z', source: 'the audit log', reason: 'A run nobody started' },
    'Mara set the moment "intruded" to 2026-03-02 03:12Z, from the audit log: A run nobody started',
  ],
  'input.revised': [
    { input: 'repository', value: null, reason: 'It was the wrong one' },
    'Mara set repository to unknown: It was the wrong one',
  ],
  'role.taken': [{ role: 'lead', person: 'Mara' }, 'Mara took the role lead'],
  'role.handed-over': [
    { role: 'lead', from: 'Mara', to: 'Jon', note: 'Isolate is half done.' },
    'Mara handed the role lead over to Jon: Isolate is half done',
  ],
  'phase.opened': [{ phase: 'isolate' }, 'Phase opened: Stop the bleed'],
  'phase.closed': [{ phase: 'isolate' }, 'Phase closed: Stop the bleed'],
  'phase.reopened': [
    { phase: 'isolate', because: 'release.yml was found' },
    'Phase reopened: Stop the bleed, because release.yml was found',
  ],
  'phase.skipped': [
    { phase: 'tell', reason: 'Nobody is affected' },
    'Mara skipped the phase Tell those who must know: Nobody is affected',
  ],
  'milestone.reached': [{ milestone: 'isolated' }, 'Milestone reached: isolated'],
  'milestone.withdrawn': [
    { milestone: 'isolated', because: 'isolate was reopened' },
    'Milestone withdrawn: isolated, because isolate was reopened',
  ],
  'step.opened': [
    { ...isolate, asks: ['item.needed'] },
    'isolate-stages for build.yml opened, and asks for item.needed',
  ],
  'step.not-needed': [
    { ...isolate, because: 'its item is out of scope' },
    'isolate-stages for build.yml was not needed: its item is out of scope',
  ],
  'step.taken': [isolate, 'Mara took up isolate-stages for build.yml'],
  'step.released': [{ ...isolate, reason: 'No access' }, 'Mara gave back isolate-stages for build.yml: No access'],
  'step.answered': [
    { step: 'confirm', choice: 'confirmed', rationale: 'No tag fits.' },
    'Mara decided confirm: Yes. Treat every credential the pipeline holds as stolen. Why: No tag fits',
  ],
  'step.done': [
    { ...isolate, otherwise: 'By hand', evidence: [{ sha256: '', bytes: 1 }] },
    'Mara finished isolate-stages for build.yml, in another way: By hand, with evidence',
  ],
  'step.failed': [{ ...isolate, reason: 'It was refused' }, 'isolate-stages for build.yml failed: It was refused'],
  'step.retried': [isolate, 'Mara tried isolate-stages for build.yml again'],
  'step.skipped': [{ ...isolate, reason: 'It is gone' }, 'Mara skipped isolate-stages for build.yml: It is gone'],
  'step.reopened': [
    { ...isolate, reason: 'It runs again' },
    'Mara reopened isolate-stages for build.yml: It runs again',
  ],
  'step.retracted': [
    { ...isolate, reason: 'It was another one' },
    'Mara took back isolate-stages for build.yml: It was another one',
  ],
  'step.overdue': [isolate, 'isolate-stages for build.yml became overdue'],
  'step.started': [
    { ...isolate, what: 'action', until: 240_000 },
    'isolate-stages for build.yml started, until T+04:00',
  ],
  'step.resolved': [isolate, 'What isolate-stages for build.yml asked about is known now'],
  'step.turn': [{ step: 'brief-executives', turn: 2 }, 'brief-executives had its turn 2'],
  'step.turn-due': [{ step: 'brief-executives' }, 'The next turn of brief-executives fell due'],
  'step.lost': [
    isolate,
    'isolate-stages for build.yml was running when the program stopped: nobody knows how it came out',
  ],
  'step.unknown': [
    { ...isolate, because: 'the program ended while it ran' },
    'Nobody knows how isolate-stages for build.yml came out: the program ended while it ran',
  ],
  'step.returned': [isolate, 'isolate-stages for build.yml stayed open'],
  'run.recovered': [
    { lost: 1, waits: true },
    'The run was cut off, and is gone on with; what ran then: 1; what goes on by itself waits for a word',
  ],
  'run.gone-on': [{}, 'Mara said go'],
  'action.planned': [
    { ...isolate, action: 'github/disable-workflow', with: {}, subjects: {} },
    'Mara chose github/disable-workflow for isolate-stages for build.yml',
  ],
  'action.requested': [
    { ...isolate, number: 1, action: 'a/b', call: 'do', shown: 'gh workflow disable', plan: '', readOnly: false },
    'Mara ran for isolate-stages for build.yml: gh workflow disable',
  ],
  'action.output': [{ ...isolate, number: 1, lines: ['first', 'last'] }, 'isolate-stages for build.yml printed: last'],
  'action.cancelled': [{ ...isolate, number: 1 }, 'Mara told isolate-stages for build.yml to stop'],
  'action.finished': [
    { ...isolate, number: 1, call: 'do', verdict: 'unknown', said: 'the connection broke off', milliseconds: 5 },
    'What ran for isolate-stages for build.yml has no known outcome: the connection broke off',
  ],
  'action.concluded': [
    { ...isolate, did: false, how: 'The list still has it.' },
    'Mara looked at isolate-stages for build.yml: it did not happen: The list still has it',
  ],
  'action.rehearsed': [
    { ...isolate, action: 'a/b', shown: ['gh workflow disable'] },
    'Rehearsed for isolate-stages for build.yml, nothing was run: gh workflow disable',
  ],
  'items.proposed': [
    { step: 'survey-stages', items: [{ kind: 'stage', itemType: 'x', name: 'y', fields: {} }] },
    'survey-stages found 1, to be confirmed by hand',
  ],
  'approval.given': [
    { instances: [isolate], hashes: [''], self: false },
    'Mara approved isolate-stages for build.yml, as one of several',
  ],
  'step.added': [
    { id: 'unplanned-1', phase: 'isolate', title: 'Call the host', role: 'operator', reason: 'Nobody answers' },
    'Mara added the step Call the host to Stop the bleed, for operator: Nobody answers',
  ],
  'step.flagged': [
    { step: 'isolate-stages', flag: 'slow', text: 'Automate it' },
    'Mara flagged isolate-stages as slow: Automate it',
  ],
  'response.due': [{ step: 'survey-stages', until: 60_000 }, 'survey-stages got its answer under way, due T+01:00'],
  'response.shown': [{ step: 'survey-stages', text: '$ ls' }, 'survey-stages showed its answer'],
  'approval.requested': [
    { instances: [isolate, { step: 'isolate-stages', item: 'release' }], role: 'lead', shown: [], hash: '' } as never,
    "Mara asked for the lead's approval of isolate-stages for build.yml and isolate-stages for release.yml",
  ],
  'approval.granted': [
    { instances: [isolate], hash: '', self: true } as never,
    'Mara approved isolate-stages for build.yml (self-approved)',
  ],
  'approval.refused': [
    { instances: [isolate], reason: 'Logs first' },
    'Mara refused to approve isolate-stages for build.yml: Logs first',
  ],
  'glass.broken': [
    {
      over: { what: 'require', step: 'verify-backup', item: 'nightly' },
      refused: 'It is from after the intrusion.',
      reason: 'It is the newest one.',
    },
    'Mara broke the glass over what is required before verify-backup for nightly: It is the newest one. What refused: It is from after the intrusion',
  ],
  'item.added': [
    {
      item: 'release',
      kind: 'stage',
      itemType: 'github-workflow',
      name: 'release.yml',
      fields: {},
      how: 'found',
      foundBy: { step: 'survey-stages' },
    },
    'Mara found release.yml (stage), by survey-stages',
  ],
  'item.field-set': [
    { item: 'build', field: 'repository', value: 'acme/build', reason: 'It moved' },
    'Mara set repository of build.yml to acme/build: It moved',
  ],
  'item.ruled-out': [{ item: 'build', reason: 'It holds nothing' }, 'Mara ruled out build.yml: It holds nothing'],
  'item.ruled-in': [{ item: 'build', reason: 'It does after all' }, 'Mara ruled in build.yml: It does after all'],
  'item.not-possible': [
    { item: 'build', reached: 'rebuilt', reason: 'Its source is gone' },
    'build.yml cannot be rebuilt: Its source is gone',
  ],
  'effect.reached': [{ item: 'build', reached: 'isolated', step: 'isolate-stages' }, 'build.yml was isolated'],
  'effect.withdrawn': [
    { item: 'build', reached: 'isolated', step: 'isolate-stages' },
    'build.yml was no longer isolated',
  ],
  'message.posted': [
    { step: 'advise-consumers', to: 'consumers', text: 'Do not install 4.2.1.\nMore to come.' },
    'Mara told consumers: Do not install 4.2.1. More to come.',
  ],
  'message.queued': [
    { message: 'm7', via: 'slack', to: 'run', sort: 'line', subject: 'Mara took the role lead', lines: [] },
    'To be told by slack: Mara took the role lead',
  ],
  'delivery.begun': [{ via: 'slack', messages: ['m7'] }, 'message m7 began to go out by slack'],
  'delivery.sent': [
    { via: 'slack', messages: ['m7', 'm8'], receipt: { ts: '1' }, found: true },
    '2 messages went out by slack, as was found there',
  ],
  'delivery.put-off': [
    { via: 'slack', messages: ['m7'], why: 'it does not answer' },
    'message m7 could not go out by slack yet: it does not answer',
  ],
  'delivery.unknown': [
    { via: 'mail', messages: ['m7'], why: 'the connection was lost' },
    'Nobody knows whether message m7 went out by mail: the connection was lost',
  ],
  'delivery.refused': [
    { via: 'slack', messages: ['m7'], why: 'is_archived', stops: true },
    'slack did not take message m7: is_archived. Nothing goes out there until that is mended',
  ],
  'delivery.dropped': [
    { via: 'slack', messages: ['m7'], reason: 'Said on the phone.' },
    'Mara dropped message m7 of slack: Said on the phone',
  ],
  'delivery.retried': [{ via: 'slack', messages: ['m7'] }, 'Mara had message m7 of slack tried again'],
  'route.changed': [
    { via: 'slack', withheld: true, reason: 'They read along.' },
    'Mara said that details are kept from slack: They read along',
  ],
  'clock.started': [
    { clock: 'gdpr-authority', due: 259_200_000 },
    'A deadline began to run: Notify the supervisory authority, due T+72:00:00',
  ],
  'clock.stopped': [
    { clock: 'gdpr-authority', because: 'no personal data' },
    'A deadline stopped: Notify the supervisory authority, because no personal data',
  ],
  'clock.met': [{ clock: 'gdpr-authority' }, 'A deadline was met: Notify the supervisory authority'],
  'clock.missed': [{ clock: 'gdpr-authority' }, 'A deadline was missed: Notify the supervisory authority'],
  'clock.ruled-out': [
    { clock: 'gdpr-authority', reason: 'No personal data' },
    'A deadline was said not to apply: Notify the supervisory authority, because: No personal data',
  ],
  'clock.ruled-in': [
    { clock: 'gdpr-authority', reason: 'A dump was found' },
    'A deadline was said to apply after all: Notify the supervisory authority, because: A dump was found',
  ],
  'page.sent': [
    {
      page: 'p7',
      who: 'lead',
      text: 'Come to the bridge.',
      chain: [
        { person: 'kim', name: 'Kim', by: 'phone', wait: 300_000, why: 'first for lead' },
        { person: 'jon', name: 'Jon', by: 'sms', wait: 300_000, why: 'deputy 1 for lead' },
        { person: 'ines', name: 'Ines', by: null, wait: 300_000, why: 'chain management' },
      ],
      until: 300_000,
    },
    'Mara called for lead: Kim, by phone. Then Jon and Ines. To be said: Come to the bridge',
  ],
  'page.escalated': [
    { page: 'p7', who: 'lead', turn: 1, name: 'Jon', way: 'sms', until: 600_000 },
    'Nobody answered for lead. Next: Jon, by sms',
  ],
  'page.answered': [{ page: 'p7', who: 'lead', person: 'Jon' }, 'Jon answered for lead'],
  'page.exhausted': [{ page: 'p7', who: 'lead' }, 'Everybody was called for lead, and nobody answered'],
  'page.called-off': [
    { page: 'p7', who: 'lead', reason: 'She is here.' },
    'Mara called off the call for lead: She is here',
  ],
  'inject.delivered': [
    {
      inject: 'regulator-calls',
      from: 'A regulator',
      via: 'phone',
      to: ['legal'],
      text: 'We read of an incident.',
      question: 'What do you answer?',
    },
    'A regulator, by phone, to legal: We read of an incident. Asked: What do you answer?',
  ],
  'inject.held': [{ inject: 'regulator-calls' }, 'Mara held back the message from A regulator'],
  'inject.dropped': [
    { inject: 'regulator-calls', reason: 'No time' },
    'Mara dropped the message from A regulator: No time',
  ],
  'inject.answered': [
    { inject: 'regulator-calls', answer: 'Within 72 hours.' },
    'Mara answered the message from A regulator: Within 72 hours.',
  ],
  'note.added': [
    { text: 'The tag is missing.', ref: { step: 'confirm' } },
    'Mara noted on confirm: The tag is missing.',
  ],
  'entry.corrected': [{ corrects: 42, text: 'It was Jon' }, 'Mara corrected entry 42: It was Jon'],
  'task.observed': [
    { objective: 'recover', task: 1, met: false, note: 'Asked for it twice' },
    'Preserves the logs before anything is removed: seen to be not met, Asked for it twice',
  ],
  'objective.rated': [
    { objective: 'recover', rating: 'M', reason: 'Slow' },
    'Mara rated Restore from a backup that predates the intrusion M: Slow',
  ],
  'improvement.added': [
    { improvement: 'improvement-1', text: 'Automate it.', owner: 'Jon', due: '2026-06-01' },
    'Improvement: Automate it, owner Jon, due 2026-06-01',
  ],
  'improvement.tracked': [
    {
      improvement: 'improvement-1',
      tracker: 'github:acme/app',
      state: 'open',
      issue: '#7',
      url: 'https://github.com/acme/app/issues/7',
    },
    'The improvement improvement-1 is worked on as #7 in github:acme/app (https://github.com/acme/app/issues/7)',
  ],
  'improvement.dropped': [
    { improvement: 'improvement-1', reason: 'Done already' },
    'Mara dropped the improvement improvement-1: Done already',
  ],
  'world.moved': [{ move: 'mint-backdoor' }, 'The attacker: Makes a second token, in case the first one dies'],
  'world.blocked': [
    { move: 'publish-again', blockedBy: [{ need: 'npm-token', why: 'is dead' }], retryAt: 2_280_000 },
    'The attacker was stopped: Publishes once more, because NPM_TOKEN is dead; tries again at T+38:00',
  ],
  'world.changed': [
    {
      changes: [
        { item: 'build', set: { isolated: true }, because: 'isolated by the team' },
        { item: 'npm-token', set: { alive: false }, because: 'revoked' },
      ],
    },
    'In truth: build.yml is isolated (isolated by the team) and NPM_TOKEN is dead (revoked)',
  ],
  'world.matched': [{ item: 'build', thing: 'release' }, 'In truth build.yml is release.yml'],
  'play.ended': [{ outcome: 'stopped', reason: 'Enough' }, 'Play ended: stopped: Enough'],
  'hot-wash.opened': [
    {
      facts: {
        happened: [],
        prevented: [],
        compromised: [],
        alive: [],
        served: [],
        reinfected: [],
        lost: [],
        missed: [],
      },
    },
    'The hot wash began',
  ],
  'inject.judged': [
    { inject: 'regulator-calls', judged },
    'What the message from A regulator called for came too late: answered by T+10:00',
  ],
  'objective.suggested': [
    { objective: 'recover', rating: 'U', because: 'nothing was done', evidence: [] },
    'Suggested for Restore from a backup that predates the intrusion: U: nothing was done',
  ],
  'run.closed': [{}, 'Mara closed the run'],
};

const definition = shipped();
const run = new Run(definition);
const names = namesIn(run.state);
const entry = (type: string, body: object): Entry =>
  ({ type, at: 0, recorded: '', by: { person: 'Mara', role: 'lead' }, ...body }) as Entry;

describe('given an entry of any type', () => {
  it.each(Object.entries(told).map(([type, [body, sentence]]) => ({ type, body, sentence })))(
    '$type says: $sentence',
    ({ type, body, sentence }) => {
      expect(sentenceOf(entry(type, body), definition, names)).toBe(sentence);
    },
  );
});

describe('given a move that was stopped', () => {
  const stopped = (why: string) =>
    sentenceOf(
      entry('world.blocked', { move: 'publish-again', blockedBy: [{ need: 'npm-token', why }] }),
      definition,
      names,
    );

  it('says of each need what it was then', () => {
    expect(stopped('revoked')).toMatch(/, because NPM_TOKEN was revoked$/);
    expect(stopped('never stolen')).toMatch(/, because NPM_TOKEN was never stolen$/);
    expect(stopped('does not exist yet')).toMatch(/, because NPM_TOKEN does not exist yet$/);
  });
});

describe('given a case that nobody is behind', () => {
  const { scenario } = definition;
  if (!scenario) throw new Error('The shipped drill has a scenario.');
  const accident = {
    ...definition,
    scenario: {
      ...scenario,
      anchors: { known: 0, intruded: null },
      adversary: {
        enters: null,
        moves: scenario.adversary.moves.map((move) => ({
          ...move,
          needs: [],
          needsAny: [],
          does: { compromise: [], poison: [], create: [], destroy: [] },
        })),
      },
    },
  };
  const said = (type: string, body: object) => sentenceOf(entry(type, body), accident, names);

  it('says what happened, and what was stopped, of nobody', () => {
    const lines = [
      said('world.moved', { move: 'publish-again' }),
      said('world.blocked', { move: 'publish-again', blockedBy: [{ need: 'build', why: 'isolated' }] }),
    ];
    expect(lines).toEqual([
      'It happened: Publishes once more',
      'It was stopped: Publishes once more, because build.yml was isolated',
    ]);
    expect(lines.map((line) => line.replace(moveLead, ''))).toEqual([
      'Publishes once more',
      'Publishes once more, because build.yml was isolated',
    ]);
  });
});

describe('given what was destroyed', () => {
  const truth = (change: object) =>
    sentenceOf(
      entry('world.changed', { changes: [{ item: 'build', because: 'so it was', ...change }] }),
      definition,
      names,
    );

  it('says that alone of it, and of a restore how much is missing', () => {
    expect(truth({ set: { destroyed: true, compromised: false } })).toBe(
      'In truth: build.yml is destroyed (so it was)',
    );
    expect(truth({ set: { destroyed: false }, loss: 22_200_000 })).toBe(
      'In truth: build.yml is back and without the last 6h10m (so it was)',
    );
  });
});

describe('given a note that says what it teaches', () => {
  it.each([
    ['well', 'Mara noted what went well: So.'],
    ['poorly', 'Mara noted what went poorly: So.'],
    ['lucky', 'Mara noted where luck helped: So.'],
    ['factor', 'Mara noted what contributed to it: So.'],
  ])('of the sort %s, its sentence says which', (sort, words) => {
    expect(sentenceOf(entry('note.added', { text: 'So.', sort }), definition, names)).toBe(words);
  });

  it('an improvement says what will show that it is done', () => {
    const body = { improvement: 'improvement-1', text: 'Automate it', doneWhen: 'a drill shows it' };
    expect(sentenceOf(entry('improvement.added', body), definition, names)).toBe(
      'Improvement: Automate it, done when: a drill shows it',
    );
  });
});
