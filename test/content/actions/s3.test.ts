import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AwsCli, awsCli } from './aws-cli.ts';
import { type Item, LiveAction, type Ran, runAction } from './live-action.ts';
import { S3Service } from './s3-service.ts';

const KEY = 'releases/2026/sdk_1.4.2(final)!.tgz';
let s3: S3Service;
let cli: AwsCli;
let folder = '';
beforeAll(async () => {
  s3 = await S3Service.start();
  cli = awsCli(s3.url, { iam: '/', sts: '/' });
});
beforeEach(() => {
  s3.reset();
  folder = mkdtempSync(join(tmpdir(), 'breakglass-s3-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(async () => {
  cli.remove();
  await s3.close();
});

const etagOf = (content: string) => `"${createHash('md5').update(content).digest('hex')}"`;
const version = (id: string, digest: string): Item => ({
  kind: 'backup',
  type: 's3-version',
  name: 'a version',
  fields: { bucket: s3.bucket, key: KEY, version: id, digest },
});
const runs = (action: string, item: Item): Promise<Ran> =>
  runAction({
    action: `s3/${action}`,
    item,
    inputs: action === 'restore-version' ? { into: join(folder, 'read') } : {},
    environment: cli.environment,
  });
const calls = ({ entries }: Ran) =>
  entries.flatMap((entry) => (entry.type === 'action.finished' ? [`${entry.call} ${entry.verdict}`] : []));

describe('given a bucket that keeps versions, and the AWS CLI', { timeout: 120_000 }, () => {
  it('when its versions are listed, each is proposed with its time and its ETag', async () => {
    const good = s3.put(KEY, 'good');
    const bad = s3.put(KEY, 'bad');
    s3.put('other', 'x');
    const { proposed } = await runAction({
      action: 's3/list-versions',
      inputs: { bucket: s3.bucket, prefix: 'releases/' },
      environment: cli.environment,
    });
    expect(
      proposed.map(({ kind, itemType, name, fields }) => ({
        ...{ kind, itemType, name, ...fields },
        // Version 1 and 2 of the CLI write one time in two ways.
        taken: new Date(String(fields.taken)).toISOString(),
      })),
    ).toEqual(
      [
        { id: bad, content: 'bad', newest: 'true', taken: '2026-02-28T01:00:00.000Z' },
        { id: good, content: 'good', newest: 'false', taken: '2026-02-28T00:00:00.000Z' },
      ].map(({ id, content, newest, taken }) => ({
        kind: 'backup',
        itemType: 's3-version',
        name: `${KEY} ${id}`,
        taken,
        digest: etagOf(content),
        bucket: s3.bucket,
        key: KEY,
        version: id,
        newest,
        size: String(content.length),
      })),
    );
  });

  it('when a version is verified, it is read, and nothing is changed', async () => {
    const good = s3.put(KEY, 'good');
    s3.put(KEY, 'bad');
    const verified = await runs('verify-version', version(good, etagOf('good')));
    expect(verified).toMatchObject({ status: 'done', reached: ['verified'], outputs: { digest: etagOf('good') } });
    expect(s3.changes).toEqual([]);
  });

  it.each([
    ['has another ETag than was listed', (id: string) => version(id, etagOf('other'))],
    ['is not there', () => version('v9.nowhere', etagOf('good'))],
  ])('given a version that %s, it is not verified, and nothing is put in place', async (_, item) => {
    const good = s3.put(KEY, 'good');
    s3.put(KEY, 'bad');
    expect(await runs('verify-version', item(good))).toMatchObject({ status: 'failed', reached: [] });
    expect(calls(await runs('restore-version', item(good)))).toEqual(['place ok', 'read failed']);
    expect(s3.newest(KEY)).toBe('bad');
    expect(s3.changes).toEqual([]);
  });

  it.each([
    ['was overwritten', 'bad'],
    ['was deleted', null],
  ])('given an object that %s, its version is the newest again, read back, and the others are kept', async (_, bad) => {
    const good = s3.put(KEY, 'good');
    s3.put(KEY, bad);
    const restored = await runs('restore-version', version(good, etagOf('good')));
    expect(calls(restored)).toEqual(['place ok', 'read ok', 'copy ok', 'back ok', 'compare ok', 'digest ok']);
    expect(restored).toMatchObject({ status: 'done', reached: ['restored'], outputs: { digest: etagOf('good') } });
    expect(s3.newest(KEY)).toBe('good');
    expect(s3.changes).toHaveLength(1);
    expect(readFileSync(join(folder, 'read', 'version'), 'utf8')).toBe('good');
  });

  it('given that something else is given out after it, it is not said to be restored', async () => {
    const good = s3.put(KEY, 'good');
    s3.put(KEY, 'bad');
    s3.damaged = Buffer.from('evil');
    const restored = await runs('restore-version', version(good, etagOf('good')));
    expect(calls(restored).at(-1)).toBe('compare failed');
    expect(restored).toMatchObject({ status: 'failed', reached: [] });
    expect(restored.outputs).not.toHaveProperty('digest');
  });

  it('given a folder that is there, nothing is read into it', async () => {
    mkdirSync(join(folder, 'read'));
    const good = s3.put(KEY, 'good');
    expect(calls(await runs('restore-version', version(good, etagOf('good'))))).toEqual(['place failed']);
    expect(existsSync(join(folder, 'read', 'version'))).toBe(false);
  });

  it.each([['a key?versionId=other'], ['a%2Fb'], ['ä'], ['--debug'], ['/a']])(
    'given the key %j, which would have to be written otherwise in an address, asks again',
    (key) => {
      const item = { ...version('v1', '"x"'), fields: { ...version('v1', '"x"').fields, key } };
      const { asks } = new LiveAction({ action: 's3/restore-version', item, inputs: { into: '/x' }, environment: {} })
        .plan;
      expect(asks).toEqual([expect.objectContaining({ input: 'key' })]);
    },
  );
});
