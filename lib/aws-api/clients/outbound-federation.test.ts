import { get } from 'node:http';
import {
  DisableOutboundWebIdentityFederationCommand,
  EnableOutboundWebIdentityFederationCommand,
  GetOutboundWebIdentityFederationInfoCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetScopedCredentialsCommand,
  GetWebIdentityTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { policy, roleOf } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

const AUDIENCE = 'https://api.example.com';

let api: TestApi;
let keys: Keys;
let issuer: string;
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
  const enabled = await api.clients(keys).iam.send(new EnableOutboundWebIdentityFederationCommand({}));
  issuer = enabled.IssuerIdentifier ?? '';
});
afterAll(() => api.close());

const tokenFor = async (Audience: string, SigningAlgorithm: 'RS256' | 'ES384') => {
  const command = new GetWebIdentityTokenCommand({ Audience: [Audience], SigningAlgorithm });
  return (await api.clients(keys).sts.send(command)).WebIdentityToken ?? '';
};
const idOf = (url: string) => new URL(url).host.split('.')[0];

/** Returns a public document of the issuer, asked for by the name in its URL. */
function byName(path: string): Promise<{ jwks_uri?: string; keys?: object[] }> {
  const options = { host: 'localhost', port: api.port, path, headers: { host: new URL(issuer).host } };
  return new Promise((resolve, reject) => {
    get(options, async (response) => resolve(JSON.parse(Buffer.concat(await response.toArray()).toString()))).on('error', reject);
  });
}

describe('a token about a caller', () => {
  it.each(['RS256', 'ES384'] as const)(
    'with %s is verified by a library that only knows the published documents',
    async (algorithm) => {
      const token = await tokenFor(AUDIENCE, algorithm);
      const metadata = await fetch(`${api.url}/_gatehouse/oidc/${idOf(issuer)}/.well-known/openid-configuration`);
      const { issuer: named, jwks_uri, id_token_signing_alg_values_supported: algorithms } = await metadata.json();
      expect(named).toBe(issuer);
      const verified = await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { issuer, audience: AUDIENCE, algorithms });
      expect(verified.protectedHeader.alg).toBe(algorithm);
      expect(decodeJwt(token).sub).toBe((await api.clients(keys).sts.send(new GetCallerIdentityCommand({}))).Arn);
      const other = await api.rootKeys();
      const enabled = await api.clients(other).iam.send(new EnableOutboundWebIdentityFederationCommand({}));
      const foreign = new URL(jwks_uri.replace(idOf(issuer), idOf(enabled.IssuerIdentifier ?? '')));
      await expect(jwtVerify(token, createRemoteJWKSet(foreign), { issuer })).rejects.toThrow();
    },
  );

  it('starts a session in another account that trusts the issuer', async () => {
    const partner = await api.account();
    const { OpenIDConnectProviderArn } = await partner.run(CreateOpenIDConnectProvider, {
      Url: issuer,
      ClientIDList: [AUDIENCE],
    });
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: OpenIDConnectProviderArn },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    const RoleArn = await roleOf(partner, 'partner', policy(statement));
    const WebIdentityToken = await tokenFor(AUDIENCE, 'RS256');
    const sts = new STSClient({ endpoint: api.url, region: 'us-east-1', maxAttempts: 1 });
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'run', WebIdentityToken }),
    );
    const session = api.clients({
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    expect((await session.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(partner.accountId);
    const scoped = await session.sts.send(new GetScopedCredentialsCommand({ DurationSeconds: 60 }));
    expect(scoped).toMatchObject({
      ScopedPoliciesCount: 0,
      SessionInfo: { Arn: expect.stringContaining(':assumed-role/partner/run') },
    });
  });
});

describe('the issuer’s documents', () => {
  it('are answered below the name of its URL as well', async () => {
    await tokenFor(AUDIENCE, 'ES384');
    const { jwks_uri } = await byName('/.well-known/openid-configuration');
    expect(jwks_uri).toBe(`http://${new URL(issuer).host}/.well-known/jwks.json`);
    expect((await byName('/.well-known/jwks.json')).keys?.length).toBeGreaterThan(0);
    expect(await byName('/?Action=ListUsers')).toEqual({ message: 'There is nothing here.' });
  });

  it('do not exist for other ids, and stay after the feature was disabled', async () => {
    const path = `${api.url}/_gatehouse/oidc`;
    const none = await fetch(`${path}/00000000-0000-4000-8000-000000000000/.well-known/jwks.json`);
    expect(none.status).toBe(404);
    const { iam } = api.clients(keys);
    await iam.send(new DisableOutboundWebIdentityFederationCommand({}));
    await expect(iam.send(new GetOutboundWebIdentityFederationInfoCommand({}))).rejects.toMatchObject({
      name: 'FeatureDisabledException',
      $metadata: { httpStatusCode: 404 },
    });
    expect((await fetch(`${path}/${idOf(issuer)}/.well-known/jwks.json`)).status).toBe(200);
    await iam.send(new EnableOutboundWebIdentityFederationCommand({}));
  });
});
