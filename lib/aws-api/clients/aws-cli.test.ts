import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUp } from '../../core/testing/calls';
import type { Seen } from '../../core/testing/contract';
import { CreateRole } from '../../iam/role/operations';
import { instanceWorld } from '../../identity-center/test-instance';
import { allow, trust, userWith } from '../../sts/test-actors';
import { furnishFederation } from '../../sts/test-federation';
import { findWireOperation, wireOperationNames } from '../protocol/sdk-schemas';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { boto3Material } from '../testing/boto3-material';
import { CLI_CHAINS, type CliCommand, IDENTITY_CENTER_COMMANDS } from '../testing/calls-cli';
import { misshapen } from '../testing/shape';
import { type CliOutcome, startAwsCli, type WarmAwsCli } from '../testing/warm-aws-cli';

// The clients from Debian's packages awscli and python3-boto3.
const AWS = '/usr/bin/aws';
const PYTHON = '/usr/bin/python3';
// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql';
const hasAws = existsSync(AWS);
const hasBoto3 = existsSync('/usr/lib/python3/dist-packages/boto3');
if (wanted && !(hasAws && hasBoto3)) {
  console.warn('Some of aws-cli.test.ts is skipped: install the packages awscli and python3-boto3 to run all of it.');
}

let api: TestApi;
let home: string;
beforeAll(async () => {
  api = await createTestApi();
  home = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
});
afterAll(async () => {
  await api.close();
  await rm(home, { recursive: true, force: true });
});

function environment(keys: Keys | null, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: 'C.UTF-8',
    AWS_ENDPOINT_URL: api.url,
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(keys ? { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey } : {}),
    ...more,
  } as unknown as NodeJS.ProcessEnv;
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<CliOutcome> {
  return new Promise((resolve) => {
    execFile(program, args, { env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/** The CLI's service names that differ from the prefix of the actions. */
const CLI_NAMES: Readonly<Record<string, string>> = { s3api: 's3', accessanalyzer: 'access-analyzer', 'sso-admin': 'sso' };

/** Returns the SDK's name of a command's operation: `create-user` is CreateUser. */
function operationOf(command: string): { service: string; name: string } | null {
  const [client = '', verb = ''] = command.split(' ');
  const service = CLI_NAMES[client] ?? client;
  const name = wireOperationNames(service as string).find((candidate) => candidate.toLowerCase() === verb.replaceAll('-', ''));
  return name ? { service: service as string, name } : null;
}

async function check([command, expected]: CliCommand, cli: WarmAwsCli, seen: Seen): Promise<void> {
  const fill = (text: string) => text.replaceAll(/<([\w.-]+)>/g, (_, path: string) => String(lookUp(seen, path)));
  const args = fill(command).split(' ');
  const { status, stdout, stderr } = await cli.run(args);
  if (expected?.error !== undefined) {
    expect({ command, status, stderr }).toMatchObject({
      status: 254,
      stderr: expect.stringMatching(/An error occurred \(/),
    });
    expect(stderr, command).toContain(expected.error);
    return;
  }
  expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
  if (expected?.output !== undefined) expect(stdout, command).toContain(fill(expected.output));
  const operation = operationOf(command);
  const output = operation && findWireOperation(operation.service, operation.name)?.output;
  if (!operation || stdout === '' || /--output text|--query/.test(command)) return;
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  seen[command.split(' ')[1] ?? ''] = answer;
  // With --max-items the CLI adds its own token.
  const { NextToken: _, ...rest } = answer;
  if (output) expect(misshapen(output, command.includes('--max-items') ? rest : answer, operation.name)).toEqual([]);
}

describe.runIf(wanted && hasAws)('the AWS CLI from Debian', () => {
  it('runs at least 60 commands', () => {
    expect(Object.values(CLI_CHAINS).flat().length).toBeGreaterThanOrEqual(60);
  });

  it.concurrent.each(Object.entries(CLI_CHAINS))('works with %s', async (_, commands) => {
    const keys = await api.rootKeys();
    const seen: Seen = { account: keys.actor.accountId, federation: await furnishFederation(keys.actor) };
    const cli = startAwsCli(environment(keys));
    for (const command of commands) await check(command, cli, seen);
    cli.close();
  });

  it('administers IAM Identity Center', async () => {
    const keys = await api.rootKeys();
    const { InstanceArn, IdentityStoreId, memberId } = await instanceWorld(api, keys.actor);
    const seen: Seen = { made: { InstanceArn, IdentityStoreId, memberId } };
    const cli = startAwsCli(environment(keys, { AWS_DEFAULT_REGION: 'us-east-1' }));
    for (const command of IDENTITY_CENTER_COMMANDS) await check(command, cli, seen);
    cli.close();
  });

  it('assumes a role from its profile, and shows the policy type in the denial message', async () => {
    const account = await api.account();
    const user = await userWith(api, account, 'cli', allow(['sts:AssumeRole', 'iam:GetUser']));
    const userId = user.caller.principal.type === 'User' ? user.caller.principal.userId : undefined;
    const keys = await api.keys(account, userId);
    const { Role } = await account.run(CreateRole, { RoleName: 'reader', AssumeRolePolicyDocument: trust(account.accountId) });
    const config = `[profile reader]\nrole_arn = ${Role.Arn}\nsource_profile = user\nrole_session_name = cli\n[profile user]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`;
    await writeFile(join(home, 'config'), config);
    const env = environment(null, { AWS_CONFIG_FILE: join(home, 'config'), AWS_PROFILE: 'reader' });
    const identity = await run(AWS, ['sts', 'get-caller-identity'], env);
    expect(JSON.parse(identity.stdout)).toMatchObject({ Arn: `arn:aws:sts::${account.accountId}:assumed-role/reader/cli` });
    const denied = await run(AWS, ['iam', 'create-user', '--user-name', 'x'], env);
    expect(denied).toMatchObject({ status: 254 });
    expect(denied.stderr).toContain(
      `An error occurred (AccessDenied) when calling the CreateUser operation: User: arn:aws:sts::${account.accountId}:assumed-role/reader/cli is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${account.accountId}:user/x because no identity-based policy allows the iam:CreateUser action`,
    );
  });

  it('signs in with a web identity token file and without access keys', async () => {
    const account = await api.account();
    const { roleArn, token } = await furnishFederation(account);
    const file = join(home, 'token');
    await writeFile(file, token);
    const web = { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_SESSION_NAME: 'run-7' };
    const { stdout, stderr } = await run(AWS, ['sts', 'get-caller-identity'], environment(null, web));
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ Arn: `arn:aws:sts::${account.accountId}:assumed-role/federated/run-7` });
  });
});

describe.runIf(wanted && hasBoto3)('boto3 from Debian', () => {
  it('calls at least 20 operations, with resources, paginators, waiters and typed errors', async () => {
    const keys = await api.rootKeys();
    const { status, stdout, stderr } = await run(
      PYTHON,
      [join(import.meta.dirname, '../testing/run-boto3.py')],
      environment(keys, boto3Material()),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { service: string; operation: string; answer: Record<string, unknown> });
    expect(new Set(answers.map(({ operation }) => operation)).size).toBeGreaterThanOrEqual(20);
    for (const { service, operation, answer } of answers) {
      const output = findWireOperation(service, operation)?.output;
      expect(output ? misshapen(output, answer, operation) : Object.keys(answer)).toEqual([]);
    }
  });
});
