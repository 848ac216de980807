import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerUserCode, signIn } from '../../access-portal/test-programs';
import type { Actor } from '../../core/test-world';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { memberOf } from '../../organizations/test-organization';
import { createTestApi, type TestApi } from '../testing/api';
import { AUTHORIZE_ADDRESS, followAuthorize, USER_CODE } from '../testing/sso-login';

// The clients from Debian's packages awscli and python3-boto3.
const AWS = '/usr/bin/aws';
const PYTHON = '/usr/bin/python3';
// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql';
const hasAws = existsSync(AWS);
const hasBoto3 = existsSync('/usr/lib/python3/dist-packages/boto3');
if (wanted && !(hasAws && hasBoto3)) {
  console.warn('Some of sign-in.test.ts is skipped: install the packages awscli and python3-boto3 to run all of it.');
}

let api: TestApi;
let root: Actor;
let storeId: string;
let userId: string;
let memberId: string;
let home: string;
beforeAll(async () => {
  api = await createTestApi();
  root = await api.account();
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  storeId = IdentityStoreId;
  memberId = await memberOf(root, 'member');
  const group = await makeStoreGroup(root, storeId, 'Auditors');
  userId = await makeStoreUser(root, storeId, 'ana', [group]);
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'ReadOnlyAccess' });
  await root.run(CreateAccountAssignment, {
    InstanceArn,
    PermissionSetArn: PermissionSet.PermissionSetArn,
    TargetId: memberId,
    TargetType: 'AWS_ACCOUNT',
    PrincipalType: 'GROUP',
    PrincipalId: group,
  });
  home = await mkdtemp(join(tmpdir(), 'gatehouse-sso-'));
  await mkdir(join(home, '.aws/sso/cache'), { recursive: true });
  await writeFile(
    join(home, '.aws/config'),
    `[sso-session gh]
sso_start_url = https://${storeId}.awsapps.com/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
[profile dev]
sso_session = gh
sso_account_id = ${memberId}
sso_role_name = ReadOnlyAccess
region = us-east-1
[profile legacy]
sso_start_url = https://${storeId}.awsapps.com/start
sso_region = us-east-1
sso_account_id = ${memberId}
sso_role_name = ReadOnlyAccess
region = us-east-1
`,
  );
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await api.close();
  await rm(home, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  PATH: process.env.PATH,
  HOME: home,
  LC_ALL: 'C.UTF-8',
  PYTHONUNBUFFERED: '1',
  AWS_ENDPOINT_URL: api.url,
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
});

function run(program: string, ...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { env: environment() }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

/** Runs `aws sso login`, and answers as the person in front of the browser once it has printed what `pattern` finds. */
async function login(args: readonly string[], pattern: RegExp, answer: (found: string) => Promise<unknown>): Promise<string> {
  const child = spawn(AWS, ['sso', 'login', '--no-browser', ...args], { env: environment() });
  let output = '';
  let answered: Promise<unknown> | undefined;
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    const found = pattern.exec(output)?.[1];
    if (found !== undefined) answered ??= answer(found);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const status = await new Promise((resolve) => child.once('close', resolve));
  await answered;
  expect({ status, output }).toMatchObject({ status: 0 });
  return output;
}

const loginWithDevice = (...args: string[]) =>
  login(args, USER_CODE, (code) => answerUserCode(api, storeId, code, 'ALLOWED', userId));

const ROLE = () => new RegExp(`arn:aws:sts::${memberId}:assumed-role/AWSReservedSSO_ReadOnlyAccess_[0-9a-f]{16}/ana`);
const identity = (profile = 'dev') =>
  run(AWS, 'sts', 'get-caller-identity', '--profile', profile, '--query', 'Arn', '--output', 'text');

type CachedToken = { accessToken?: string; refreshToken?: string; expiresAt?: string; startUrl?: string };

/** Returns the token files that clients share. */
async function cachedTokens(): Promise<{ path: string; token: CachedToken }[]> {
  const folder = join(home, '.aws/sso/cache');
  const files = await readdir(folder);
  const all = await Promise.all(
    files.map(async (name) => ({
      path: join(folder, name),
      token: JSON.parse(await readFile(join(folder, name), 'utf8')) as CachedToken,
    })),
  );
  return all.filter(({ token }) => token.accessToken !== undefined);
}

async function forget(): Promise<void> {
  await rm(join(home, '.aws/sso/cache'), { recursive: true, force: true });
  await rm(join(home, '.aws/cli'), { recursive: true, force: true });
}

describe.runIf(wanted && hasAws)('the AWS CLI from Debian', () => {
  it('signs a person in with a device code, refreshes the token, and signs out', async () => {
    await forget();
    await loginWithDevice('--sso-session', 'gh', '--use-device-code');
    expect((await identity()).stdout).toMatch(ROLE());
    const [cached] = await cachedTokens();
    if (!cached) throw new Error('the CLI stored no token');
    // It renews a token that has less than a quarter of an hour left.
    const soon = new Date(Date.now() + 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    await writeFile(cached.path, JSON.stringify({ ...cached.token, expiresAt: soon }));
    await rm(join(home, '.aws/cli'), { recursive: true, force: true });
    expect((await identity()).stdout).toMatch(ROLE());
    const renewed = (await cachedTokens())[0]?.token;
    expect(renewed?.refreshToken).toBeDefined();
    expect(renewed?.accessToken).not.toBe(cached.token.accessToken);
    const { accessToken = '' } = renewed ?? {};
    const commands = [
      ['list-accounts'],
      ['list-account-roles', '--account-id', memberId],
      ['get-role-credentials', '--account-id', memberId, '--role-name', 'ReadOnlyAccess'],
    ];
    for (const [command = '', ...more] of commands) {
      const answer = await run(AWS, 'sso', command, '--access-token', accessToken, '--region', 'us-east-1', ...more);
      expect({ command, ...answer }).toMatchObject({ status: 0, stderr: '' });
    }
    expect(await run(AWS, 'sso', 'logout')).toMatchObject({ status: 0 });
    expect(await cachedTokens()).toEqual([]);
    expect(await api.database.reader.portalSession.count({ where: { userId } })).toBe(0);
    expect((await identity()).status).not.toBe(0);
  });

  it('signs a person in with a code and a verifier', async () => {
    await forget();
    await login(['--sso-session', 'gh'], AUTHORIZE_ADDRESS, (address) => followAuthorize(api, { storeId, userId }, address));
    expect((await identity()).stdout).toMatch(ROLE());
  });

  it('signs a person in with a profile of the older form', async () => {
    await forget();
    await loginWithDevice('--profile', 'legacy');
    expect((await identity('legacy')).stdout).toMatch(ROLE());
    const answer = await run(AWS, 'sts', 'get-caller-identity', '--profile', 'dev');
    expect(answer.stderr).toMatch(/Error loading SSO Token|expired/);
  });
});

/** Stores a token as the AWS CLI does, for clients that cannot sign in themselves. */
async function storeToken(): Promise<void> {
  await forget();
  await mkdir(join(home, '.aws/sso/cache'), { recursive: true });
  const token = {
    startUrl: `https://${storeId}.awsapps.com/start`,
    region: 'us-east-1',
    accessToken: await signIn(api, storeId, userId),
    expiresAt: new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  // The name is the digest of the session's name.
  const name = createHash('sha1').update('gh').digest('hex');
  await writeFile(join(home, '.aws/sso/cache', `${name}.json`), JSON.stringify(token));
}

it.runIf(wanted && hasBoto3)('boto3 uses the token of a profile', async () => {
  await storeToken();
  const program = "import boto3; print(boto3.Session(profile_name='dev').client('sts').get_caller_identity()['Arn'])";
  expect((await run(PYTHON, '-c', program)).stdout).toMatch(ROLE());
});

it.runIf(wanted)('the SDK for JavaScript uses the token of a profile', async () => {
  await storeToken();
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'] as const;
  for (const name of names) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_ENDPOINT_URL', api.url);
  const sts = new STSClient({ region: 'us-east-1', profile: 'dev' });
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toMatch(ROLE());
});
