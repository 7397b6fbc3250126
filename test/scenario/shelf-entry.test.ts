import { expect, it } from 'vitest';
import { shelfEntryOf } from '../../src/scenario/shelf-entry.ts';
import { samplePlaybook, sampleScenario } from '../helpers/documents.ts';

const playbook = samplePlaybook();
const sample = sampleScenario();

it('given a scenario without the new keys, then its duration is the session and its playbook says what it maps to', () => {
  expect(shelfEntryOf(sample, playbook)).toMatchObject({
    id: 'poisoned-release',
    playbook: 'compromised-pipeline',
    minutes: 60,
    story: 60,
    basedOn: 'fictional',
    teaches: '',
    practises: { owasp: ['CICD-SEC-4', 'CICD-SEC-6'] },
  });
});

it('given a session and a mapping of its own, then those are told', () => {
  const mapsTo = { 'owasp-cicd': ['CICD-SEC-10'] };
  const entry = shelfEntryOf(
    { ...sample, session: 5_400_000, duration: 172_800_000, mapsTo, teaches: 'Wait.' },
    playbook,
  );
  expect(entry).toMatchObject({ minutes: 90, story: 2880, teaches: 'Wait.', practises: { owasp: ['CICD-SEC-10'] } });
});

it('needs as many people as there are roles to play: who only watches is none of them', () => {
  const players = Object.values(sample.cast).filter(({ plays }) => plays).length;
  expect(Object.keys(sample.cast).length).toBeGreaterThan(players);
  expect(shelfEntryOf(sample, playbook).people).toBe(Object.keys(playbook.roles).length + players);
});

it('practises the effects that a step of the playbook has, in the order of their list', () => {
  const { effects } = shelfEntryOf(sample, playbook).practises;
  expect(effects[0]).toBe('survey');
  expect(effects).toContain('prove-dead');
  expect(effects).not.toContain('notify');
});
