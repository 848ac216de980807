import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { GetOpenIDConnectProviderKeys } from '../../iam/oidc-provider/key-operations';
import { GetOpenIDConnectProvider, ListOpenIDConnectProviders } from '../../iam/oidc-provider/operations';
import { CreateSAMLProvider, ListSAMLProviders } from '../../iam/saml-provider/operations';
import { userWith } from '../../iam/test-accounts';
import { samlMetadata } from '../../iam/test-saml-metadata';
import { runAs } from '../testing/run-as';
import { createOidcProvider, deleteProvider } from './identity-provider';

const world = await createTestWorld();
afterAll(() => world.close());

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const ASKED = {
  url: 'https://idp.acme.example',
  audience: 'shop',
  thumbprints: [],
  keySet: JSON.stringify({ keys: [KEY] }),
  tags: [{ Key: 'Team', Value: 'blue' }],
};

describe('an OpenID Connect provider', () => {
  it('is created with its keys', async () => {
    const root = await world.account();
    const created = await createOidcProvider(runAs(world, root), ASKED);
    const arn = `arn:aws:iam::${root.accountId}:oidc-provider/idp.acme.example`;
    expect(created).toEqual({ ok: true, data: { arn, done: ['Upload the keys'], failed: [] } });
    const OpenIDConnectProviderArn = arn;
    expect(await root.run(GetOpenIDConnectProvider, { OpenIDConnectProviderArn })).toMatchObject({
      ClientIDList: ['shop'],
      Tags: ASKED.tags,
    });
    expect((await root.run(GetOpenIDConnectProviderKeys, { OpenIDConnectProviderArn })).Keys).toHaveLength(1);
  });

  it('is created without keys if the upload is denied, and the failure is reported', async () => {
    const root = await world.account();
    const allow = { Effect: 'Allow', Action: 'iam:CreateOpenIDConnectProvider', Resource: '*' };
    const tag = { Effect: 'Allow', Action: 'iam:TagOpenIDConnectProvider', Resource: '*' };
    const created = await createOidcProvider(runAs(world, await userWith(world, root, 'admin', allow, tag)), ASKED);
    expect(created).toMatchObject({ ok: true, data: { failed: [{ what: 'Upload the keys', error: { code: 'AccessDenied' } }] } });
    expect((await root.run(ListOpenIDConnectProviders, {})).OpenIDConnectProviderList).toHaveLength(1);
  });
});

describe('deleting an identity provider', () => {
  it('detects the type of the provider', async () => {
    const root = await world.account();
    const run = runAs(world, root);
    const oidc = await createOidcProvider(run, ASKED);
    const saml = await root.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument: samlMetadata() });
    for (const arn of [oidc.ok ? oidc.data.arn : '', saml.SAMLProviderArn])
      expect(await deleteProvider(run, arn)).toMatchObject({ ok: true });
    expect((await root.run(ListOpenIDConnectProviders, {})).OpenIDConnectProviderList).toEqual([]);
    expect((await root.run(ListSAMLProviders, {})).SAMLProviderList).toEqual([]);
  });
});
