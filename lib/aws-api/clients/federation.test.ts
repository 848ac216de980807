import { ListUsersCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleWithSAMLCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { allow, policy, roleOf } from '../../sts/test-actors';
import { furnishFederation, type TestFederation } from '../../sts/test-federation';
import { testIssuer } from '../../sts/test-tokens';
import { createTestApi, type TestApi } from '../testing/api';

const TOKEN = 'a-token-for-test-suites';

let api: TestApi;
let closed: TestApi;
let account: Actor;
let federation: TestFederation;
let sts: STSClient;
beforeAll(async () => {
  api = await createTestApi({ resetToken: TOKEN });
  closed = await createTestApi();
  account = await api.account();
  federation = await furnishFederation(account);
  // The SDK signs neither call, so it needs no credentials.
  sts = new STSClient({ endpoint: api.url, region: 'eu-central-1', maxAttempts: 1 });
});
afterAll(async () => {
  await api.close();
  await closed.close();
});

const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const body = new URLSearchParams({ Version: '2011-06-15', ...fields });
  const response = await fetch(api.url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
};
const withToken = () => ({
  Action: 'AssumeRoleWithWebIdentity',
  RoleArn: federation.roleArn,
  RoleSessionName: 'raw',
  WebIdentityToken: federation.token,
});

describe('an unsigned STS call', () => {
  it('starts a session for a token or an assertion, with credentials that sign further calls', async () => {
    await account.run(PutRolePolicy, { RoleName: 'federated', PolicyName: 'p', PolicyDocument: policy(allow('iam:ListUsers')) });
    const { roleArn: RoleArn, samlProvider: PrincipalArn, token: WebIdentityToken, assertion: SAMLAssertion } = federation;
    const answers = [
      await sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run-7', WebIdentityToken })),
      await sts.send(new AssumeRoleWithSAMLCommand({ RoleArn, PrincipalArn, SAMLAssertion })),
    ];
    for (const { Credentials, AssumedRoleUser } of answers) {
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      const clients = api.clients({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
      expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(AssumedRoleUser?.Arn);
      await clients.iam.send(new ListUsersCommand({}));
    }
  });

  it('ignores any Authorization header', async () => {
    const signature = 'AWS4-HMAC-SHA256 Credential=AKIA/20200101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00';
    for (const authorization of ['', 'Bearer x', signature])
      expect((await post(withToken(), { authorization })).status).toBe(200);
  });

  it('is refused for every other operation', async () => {
    for (const Action of ['AssumeRole', 'GetCallerIdentity', 'GetSessionToken']) {
      const { status, body } = await post({ ...withToken(), Action });
      expect([status, body]).toEqual([403, expect.stringContaining('<Code>MissingAuthenticationToken</Code>')]);
    }
    expect((await post({ ...withToken(), Version: '2010-05-08' })).body).toContain('<Code>InvalidAction</Code>');
  });

  it('returns AWS’s error codes and statuses', async () => {
    const fails = async (fields: Record<string, string>) => {
      const { status, body } = await post({ ...withToken(), ...fields });
      return [status, /<Code>(\w+)<\/Code>/.exec(body)?.[1]];
    };
    expect(await fails({ WebIdentityToken: 'none' })).toEqual([400, 'InvalidIdentityToken']);
    expect(await fails({ WebIdentityToken: await federation.issuer.token({ exp: 1 }) })).toEqual([400, 'ExpiredTokenException']);
    expect(await fails({ RoleArn: `${federation.roleArn}-2` })).toEqual([403, 'AccessDenied']);
    expect(await fails({ RoleArn: 'arn:aws:iam::999999999999:role/none' })).toEqual([400, 'InvalidIdentityToken']);
    expect(await fails({ RoleSessionName: '' })).toEqual([400, 'ValidationError']);
    expect(await fails({ WebIdentityToken: 'x'.repeat(20_001) })).toEqual([400, 'ValidationError']);
  });

  it('returns only the type, code and message of an error', async () => {
    const { body } = await post({ ...withToken(), RoleSessionName: '' });
    expect(body.replace(/[\w-]+(?=<\/RequestId>)/, '')).toBe(
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ValidationError</Code>' +
        "<Message>1 validation error detected: Value '' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2</Message></Error><RequestId></RequestId></ErrorResponse>",
    );
  });

  it('links the role’s account to the decision trace of a denial', async () => {
    const { body } = await post({
      ...withToken(),
      RoleArn: await roleOf(
        account,
        'closed',
        policy({ Effect: 'Allow', Principal: { AWS: account.accountId }, Action: 'sts:AssumeRole' }),
      ),
    });
    expect(body).toContain(
      '<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity. Go to http://localhost:3000/access/troubleshooter?id=',
    );
    const id = /authorization id: ([\w-]+)\./.exec(body)?.[1] ?? '';
    const trace = await api.database.reader.decisionTrace.findUniqueOrThrow({ where: { id } });
    expect(trace.accountId).toBe(account.accountId);
  });
});

const call = async (method: string, path: string, body?: unknown, token = TOKEN, at = api) => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${at.url}/_gatehouse/${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return [response.status, (await response.json()) as Record<string, unknown>] as const;
};
const SUBJECT = { subject: 'repo:acme/app', audience: 'sts.amazonaws.com' };

describe('/_gatehouse/oidc/ACCOUNT', () => {
  it('issues tokens of the account’s issuer, and publishes the keys that verify them', async () => {
    const issuing = await api.account();
    const path = `oidc/${issuing.accountId}`;
    for (const published of ['keys', '.well-known/openid-configuration'])
      expect((await call('GET', `${path}/${published}`, undefined, ''))[0]).toBe(404);
    const wishes = {
      ...SUBJECT,
      durationSeconds: 60,
      claims: { ref: 'refs/heads/main' },
      tags: { team: 'blue' },
      transitiveTagKeys: ['team'],
    };
    const [status, issued] = await call('POST', `${path}/tokens`, wishes);
    const issuer = `https://oidc.gatehouse.internal/${issuing.accountId}`;
    expect([status, issued]).toEqual([200, { token: expect.any(String), expiration: expect.any(String), issuer }]);

    const [, discovery] = await call('GET', `${path}/.well-known/openid-configuration`, undefined, '');
    expect(discovery).toMatchObject({ issuer, id_token_signing_alg_values_supported: ['ES256'] });
    const keys = (await (await fetch(String(discovery.jwks_uri))).json()) as JSONWebKeySet;
    const { payload } = await compactVerify(String(issued.token), createLocalJWKSet(keys));
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ sub: 'repo:acme/app', ref: 'refs/heads/main' });
    const [event] = await recordedEvents(api.database.reader, { accountId: issuing.accountId });
    expect(event).toMatchObject({ eventName: 'IssueIdentityToken', via: 'system', principalType: 'Root' });
    expect(JSON.stringify(event)).not.toContain(issued.token);
  });

  it('does not reveal which accounts exist', async () => {
    const [unused, none] = [await api.account(), '999999999999'];
    for (const path of ['keys', '.well-known/openid-configuration']) {
      const [there, missing] = [await call('GET', `oidc/${unused.accountId}/${path}`), await call('GET', `oidc/${none}/${path}`)];
      expect(there).toEqual(missing);
    }
  });

  it('issues tokens that assume a role that trusts the issuer', async () => {
    const issuing = await api.account();
    const [, { token, issuer }] = await call('POST', `oidc/${issuing.accountId}/tokens`, SUBJECT);
    const provider = { Url: String(issuer), ClientIDList: ['sts.amazonaws.com'] };
    const { OpenIDConnectProviderArn } = await account.run(CreateOpenIDConnectProvider, provider);
    const Action = 'sts:AssumeRoleWithWebIdentity';
    const RoleArn = await roleOf(
      account,
      'issued',
      policy({ Effect: 'Allow', Principal: { Federated: OpenIDConnectProviderArn }, Action }),
    );
    const input = { RoleArn, RoleSessionName: 'run', WebIdentityToken: String(token) };
    expect((await sts.send(new AssumeRoleWithWebIdentityCommand(input))).Provider).toBe(OpenIDConnectProviderArn);
  });

  it('is disabled without a reset token, and refuses wrong tokens and unknown accounts', async () => {
    const path = `oidc/${account.accountId}/tokens`;
    expect((await call('POST', path, SUBJECT, TOKEN, closed))[0]).toBe(404);
    expect((await call('POST', path, SUBJECT, `${TOKEN}x`))[0]).toBe(403);
    expect((await call('GET', path))[0]).toBe(404);
    expect((await call('POST', 'oidc/12/tokens', SUBJECT))[0]).toBe(404);
    expect(await call('POST', 'oidc/999999999999/tokens', SUBJECT)).toEqual([
      404,
      { message: 'There is no account 999999999999.' },
    ]);
  });

  it('refuses invalid token requests', async () => {
    for (const wishes of [
      undefined,
      [],
      {},
      { subject: 'x' },
      { ...SUBJECT, durationSeconds: 5 },
      { ...SUBJECT, claims: { iss: 'x' } },
      { ...SUBJECT, other: 1 },
      { ...SUBJECT, tags: ['a'] },
    ])
      expect(await call('POST', `oidc/${account.accountId}/tokens`, wishes)).toEqual([400, { message: expect.any(String) }]);
  });
});

describe('PUT /_gatehouse/oidc-providers/keys', () => {
  it('stores or removes the keys of a provider', async () => {
    const issuer = await testIssuer('https://uploaded.example', 'ES256', ['k'], new Date());
    const { OpenIDConnectProviderArn: arn = '' } = await account.run(CreateOpenIDConnectProvider, {
      Url: issuer.url,
      ClientIDList: ['sts.amazonaws.com'],
    });
    const RoleArn = await roleOf(
      account,
      'uploaded',
      policy({ Effect: 'Allow', Principal: { Federated: arn }, Action: 'sts:*' }),
    );
    const assume = async () =>
      sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run', WebIdentityToken: await issuer.token() }));
    await expect(assume()).rejects.toMatchObject({ name: 'IDPCommunicationErrorException' });
    expect(await call('PUT', 'oidc-providers/keys', { arn, keys: JSON.parse(issuer.keySet) })).toEqual([200, { arn }]);
    await assume();
    await call('PUT', 'oidc-providers/keys', { arn, keys: null });
    await expect(assume()).rejects.toMatchObject({ name: 'IDPCommunicationErrorException' });
  });

  it('refuses wrong tokens, unknown providers and invalid keys', async () => {
    const arn = `arn:aws:iam::${account.accountId}:oidc-provider/token.actions.githubusercontent.com`;
    const wishes = { arn, keys: { keys: [] } };
    expect((await call('PUT', 'oidc-providers/keys', wishes, TOKEN, closed))[0]).toBe(404);
    expect((await call('PUT', 'oidc-providers/keys', wishes, 'x'))[0]).toBe(403);
    expect((await call('PUT', 'oidc-providers/keys', { arn: `${arn}-2`, keys: null }))[0]).toBe(404);
    for (const wrong of [wishes, { arn }, { arn, keys: 'x' }, [], { ...wishes, other: 1 }])
      expect((await call('PUT', 'oidc-providers/keys', wrong))[0]).toBe(400);
    expect((await call('PUT', 'oidc-providers/keys', { arn: 'none', keys: null }))[0]).toBe(404);
  });
});
