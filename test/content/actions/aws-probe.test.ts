import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AwsCli, awsCli, RESPONDER } from './aws-cli.ts';
import { AwsService, type Trouble } from './aws-service.ts';
import { type Item, LiveAction, type Ran, runAction } from './live-action.ts';

const OLD = { key: 'AKIAOLDOLDOLDOLDOLD7', secret: 'old/secret+that/must-not-be-seen/anywhere' };
const item: Item = { kind: 'credential', type: 'aws-access-key', name: OLD.key, fields: { user: 'deployer' } };

let aws: AwsService;
let cli: AwsCli;

beforeAll(async () => {
  aws = await AwsService.start();
  cli = awsCli(aws.url, { iam: '/', sts: '/' });
});
beforeEach(() => {
  aws.reset({
    [OLD.key]: { user: 'deployer', secret: OLD.secret, status: 'Active' },
    [RESPONDER.key]: { user: 'responder', secret: RESPONDER.secret, status: 'Active' },
  });
});
afterAll(async () => {
  cli.remove();
  await aws.close();
});

function probed(more: NodeJS.ProcessEnv = {}, old = OLD.secret): Promise<Ran> {
  return runAction({ action: 'aws/probe-key', item, secrets: { old }, environment: { ...cli.environment, ...more } });
}

const proof = ({ outcomes }: Ran) => outcomes.map((outcome) => outcome.proof);
const signedWith = () => aws.asked.map(({ action, key, token }) => [action, key, token]);

describe('given an old access key that is tried against a service that knows its keys, by the AWS CLI', {
  timeout: 120_000,
}, () => {
  it('when it is alive, it is said to be alive; when it is deactivated, it is proven dead', async () => {
    const alive = await probed();
    expect(alive).toMatchObject({ status: 'failed', reached: [] });
    expect(proof(alive)).toEqual(['alive']);

    const off = await runAction({ action: 'aws/deactivate-key', item, environment: cli.environment });
    expect(off).toMatchObject({ status: 'done', reached: ['isolated'] });

    const dead = await probed();
    expect(dead).toMatchObject({ status: 'done', reached: ['proven-dead'] });
    expect(proof(dead)).toEqual(['dead']);
  });

  it('when it is deleted, it is proven dead', async () => {
    await runAction({ action: 'aws/delete-key', item, environment: cli.environment });
    expect(proof(await probed())).toEqual(['dead']);
  });

  it('when the secret that was given is not the key’s, nothing is proven', async () => {
    const ran = await probed({}, 'another/secret+that/must-not-be-seen/at-all');
    expect(ran.answers[0]?.errors).toContain('SignatureDoesNotMatch');
    expect(proof(ran)).toEqual(['none']);
    expect(ran).toMatchObject({ status: 'failed', reached: [] });
  });

  it('when the service is in trouble, says another no or nothing at all, nothing is proven of a key that is dead', async () => {
    aws.keys.delete(OLD.key);
    const troubles: Trouble[] = [
      { status: 500, code: 'InternalFailure' },
      { status: 503, code: 'ServiceUnavailable' },
      { status: 400, code: 'Throttling' },
      { status: 403, code: 'AccessDenied' },
      { status: 403, code: 'ExpiredToken' },
      'silence',
    ];
    const proofs: unknown[] = [];
    for (const trouble of troubles) {
      aws.trouble = trouble;
      aws.asked.length = 0;
      const ran = await probed({ BREAKGLASS_TEST_AWS_MORE: '--cli-read-timeout=1' });
      proofs.push([trouble, ...proof(ran), ran.status, aws.asked.length]);
    }
    // Each is asked once: the CLI does not ask again by itself.
    expect(proofs).toEqual(troubles.map((trouble) => [trouble, 'none', 'failed', 1]));
  });

  it('when nobody answers at the address, nothing is proven', async () => {
    const nowhere = awsCli('http://127.0.0.1:1', { iam: '/', sts: '/' });
    const ran = await runAction({
      action: 'aws/probe-key',
      item,
      secrets: { old: OLD.secret },
      environment: nowhere.environment,
    });
    nowhere.remove();
    expect(proof(ran)).toEqual(['none']);
  });

  it('the session token, the profile and the keys of whoever responds are not used: they would make a living key look dead', async () => {
    const ran = await probed({
      AWS_SESSION_TOKEN: 'token-of-the-responder',
      AWS_SECURITY_TOKEN: 'another-of-them',
      AWS_PROFILE: 'responder',
    });
    expect(signedWith()).toEqual([['GetCallerIdentity', OLD.key, undefined]]);
    expect(proof(ran)).toEqual(['alive']);
  });

  it('an error format that somebody has configured does not keep it from being understood', async () => {
    aws.keys.delete(OLD.key);
    expect(proof(await probed({ AWS_CLI_ERROR_FORMAT: 'json' }))).toEqual(['dead']);
  });

  it('the secret is nowhere in what is written down, and in no argument', async () => {
    const ran = await probed();
    const told = JSON.stringify([ran.entries, ran.answers, ran.shown]);
    expect(ran.shown).toEqual([
      `AWS_ACCESS_KEY_ID=${OLD.key} AWS_SECRET_ACCESS_KEY='[old]' AWS_SESSION_TOKEN='' AWS_SECURITY_TOKEN='' AWS_MAX_ATTEMPTS=1 AWS_CLI_ERROR_FORMAT=legacy aws sts get-caller-identity --region=us-east-1 --cli-connect-timeout=10 --cli-read-timeout=20 --output=json`,
    ]);
    expect(told).not.toContain(OLD.secret);
  });

  it('what is no ID of a long-lived key is asked for again, and nothing is tried', () => {
    const session = new LiveAction({
      action: 'aws/probe-key',
      item: { ...item, name: 'ASIAOLDOLDOLDOLDOLD7' },
      environment: cli.environment,
    });
    expect(session.plan.asks.map(({ input }) => input)).toEqual(['key']);
  });
});
