import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endpointLines } from '../../../scripts/serve/endpoint-variables.mjs';
import { createTestApi, type TestApi } from '../testing/api';

// Clients that know only what the first start prints.

const ALL = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const PYTHON = '/usr/bin/python3';

const toLoopback: LookupFunction = (_host, { all }, found) =>
  all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

let api: TestApi;
let owner: Awaited<ReturnType<TestApi['rootKeys']>>;
let env: Record<string, string>;
const run = promisify(execFile);
beforeAll(async () => {
  api = await createTestApi();
  owner = await api.rootKeys();
  const { stdout } = await run('bash', ['-e', '-c', `${endpointLines(`http://localhost:${api.port}`).join('\n')}\nenv -0`], {
    env: { PATH: '/usr/bin:/bin' } as unknown as NodeJS.ProcessEnv,
  });
  const printed = Object.fromEntries(
    stdout.split('\0').flatMap((line) => (line.startsWith('AWS_') ? [line.split(/=(.*)/s).slice(0, 2) as [string, string]] : [])),
  );
  env = { ...printed, AWS_ACCESS_KEY_ID: owner.accessKeyId, AWS_SECRET_ACCESS_KEY: owner.secretAccessKey };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await api.close();
});

describe('the settings printed by the first start', () => {
  it('let the SDK for JavaScript call S3 and S3 Control', async () => {
    const s3 = new S3Client({ maxAttempts: 1 });
    for (const Bucket of ['default-settings', 'another-one']) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key: 'a b/c', Body: 'text' }));
      expect(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'a b/c' }))).Body?.transformToString()).toBe('text');
    }
    // Resolves host names under localhost, which not every machine does.
    const control = new S3ControlClient({ maxAttempts: 1, requestHandler: { httpAgent: new Agent({ lookup: toLoopback }) } });
    const { accountId: AccountId } = owner.actor;
    await control.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: ALL }));
    expect((await control.send(new GetPublicAccessBlockCommand({ AccountId }))).PublicAccessBlockConfiguration).toEqual(ALL);
  });

  it.runIf(existsSync('/usr/bin/aws'))('let the AWS CLI copy objects between buckets', async () => {
    const aws = async (command: string) => {
      const { stdout } = await run('/usr/bin/aws', command.split(' '), {
        env: { ...env, PATH: '/usr/bin:/bin', HOME: '/nonexistent' } as never,
      });
      return stdout;
    };
    await aws('s3 mb s3://by-the-cli');
    await aws('s3 cp /etc/hostname s3://by-the-cli/dir/name');
    await aws('s3 mb s3://by-the-cli-2');
    await aws('s3 mv s3://by-the-cli/dir/name s3://by-the-cli-2/name');
    expect(await aws('s3 ls s3://by-the-cli-2')).toMatch(/ name$/m);
  });

  it.runIf(existsSync('/usr/lib/python3/dist-packages/boto3'))('let boto3 write and read objects', async () => {
    const script = `
import boto3, socket
found = socket.getaddrinfo
# As on a machine that looks up names which end with localhost.
socket.getaddrinfo = lambda host, *rest, **more: found("127.0.0.1" if host.endswith((".localhost", ".127.0.0.1")) else host, *rest, **more)
s3 = boto3.client("s3")
s3.create_bucket(Bucket="by-boto3")
s3.put_object(Bucket="by-boto3", Key="k", Body=b"text", Metadata={"a": "b"}, Tagging="c=d")
print(s3.get_object(Bucket="by-boto3", Key="k")["Body"].read().decode())
for url in ["http://localhost", "http://127.0.0.1"]:
  control = boto3.client("s3control", endpoint_url=url + ":${api.port}")
  control.put_public_access_block(AccountId="${owner.actor.accountId}", PublicAccessBlockConfiguration={"BlockPublicAcls": True})
  print(control.get_public_access_block(AccountId="${owner.actor.accountId}")["PublicAccessBlockConfiguration"]["BlockPublicAcls"])
`;
    const { stdout } = await run(PYTHON, ['-c', script], {
      env: { ...env, PATH: '/usr/bin:/bin', HOME: '/nonexistent' } as never,
    });
    expect(stdout.split('\n')).toEqual(['text', 'True', 'True', '']);
  });
});
