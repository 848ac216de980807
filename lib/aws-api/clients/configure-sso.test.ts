import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerUserCode } from '../../access-portal/test-programs';
import type { Actor } from '../../core/test-world';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreUser } from '../../identity-center/test-instance';
import { memberOf } from '../../organizations/test-organization';
import { createTestApi, type TestApi } from '../testing/api';
import { AUTHORIZE_ADDRESS, followAuthorize, USER_CODE } from '../testing/sso-login';

// The client from Debian's package awscli. It asks only in a terminal, which `script` of Debian's package bsdutils gives it.
const AWS = '/usr/bin/aws';
const SCRIPT = '/usr/bin/script';
// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql';
const installed = existsSync(AWS) && existsSync(SCRIPT);
if (wanted && !installed) console.warn('configure-sso.test.ts is skipped: install the packages awscli and bsdutils to run it.');

const [ENTER, DOWN] = ['\r', '\u001b[B'];
const REGION = 'us-east-1';

let api: TestApi;
let root: Actor;
let storeId: string;
/** Ana has two accounts, with two roles in the second one. Ben has one role in one account. */
let ana: string;
let ben: string;
let memberId: string;
let home: string;
beforeAll(async () => {
  api = await createTestApi();
  root = await api.account();
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  storeId = IdentityStoreId;
  memberId = await memberOf(root, 'member');
  ana = await makeStoreUser(root, storeId, 'ana');
  ben = await makeStoreUser(root, storeId, 'ben');
  const create = async (Name: string) =>
    (await root.run(CreatePermissionSet, { InstanceArn, Name })).PermissionSet.PermissionSetArn;
  const [audit, build] = [await create('Audit'), await create('Build')];
  const assign = (PrincipalId: string, TargetId: string, PermissionSetArn?: string) =>
    root.run(CreateAccountAssignment, {
      InstanceArn,
      PermissionSetArn: PermissionSetArn ?? '',
      TargetId,
      TargetType: 'AWS_ACCOUNT',
      PrincipalType: 'USER',
      PrincipalId,
    });
  await assign(ana, root.accountId, audit);
  await assign(ana, memberId, audit);
  await assign(ana, memberId, build);
  await assign(ben, memberId, build);
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gatehouse-configure-sso-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));
afterAll(() => api.close());

const environment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: 'test',
  PATH: process.env.PATH,
  HOME: home,
  LC_ALL: 'C.UTF-8',
  TERM: 'xterm',
  PYTHONUNBUFFERED: '1',
  PROMPT_TOOLKIT_NO_CPR: '1',
  AWS_ENDPOINT_URL: api.url,
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
});

function aws(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(AWS, args, { env: environment() }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

/** A text of the terminal, and the keys that answer it. A function answers elsewhere, and gets the first group of the pattern. */
type Step = readonly [RegExp, string | ((found: string) => Promise<unknown>) | { keys: (found: string) => string }];

/** Runs the AWS CLI in a terminal, and answers its questions in their order. @returns what the terminal showed */
async function inTerminal(args: readonly string[], steps: readonly Step[]): Promise<string> {
  const child = spawn(SCRIPT, ['-qec', [AWS, ...args].join(' '), '/dev/null'], { env: environment(), timeout: 60_000 });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let shown = '';
  let from = 0;
  let next = 0;
  const answers: Promise<unknown>[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    const text = stripVTControlCharacters(shown);
    const [pattern, answer] = steps[next] ?? [];
    const found = pattern?.exec(text.slice(from));
    if (!found || answer === undefined) return;
    next++;
    from += found.index + found[0].length;
    if (typeof answer === 'string') child.stdin.write(answer);
    else if ('keys' in answer) child.stdin.write(answer.keys(found[1] ?? ''));
    else answers.push(answer(found[1] ?? ''));
  });
  const status = await closed;
  const text = stripVTControlCharacters(shown);
  await Promise.all(answers);
  expect({ status, unasked: steps.slice(next).map(([pattern]) => String(pattern)), text }).toMatchObject({
    status: 0,
    unasked: [],
  });
  return text;
}

const startUrl = () => `https://${storeId}.awsapps.com/start`;
const allowWithCode =
  (userId: string): Step[1] =>
  (address) =>
    followAuthorize(api, { storeId, userId }, address);
const allowDevice =
  (userId: string): Step[1] =>
  (code) =>
    answerUserCode(api, storeId, code, 'ALLOWED', userId);

/** Chooses one of two entries. The order of accounts is that of their ids, which are random. */
const choose = (wanted: string): Step[1] => ({ keys: (first) => (first === wanted ? ENTER : DOWN + ENTER) });

const newSession = (): Step[] => [
  [/SSO session name \(Recommended\):/, `work${ENTER}`],
  [/SSO start URL \[None\]:/, startUrl() + ENTER],
  [/SSO region \[None\]:/, REGION + ENTER],
  [/SSO registration scopes \[sso:account:access\]:/, ENTER],
];
const profile = (name: string): Step[] => [
  [/Default client Region \[None\]:/i, REGION + ENTER],
  [/CLI default output format.*\[None\]:/i, `json${ENTER}`],
  [/profile name \[.*\]:/i, name + ENTER],
];

/** Calls with a profile, signs out, and signs in and out again. */
async function useProfile(name: string, role: string, person: string, allow: Step): Promise<void> {
  const arn = new RegExp(`"arn:aws:sts::${memberId}:assumed-role/AWSReservedSSO_${role}_[0-9a-f]{16}/${person}"`);
  const call = () => aws('sts', 'get-caller-identity', '--profile', name, '--query', 'Arn');
  const userId = person === 'ana' ? ana : ben;
  const sessions = () => api.database.reader.portalSession.count({ where: { userId } });
  const signOut = async () => {
    expect(await aws('sso', 'logout', '--profile', name)).toMatchObject({ status: 0 });
    expect(await sessions()).toBe(0);
    expect((await call()).status).not.toBe(0);
  };
  expect(await call()).toMatchObject({ status: 0, stdout: expect.stringMatching(arn), stderr: '' });
  await signOut();
  await inTerminal(['sso', 'login', '--profile', name, '--no-browser'], [allow]);
  expect(await call()).toMatchObject({ status: 0, stdout: expect.stringMatching(arn), stderr: '' });
  await signOut();
}

describe.runIf(wanted && installed)('aws configure sso in a terminal', () => {
  it('configures a session with a code and a verifier, and chooses from accounts and roles', async () => {
    const allow: Step = [AUTHORIZE_ADDRESS, allowWithCode(ana)];
    const text = await inTerminal(
      ['configure', 'sso', '--no-browser'],
      [
        ...newSession(),
        allow,
        [/There are 2 AWS accounts available to you\.\s*> (\S+),[\s\S]*\(\d{12}\)[\s\S]*\(\d{12}\)/, choose('member')],
        [/There are 2 roles available to you\.\s*> (\S+)[\s\S]*(?:Audit|Build)/, choose('Build')],
        ...profile('work-dev'),
      ],
    );
    expect(text).toContain(`Using the account ID ${memberId}`);
    expect(text).toContain('Using the role name "Build"');
    expect(text).toContain('aws s3 ls --profile work-dev');
    expect(await readFile(join(home, '.aws/config'), 'utf8')).toBe(`[profile work-dev]
sso_session = work
sso_account_id = ${memberId}
sso_role_name = Build
region = ${REGION}
output = json
[sso-session work]
sso_start_url = ${startUrl()}
sso_region = ${REGION}
sso_registration_scopes = sso:account:access
`);
    await useProfile('work-dev', 'Build', 'ana', allow);
  });

  it('configures a session with a device code, where the account and the role are the only ones', async () => {
    const text = await inTerminal(
      ['configure', 'sso', '--no-browser', '--use-device-code'],
      [...newSession(), [USER_CODE, allowDevice(ben)], ...profile('ben')],
    );
    expect(text).toContain(`The only AWS account available to you is: ${memberId}`);
    expect(text).toContain('The only role available to you is: Build');
    await useProfile('ben', 'Build', 'ben', [AUTHORIZE_ADDRESS, allowWithCode(ben)]);
  });

  it('configures a profile of the older form without a session name', async () => {
    const allow: Step = [USER_CODE, allowDevice(ben)];
    const text = await inTerminal(
      ['configure', 'sso', '--no-browser'],
      [
        [/SSO session name \(Recommended\):/, ENTER],
        [/SSO start URL \[None\]:/, startUrl() + ENTER],
        [/SSO region \[None\]:/, REGION + ENTER],
        allow,
        ...profile('older'),
      ],
    );
    expect(text).toContain('WARNING: Configuring using legacy format');
    const written = await readFile(join(home, '.aws/config'), 'utf8');
    expect(written).toContain(`sso_start_url = ${startUrl()}`);
    expect(written).not.toContain('sso_session');
    await useProfile('older', 'Build', 'ben', allow);
  });
});
