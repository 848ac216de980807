import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { unidentified } from '../core/call';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { AttachUserPolicy } from '../iam/attachment/operations';
import { PutOpenIDConnectProviderKeys } from '../iam/oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from '../iam/oidc-provider/operations';
import { allow, callerOf, policy, roleOf, userWith } from '../sts/test-actors';
import { testIssuer } from '../sts/test-tokens';
import { AssumeRoleWithWebIdentity } from '../sts/web-identity/operations';
import { GetTokenIssuer, IssueIdentityToken } from './operations';

let world: TestWorld;
let nobody: Actor;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  nobody = world.as(unidentified(''));
});
beforeEach(async () => {
  account = await world.account();
});
afterAll(() => world.close());

const SUBJECT = { Subject: 'repo:acme/app', Audience: 'sts.amazonaws.com' };
const NOW = TEST_NOW.getTime() / 1000;

/** Creates a role of one account that trusts the issuer of an account. */
async function trusting(owner: Actor, issuing: Actor, Condition?: (url: string) => object): Promise<string> {
  const { IssuerUrl } = await issuing.run(GetTokenIssuer, {});
  const provider = { Url: IssuerUrl, ClientIDList: ['sts.amazonaws.com'] };
  const { OpenIDConnectProviderArn } = await owner.run(CreateOpenIDConnectProvider, provider);
  const statement = { Effect: 'Allow', Principal: { Federated: OpenIDConnectProviderArn }, Action: 'sts:*' };
  const condition = Condition ? { Condition: Condition(IssuerUrl.replace('https://', '')) } : {};
  return roleOf(owner, 'deploy', policy({ ...statement, ...condition }));
}

describe('IssueIdentityToken', () => {
  it('signs a token with a key that the issuer publishes', async () => {
    const claims = {
      Claims: { repository: 'acme/app', azp: 'x' },
      Tags: [{ Key: 'team', Value: 'blue' }],
      TransitiveTagKeys: ['team'],
    };
    const { WebIdentityToken, Expiration } = await account.run(IssueIdentityToken, {
      ...SUBJECT,
      ...claims,
      DurationSeconds: 60,
    });
    expect(Expiration).toEqual(new Date(TEST_NOW.getTime() + 60_000));
    const { IssuerUrl, KeySet } = await account.run(GetTokenIssuer, {});
    expect(IssuerUrl).toBe(`https://oidc.gatehouse.internal/${account.accountId}`);
    const { payload } = await compactVerify(WebIdentityToken, createLocalJWKSet(KeySet), { algorithms: ['ES256'] });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iss: IssuerUrl,
      sub: 'repo:acme/app',
      aud: 'sts.amazonaws.com',
      iat: NOW,
      exp: NOW + 60,
      jti: expect.any(String),
      repository: 'acme/app',
      azp: 'x',
      'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'] }, transitive_tag_keys: ['team'] },
    });
    expect(decodeProtectedHeader(WebIdentityToken)).toEqual({ alg: 'ES256', typ: 'JWT', kid: KeySet.keys[0]?.kid });
  });

  it('uses one signing key per account and never returns the private key', async () => {
    const other = await world.account();
    const keyIds = [];
    for (const issuing of [account, account, other]) {
      const { WebIdentityToken } = await issuing.run(IssueIdentityToken, SUBJECT);
      keyIds.push(decodeProtectedHeader(WebIdentityToken).kid);
    }
    expect(keyIds[1]).toBe(keyIds[0]);
    expect(keyIds[2]).not.toBe(keyIds[0]);
    const { KeySet } = await account.run(GetTokenIssuer, {});
    expect(Object.keys(KeySet.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const row = await world.database.reader.tokenIssuer.findUniqueOrThrow({ where: { accountId: account.accountId } });
    expect(Buffer.from(row.privateCipher, 'base64').toString('latin1')).not.toContain('PRIVATE KEY');
  });

  it('issues a token for 15 minutes by default, and for one hour at most', async () => {
    const { WebIdentityToken } = await account.run(IssueIdentityToken, SUBJECT);
    expect(decodeJwt(WebIdentityToken).exp).toBe(NOW + 900);
    for (const DurationSeconds of [59, 3601])
      expect((await account.fails(IssueIdentityToken, { ...SUBJECT, DurationSeconds })).shape).toBe('ValidationError');
  });

  it('refuses claims that the issuer sets and tokens that AWS would refuse', async () => {
    for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'nbf', 'jti', 'https://aws.amazon.com/tags'])
      expect((await account.fails(IssueIdentityToken, { ...SUBJECT, Claims: { [name]: 'x' } })).message).toContain(
        'set by the issuer',
      );
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`claim-${i}`, 'x'.repeat(1024)]));
    expect((await account.fails(IssueIdentityToken, { ...SUBJECT, Claims: many(51) })).message).toContain('at most 50');
    expect((await account.fails(IssueIdentityToken, { ...SUBJECT, Claims: many(15) })).message).toContain(
      'at most 20000 characters',
    );
    const lost = await account.fails(IssueIdentityToken, { ...SUBJECT, Claims: JSON.parse('{"__proto__":"x"}') });
    expect(lost.message).toContain('__proto__');
  });

  it('requires all permissions, even with enforcement off', async () => {
    const power = await userWith(world, account, 'power');
    await account.run(AttachUserPolicy, { UserName: 'power', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' });
    const limited = [
      power,
      await userWith(world, account, 'iam', allow('iam:*')),
      await userWith(world, account, 'own', allow('gatehouse:*')),
    ];
    for (const user of limited) expect((await user.fails(IssueIdentityToken, SUBJECT)).shape).toBe('AccessDenied');
    await account.run(PutAccountEnforcement, { Enforcement: 'off' });
    for (const user of limited) expect((await user.fails(IssueIdentityToken, SUBJECT)).shape).toBe('AccessDenied');
    await (await userWith(world, account, 'admin', allow('*'))).run(IssueIdentityToken, SUBJECT);
  });

  it('is recorded without the token', async () => {
    const { WebIdentityToken } = await account.run(IssueIdentityToken, SUBJECT);
    const event = await world.database.reader.event.findFirstOrThrow({
      where: { accountId: account.accountId, eventName: 'IssueIdentityToken' },
    });
    expect(JSON.parse(event.requestParameters ?? '')).toMatchObject({ subject: 'repo:acme/app' });
    expect(JSON.stringify(event)).not.toContain(WebIdentityToken);
    expect(JSON.parse(event.responseElements ?? '')).toMatchObject({ webIdentityToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' });
  });
});

describe('GetTokenIssuer', () => {
  it('returns the URL before there is a key, with the permission to list the account’s OIDC providers', async () => {
    expect(await account.run(GetTokenIssuer, {})).toEqual({
      IssuerUrl: `https://oidc.gatehouse.internal/${account.accountId}`,
      KeySet: { keys: [] },
    });
    expect(await world.database.reader.tokenIssuer.count({ where: { accountId: account.accountId } })).toBe(0);
    expect((await (await userWith(world, account, 'nobody')).fails(GetTokenIssuer, {})).shape).toBe('AccessDenied');
    await (await userWith(world, account, 'reader', allow('iam:ListOpenIDConnectProviders'))).run(GetTokenIssuer, {});
  });
});

describe('a token of an account’s issuer', () => {
  it('allows assuming roles that trust the issuer, in the same and in other accounts', async () => {
    const other = await world.account();
    for (const owner of [account, other]) {
      const RoleArn = await trusting(owner, account, (url) => ({ StringEquals: { [`${url}:sub`]: 'repo:acme/app' } }));
      const claims = { Claims: { 'https://aws.amazon.com/source_identity': 'ana' }, Tags: [{ Key: 'team', Value: 'blue' }] };
      const { WebIdentityToken } = await account.run(IssueIdentityToken, { ...SUBJECT, ...claims });
      const input = { RoleArn, RoleSessionName: 'run', WebIdentityToken };
      const { Credentials, SourceIdentity } = await nobody.run(AssumeRoleWithWebIdentity, input);
      expect(SourceIdentity).toBe('ana');
      expect((await callerOf(world, Credentials)).session?.tags).toEqual([{ Key: 'team', Value: 'blue' }]);
      const { WebIdentityToken: somebody } = await account.run(IssueIdentityToken, { ...SUBJECT, Subject: 'somebody' });
      expect((await nobody.fails(AssumeRoleWithWebIdentity, { ...input, WebIdentityToken: somebody })).shape).toBe(
        'AccessDenied',
      );
    }
  });

  it('does not allow assuming a role that trusts another account’s issuer', async () => {
    const evil = await world.account();
    const RoleArn = await trusting(account, account);
    await account.run(IssueIdentityToken, SUBJECT);
    const { WebIdentityToken } = await evil.run(IssueIdentityToken, SUBJECT);
    const theirs = await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken });
    expect(theirs.message).toContain('No OpenIDConnect provider found in your account');
    const [header, payload, signature] = WebIdentityToken.split('.');
    const claims = { ...decodeJwt(WebIdentityToken), iss: `https://oidc.gatehouse.internal/${account.accountId}` };
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    expect(payload).not.toBe(forged.split('.')[1]);
    expect(
      (await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken: forged })).shape,
    ).toBe('InvalidIdentityTokenException');
  });

  it('is verified with the issuer’s key instead of an uploaded key', async () => {
    const RoleArn = await trusting(account, account);
    const { WebIdentityToken } = await account.run(IssueIdentityToken, SUBJECT);
    const { IssuerUrl } = await account.run(GetTokenIssuer, {});
    const stranger = await testIssuer(IssuerUrl);
    const OpenIDConnectProviderArn = `arn:aws:iam::${account.accountId}:oidc-provider/${IssuerUrl.replace('https://', '')}`;
    await account.run(PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet: stranger.keySet });
    const input = { RoleArn, RoleSessionName: 'run', WebIdentityToken };
    await nobody.run(AssumeRoleWithWebIdentity, input);
    const forged = await nobody.fails(AssumeRoleWithWebIdentity, { ...input, WebIdentityToken: await stranger.token() });
    expect(forged.shape).toBe('InvalidIdentityTokenException');
  });

  it('is refused before the issuer has a key, and after its account is suspended', async () => {
    const issuing = await world.account();
    const RoleArn = await trusting(account, issuing);
    const claims = { iss: `https://oidc.gatehouse.internal/${issuing.accountId}`, sub: 'a', aud: 'sts.amazonaws.com' };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const made = `${part({ alg: 'ES256' })}.${part(claims)}.AAAA`;
    expect(
      (await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken: made })).message,
    ).toContain('has issued no token');
    const { WebIdentityToken } = await issuing.run(IssueIdentityToken, SUBJECT);
    await nobody.run(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken });
    await world.database.writer.account.update({ where: { id: issuing.accountId }, data: { state: 'SUSPENDED' } });
    expect((await nobody.fails(AssumeRoleWithWebIdentity, { RoleArn, RoleSessionName: 'run', WebIdentityToken })).shape).toBe(
      'InvalidIdentityTokenException',
    );
  });
});
