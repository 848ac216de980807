import {
  CreatePolicyCommand,
  CreateUserCommand,
  GetAccountSummaryCommand,
  ListPoliciesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { CreateOrganizationCommand } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Prisma } from '../../db/generated/sqlite/client';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

const TOKEN = 'a-token-for-resets';

let api: TestApi;
let closed: TestApi;
beforeAll(async () => {
  api = await createTestApi({ resetToken: TOKEN });
  closed = await createTestApi();
});
afterAll(async () => {
  await api.close();
  await closed.close();
});

const reset = (body?: unknown, token = TOKEN, at = api) =>
  fetch(`${at.url}/_gatehouse/reset`, {
    method: 'POST',
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('GET /_gatehouse/health', () => {
  it('returns the status of the database and the recent event loop delay', async () => {
    const response = await fetch(`${api.url}/_gatehouse/health`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ok', eventLoopDelay: { p99Ms: expect.any(Number), maxMs: expect.any(Number) } },
    ]);
  });
});

describe('POST /_gatehouse/reset', () => {
  it('is disabled without a token, and refuses wrong tokens', async () => {
    expect((await reset({}, TOKEN, closed)).status).toBe(404);
    const keys = await api.rootKeys();
    expect((await reset({}, '')).status).toBe(403);
    expect((await reset({}, `${TOKEN}x`)).status).toBe(403);
    expect((await fetch(`${api.url}/_gatehouse/reset`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
    await api.clients(keys).iam.send(new ListUsersCommand({}));
  });

  it('empties all tables except the installation’s, and creates one account with the requested IDs', async () => {
    const before = await api.rootKeys();
    await api.clients(before).organizations.send(new CreateOrganizationCommand({}));
    const wishes = { accountId: '123456789012', accessKeyId: 'AKIAWISHEDKEYID00000', secretAccessKey: 'test' };
    const response = await reset(wishes);
    expect([response.status, await response.json()]).toEqual([200, wishes]);
    const left: Record<string, number> = {};
    for (const model of Object.values(Prisma.ModelName)) {
      const rows = await api.database.reader.$queryRawUnsafe<{ n: number | bigint }[]>(`SELECT COUNT(*) AS n FROM "${model}"`);
      if (model !== 'Installation' && Number(rows[0]?.n) > 0) left[model] = Number(rows[0]?.n);
    }
    expect(left).toEqual({ Account: 1, AccessKey: 1, BillingPayer: 1, BillingPeriod: 1 });
    const identity = await api.clients(wishes).sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
    await expect(api.clients(before).sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('returns AWS’s example credentials by default, which work, and deletes all data each time', async () => {
    const example = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    const PolicyDocument = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    for (let i = 0; i < 3; i++) {
      expect(await (await reset()).json()).toEqual({ accountId: '111122223333', ...example });
      const { iam } = api.clients({ ...example });
      expect((await iam.send(new ListUsersCommand({}))).Users).toEqual([]);
      expect((await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies).toEqual([]);
      await iam.send(new CreateUserCommand({ UserName: 'same' }));
      await iam.send(new CreatePolicyCommand({ PolicyName: 'same', PolicyDocument }));
    }
  });

  it('reports the position of invalid JSON without repeating the body', async () => {
    const answer = async (body: string) => {
      const response = await fetch(`${api.url}/_gatehouse/reset`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}` },
        body,
      });
      return [response.status, await response.json()];
    };
    expect(await answer('{\n  "secretAccessKey": "hidden", }')).toEqual([
      400,
      { message: 'The body is not JSON: line 2, column 32.' },
    ]);
    expect(await answer('accountId=111122223333')).toEqual([400, { message: 'The body is not JSON: line 1, column 1.' }]);
    expect(await answer('null')).toEqual([400, { message: expect.stringContaining('validation error') }]);
  });

  it('warns about an access key ID that the AWS CLI refuses as a parameter', async () => {
    const answer = await (await reset({ accessKeyId: 'test', secretAccessKey: 'test' })).json();
    expect(answer).toMatchObject({
      accessKeyId: 'test',
      warnings: [
        'accessKeyId has 4 characters: the AWS CLI and boto3 refuse ids under 16 as parameters, e.g. of delete-access-key.',
      ],
    });
    expect(await (await reset()).json()).not.toHaveProperty('warnings');
  });

  it('sets quotas until the next reset', async () => {
    const summary = async (body: object) => {
      const keys = (await (await reset(body)).json()) as Keys;
      return (await api.clients(keys).iam.send(new GetAccountSummaryCommand({}))).SummaryMap;
    };
    expect(await summary({ quotas: 'large,UsersPerAccount=1' })).toMatchObject({
      UsersQuota: 1,
      GroupsQuota: 500,
      RolesQuota: 5000,
    });
    const keys = (await (await reset({ quotas: 'UsersPerAccount=1' })).json()) as Keys;
    const { iam } = api.clients(keys);
    await iam.send(new CreateUserCommand({ UserName: 'one' }));
    await expect(iam.send(new CreateUserCommand({ UserName: 'two' }))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: "Cannot exceed quota for UsersPerAccount: 1. Gatehouse's setting QUOTAS raises UsersPerAccount, up to 5,000.",
    });
    const refused = await reset({ quotas: 'GroupsPerAccount=501' });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { message: 'quotas: GroupsPerAccount is "501", but must be a number from 1 to 500.' },
    ]);
    await iam.send(new ListUsersCommand({}));
    expect(await summary({})).toMatchObject({ UsersQuota: 5000, GroupsQuota: 300, RolesQuota: 1000 });
  });

  it('refuses invalid requests without any change', async () => {
    const keys = await api.rootKeys();
    for (const body of [
      'no json',
      '[]',
      { accountId: '12' },
      { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' },
      { secretAccessKey: '' },
      { other: 1 },
    ]) {
      const response = await reset(body);
      expect([response.status, await response.json()]).toEqual([400, { message: expect.any(String) }]);
    }
    await api.clients(keys).iam.send(new ListUsersCommand({}));
  });

  it('returns 404 for every other path', async () => {
    expect((await fetch(`${api.url}/_gatehouse/nothing`)).status).toBe(404);
  });
});

const call = async (method: string, path: string, token = TOKEN, at = api) => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${at.url}/_gatehouse/${path}`, { method, headers });
  return [response.status, await response.json()] as const;
};

describe('/_gatehouse/snapshots', () => {
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' };
  // The SDK writes into the credentials object, so each client gets a copy.
  const client = () => api.clients({ ...keys }).iam;
  const users = async () => (await client().send(new ListUsersCommand({}))).Users?.map(({ UserName }) => UserName);
  const createUser = (UserName: string) => client().send(new CreateUserCommand({ UserName }));

  it('saves, lists, restores and deletes snapshots by name, also after a reset', async () => {
    await reset(keys);
    await createUser('first');
    const [status, saved] = await call('POST', 'snapshots/with-first');
    expect([status, saved]).toMatchObject([200, { name: 'with-first', accounts: 1, users: 1, createdAt: expect.any(String) }]);
    await createUser('second');
    expect(await call('POST', 'snapshots/with-first/restore')).toEqual([200, saved]);
    expect(await users()).toEqual(['first']);
    await reset(keys);
    expect(await users()).toEqual([]);
    expect(await call('GET', 'snapshots')).toEqual([200, { snapshots: [saved] }]);
    await call('POST', 'snapshots/with-first/restore');
    expect(await users()).toEqual(['first']);
    expect(await call('DELETE', 'snapshots/with-first')).toEqual([200, { deleted: 'with-first' }]);
    expect(await call('GET', 'snapshots')).toEqual([200, { snapshots: [] }]);
  });

  it('replaces a snapshot with the same name', async () => {
    await reset(keys);
    await call('POST', 'snapshots/base');
    await createUser('first');
    expect((await call('POST', 'snapshots/base'))[1]).toMatchObject({ users: 1 });
    expect((await call('GET', 'snapshots'))[1].snapshots).toHaveLength(1);
  });

  it('is disabled without a token, and refuses wrong tokens', async () => {
    for (const [method, path] of [
      ['GET', 'snapshots'],
      ['POST', 'snapshots/base'],
      ['POST', 'snapshots/base/restore'],
      ['DELETE', 'snapshots/base'],
    ] as const) {
      expect((await call(method, path, TOKEN, closed))[0]).toBe(404);
      expect((await call(method, path, `${TOKEN}x`))[0]).toBe(403);
    }
  });

  it('returns 400 for invalid names, and 404 for unknown names and paths', async () => {
    expect((await call('POST', 'snapshots/two%20words'))[0]).toBe(400);
    expect((await call('POST', 'snapshots/%zz'))[0]).toBe(400);
    expect(await call('POST', 'snapshots/none/restore')).toEqual([
      404,
      { message: 'The snapshot with name none cannot be found.' },
    ]);
    expect((await call('DELETE', 'snapshots/none'))[0]).toBe(404);
    expect((await call('POST', 'snapshots'))[0]).toBe(404);
    expect((await call('GET', 'snapshots/base'))[0]).toBe(404);
    expect((await call('POST', 'snapshots/base/other'))[0]).toBe(404);
  });
});

describe('/_gatehouse/accounts', () => {
  const make = async (body?: object) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${api.url}/_gatehouse/accounts`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Keys & { accountId: string };
  };
  const users = async (keys: Keys) =>
    (await api.clients({ ...keys }).iam.send(new ListUsersCommand({}))).Users?.map(({ UserName }) => UserName);

  it('creates an account, restores its snapshot, resets it and deletes it, without changing others', async () => {
    const [keys, other] = [await make(), await make({ name: 'other' })];
    await api.clients({ ...other }).iam.send(new CreateUserCommand({ UserName: 'elsewhere' }));
    await api.clients({ ...keys }).iam.send(new CreateUserCommand({ UserName: 'first' }));
    const path = `accounts/${keys.accountId}`;
    expect(await call('POST', `${path}/snapshots/base`)).toMatchObject([200, { name: 'base', users: 1 }]);
    expect(await call('POST', `${path}/reset`)).toEqual([200, { accountId: keys.accountId }]);
    expect(await users(keys)).toEqual([]);
    // A reset deletes the account's snapshots.
    expect((await call('POST', `${path}/snapshots/base/restore`))[0]).toBe(404);
    expect(await call('GET', `${path}/snapshots`)).toEqual([200, { snapshots: [] }]);
    expect(await call('DELETE', path)).toEqual([200, { deleted: keys.accountId }]);
    await expect(users(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    expect(await users(other)).toEqual(['elsewhere']);
  });

  it('is disabled without a token, and refuses wrong tokens', async () => {
    for (const [method, path] of [
      ['POST', 'accounts'],
      ['POST', 'accounts/111122223333/reset'],
      ['DELETE', 'accounts/111122223333'],
      ['POST', 'accounts/111122223333/snapshots/base'],
    ] as const) {
      expect((await call(method, path, TOKEN, closed))[0]).toBe(404);
      expect((await call(method, path, `${TOKEN}x`))[0]).toBe(403);
    }
  });

  it('returns 404 for unknown accounts and paths', async () => {
    expect(await call('DELETE', 'accounts/000000000000')).toEqual([404, { message: 'There is no account 000000000000.' }]);
    for (const [method, path] of [
      ['GET', 'accounts'],
      ['DELETE', 'accounts/1'],
      ['GET', 'accounts/111122223333'],
      ['POST', 'accounts/111122223333/other'],
    ] as const)
      expect((await call(method, path))[0]).toBe(404);
  });
});

describe('after a reset', () => {
  it('an account with the same ID has a revision above 0, and cannot assume a missing role', async () => {
    const wishes = { accountId: '210987654321' };
    const keys = (await (await reset(wishes)).json()) as { accessKeyId: string; secretAccessKey: string };
    await api.clients(keys).sts.send(new GetCallerIdentityCommand({}));
    const again = (await (await reset(wishes)).json()) as { accessKeyId: string; secretAccessKey: string };
    await expect(
      api
        .clients(again)
        .sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::210987654321:role/none', RoleSessionName: 'session' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    const revisions = await api.database.reader.account.findMany({ select: { revision: true } });
    expect(revisions[0]?.revision).toBeGreaterThan(0);
  });
});
