import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '@/lib/core/test-world';
import { PutOpenIDConnectProviderKeys } from '@/lib/iam/oidc-provider/key-operations';
import { AddClientIDToOpenIDConnectProvider, CreateOpenIDConnectProvider } from '@/lib/iam/oidc-provider/operations';
import { CreateSAMLProvider, UpdateSAMLProvider } from '@/lib/iam/saml-provider/operations';
import { keyDescriptor, samlMetadata } from '@/lib/iam/test-saml-metadata';
import { oidcFailureField, samlFailureField } from './failure-field';

const world = await createTestWorld();
afterAll(() => world.close());

const SAMLMetadataDocument = samlMetadata();
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

type Fails = (root: Actor, ...call: Parameters<Actor['fails']>) => Promise<{ code: string; message: string }>;
/** What an operation says, as the console gets it. */
const said: Fails = async (root, operation, input) => {
  const { shape, message } = await root.fails(operation, input);
  return { code: shape, message };
};

describe('what operations say about a SAML provider', () => {
  it('is shown at the field it is about', async () => {
    const root = await world.account();
    const { SAMLProviderArn } = await root.run(CreateSAMLProvider, { Name: 'Corp', SAMLMetadataDocument });
    const field = async (input: object) =>
      samlFailureField(await said(root, CreateSAMLProvider, { Name: 'New', SAMLMetadataDocument, ...input }));
    expect(await field({ Name: 'Corp' })).toBe('name');
    expect(await field({ Name: 'a b' })).toBe('name');
    expect(await field({ SAMLMetadataDocument: '<a/>' })).toBe('metadata');
    expect(await field({ SAMLMetadataDocument: `<a>${'x'.repeat(1000)}</a>` })).toBe('metadata');
    expect(await field({ SAMLMetadataDocument: samlMetadata({ keys: keyDescriptor().repeat(11) }) })).toBe('metadata');
    expect(await field({ AddPrivateKey: 'no key' })).toBe('privateKey');
    expect(await field({ AddPrivateKey: '\u2713' })).toBe('privateKey');
    expect(await field({ AssertionEncryptionMode: 'Required' })).toBe('privateKey');
    for (let keys = 0; keys < 2; keys++) await root.run(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey: PRIVATE_KEY });
    const third = await said(root, UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey: PRIVATE_KEY });
    expect(samlFailureField(third)).toBe('privateKey');
    expect(samlFailureField({ code: 'AccessDenied', message: 'User: x is not authorized' })).toBeUndefined();
  });
});

describe('what operations say about an OpenID Connect provider', () => {
  it('is shown at the field it is about', async () => {
    const root = await world.account();
    const Url = 'https://idp.acme.example';
    const { OpenIDConnectProviderArn } = await root.run(CreateOpenIDConnectProvider, { Url });
    const field = async (input: object) =>
      oidcFailureField(await said(root, CreateOpenIDConnectProvider, { Url: 'https://new.example', ...input }));
    for (const wrong of [Url, 'idp.acme.example', 'http://idp.acme.example', 'https://idp.acme.example:8443', 'a'.repeat(256)])
      expect(await field({ Url: wrong })).toBe('url');
    expect(await field({ ClientIDList: ['a'.repeat(256)] })).toBe('audience');
    expect(await field({ ThumbprintList: ['abc'] })).toBe('thumbprints');
    expect(await field({ ThumbprintList: Array(6).fill('a'.repeat(40)) })).toBe('thumbprints');
    const put = async (KeySet: string) =>
      oidcFailureField(await said(root, PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet }));
    expect(await put('{')).toBe('keySet');
    expect(await put('{"keys":[{}]}')).toBe('keySet');
    expect(await put(JSON.stringify({ keys: Array(101).fill({}) }))).toBe('keySet');
    expect(await put('x'.repeat(65_537))).toBe('keySet');
    const long = { OpenIDConnectProviderArn, ClientID: 'a'.repeat(256) };
    expect(oidcFailureField(await said(root, AddClientIDToOpenIDConnectProvider, long))).toBe('audience');
  });
});
