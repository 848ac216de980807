import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { InputOf } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { PutOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { ListUsers } from '../../iam/user/operations';
import { GetCallerIdentity } from '../caller/operations';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust } from '../test-actors';
import { type TestIssuer, testIssuer } from '../test-tokens';
import { AssumeRoleWithWebIdentity } from './operations';

type Input = InputOf<typeof AssumeRoleWithWebIdentity>;

let world: TestWorld;
let github: TestIssuer;
let nobody: Actor;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  github = await testIssuer();
  nobody = world.as(unidentified(''));
});
beforeEach(async () => {
  account = await world.account();
});
afterAll(() => world.close());

const WITH_TOKEN = 'sts:AssumeRoleWithWebIdentity';
const HOST = 'token.actions.githubusercontent.com';
const providerArn = (owner: Actor, url = HOST) => `arn:aws:iam::${owner.accountId}:oidc-provider/${url}`;
const trustProvider = (provider: string, Action: string | string[] = WITH_TOKEN, Condition?: object) =>
  policy({ Effect: 'Allow', Principal: { Federated: provider }, Action, ...(Condition ? { Condition } : {}) });

async function provide(owner: Actor, issuer: TestIssuer, ClientIDList = ['sts.amazonaws.com']): Promise<string> {
  const { OpenIDConnectProviderArn = '' } = await owner.run(CreateOpenIDConnectProvider, { Url: issuer.url, ClientIDList });
  await owner.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: issuer.keySet });
  return OpenIDConnectProviderArn;
}

/** Creates a role that trusts GitHub's tokens. Returns a function that makes inputs for it. */
async function trusting(document = trustProvider(providerArn(account)), more: Parameters<typeof roleOf>[3] = {}) {
  await provide(account, github);
  const RoleArn = await roleOf(account, 'deploy', document, more);
  return (claims: Record<string, unknown> = {}, input: Partial<Input> = {}) =>
    github.token(claims).then((WebIdentityToken) => ({ RoleArn, RoleSessionName: 'run-7', WebIdentityToken, ...input }));
}

const events = (accountId: string) =>
  recordedEvents(world.database.reader, { accountId, eventName: 'AssumeRoleWithWebIdentity' });

describe('AssumeRoleWithWebIdentity', () => {
  it('starts a session of the role with the permissions of the role', async () => {
    const call = await trusting();
    await account.run(PutRolePolicy, { RoleName: 'deploy', PolicyName: 'p', PolicyDocument: policy(allow('iam:ListUsers')) });
    const answer = await nobody.run(AssumeRoleWithWebIdentity, await call());
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: 'repo:acme/app:ref:refs/heads/main',
      Audience: 'sts.amazonaws.com',
      Provider: providerArn(account),
      AssumedRoleUser: {
        Arn: `arn:aws:sts::${account.accountId}:assumed-role/deploy/run-7`,
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:run-7$/),
      },
    });
    expect(answer.Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 3600_000));
    expect(answer.SourceIdentity).toBeUndefined();
    const session = world.as(await callerOf(world, answer.Credentials));
    expect(await session.run(GetCallerIdentity, {})).toMatchObject({
      Account: account.accountId,
      Arn: answer.AssumedRoleUser.Arn,
    });
    await session.run(ListUsers, {});
  });

  it('evaluates conditions on subject, audience, methods and documented claims of the token', async () => {
    const keys = {
      [`${HOST}:sub`]: 'repo:acme/*:ref:refs/heads/main',
      [`${HOST}:aud`]: 'sts.amazonaws.com',
      [`${HOST}:repository_owner_id`]: '42',
      [`${HOST}:ref`]: 'refs/heads/*',
      [`${HOST}:email`]: 'a@example.com',
      [`${HOST}:oaud`]: 'sts.amazonaws.com',
    };
    const Condition = { StringLike: keys, 'ForAnyValue:StringEquals': { [`${HOST}:amr`]: 'otp' } };
    const call = await trusting(trustProvider(providerArn(account), WITH_TOKEN, Condition));
    const claims = { repository_owner_id: 42, ref: 'refs/heads/main', amr: ['pwd', 'otp'], email: 'a@example.com' };
    await nobody.run(AssumeRoleWithWebIdentity, await call(claims));
    for (const other of [
      { sub: 'repo:evil/app' },
      { repository_owner_id: 43 },
      { ref: undefined },
      { amr: 'pwd' },
      { email: 'b@x' },
    ]) {
      const refused = await nobody.fails(AssumeRoleWithWebIdentity, await call({ ...claims, ...other }));
      expect(refused).toMatchObject({
        shape: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      });
    }
  });

  it('offers no condition keys for other claims or for keys of the request', async () => {
    const url = 'https://issuer.example';
    const issuer = await testIssuer(url);
    const provider = await provide(account, issuer);
    const names = [
      'issuer.example:groups',
      'issuer.example:repository',
      'aws:PrincipalTag/team',
      'sts:SourceIdentity',
      'aws:SourceIp',
    ];
    for (const [index, name] of names.entries()) {
      const document = trustProvider(provider, WITH_TOKEN, { StringEquals: { [name]: 'admins' } });
      const RoleArn = await roleOf(account, `role-${index}`, document);
      const claim = name.slice(name.indexOf(':') + 1);
      const WebIdentityToken = await issuer.token({ [claim]: 'admins', [name]: 'admins' });
      const input = { RoleArn, RoleSessionName: 'session', WebIdentityToken };
      expect((await nobody.fails(AssumeRoleWithWebIdentity, input)).shape).toBe('AccessDenied');
    }
  });

  it('sets the federated context keys of the session, and no principal keys for its own caller', async () => {
    const absent = {
      Null: {
        'aws:PrincipalAccount': 'true',
        'aws:PrincipalArn': 'true',
        'aws:PrincipalType': 'true',
        'aws:TokenIssueTime': 'true',
      },
    };
    const call = await trusting(trustProvider(providerArn(account), WITH_TOKEN, absent));
    const { Credentials } = await nobody.run(AssumeRoleWithWebIdentity, await call({ amr: ['pwd'], repository: 'acme/app' }));
    const caller = await callerOf(world, Credentials);
    expect(caller.session).toMatchObject({
      federatedProvider: providerArn(account),
      contextKeys: {
        [`${HOST}:sub`]: 'repo:acme/app:ref:refs/heads/main',
        [`${HOST}:aud`]: 'sts.amazonaws.com',
        [`${HOST}:amr`]: ['pwd'],
      },
      mfaAuthenticated: false,
    });
    const inPolicy = {
      StringEquals: { 'aws:FederatedProvider': providerArn(account), [`${HOST}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${HOST}:sub`]: 'repo:acme/*' },
      Null: { [`${HOST}:repository`]: 'true' },
    };
    await account.run(PutRolePolicy, {
      RoleName: 'deploy',
      PolicyName: 'p',
      PolicyDocument: policy(allow('iam:ListUsers', '*', inPolicy)),
    });
    await world.as(caller).run(ListUsers, {});
  });

  it('passes session tags and a source identity if the trust policy allows them', async () => {
    const claims = {
      'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'], cost: ['7'] }, transitive_tag_keys: ['team'] },
      'https://aws.amazon.com/source_identity': 'ana',
    };
    const call = await trusting();
    expect((await nobody.fails(AssumeRoleWithWebIdentity, await call(claims))).message).toBe(
      'Not authorized to perform sts:TagSession',
    );
    const onlyIdentity = { 'https://aws.amazon.com/source_identity': 'ana' };
    expect((await nobody.fails(AssumeRoleWithWebIdentity, await call(onlyIdentity))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );

    const all = [WITH_TOKEN, 'sts:TagSession', 'sts:SetSourceIdentity'];
    const open = trustProvider(providerArn(account), all, {
      StringEquals: { 'aws:RequestTag/team': 'blue', 'sts:SourceIdentity': 'ana', 'sts:RoleSessionName': 'run-7' },
      'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['team'], 'aws:TagKeys': ['team', 'cost'] },
    });
    const RoleArn = await roleOf(account, 'tagged', open);
    const started = await nobody.run(AssumeRoleWithWebIdentity, await call(claims, { RoleArn }));
    expect(started).toMatchObject({ SourceIdentity: 'ana', PackedPolicySize: expect.any(Number) });
    const session = world.as(await callerOf(world, started.Credentials));
    expect(session.caller.session).toMatchObject({
      tags: [
        { Key: 'team', Value: 'blue' },
        { Key: 'cost', Value: '7' },
      ],
      transitiveTagKeys: ['team'],
      sourceIdentity: 'ana',
    });
    const next = await roleOf(account, 'next', trust(RoleArn, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));
    const chained = await session.run(AssumeRole, { RoleArn: next, RoleSessionName: 'chained' });
    expect((await callerOf(world, chained.Credentials)).session).toMatchObject({
      tags: [{ Key: 'team', Value: 'blue' }],
      sourceIdentity: 'ana',
      chained: true,
    });
  });

  it('accepts flat tag claims and refuses invalid tags and source identities', async () => {
    const call = await trusting(trustProvider(providerArn(account), 'sts:*'));
    const flat = {
      'https://aws.amazon.com/tags/principal_tags/team': 'blue',
      'https://aws.amazon.com/tags/transitive_tag_keys': ['team'],
    };
    const { Credentials } = await nobody.run(AssumeRoleWithWebIdentity, await call(flat));
    expect((await callerOf(world, Credentials)).session).toMatchObject({
      tags: [{ Key: 'team', Value: 'blue' }],
      transitiveTagKeys: ['team'],
    });
    const tags = (value: unknown) => ({ 'https://aws.amazon.com/tags': value });
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ['v']]));
    for (const claims of [
      tags('team=blue'),
      tags({ principal_tags: { team: ['blue', 'red'] } }),
      tags({ principal_tags: { 'no#tag': ['x'] } }),
      tags({ principal_tags: { team: ['x'.repeat(257)] } }),
      tags({ principal_tags: many }),
      tags({ principal_tags: [], transitive_tag_keys: 7 }),
      { 'https://aws.amazon.com/source_identity': 'a b' },
      { 'https://aws.amazon.com/source_identity': 'aws:ana' },
      { 'https://aws.amazon.com/source_identity': 7 },
    ])
      expect((await nobody.fails(AssumeRoleWithWebIdentity, await call(claims))).shape).toBe('InvalidIdentityTokenException');
    const absent = await nobody.fails(
      AssumeRoleWithWebIdentity,
      await call(tags({ principal_tags: {}, transitive_tag_keys: ['team'] })),
    );
    expect(absent).toMatchObject({ shape: 'InvalidParameterValue' });
    const twice = await nobody.fails(
      AssumeRoleWithWebIdentity,
      await call(tags({ principal_tags: { team: ['a'], Team: ['b'] } })),
    );
    expect(twice).toMatchObject({ shape: 'InvalidParameterValue' });
  });

  it('limits the duration by MaxSessionDuration and the session by session policies', async () => {
    const call = await trusting(undefined, { MaxSessionDuration: 7200 });
    const long = await nobody.run(AssumeRoleWithWebIdentity, await call({}, { DurationSeconds: 7200 }));
    expect(long.Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 7200_000));
    expect(await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { DurationSeconds: 7201 }))).toMatchObject({
      shape: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    await account.run(PutRolePolicy, { RoleName: 'deploy', PolicyName: 'p', PolicyDocument: policy(allow('iam:*')) });
    const narrow = await nobody.run(AssumeRoleWithWebIdentity, await call({}, { Policy: policy(allow('iam:GetUser')) }));
    expect(narrow.PackedPolicySize).toBeGreaterThan(0);
    const session = world.as(await callerOf(world, narrow.Credentials));
    expect((await session.fails(ListUsers, {})).message).toContain('because no session policy allows');
    expect(await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { Policy: '{' }))).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
  });

  it('explains that keys must be uploaded if the provider has none', async () => {
    const { OpenIDConnectProviderArn = '' } = await account.run(CreateOpenIDConnectProvider, { Url: github.url });
    const RoleArn = await roleOf(account, 'deploy', trustProvider(OpenIDConnectProviderArn));
    const WebIdentityToken = await github.token();
    const error = await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken });
    expect(error.shape).toBe('IDPCommunicationErrorException');
    expect(error.message).toContain(`Upload the keys of ${github.url} to ${OpenIDConnectProviderArn}`);
  });

  it('fails for the providers of access tokens and refuses an unknown ProviderId', async () => {
    const call = await trusting();
    for (const ProviderId of ['www.amazon.com', 'graph.facebook.com'])
      expect(await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { ProviderId }))).toMatchObject({
        shape: 'IDPCommunicationErrorException',
      });
    expect(await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { ProviderId: 'example.com' }))).toMatchObject({
      shape: 'InvalidIdentityTokenException',
    });
  });
});

describe('arbitrary claims of a signed token', () => {
  it('start a session or fail with an AwsError, and record an event', async () => {
    const call = await trusting(trustProvider(providerArn(account), 'sts:*'));
    const names = [
      'sub',
      'aud',
      'azp',
      'amr',
      'email',
      'exp',
      'iat',
      'nbf',
      'ref',
      'repository_id',
      'https://aws.amazon.com/source_identity',
    ];
    const tags = fc.record({
      principal_tags: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.jsonValue())),
      transitive_tag_keys: fc.jsonValue(),
    });
    const claims = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, fc.oneof(fc.string(), fc.array(fc.string()), fc.jsonValue())])),
        'https://aws.amazon.com/tags': fc.oneof(tags, fc.jsonValue()),
        'https://aws.amazon.com/tags/principal_tags/x': fc.oneof(fc.string(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        claims,
        fc.date({ noInvalidDate: true, min: TEST_NOW, max: new Date('2030-01-01') }),
        async (given, now) => {
          const seconds = { iat: Math.floor(now.getTime() / 1000), exp: Math.floor(now.getTime() / 1000) + 300 };
          const input = await call({ ...seconds, ...given });
          const outcome = await nobody
            .with({ now })
            .run(AssumeRoleWithWebIdentity, input)
            .then(
              () => 'session',
              (error: unknown) => error,
            );
          if (outcome !== 'session') {
            expect(outcome).toBeInstanceOf(AwsError);
            expect((outcome as AwsError).shape).not.toBe('InternalFailure');
          }
          const [event] = (await events(account.accountId)).slice(-1);
          expect(event?.outcome === 'Success').toBe(outcome === 'session');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('authorization of AssumeRoleWithWebIdentity', () => {
  it('returns the same error for a role that does not trust the token and a missing role', async () => {
    const call = await trusting(trust(account.accountId));
    const untrusted = await nobody.fails(AssumeRoleWithWebIdentity, await call());
    expect(untrusted.message).toBe('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    const missing = await nobody.fails(
      AssumeRoleWithWebIdentity,
      await call({}, { RoleArn: `arn:aws:iam::${account.accountId}:role/none` }),
    );
    expect({ ...missing, members: {} }).toEqual({ ...untrusted, members: {}, evaluation: expect.anything() });
    const everyone = await roleOf(account, 'everyone', policy({ Effect: 'Allow', Principal: '*', Action: 'sts:*' }));
    expect((await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { RoleArn: everyone }))).shape).toBe('AccessDenied');
  });

  it('does not reveal which roles and accounts exist without a valid token', async () => {
    const call = await trusting();
    const stranger = await testIssuer();
    const other = await world.account();
    const unused = await roleOf(other, 'deploy', trustProvider(providerArn(other)));
    const messages = async (WebIdentityToken: string, arns: string[]) => {
      const failed = await Promise.all(
        arns.map(async (RoleArn) => nobody.fails(AssumeRoleWithWebIdentity, await call({}, { RoleArn, WebIdentityToken }))),
      );
      return new Set(failed.map(({ shape, message }) => `${shape} ${message}`));
    };
    const there = `arn:aws:iam::${account.accountId}:role/deploy`;
    expect((await messages(await stranger.token(), [there, there.replace('deploy', 'none')])).size).toBe(1);
    expect((await messages(await github.token(), [unused, `${unused}x`, 'arn:aws:iam::999999999999:role/deploy'])).size).toBe(1);
    expect((await messages('no token', [there, unused, 'arn:aws:iam::999999999999:role/x'])).size).toBe(1);
  });

  it('refuses a token of a provider that only another account has', async () => {
    await trusting();
    const other = await world.account();
    // The other account's role trusts a provider that only this account has.
    const RoleArn = await roleOf(other, 'deploy', trustProvider(providerArn(account)));
    const input = { RoleArn, RoleSessionName: 'run', WebIdentityToken: await github.token() };
    expect((await nobody.fails(AssumeRoleWithWebIdentity, input)).message).toBe(
      'No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    );
    const evil = await testIssuer();
    await provide(other, evil);
    expect((await nobody.fails(AssumeRoleWithWebIdentity, { ...input, WebIdentityToken: await evil.token() })).shape).toBe(
      'AccessDenied',
    );
    expect(await events(account.accountId)).toHaveLength(0);
  });

  it('applies also with enforcement off or audit, and refuses a closed account', async () => {
    const call = await trusting(
      trustProvider(providerArn(account), WITH_TOKEN, { StringEquals: { [`${HOST}:sub`]: 'somebody' } }),
    );
    for (const Enforcement of ['audit', 'off'] as const) {
      await account.run(PutAccountEnforcement, { Enforcement });
      expect((await nobody.fails(AssumeRoleWithWebIdentity, await call())).shape).toBe('AccessDenied');
    }
    await world.database.writer.account.update({ where: { id: account.accountId }, data: { state: 'SUSPENDED' } });
    const closed = await nobody.fails(AssumeRoleWithWebIdentity, await call({ sub: 'somebody' }));
    expect(closed.message).toContain('No OpenIDConnect provider found in your account');
  });

  it('applies a Deny in the trust policy also to signed requests', async () => {
    const denied = policy(
      { Effect: 'Allow', Principal: { Federated: providerArn(account) }, Action: WITH_TOKEN },
      { Effect: 'Deny', Principal: '*', Action: WITH_TOKEN, Condition: { StringLike: { [`${HOST}:sub`]: 'repo:acme/app:*' } } },
    );
    const call = await trusting(denied);
    expect((await nobody.fails(AssumeRoleWithWebIdentity, await call())).shape).toBe('AccessDenied');
    expect((await account.fails(AssumeRoleWithWebIdentity, await call())).shape).toBe('AccessDenied');
    await account.run(AssumeRoleWithWebIdentity, await call({ sub: 'repo:acme/other:x' }));
  });

  it('refuses an ARN that is not a role ARN before other checks', async () => {
    for (const RoleArn of [
      `arn:aws:iam::${account.accountId}:user/deploy`,
      'arn:aws:iam::toString:role/deploy',
      `arn:toString:iam::${account.accountId}:role/x`,
    ])
      expect(
        await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken: 'none' }),
      ).toMatchObject({
        shape: 'ValidationError',
      });
  });

  it('uses the partition of the role ARN', async () => {
    const china = (arn: string) => arn.replace('arn:aws:', 'arn:aws-cn:');
    const call = await trusting(
      trustProvider(china(providerArn(account)), WITH_TOKEN, { StringEquals: { 'aws:RequestedRegion': 'cn-north-1' } }),
    );
    const { Provider, AssumedRoleUser } = await nobody.run(
      AssumeRoleWithWebIdentity,
      await call({}, { RoleArn: china(`arn:aws:iam::${account.accountId}:role/deploy`) }),
    );
    expect(Provider).toBe(china(providerArn(account)));
    expect(AssumedRoleUser.Arn).toMatch(/^arn:aws-cn:sts:/);
  });
});

describe('the event of AssumeRoleWithWebIdentity', () => {
  it('is in the account of the role, identifies the subject and contains no token or secret', async () => {
    const call = await trusting();
    const input = await call();
    const { Credentials } = await nobody.run(AssumeRoleWithWebIdentity, input);
    const [event, ...others] = await events(account.accountId);
    expect(others).toEqual([]);
    const subject = 'repo:acme/app:ref:refs/heads/main';
    expect(event).toMatchObject({ outcome: 'Success', principalType: 'WebIdentity', principalArn: null, userName: subject });
    expect(JSON.parse(event?.userIdentity ?? '')).toEqual({
      type: 'WebIdentityUser',
      principalId: `${providerArn(account)}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: providerArn(account),
    });
    expect(JSON.parse(event?.requestParameters ?? '')).toMatchObject({ roleArn: input.RoleArn, roleSessionName: 'run-7' });
    expect(event?.responseElements).toContain(Credentials.AccessKeyId);
    const written = JSON.stringify(event);
    for (const secret of [input.WebIdentityToken, Credentials.SecretAccessKey, Credentials.SessionToken])
      expect(written).not.toContain(secret);

    await world.as(await callerOf(world, Credentials)).run(GetCallerIdentity, {});
    const [later] = await recordedEvents(world.database.reader, {
      accountId: account.accountId,
      eventName: 'GetCallerIdentity',
    });
    expect(JSON.parse(later?.userIdentity ?? '')).toMatchObject({
      type: 'AssumedRole',
      sessionContext: { webIdFederationData: { federatedProvider: providerArn(account), attributes: {} } },
    });
  });

  it('refers to the authorization trace after a denial', async () => {
    const call = await trusting(trustProvider(providerArn(account), WITH_TOKEN, { StringEquals: { [`${HOST}:sub`]: 'other' } }));
    const error = await nobody.fails(AssumeRoleWithWebIdentity, await call());
    const [event] = await events(account.accountId);
    expect(event).toMatchObject({ outcome: 'Denied', errorCode: 'AccessDenied', authorizationId: error.members.AuthorizationId });
    const trace = await world.database.reader.decisionTrace.findUniqueOrThrow({ where: { id: event?.authorizationId ?? '' } });
    expect(trace.accountId).toBe(account.accountId);
    expect(JSON.parse(trace.trace)).toMatchObject([
      {
        explanation: {
          request: { principal: { type: 'WebIdentity' }, context: { [`${HOST}:sub`]: 'repo:acme/app:ref:refs/heads/main' } },
        },
      },
    ]);
  });

  it('has no identity after an invalid token, and is not recorded without a valid account or input', async () => {
    const call = await trusting();
    await nobody.fails(AssumeRoleWithWebIdentity, await call({ exp: 1 }));
    const before = await world.database.reader.event.count();
    const [event] = await events(account.accountId);
    expect(event).toMatchObject({ outcome: 'Failed', errorCode: 'ExpiredTokenException', principalType: 'Anonymous' });
    expect(JSON.parse(event?.userIdentity ?? '')).toEqual({ type: 'Unknown' });
    await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { RoleArn: 'arn:aws:iam::999999999999:role/deploy' }));
    await nobody.fails(AssumeRoleWithWebIdentity, await call({}, { RoleSessionName: 'no spaces' }));
    await account.fails(AssumeRoleWithWebIdentity, await call({}, { RoleSessionName: 'no spaces' }));
    expect(await world.database.reader.event.count()).toBe(before);
  });

  it('is recorded for at most 30 failed requests per minute', async () => {
    const call = await trusting(trustProvider(providerArn(account), WITH_TOKEN, { StringEquals: { [`${HOST}:sub`]: 'other' } }));
    const input = await call();
    for (let i = 0; i < 20; i++) await nobody.fails(AssumeRoleWithWebIdentity, { ...input, WebIdentityToken: 'none' });
    for (let i = 0; i < 20; i++) await nobody.fails(AssumeRoleWithWebIdentity, input);
    expect(await events(account.accountId)).toHaveLength(30);
    expect(await nobody.fails(AssumeRoleWithWebIdentity, input)).toMatchObject({ members: {} });
    const traces = await world.database.reader.decisionTrace.count({ where: { accountId: account.accountId } });
    expect(traces).toBe(10);
    await nobody.with({ now: new Date(TEST_NOW.getTime() + 60_000) }).fails(AssumeRoleWithWebIdentity, input);
    expect(await events(account.accountId)).toHaveLength(31);
  });
});
