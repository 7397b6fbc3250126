import type { Emulator } from 'emulate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AwsCli, awsCli } from './aws-cli.ts';
import { startEmulator } from './emulator.ts';
import { type Item, runAction } from './live-action.ts';

/** What another client of the emulator, which is no AWS CLI, is told. */
async function asked(parameters: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(`${emulator.url}/iam/`, { method: 'POST', body: new URLSearchParams(parameters) });
  return await answer.text();
}

async function keysOf(user: string): Promise<string[]> {
  const answer = await asked({ Action: 'ListAccessKeys', UserName: user });
  return [...answer.matchAll(/<AccessKeyId>(.*?)<\/AccessKeyId>/g)].map(([, key = '']) => key);
}

async function newKeyOf(user: string): Promise<string> {
  await asked({ Action: 'CreateAccessKey', UserName: user });
  return (await keysOf(user)).at(-1) ?? '';
}

const keyItem = (name: string, user: string): Item => ({
  kind: 'credential',
  type: 'aws-access-key',
  name,
  fields: { user },
});

let emulator: Emulator;
let cli: AwsCli;

beforeAll(async () => {
  emulator = await startEmulator({
    service: 'aws',
    seed: { aws: { iam: { users: [{ user_name: 'deployer' }, { user_name: 'reader' }] } } },
  });
  cli = awsCli(emulator.url, { iam: '/iam/', sts: '/sts/' });
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  cli.remove();
  await emulator.close();
});

describe('given an emulator of AWS that remembers, and the AWS CLI', { timeout: 120_000 }, () => {
  it('when the users are listed, they are proposed as accounts', async () => {
    const { proposed, reached } = await runAction({ action: 'aws/list-users', environment: cli.environment });
    expect(proposed.map(({ kind, itemType, name }) => [kind, itemType, name])).toEqual(
      expect.arrayContaining([
        ['account', 'aws-iam-user', 'deployer'],
        ['account', 'aws-iam-user', 'reader'],
      ]),
    );
    expect(reached).toEqual([]);
  });

  it("when a user's keys are listed, they are proposed as credentials, with whose they are", async () => {
    const keys = [await newKeyOf('deployer'), await newKeyOf('deployer')];
    await newKeyOf('reader');
    const ran = await runAction({
      action: 'aws/list-access-keys',
      inputs: { user: 'deployer' },
      environment: cli.environment,
    });
    expect(ran.proposed.map(({ itemType, name, fields }) => ({ itemType, name, user: fields.user }))).toEqual(
      keys.map((name) => ({ itemType: 'aws-access-key', name, user: 'deployer' })),
    );
  });

  it('when a key is deleted, another client sees it gone, and the other key there', async () => {
    const [stolen, other] = [await newKeyOf('deployer'), await newKeyOf('deployer')];
    const ran = await runAction({
      action: 'aws/delete-key',
      item: keyItem(stolen, 'deployer'),
      environment: cli.environment,
    });
    expect(ran.outcomes.map(({ verdict }) => verdict)).toEqual(['ok', 'ok']);
    expect(ran).toMatchObject({ status: 'done', reached: ['revoked'] });
    expect(await keysOf('deployer')).toEqual([other]);
  });

  it('when a key is said to be of a user who is not there, nothing is revoked', async () => {
    const key = await newKeyOf('deployer');
    const ran = await runAction({
      action: 'aws/delete-key',
      item: keyItem(key, 'nobody'),
      environment: cli.environment,
    });
    expect(ran).toMatchObject({ status: 'failed', reached: [] });
    expect(ran.answers[0]?.errors).toContain('NoSuchEntity');
    expect(await keysOf('deployer')).toEqual([key]);
  });

  it('when a call is not supported, it fails, and the key is not said to be isolated', async () => {
    const key = await newKeyOf('deployer');
    const ran = await runAction({
      action: 'aws/deactivate-key',
      item: keyItem(key, 'deployer'),
      environment: cli.environment,
    });
    expect(ran).toMatchObject({ status: 'failed', reached: [] });
    expect(ran.answers[0]?.errors).toContain('InvalidAction');
  });
});
