import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The AWS CLI of this machine, sent to a service of the tests instead of to AWS. */
export interface AwsCli {
  /** What commands find in their environment: an `aws` that is the real one with --endpoint-url, and a responder's keys. */
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

/** Arguments in BREAKGLASS_TEST_AWS_MORE come last, and so go before others. `iam` and `sts` say where these services are below the address. */
export function awsCli(address: string, below: { readonly iam: string; readonly sts: string }): AwsCli {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-aws-'));
  const wrapper = [
    '#!/bin/sh',
    'case "$1" in',
    `  iam) url=${address}${below.iam} ;;`,
    `  sts) url=${address}${below.sts} ;;`,
    `  *) url=${address} ;;`,
    'esac',
    `exec "${found('aws')}" --endpoint-url "$url" "$@" $BREAKGLASS_TEST_AWS_MORE`,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'aws'), wrapper);
  chmodSync(join(folder, 'aws'), 0o755);
  const profile = [
    '[responder]',
    `aws_access_key_id = ${RESPONDER.key}`,
    `aws_secret_access_key = ${RESPONDER.secret}`,
  ];
  writeFileSync(join(folder, 'credentials'), `${profile.join('\n')}\n`);
  return {
    environment: {
      PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: RESPONDER.key,
      AWS_SECRET_ACCESS_KEY: RESPONDER.secret,
      // The services of the tests are on this machine.
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Who responds: a key pair that no test touches. */
export const RESPONDER = { key: 'AKIARESPONDERRESPOND', secret: 'responder/secret/that/is/no/secret/at/all' };

function found(program: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  throw new Error(`${program} is not installed`);
}
