import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unidentified } from '../../core/call';
import type { InputOf } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { GetOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import {
  DisableOutboundWebIdentityFederation,
  EnableOutboundWebIdentityFederation,
  GetOutboundWebIdentityFederationInfo,
} from '../../iam/outbound-federation/operations';
import { TagRole } from '../../iam/role/operations';
import { outboundKeySet } from '../../token-issuer/outbound/rows';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../test-actors';
import { AssumeRoleWithWebIdentity } from '../web-identity/operations';
import { GetWebIdentityToken } from './operations';

let world: TestWorld;
let account: Actor;
let issuer: string;
beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  account = await world.account();
  issuer = (await account.run(EnableOutboundWebIdentityFederation, {})).IssuerIdentifier;
});
afterAll(() => world.close());

const NOW = TEST_NOW.getTime() / 1000;
const DAY = 86_400_000;
const ASKED: InputOf<typeof GetWebIdentityToken> = { Audience: ['https://api.example.com'], SigningAlgorithm: 'ES384' };
const later = (ms: number) => ({ now: new Date(TEST_NOW.getTime() + ms) });
const keysOf = (of = account) => outboundKeySet(world.database.reader, of.accountId);

describe('GetWebIdentityToken', () => {
  it.each(['RS256', 'ES384'] as const)('signs a token with %s that the published keys verify', async (SigningAlgorithm) => {
    const user = await userWith(world, account, 'ana', allow('*'));
    const { WebIdentityToken, Expiration } = await user.run(GetWebIdentityToken, {
      ...ASKED,
      SigningAlgorithm,
      DurationSeconds: 600,
      Tags: [{ Key: 'job', Value: '7' }],
    });
    expect(Expiration).toEqual(new Date(TEST_NOW.getTime() + 600_000));
    const { payload } = await jwtVerify(WebIdentityToken, createLocalJWKSet(await keysOf()), {
      issuer,
      audience: 'https://api.example.com',
      algorithms: [SigningAlgorithm],
      currentDate: TEST_NOW,
    });
    expect(payload).toEqual({
      iss: issuer,
      sub: user.arn,
      aud: 'https://api.example.com',
      iat: NOW,
      exp: NOW + 600,
      jti: expect.any(String),
      'https://sts.amazonaws.com/': {
        aws_account: account.accountId,
        source_region: 'us-east-1',
        principal_id: user.arn,
        request_tags: { job: '7' },
      },
    });
  });

  it('is about the role of a session, and cannot outlive the session', async () => {
    const RoleArn = await roleOf(account, 'worker', trust(account.accountId));
    await account.run(TagRole, { RoleName: 'worker', Tags: [{ Key: 'team', Value: 'blue' }] });
    const PolicyDocument = policy(allow('sts:GetWebIdentityToken'));
    await account.run(PutRolePolicy, { RoleName: 'worker', PolicyName: 'tokens', PolicyDocument });
    const admin = await userWith(world, account, 'admin', allow('*'));
    const { Credentials } = await admin.run(AssumeRole, { RoleArn, RoleSessionName: 'run', DurationSeconds: 900 });
    const session = world.as(await callerOf(world, Credentials));
    const { WebIdentityToken } = await session.run(GetWebIdentityToken, { ...ASKED, Audience: ['a', 'b'], DurationSeconds: 900 });
    expect(decodeJwt(WebIdentityToken)).toMatchObject({
      sub: RoleArn,
      aud: ['a', 'b'],
      'https://sts.amazonaws.com/': {
        principal_id: RoleArn,
        principal_tags: { team: 'blue' },
        original_session_exp: session.caller.session?.expiresAt,
      },
    });
    expect((await session.fails(GetWebIdentityToken, { ...ASKED, DurationSeconds: 901 })).shape).toBe(
      'SessionDurationEscalationException',
    );
  });

  it('needs its permission, and that to add tags, by the keys of the call', async () => {
    const condition = {
      'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': ['https://api.example.com'] },
      NumericLessThanEquals: { 'sts:DurationSeconds': '300' },
      StringEquals: { 'sts:SigningAlgorithm': 'ES384' },
    };
    const user = await userWith(world, account, 'limited', allow('sts:GetWebIdentityToken', '*', condition));
    await user.run(GetWebIdentityToken, ASKED);
    const refused = [
      { Audience: ['https://other.example'] },
      { DurationSeconds: 301 },
      { SigningAlgorithm: 'RS256' as const },
      { Tags: [{ Key: 'a', Value: 'b' }] },
    ];
    for (const more of refused) expect((await user.fails(GetWebIdentityToken, { ...ASKED, ...more })).shape).toBe('AccessDenied');
  });

  it('refuses what needs a trusted identity propagation context', async () => {
    const error = await account.fails(GetWebIdentityToken, { ...ASKED, SubjectMode: 'OriginIdentity' });
    expect(error).toMatchObject({ shape: 'ValidationError', member: 'SubjectMode' });
    expect(await account.fails(GetWebIdentityToken, { ...ASKED, Scope: 'read' })).toMatchObject({ member: 'Scope' });
  });

  it('is recorded without the token', async () => {
    const { WebIdentityToken } = await account.run(GetWebIdentityToken, ASKED);
    const where = { accountId: account.accountId, eventName: 'GetWebIdentityToken' };
    const event = await world.database.reader.event.findFirstOrThrow({ where });
    expect(JSON.stringify(event)).not.toContain(WebIdentityToken);
    expect(JSON.parse(event.requestParameters ?? '')).toMatchObject({ audience: ['https://api.example.com'] });
  });
});

describe('the keys of an issuer', () => {
  it('are the account’s own, and stored encrypted', async () => {
    const other = await world.account();
    expect((await other.run(EnableOutboundWebIdentityFederation, {})).IssuerIdentifier).not.toBe(issuer);
    for (const actor of [account, other]) await actor.run(GetWebIdentityToken, ASKED);
    const { WebIdentityToken } = await other.run(GetWebIdentityToken, ASKED);
    await expect(compactVerify(WebIdentityToken, createLocalJWKSet(await keysOf()))).rejects.toThrow();
    await compactVerify(WebIdentityToken, createLocalJWKSet(await keysOf(other)));
    const [key] = (await keysOf()).keys;
    expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const row = await world.database.reader.outboundSigningKey.findFirstOrThrow({ where: { accountId: account.accountId } });
    expect(Buffer.from(row.privateCipher, 'base64').toString('latin1')).not.toContain('PRIVATE KEY');
  });

  it('change after 30 days, and the former key is published for another day', async () => {
    const keyAfter = async (days: number) => {
      const { WebIdentityToken } = await account.with(later(days * DAY)).run(GetWebIdentityToken, ASKED);
      return decodeProtectedHeader(WebIdentityToken).kid;
    };
    const published = async () => (await keysOf()).keys.map(({ kid }) => kid);
    const first = await keyAfter(0);
    expect(await keyAfter(29)).toBe(first);
    const second = await keyAfter(30);
    expect(await published()).toEqual([second, first]);
    const third = await keyAfter(60);
    expect(await published()).toEqual([third, second]);
  });
});

describe('a token', () => {
  /** Creates a role that trusts the issuer for a subject. */
  async function trusting(owner: Actor, sub: string): Promise<string> {
    const { OpenIDConnectProviderArn } = await owner.run(CreateOpenIDConnectProvider, {
      Url: issuer,
      ClientIDList: ['sts.amazonaws.com'],
    });
    const url = issuer.replace('https://', '');
    return roleOf(
      owner,
      'partner',
      policy({
        Effect: 'Allow',
        Principal: { Federated: OpenIDConnectProviderArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${url}:sub`]: sub, [`${url}:aud`]: 'sts.amazonaws.com' } },
      }),
    );
  }

  it('lets its subject assume a role of another account that trusts the issuer', async () => {
    const other = await world.account();
    const ana = await userWith(world, account, 'ana', allow('*'));
    const ben = await userWith(world, account, 'ben', allow('*'));
    const nobody = world.as(unidentified(''));
    const RoleArn = await trusting(other, ana.arn);
    const assume = async (user: Actor) => {
      const { WebIdentityToken } = await user.run(GetWebIdentityToken, { ...ASKED, Audience: ['sts.amazonaws.com'] });
      return { RoleArn, RoleSessionName: 'run', WebIdentityToken };
    };
    const input = await assume(ana);
    const started = await nobody.run(AssumeRoleWithWebIdentity, input);
    expect(started.SubjectFromWebIdentityToken).toBe(ana.arn);
    expect((await nobody.fails(AssumeRoleWithWebIdentity, await assume(ben))).shape).toBe('AccessDenied');
    const arn = `arn:aws:iam::${other.accountId}:oidc-provider/${issuer.replace('https://', '')}`;
    expect(await other.run(GetOpenIDConnectProviderKeys, { OpenIDConnectProviderArn: arn })).toMatchObject({ IssuedHere: true });
    // Tokens that were issued stay valid.
    await account.run(DisableOutboundWebIdentityFederation, {});
    await nobody.run(AssumeRoleWithWebIdentity, input);
    await world.database.writer.account.update({ where: { id: account.accountId }, data: { state: 'SUSPENDED' } });
    expect((await nobody.fails(AssumeRoleWithWebIdentity, input)).shape).toBe('InvalidIdentityTokenException');
  });

  it('is issued while the feature is enabled, and the issuer stays the same', async () => {
    await account.run(DisableOutboundWebIdentityFederation, {});
    expect((await account.fails(GetWebIdentityToken, ASKED)).shape).toBe('OutboundWebIdentityFederationDisabledException');
    expect((await account.fails(GetOutboundWebIdentityFederationInfo, {})).shape).toBe('FeatureDisabledException');
    expect(await account.run(EnableOutboundWebIdentityFederation, {})).toEqual({ IssuerIdentifier: issuer });
    expect(await account.run(GetOutboundWebIdentityFederationInfo, {})).toEqual({
      IssuerIdentifier: issuer,
      JwtVendingEnabled: true,
    });
  });
});
