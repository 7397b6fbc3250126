import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AwsCli, awsCli, RESPONDER } from './aws-cli.ts';
import { AwsService } from './aws-service.ts';
import { type Item, LiveAction, runAction, type Setting } from './live-action.ts';

const KEY = 'AKIASTOLENSTOLENSTO7';
const OTHER = 'AKIAOTHEROTHEROTHER7';
const BEFORE = '2026-03-19T18:07:00Z';
const key: Item = { kind: 'credential', type: 'aws-access-key', name: KEY, fields: { user: 'deployer' } };
const user: Item = { kind: 'account', type: 'aws-iam-user', name: 'deployer' };
const role: Item = { kind: 'account', type: 'aws-iam-role', name: 'ci-runner' };

let aws: AwsService;
let cli: AwsCli;

beforeAll(async () => {
  aws = await AwsService.start();
  cli = awsCli(aws.url, { iam: '/', sts: '/' });
});
beforeEach(() => {
  aws.reset({
    [KEY]: { user: 'deployer', secret: 'one', status: 'Active' },
    [OTHER]: { user: 'deployer', secret: 'two', status: 'Active' },
    [RESPONDER.key]: { user: 'responder', secret: RESPONDER.secret, status: 'Active' },
  });
});
afterAll(async () => {
  cli.remove();
  await aws.close();
});

const runs = (setting: Omit<Setting, 'environment'>) => runAction({ ...setting, environment: cli.environment });
const planned = (setting: Omit<Setting, 'environment'>) => new LiveAction({ ...setting, environment: {} }).plan;
const asked = () => aws.asked.map(({ action }) => action);

describe('given a stolen key, the AWS CLI and a service that answers as AWS documents it', { timeout: 120_000 }, () => {
  it.each([
    ['aws/deactivate-key', 'isolated'],
    ['aws/deactivate-key-and-keep-it', 'revoked'],
  ])('when it is deactivated (%s), it is seen to be inactive, and only it', async (action, effect) => {
    const ran = await runs({ action, item: key });
    expect(ran).toMatchObject({ status: 'done', reached: [effect] });
    expect(asked()).toEqual(['UpdateAccessKey', 'ListAccessKeys']);
    expect([...aws.keys].map(([id, { status }]) => [id, status])).toEqual([
      [KEY, 'Inactive'],
      [OTHER, 'Active'],
      [RESPONDER.key, 'Active'],
    ]);
  });

  it('when IAM has not heard yet, it is looked at again, and not changed again', async () => {
    aws.lag = 2;
    const ran = await runs({ action: 'aws/deactivate-key', item: key });
    expect(ran.status).toBe('done');
    expect(asked()).toEqual(['UpdateAccessKey', 'ListAccessKeys', 'ListAccessKeys', 'ListAccessKeys']);
  });

  it('when it is not seen in time, nobody says that it is isolated', async () => {
    aws.lag = 9;
    const ran = await runs({ action: 'aws/deactivate-key', item: key });
    expect(ran).toMatchObject({ status: 'outcome-unknown', reached: [] });
  });

  it('when it is deleted, it is seen to be gone; a second time it is refused', async () => {
    expect(await runs({ action: 'aws/delete-key', item: key })).toMatchObject({ status: 'done', reached: ['revoked'] });
    expect([...aws.keys.keys()]).toEqual([OTHER, RESPONDER.key]);
    const again = await runs({ action: 'aws/delete-key', item: key });
    expect(again).toMatchObject({ status: 'failed', reached: [] });
    expect(again.answers[0]?.errors).toContain('NoSuchEntity');
  });

  it('when the service fails in the middle, it was sent once, and has failed or is not known', async () => {
    aws.trouble = { status: 500, code: 'ServiceFailure' };
    const ran = await runs({ action: 'aws/delete-key', item: key });
    expect(asked()).toEqual(['DeleteAccessKey']);
    expect(ran.reached).toEqual([]);
    expect(ran.status).not.toBe('done');
  });

  it('it is asked what the key did, and the step stays open', async () => {
    const used = await runs({ action: 'aws/key-last-used', item: key });
    expect(used).toMatchObject({ status: 'active', reached: [] });
    expect(used.answers[0]?.text).toContain('"ServiceName": "s3"');
    const events = await runs({ action: 'aws/key-events', item: key });
    expect(events).toMatchObject({ status: 'active', reached: [] });
    expect(JSON.parse(events.answers[0]?.text ?? '')).toMatchObject({
      Events: [{ EventName: 'CreateUser', AccessKeyId: KEY }],
    });
  });
});

describe('given sessions that were made with it', { timeout: 120_000 }, () => {
  const denial = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: { DateLessThan: { 'aws:TokenIssueTime': BEFORE } } },
    ],
  };

  it('when those of the user are denied, the policy is there word for word, and the key’s own step stays open', async () => {
    const ran = await runs({ action: 'aws/deny-user-sessions', item: key, inputs: { before: BEFORE } });
    expect(ran.outcomes.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
    expect(ran).toMatchObject({ status: 'active', reached: [] });
    expect(asked()).toEqual(['PutUserPolicy', 'GetUserPolicy']);
    expect(JSON.parse(aws.policies.get('deployer/AWSRevokeOlderSessions') ?? '')).toEqual(denial);
  });

  it('when those of a role are denied, they are revoked', async () => {
    const ran = await runs({ action: 'aws/deny-role-sessions', item: role, inputs: { before: BEFORE } });
    expect(ran).toMatchObject({ status: 'done', reached: ['revoked'] });
    expect(JSON.parse(aws.policies.get('ci-runner/AWSRevokeOlderSessions') ?? '')).toEqual(denial);
  });

  it('when everything is denied to the user, the policy of AWS is seen to be attached', async () => {
    const ran = await runs({ action: 'aws/deny-user', item: user });
    expect(ran).toMatchObject({ status: 'done', reached: ['isolated'] });
    expect(aws.attached.get('deployer')).toEqual(['arn:aws:iam::aws:policy/AWSDenyAll']);
  });

  it('the moment is asked for, so that what is approved is what is sent, whenever that is', () => {
    const without = planned({ action: 'aws/deny-role-sessions', item: role });
    expect(without.asks.map(({ input }) => input)).toEqual(['before']);
    const plan = planned({ action: 'aws/deny-role-sessions', item: role, inputs: { before: BEFORE } });
    expect([plan.asks, plan.problems]).toEqual([[], []]);
    expect(plan.shown.join()).toContain(BEFORE);
  });

  it.each(['now', '19.3.2026', '2026-03-19T18:07:00+01:00', `${BEFORE}"}}},{"Effect":"Allow","Action":"*`])(
    'a moment that reads %s is refused before anything is built of it',
    (before) => {
      const { asks } = planned({ action: 'aws/deny-role-sessions', item: role, inputs: { before } });
      expect(asks).toEqual([
        expect.objectContaining({ input: 'before', problem: expect.stringContaining('not of the form') }),
      ]);
    },
  );

  it('whose sessions they are is the user’s own name, and of a key the user that is known', () => {
    const of = (item: Item) => planned({ action: 'aws/deny-user-sessions', item, inputs: { before: BEFORE } });
    expect(of(user).inputs.user).toBe('deployer');
    expect(of(key).inputs.user).toBe('deployer');
    expect(of({ ...key, fields: {} }).asks.map(({ input }) => input)).toEqual(['user']);
  });
});
