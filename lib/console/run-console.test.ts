import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/console/[service]/[operation]/route';
import { signUp } from '../account/sign-up';
import { createTestWorld, rootCaller, type TestWorld } from '../core/test-world';
import { GetAccountSummary } from '../iam/account/operations';
import { CreateGroup } from '../iam/group/operations';
import { CreateRole } from '../iam/role/operations';
import { policyText } from '../organizations/test-organization';
import { revokeSessions } from './recipes/role';
import { consoleCall } from './request';
import { consoleAction, consoleRecipe, runConsole } from './run-console';
import { claimIdentity } from './session/claim';
import { clearRoleSession, findSession, type RoleSession, storeRoleSession } from './session/session';
import { IDENTITY_HEADER } from './session/shown-identity';
import { signInRoot } from './sign-in/sign-in';
import { runAs } from './testing/run-as';

// The browser's cookies, which all of its tabs share.
const browser = vi.hoisted(() => ({
  cookie: '',
  region: undefined as string | undefined,
  headers: {} as Record<string, string>,
}));
vi.mock('next/headers', () => ({
  cookies: async () => ({ get: (name: string) => ({ value: name === 'gatehouse-region' ? browser.region : browser.cookie }) }),
  headers: async () => new Headers(browser.headers),
}));

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'test', secure: false };
const PASSWORD = 'Correct-horse-1';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
  Object.assign(globalThis, { __gatehouseRuntime: { gatehouse: Promise.resolve({ database: world.database }) } });
});
afterEach(async () => {
  Object.assign(globalThis, { __gatehouseRuntime: undefined });
  await world.close();
});

/** Signs the browser in as the root user of a new account. Returns what its pages send. */
async function signInAsNew(name: string): Promise<{ accountId: string; tag: string }> {
  const now = new Date();
  const email = `${name}@example.com`;
  const { id } = await signUp(world.database, { name, email, password: PASSWORD }, now);
  const outcome = await signInRoot(world.database, email, PASSWORD, ORIGIN, now);
  if ('mfa' in outcome) throw new Error('no MFA device was assigned');
  browser.cookie = outcome.token;
  return { accountId: id, tag: await tagNow() };
}

async function sessionNow() {
  const session = await findSession(world.database, browser.cookie, new Date());
  if (!session) throw new Error('nobody is signed in');
  return session;
}
const tagNow = async () => (await sessionNow()).identityTag;

const groups = () => world.database.reader.group.count();
const groupEvents = () => world.database.reader.event.count({ where: { eventName: 'CreateGroup' } });

function read(headers: Record<string, string>) {
  const request = new Request('http://localhost/api/console/iam/GetAccountSummary', { headers });
  return GET(request, { params: Promise.resolve({ service: 'iam', operation: GetAccountSummary.name }) });
}

describe('a console call', () => {
  const createGroup = consoleAction(CreateGroup);

  it('runs for a page that shows the signed-in identity', async () => {
    const { tag, accountId } = await signInAsNew('first');
    expect(await createGroup(tag, { GroupName: 'Analysts' })).toMatchObject({ ok: true });
    expect(await world.database.reader.group.findFirstOrThrow()).toMatchObject({ accountId, name: 'Analysts' });
    expect((await read({ [IDENTITY_HEADER]: tag })).status).toBe(200);
  });

  it('reports the invalid member of its input', async () => {
    const { tag } = await signInAsNew('first');
    await createGroup(tag, { GroupName: 'Analysts' });
    expect(await createGroup(tag, { GroupName: 'analysts' })).toMatchObject({
      ok: false,
      error: { code: 'EntityAlreadyExists', member: 'GroupName' },
    });
  });

  it('is refused for a page of another identity, and names the signed-in identity', async () => {
    const { tag } = await signInAsNew('first');
    await signInAsNew('second');
    const answer = await createGroup(tag, { GroupName: 'Analysts' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'IdentityChanged', signedInAs: 'root @ second' } });
    expect([await groups(), await groupEvents()]).toEqual([0, 0]);

    const response = await read({ [IDENTITY_HEADER]: tag });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ ok: false, error: expect.objectContaining({ code: 'IdentityChanged' }) });
    expect((await read({})).status, 'a read that says nothing').toBe(409);
    const hostile: unknown = { toString: () => tag };
    expect(await createGroup(hostile as string, { GroupName: 'Analysts' })).toMatchObject({ ok: false });
  });

  it('is refused after the role was switched or switched back in another tab', async () => {
    const { tag, accountId } = await signInAsNew('first');
    const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' });
    const { Role } = await world.as(rootCaller(accountId)).run(CreateRole, { RoleName: 'Auditor', AssumeRolePolicyDocument });
    const role: RoleSession = {
      accountId,
      accountName: 'first',
      roleArn: Role.Arn,
      roleId: Role.RoleId,
      roleName: 'Auditor',
      sessionName: 'first',
      serviceLinked: false,
      issuedAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      displayName: 'Auditor',
      color: 'red',
    };
    await storeRoleSession(world.database, await sessionNow(), role);
    const roleTag = await tagNow();
    expect(await createGroup(tag, { GroupName: 'Analysts' })).toMatchObject({
      error: { code: 'IdentityChanged', signedInAs: 'Auditor/first @ first' },
    });
    await clearRoleSession(world.database, await sessionNow());
    expect(await tagNow(), 'the same identity has the same tag again').toBe(tag);
    expect(await createGroup(roleTag, { GroupName: 'Analysts' })).toMatchObject({ error: { code: 'IdentityChanged' } });
    expect([await groups(), await groupEvents()]).toEqual([0, 0]);
  });

  it('reports when a revoked session began, and reports nothing for a new session', async () => {
    const { accountId } = await signInAsNew('first');
    const root = world.as(rootCaller(accountId));
    const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' });
    const { Role } = await root.run(CreateRole, { RoleName: 'Auditor', AssumeRolePolicyDocument });
    const began = (ms: number) => new Date(Date.now() + ms).toISOString();
    const role: RoleSession = {
      accountId,
      accountName: 'first',
      roleArn: Role.Arn,
      roleId: Role.RoleId,
      roleName: 'Auditor',
      sessionName: 'first',
      serviceLinked: false,
      issuedAt: began(-60_000),
      expiresAt: began(3_600_000),
      displayName: 'Auditor',
      color: 'red',
    };
    const answerIn = async (session: RoleSession) => {
      await storeRoleSession(world.database, await sessionNow(), session);
      const answer = await createGroup(await tagNow(), { GroupName: 'Analysts' });
      return answer.ok ? answer : { code: answer.error.code, revoked: answer.error.revokedSession };
    };
    expect(await answerIn(role)).toEqual({ code: 'AccessDenied', revoked: undefined });
    expect(await revokeSessions(() => new Date())(runAs(world, root), 'Auditor')).toMatchObject({ ok: true });
    expect(await answerIn(role)).toEqual({ code: 'AccessDenied', revoked: role.issuedAt });
    expect(await answerIn({ ...role, issuedAt: began(1_000) })).toEqual({ code: 'AccessDenied', revoked: undefined });
  });

  it.each([
    ['from this machine', { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' }, true],
    ['by TLS', { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }, true],
    ['over the network as it is', { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' }, false],
  ])('that comes %s sets its secure transport and source IP', async (_, headers, secureTransport) => {
    browser.headers = headers;
    await signInAsNew('first');
    const { caller } = await sessionNow();
    expect(await consoleCall(caller)).toMatchObject({ secureTransport, sourceIp: headers['x-forwarded-for'] });
    browser.headers = {};
  });

  it.each([
    [undefined, 'us-east-1'],
    ['eu-north-1', 'eu-north-1'],
    ['cn-north-1', 'us-east-1'],
    ['nowhere', 'us-east-1'],
  ])('with Region %s chosen runs in %s', async (chosen, region) => {
    await signInAsNew('first');
    browser.region = chosen;
    expect((await consoleCall((await sessionNow()).caller)).region).toBe(region);
    browser.region = undefined;
  });

  it('is refused without a session, and reports that nobody is signed in', async () => {
    const { tag } = await signInAsNew('first');
    browser.cookie = 'ended';
    expect(await createGroup(tag, { GroupName: 'Analysts' })).toMatchObject({
      ok: false,
      error: { code: 'ExpiredToken', signedInAs: null },
    });
    expect((await read({ [IDENTITY_HEADER]: tag })).status).toBe(401);
  });

  it('stops between two operations if another identity signs in', async () => {
    const { tag, accountId } = await signInAsNew('first');
    const createTwo = consoleRecipe(async (run, names: readonly [string, string]) => {
      await run(CreateGroup, { GroupName: names[0] });
      await signInAsNew('second');
      return run(CreateGroup, { GroupName: names[1] });
    });
    expect(await createTwo(tag, ['One', 'Two'])).toMatchObject({ ok: false, error: { code: 'IdentityChanged' } });
    expect(await world.database.reader.group.findMany({ select: { accountId: true, name: true } })).toEqual([
      { accountId, name: 'One' },
    ]);
  });

  it('fails if the code does not claim the identity of its page', async () => {
    const { tag } = await signInAsNew('first');
    await expect(runConsole(GetAccountSummary, {})).rejects.toThrow(/whom its page shows/);
    expect(await claimIdentity(tag, () => runConsole(GetAccountSummary, {}))).toMatchObject({ ok: true });
  });
});
