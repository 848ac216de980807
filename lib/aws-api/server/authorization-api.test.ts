import { createHash } from 'node:crypto';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAuthorizationApi } from '../../access';
import { AuthorizationAnswer, AuthorizationQuestion } from '../../access/authorization-api/schema';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { flushLater } from '../../core/events/events';
import { flushLastUsed } from '../../core/events/last-used';
import type { Actor } from '../../core/test-world';
import { GetAuthorizationDetails, SearchEvents } from '../../events/operations';
import { UpdateAccessKey } from '../../iam/access-key/operations';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { allow, policy, roleOf, trust, userWith } from '../../sts/test-actors';
import { GetSessionToken } from '../../sts/token/operations';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, signRequest } from '../testing/signer';
import { startAwsApi } from './start-aws-api';

const TOKEN = 'a-token-of-the-authorization-api';
const OBJECT = 'arn:aws:s3:::elsewhere/reports/1';

type Answer = { status: number; results: Record<string, unknown>[]; message?: string };

let api: TestApi;
let account: Actor;
let user: Actor;
let keys: Keys;
beforeAll(async () => {
  api = await createTestApi({ authorizeToken: TOKEN });
  account = (await api.account()).with({ now: new Date() });
  user = await userWith(api, account, 'ana', allow('s3:GetObject'), allow('shop:ReadOrder'));
  keys = await api.keys(account, user.caller.principal.type === 'User' ? user.caller.principal.userId : undefined);
});
beforeEach(async () => {
  await flushLater(api.database);
  await api.database.writer.event.deleteMany();
});
afterAll(() => api.close());

async function post(body: unknown, token = TOKEN, at: Pick<TestApi, 'url'> = api): Promise<Answer> {
  const response = await fetch(`${at.url}/_gatehouse/authorize`, {
    method: 'POST',
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}

/** Asks one question. */
async function ask(request: object): Promise<Record<string, unknown>> {
  const { results } = await post({ requests: [{ action: 's3:GetObject', resource: OBJECT, ...request }] });
  return results[0] ?? {};
}

const byKey = () => ({ principal: { accessKeyId: keys.accessKeyId } });
const events = async (): Promise<Record<string, unknown>[]> => {
  await flushLater(api.database);
  return (await account.run(SearchEvents, { MaxResults: 50 })).Events.filter(({ via }) => via === 'door') as unknown as Record<
    string,
    unknown
  >[];
};

describe('the authorization API', () => {
  it('is disabled without its own token, and refuses other tokens', async () => {
    const closed = await createTestApi();
    expect(await post({ requests: [] }, TOKEN, closed)).toMatchObject({
      status: 404,
      message: expect.stringContaining('is turned off'),
    });
    await closed.close();
    expect(await post({ requests: [] }, '')).toMatchObject({ status: 403 });
    expect(await post({ requests: [] }, `${TOKEN}x`)).toMatchObject({ status: 403 });
    expect((await fetch(`${api.url}/_gatehouse/authorize`)).status).toBe(404);
  });

  it('refuses a malformed or too large body as a whole, with the reason', async () => {
    expect(await post('nonsense')).toMatchObject({ status: 400, message: expect.stringContaining('not JSON') });
    expect(await post({})).toMatchObject({ status: 400, message: expect.stringContaining('requests') });
    expect(await post({ requests: [{}], more: 1 })).toMatchObject({ status: 400 });
    expect(await post({ requests: Array.from({ length: 101 }, () => ({})) })).toMatchObject({ status: 413 });
    expect(await post({ requests: ['x'.repeat(1024 * 1024)] })).toMatchObject({ status: 413 });
  });

  it('answers each question separately, so that an invalid one fails no others', async () => {
    const good = { ...byKey(), action: 's3:GetObject', resource: OBJECT };
    const { status, results } = await post({
      requests: [
        { id: 'good', ...good },
        { id: 'typo', ...good, resourcePolicie: '{}' },
        { id: 'both', ...good, signed: {} },
        { id: 'nobody', action: 's3:GetObject', resource: OBJECT },
        { ...good, principal: { accessKeyId: 'AKIANOBODYHASTHISKEY' } },
        { ...good, principal: { arn: `arn:aws:iam::${account.accountId}:user/nobody` } },
        { ...good, principal: { arn: `arn:aws:iam::${account.accountId}:user/path/ana` } },
        { ...good, principal: { arn: `arn:aws:iam::999999999999:user/ana` } },
        { ...good, principal: { anonymous: true } },
        { ...good, resourcePolicy: '{"Statement":' },
        { ...good, context: { 'aws:PrincipalTag/team': 'red' } },
        { ...good, context: { 'AWS:UserId': 'x' } },
        { ...good, context: { 's3:prefix': 'a', 'S3:Prefix': 'b' } },
        { ...good, context: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`s3:k${i}`, 'x'])) },
        { ...good, context: { 'aws:CurrentTime': 'soon' } },
        7,
        { id: 'last', ...good, action: 's3:PutObject' },
      ],
    });
    expect(status).toBe(200);
    const told = results.map(({ id, decision, error }) => [id, decision ?? (error as { code: string }).code]);
    expect(told).toEqual([
      ['good', 'Allowed'],
      ['typo', 'InvalidInput'],
      ['both', 'InvalidInput'],
      ['nobody', 'InvalidInput'],
      ['4', 'InvalidClientTokenId'],
      ['5', 'NoSuchEntity'],
      ['6', 'NoSuchEntity'],
      ['7', 'NoSuchEntity'],
      ['8', 'InvalidInput'],
      ['9', 'MalformedPolicyDocument'],
      ['10', 'InvalidInput'],
      ['11', 'InvalidInput'],
      ['12', 'InvalidInput'],
      ['13', 'InvalidInput'],
      ['14', 'InvalidInput'],
      ['15', 'InvalidInput'],
      ['last', 'ImplicitDeny'],
    ]);
  });
});

describe('the principal of a question', () => {
  it('can be an access key, whose status applies as in the wire API', async () => {
    expect(await ask(byKey())).toEqual({
      id: '0',
      decision: 'Allowed',
      obey: true,
      blockedBy: [],
      principal: {
        accountId: account.accountId,
        arn: expect.stringContaining('user/ana'),
        userId: expect.stringMatching(/^AIDA/),
      },
      missingContextKeys: [],
    });
    const set = (Status: 'Active' | 'Inactive') =>
      account.run(UpdateAccessKey, { UserName: 'ana', AccessKeyId: keys.accessKeyId, Status });
    await set('Inactive');
    expect(await ask(byKey())).toMatchObject({ error: { code: 'InvalidClientTokenId' } });
    await set('Active');
    expect(await ask({ principal: { ...byKey().principal, sessionToken: 'x' } })).toMatchObject({
      error: { code: 'InvalidClientTokenId' },
    });
  });

  it('needs the session token with temporary credentials', async () => {
    const { Credentials } = await user.with({ now: new Date() }).run(GetSessionToken, {});
    const { AccessKeyId: accessKeyId = '', SessionToken: sessionToken = '' } = Credentials;
    expect(await ask({ principal: { accessKeyId, sessionToken } })).toMatchObject({ decision: 'Allowed' });
    expect(await ask({ principal: { accessKeyId } })).toMatchObject({ error: { code: 'InvalidClientTokenId' } });
    const late = user.with({ now: new Date(Date.now() - 3600_000 * 13) });
    const old = (await late.run(GetSessionToken, {})).Credentials;
    expect(await ask({ principal: { accessKeyId: old.AccessKeyId, sessionToken: old.SessionToken } })).toMatchObject({
      error: { code: 'ExpiredToken' },
    });
  });

  it('can be a role, a role session, the root user, an anonymous caller or a service', async () => {
    const role = await roleOf(account, 'reader', trust(account.accountId));
    const { accountId } = account;
    const decided = async (principal: object, more: object = {}) => (await ask({ principal, ...more })).decision;
    expect(await decided({ arn: role })).toBe('ImplicitDeny');
    const session = await ask({ principal: { arn: `arn:aws:sts::${accountId}:assumed-role/reader/batch` } });
    expect(session).toMatchObject({ principal: { arn: `arn:aws:sts::${accountId}:assumed-role/reader/batch` } });
    expect(await decided({ arn: `arn:aws:iam::${accountId}:root` })).toBe('Allowed');
    const open = (Principal: unknown) => ({
      resourceAccount: accountId,
      resourcePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*' },
      }),
    });
    expect(await decided({ anonymous: true }, open('*'))).toBe('Allowed');
    expect(await decided({ anonymous: true }, open({ AWS: accountId }))).toBe('ImplicitDeny');
    expect(await decided({ service: 's3.amazonaws.com' }, open({ Service: 's3.amazonaws.com' }))).toBe('Allowed');
    expect(await decided({ service: 's3.amazonaws.com' }, open({ Service: 'logs.amazonaws.com' }))).toBe('ImplicitDeny');
    expect(await ask({ principal: { service: 'somebody' }, ...open('*') })).toMatchObject({ error: { code: 'InvalidInput' } });
  });

  it('can be the signer of a request to any service', async () => {
    const bodySha256 = createHash('sha256').update('').digest('hex');
    const signed = async (service: string, presigned = false) => {
      const told = { 'x-amz-content-sha256': presigned ? 'UNSIGNED-PAYLOAD' : bodySha256 };
      const parts = { method: 'GET', path: '/reports/a%20b', headers: told };
      const sign = presigned ? presignRequest : signRequest;
      const { method, path, query, headers } = await sign(keys, parts, { service, region: 'eu-west-1' });
      const search = new URLSearchParams(query as Record<string, string>).toString();
      return { method, path, query: search, headers, bodySha256, service };
    };
    for (const service of ['s3', 'glue']) {
      const good = await signed(service);
      expect([service, await ask({ signed: good })]).toMatchObject([service, { decision: 'Allowed' }]);
      expect(await ask({ signed: { ...good, path: '/reports/other' } })).toMatchObject({
        error: { code: 'SignatureDoesNotMatch' },
      });
      expect(await ask({ signed: { ...good, service: 'sqs' } })).toMatchObject({ error: { code: 'SignatureDoesNotMatch' } });
    }
    expect(await ask({ signed: await signed('s3', true) })).toMatchObject({ decision: 'Allowed' });
    const glue = await signed('glue');
    expect(await ask({ signed: { ...glue, bodySha256: 'a'.repeat(64) } })).toMatchObject({
      error: { code: 'SignatureDoesNotMatch' },
    });
    expect(await ask({ signed: { ...glue, headers: {} } })).toMatchObject({ error: { code: 'MissingAuthenticationToken' } });
    expect(await ask({ signed: await signed('s3'), context: {} })).toMatchObject({
      principal: { arn: `arn:aws:iam::${account.accountId}:user/ana` },
    });
  });
});

describe('the resource of a question', () => {
  it('has its stored policy, tags and owner unless the question gives others', async () => {
    const other = await api.account();
    await other.run(CreateQueue, { QueueName: 'inbox', tags: { team: 'blue' } });
    const resource = `arn:aws:sqs:us-east-1:${other.accountId}:inbox`;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: account.accountId }, Action: 'sqs:SendMessage', Resource: resource },
    });
    const sender = await userWith(api, account, 'sender', allow('sqs:SendMessage'));
    const principal = { arn: 'arn' in sender.caller.principal ? sender.caller.principal.arn : '' };
    const send = (more: object = {}) => ask({ principal, action: 'sqs:SendMessage', resource, ...more });
    expect(await send()).toMatchObject({ decision: 'ImplicitDeny', blockedBy: expect.arrayContaining(['resource']) });
    expect(await send({ resourcePolicy: Policy })).toMatchObject({ decision: 'Allowed' });
    await other.run(SetQueueAttributes, { QueueUrl: `http://x/${other.accountId}/inbox`, Attributes: { Policy } });
    expect(await send()).toMatchObject({ decision: 'Allowed' });
    expect(await send({ resourcePolicy: Policy.replace('Allow', 'Deny') })).toMatchObject({ decision: 'ImplicitDeny' });
  });

  it('can belong to an unknown account, which allows no access', async () => {
    expect(await ask({ ...byKey(), resourceAccount: '999999999999' })).toMatchObject({ decision: 'ImplicitDeny' });
  });

  it('can belong to another application, with the tags and condition keys of the question', async () => {
    const orders = { action: 'shop:ReadOrder', resource: 'arn:aws:shop:::order/7' };
    expect(await ask({ ...byKey(), ...orders })).toMatchObject({ decision: 'Allowed' });
    const clerk = await userWith(api, account, 'clerk', {
      Effect: 'Allow',
      Action: 'shop:*',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:ResourceTag/team': 'red', 'shop:Channel': 'web' },
        IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      },
    });
    const principal = { arn: 'arn' in clerk.caller.principal ? clerk.caller.principal.arn : '' };
    const context = { 'shop:Channel': 'web', 'AWS:sourceIP': '192.0.2.7' };
    const given = { principal, ...orders, resourceTags: { team: 'red' }, context };
    expect(await ask(given)).toMatchObject({ decision: 'Allowed' });
    // Keys that the program omits are not taken from its own request.
    expect(await ask({ ...given, context: { 'shop:Channel': 'web' } })).toMatchObject({
      decision: 'ImplicitDeny',
      missingContextKeys: ['aws:SourceIp'],
    });
    expect(await ask({ ...given, resourceTags: {} })).toMatchObject({ decision: 'ImplicitDeny' });
  });
});

describe('an account that does not enforce denials', () => {
  it('returns obey: false, except for another account’s resource or an anonymous caller', async () => {
    const settle = (Enforcement: 'enforce' | 'audit' | 'off') => account.run(PutAccountEnforcement, { Enforcement });
    await settle('audit');
    const put = { ...byKey(), action: 's3:PutObject' };
    expect(await ask(put)).toMatchObject({ decision: 'ImplicitDeny', obey: false, authorizationId: expect.any(String) });
    expect(await events()).toMatchObject([{ outcome: 'Success', authorizationId: expect.any(String) }]);
    expect(await ask({ ...put, resourceAccount: '999999999999' })).toMatchObject({ obey: true });
    expect(await ask({ principal: { anonymous: true }, resourceAccount: account.accountId })).toMatchObject({ obey: true });
    await settle('off');
    const off = await ask(put);
    expect(off).toMatchObject({ decision: 'ImplicitDeny', obey: false });
    expect(off).not.toHaveProperty('authorizationId');
    await settle('enforce');
    expect(await ask(put)).toMatchObject({ obey: true });
  });
});

describe('the event history', () => {
  it('records each question with the evaluation of a denial, unless the question opts out', async () => {
    await ask({ ...byKey(), context: { 'aws:SourceIp': '192.0.2.7' } });
    const denied = await ask({ ...byKey(), action: 's3:PutObject' });
    await ask({ ...byKey(), record: false });
    await ask({ principal: { accessKeyId: 'AKIANOBODYHASTHISKEY' } });
    expect(await events()).toMatchObject([
      {
        eventSource: 's3.amazonaws.com',
        eventName: 'PutObject',
        eventCategory: 'Data',
        readOnly: false,
        outcome: 'Denied',
        errorCode: 'AccessDenied',
        errorMessage: denied.message,
        authorizationId: denied.authorizationId,
        resources: [{ ARN: OBJECT, accountId: account.accountId }],
      },
      {
        eventName: 'GetObject',
        eventCategory: 'Data',
        readOnly: true,
        outcome: 'Success',
        sourceIPAddress: '192.0.2.7',
        via: 'door',
      },
    ]);
    const AuthorizationId = String(denied.authorizationId);
    const { Evaluations } = await account.run(GetAuthorizationDetails, { AuthorizationId });
    expect(Evaluations).toMatchObject([{ explanation: { decision: 'ImplicitDeny', message: denied.message } }]);
  });

  it('is written shortly after a question', async () => {
    await ask(byKey());
    await expect.poll(() => api.database.reader.event.count({ where: { eventName: 'GetObject' } })).toBe(1);
  });

  it('contains a question that was answered just before the listener stopped, and so does the key’s last use', async () => {
    const { database } = api;
    const { accessKeyId } = await api.keys(account);
    const authorizationApi = openAuthorizationApi(database, TOKEN);
    const listener = await startAwsApi({ database, authorizationApi, host: '127.0.0.1', port: 0, consoleUrl: 'http://x' });
    const request = { principal: { accessKeyId }, action: 's3:GetObject', resource: OBJECT };
    await post({ requests: [request] }, TOKEN, { url: `http://127.0.0.1:${listener.port}` });
    await listener.close();
    expect(await database.reader.event.count({ where: { eventName: 'GetObject' } })).toBe(1);
    const key = await database.reader.accessKey.findUniqueOrThrow({ where: { id: accessKeyId } });
    expect(key).toMatchObject({ lastUsedAt: expect.any(Date), lastUsedService: 's3' });
  });

  it('updates the last use of a role only if the call is allowed', async () => {
    const roleArn = await roleOf(account, 'used', trust(account.accountId));
    const lastUsed = async () => {
      await ask({ principal: { arn: roleArn } });
      await flushLastUsed(api.database);
      return (await api.database.reader.role.findFirstOrThrow({ where: { name: 'used' } })).lastUsedAt;
    };
    expect(await lastUsed()).toBeNull();
    await account.run(PutRolePolicy, { RoleName: 'used', PolicyName: 'own', PolicyDocument: policy(allow('s3:GetObject')) });
    expect(await lastUsed()).toEqual(expect.any(Date));
  });

  it('does not affect calls of the wire API', async () => {
    expect(await api.clients(keys).sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: account.accountId });
  });
});

describe('GET /_gatehouse/authorize/openapi.json', () => {
  it('describes the authorization API with the schemas that validate questions', async () => {
    const response = await fetch(`${api.url}/_gatehouse/authorize/openapi.json`);
    const described = (await response.json()) as Description;
    expect(described).toMatchObject({ openapi: '3.1.0', servers: [{ url: api.url }] });
    const { requestBody, responses } = described.paths['/_gatehouse/authorize'].post;
    const question = requestBody.content['application/json'].schema.properties.requests.items;
    expect(Object.keys(question.properties)).toEqual(Object.keys(AuthorizationQuestion.shape));
    expect(question).toMatchObject({ additionalProperties: false, required: ['action', 'resource'] });
    // The answers match their description: both kinds of answers, without extra members.
    const [decided, undecided] = responses['200'].content['application/json'].schema.properties.results.items.anyOf;
    const { results } = await post({ requests: [{ ...byKey(), action: 's3:PutObject', resource: OBJECT }, {}] });
    expect(results.map((result) => AuthorizationAnswer.safeParse({ results: [result] }).success)).toEqual([true, true]);
    expect(Object.keys(decided?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(results[0] ?? {})));
    expect(Object.keys(undecided?.properties ?? {})).toEqual(Object.keys(results[1] ?? {}));
    expect(Object.keys(responses)).toEqual(['200', '400', '403', '404', '413', '503']);
  });
});

type Schema = { properties: Record<string, unknown> };
type Described<S> = { content: { 'application/json': { schema: S } } };
type Description = {
  paths: {
    '/_gatehouse/authorize': {
      post: {
        requestBody: Described<{ properties: { requests: { items: Schema } } }>;
        responses: { '200': Described<{ properties: { results: { items: { anyOf: Schema[] } } } }> };
      };
    };
  };
};

describe('missing condition keys', () => {
  const TABLE = 'arn:aws:dynamodb:us-east-1:111122223333:table/games';
  const CASES = {
    'DynamoDB, the leading key': {
      allows: ['dynamodb:GetItem', TABLE, { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ana'] } }],
      call: { action: 'dynamodb:GetItem', resource: TABLE },
      key: 'dynamodb:LeadingKeys',
      good: ['ana'],
      bad: ['ana', 'ben'],
    },
    'S3, the prefix': {
      allows: ['s3:ListBucket', 'arn:aws:s3:::homes', { StringLikeIfExists: { 's3:prefix': ['home/ana/*'] } }],
      call: { action: 's3:ListBucket', resource: 'arn:aws:s3:::homes' },
      key: 's3:prefix',
      good: 'home/ana/x',
      bad: 'home/ben/x',
    },
    'KMS, the encryption context': {
      allows: [
        'kms:Decrypt',
        'arn:aws:kms:us-east-1:111122223333:key/1',
        { StringEqualsIfExists: { 'kms:EncryptionContext:app': 'payroll' } },
      ],
      call: { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/1' },
      key: 'kms:EncryptionContext:app',
      good: 'payroll',
      bad: 'shop',
    },
  } as const;

  it.each(Object.entries(CASES))(
    'are listed if the call is allowed, and deny it if the question is strict: %s',
    async (name, one) => {
      const { allows, call, key, good, bad } = one;
      const [action, resource, condition] = allows;
      const own = resource.replace('111122223333', account.accountId);
      const asker = await userWith(api, account, `asks-${name.replace(/\W/g, '').slice(0, 20)}`, allow(action, own, condition));
      const trusts = policy({ Effect: 'Allow', Principal: { AWS: account.accountId }, Action: '*', Resource: '*' });
      const question = {
        ...call,
        resource: own,
        principal: { arn: asker.arn },
        resourceAccount: account.accountId,
        ...(action.startsWith('kms') && { resourcePolicy: trusts }),
      };
      expect(await ask(question)).toMatchObject({ decision: 'Allowed', missingContextKeys: [key] });
      const denied = { decision: 'ImplicitDeny', obey: true, blockedBy: [], missingContextKeys: [key] };
      expect(await ask({ ...question, strict: true })).toMatchObject({ ...denied, message: expect.stringContaining(key) });
      const whole = (value: string | readonly string[]) => ask({ ...question, strict: true, context: { [key]: value } });
      expect(await whole(good)).toMatchObject({ decision: 'Allowed', missingContextKeys: [] });
      expect(await whole(bad)).toMatchObject({ decision: 'ImplicitDeny', blockedBy: ['identity'] });
      // An empty list says that the request does not have the key, so the answer is certain.
      expect(await whole([])).toMatchObject({ decision: 'Allowed', missingContextKeys: [] });
    },
  );

  it('include only keys of matching statements that the action supports and Gatehouse does not set', async () => {
    const asker = await userWith(
      api,
      account,
      'asks-much',
      allow('s3:GetObject'),
      { ...allow('s3:GetObject', 'arn:aws:s3:::other/*', { StringEquals: { 's3:ExistingObjectTag/a': 'b' } }), Effect: 'Deny' },
      { ...allow('s3:GetObject', '*', { StringEquals: { 's3:prefix': 'b', 'aws:PrincipalTag/team': 'red' } }), Effect: 'Deny' },
    );
    const question = { principal: { arn: asker.arn }, resourceAccount: account.accountId, strict: true };
    expect(await ask(question)).toMatchObject({ decision: 'Allowed', missingContextKeys: [] });
  });

  it('of a strict question cause a denial in the event history', async () => {
    const asker = await userWith(
      api,
      account,
      'asks-strictly',
      allow('s3:GetObject', '*', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }),
    );
    await ask({ principal: { arn: asker.arn }, strict: true });
    const [event] = await events();
    expect(event).toMatchObject({ outcome: 'Denied' });
  });
});
