import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld, userCaller } from '../core/test-world';
import { newCertificate, newIdentity, privateKeyPem } from '../core/testing/certificates';
import { CreateAccountAlias } from './account/operations';
import { CreateGroup, UpdateGroup } from './group/operations';
import { PutUserPolicy } from './inline-policy/operations';
import { ChangePassword, CreateLoginProfile, UpdateLoginProfile } from './login-profile/operations';
import { CreateVirtualMFADevice } from './mfa/operations';
import { PutOpenIDConnectProviderKeys } from './oidc-provider/key-operations';
import { AddClientIDToOpenIDConnectProvider, CreateOpenIDConnectProvider } from './oidc-provider/operations';
import { CreatePolicy } from './policy/operations';
import { CreateSAMLProvider, UpdateSAMLProvider } from './saml-provider/operations';
import { UpdateServerCertificate, UploadServerCertificate } from './server-certificate/operations';
import { UploadSigningCertificate } from './signing-certificate/operations';
import { UploadSSHPublicKey } from './ssh-public-key/operations';
import { keyDescriptor, samlMetadata } from './test-saml-metadata';
import { CreateUser, DeleteUser, UpdateUser } from './user/operations';

const world = await createTestWorld();
afterAll(() => world.close());

/** Failing calls, with the member that each error names. */
type Cases = readonly (readonly [operation: AnyOperation, input: object, member: string | undefined])[];

async function expectMembers(actor: Actor, cases: Cases) {
  for (const [operation, input, member] of cases) {
    const error = await actor.fails(operation, input);
    expect(error.member, `${operation.name} ${JSON.stringify(input).slice(0, 80)}: ${error.message}`).toBe(member);
  }
}

const SAMLMetadataDocument = samlMetadata();
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}';

describe('an error', () => {
  it('names the input member for duplicate names, invalid documents and invalid tags', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ann' });
    await root.run(CreateUser, { UserName: 'bob' });
    await root.run(CreateGroup, { GroupName: 'Admins' });
    await root.run(CreateGroup, { GroupName: 'Readers' });
    await root.run(CreatePolicy, { PolicyName: 'Read', PolicyDocument: DOCUMENT });
    await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' });
    await expectMembers(root, [
      [CreateUser, { UserName: 'Ann' }, 'UserName'],
      [CreateUser, { UserName: 'a b' }, 'UserName'],
      [CreateUser, { UserName: 'eve', Tags: [{ Key: 'k' }] }, 'Tags'],
      [CreateUser, { UserName: 'eve', Tags: [{ Key: 'aws:k', Value: 'v' }] }, 'Tags'],
      [UpdateUser, { UserName: 'ann', NewUserName: 'bob' }, 'NewUserName'],
      [CreateGroup, { GroupName: 'admins' }, 'GroupName'],
      [UpdateGroup, { GroupName: 'Admins', NewGroupName: 'readers' }, 'NewGroupName'],
      [CreatePolicy, { PolicyName: 'read', PolicyDocument: DOCUMENT }, 'PolicyName'],
      [CreatePolicy, { PolicyName: 'New', PolicyDocument: '{}' }, 'PolicyDocument'],
      [PutUserPolicy, { UserName: 'ann', PolicyName: 'p', PolicyDocument: '{}' }, 'PolicyDocument'],
      [CreateVirtualMFADevice, { VirtualMFADeviceName: 'phone' }, 'VirtualMFADeviceName'],
      [CreateAccountAlias, { AccountAlias: '111122223333' }, 'AccountAlias'],
      [DeleteUser, { UserName: 'nobody' }, undefined],
    ]);
  });

  it('names the input member for invalid passwords', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ann' });
    const Password = 'Correct-horse-1';
    await expectMembers(root, [[CreateLoginProfile, { UserName: 'ann', Password: 'short' }, 'Password']]);
    await root.run(CreateLoginProfile, { UserName: 'ann', Password });
    await root.run(PutUserPolicy, {
      UserName: 'ann',
      PolicyName: 'own-password',
      PolicyDocument: DOCUMENT.replace('s3:*', 'iam:ChangePassword'),
    });
    await expectMembers(root, [[UpdateLoginProfile, { UserName: 'ann', Password: 'short' }, 'Password']]);
    await expectMembers(world.as(userCaller(User)), [
      [ChangePassword, { OldPassword: Password, NewPassword: 'short' }, 'NewPassword'],
      [ChangePassword, { OldPassword: 'Wrong-horse-1', NewPassword: 'Other-horse-2' }, 'OldPassword'],
    ]);
  });

  it('names the input member for a SAML provider', async () => {
    const root = await world.account();
    const { SAMLProviderArn } = await root.run(CreateSAMLProvider, { Name: 'Corp', SAMLMetadataDocument });
    const create = (input: object, member: string) =>
      [CreateSAMLProvider, { Name: 'New', SAMLMetadataDocument, ...input }, member] as const;
    await expectMembers(root, [
      create({ Name: 'Corp' }, 'Name'),
      create({ Name: 'a b' }, 'Name'),
      create({ SAMLMetadataDocument: '<a/>' }, 'SAMLMetadataDocument'),
      create({ SAMLMetadataDocument: `<a>${'x'.repeat(1000)}</a>` }, 'SAMLMetadataDocument'),
      create({ SAMLMetadataDocument: samlMetadata({ keys: keyDescriptor().repeat(11) }) }, 'SAMLMetadataDocument'),
      create({ AddPrivateKey: 'no key' }, 'AddPrivateKey'),
      create({ AddPrivateKey: '\u2713' }, 'AddPrivateKey'),
      create({ AssertionEncryptionMode: 'Required' }, 'AddPrivateKey'),
    ]);
    for (let keys = 0; keys < 2; keys++) await root.run(UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey: PRIVATE_KEY });
    await expectMembers(root, [[UpdateSAMLProvider, { SAMLProviderArn, AddPrivateKey: PRIVATE_KEY }, 'AddPrivateKey']]);
  });

  it('names the input member for an OpenID Connect provider and its keys', async () => {
    const root = await world.account();
    const Url = 'https://idp.acme.example';
    const { OpenIDConnectProviderArn } = await root.run(CreateOpenIDConnectProvider, { Url });
    const create = (input: object, member: string) =>
      [CreateOpenIDConnectProvider, { Url: 'https://new.example', ...input }, member] as const;
    const put = (KeySet: string) => [PutOpenIDConnectProviderKeys, { OpenIDConnectProviderArn, KeySet }, 'KeySet'] as const;
    const wrongUrls = [Url, 'idp.acme.example', 'http://idp.acme.example', 'https://idp.acme.example:8443', 'a'.repeat(256)];
    await expectMembers(root, [
      ...wrongUrls.map((wrong) => create({ Url: wrong }, 'Url')),
      create({ ClientIDList: ['a'.repeat(256)] }, 'ClientIDList'),
      create({ ThumbprintList: ['abc'] }, 'ThumbprintList'),
      create({ ThumbprintList: Array(6).fill('a'.repeat(40)) }, 'ThumbprintList'),
      ...['{', '{"keys":[{}]}', JSON.stringify({ keys: Array(101).fill({}) }), 'x'.repeat(65_537)].map(put),
      [AddClientIDToOpenIDConnectProvider, { OpenIDConnectProviderArn, ClientID: 'a'.repeat(256) }, 'ClientID'],
    ]);
  });
});

describe('an error about a key or certificate', () => {
  const [SITE, OTHER] = [newIdentity('site.example'), newIdentity('other.example')];
  const CertificateBody = newCertificate(SITE);

  it('names the input member for SSH public keys', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ann' });
    const SSHPublicKeyBody = createPublicKey(PRIVATE_KEY).export({ type: 'spki', format: 'pem' }).toString();
    await root.run(UploadSSHPublicKey, { UserName: 'ann', SSHPublicKeyBody });
    const wrong = [SSHPublicKeyBody, 'no key', 'ssh-rsa AAAA', '\u2713'];
    await expectMembers(
      root,
      wrong.map((body) => [UploadSSHPublicKey, { UserName: 'ann', SSHPublicKeyBody: body }, 'SSHPublicKeyBody'] as const),
    );
  });

  it('names the input member for signing certificates', async () => {
    const root = await world.account();
    await root.run(UploadSigningCertificate, { CertificateBody });
    const wrong = [CertificateBody, 'no certificate', '\u2713'];
    await expectMembers(
      root,
      wrong.map((body) => [UploadSigningCertificate, { CertificateBody: body }, 'CertificateBody'] as const),
    );
  });

  it('names the input member for server certificates', async () => {
    const root = await world.account();
    const parts = { CertificateBody, PrivateKey: privateKeyPem(SITE) };
    for (const ServerCertificateName of ['web', 'shop'])
      await root.run(UploadServerCertificate, { ServerCertificateName, ...parts });
    const upload = (input: object, member: string) =>
      [UploadServerCertificate, { ServerCertificateName: 'new', ...parts, ...input }, member] as const;
    await expectMembers(root, [
      upload({ ServerCertificateName: 'Web' }, 'ServerCertificateName'),
      upload({ ServerCertificateName: 'a b' }, 'ServerCertificateName'),
      upload({ CertificateBody: 'no certificate' }, 'CertificateBody'),
      upload({ PrivateKey: 'no key' }, 'PrivateKey'),
      upload({ PrivateKey: privateKeyPem(OTHER) }, 'PrivateKey'),
      upload({ CertificateChain: 'no chain' }, 'CertificateChain'),
      upload({ CertificateChain: newCertificate(OTHER) }, 'CertificateChain'),
      upload({ Path: 'no-path' }, 'Path'),
      [UpdateServerCertificate, { ServerCertificateName: 'web', NewServerCertificateName: 'SHOP' }, 'NewServerCertificateName'],
    ]);
  });
});

describe('an AccessDenied error', () => {
  it('names the denied action, also when the request requires several actions', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ann' });
    const ann = world.as(userCaller(User));
    expect(await ann.fails(CreateUser, { UserName: 'eve' })).toMatchObject({ shape: 'AccessDenied', action: 'iam:CreateUser' });
    await root.run(PutUserPolicy, {
      UserName: 'ann',
      PolicyName: 'create',
      PolicyDocument: DOCUMENT.replace('s3:*', 'iam:CreateUser'),
    });
    const tagged = { UserName: 'eve', Tags: [{ Key: 'team', Value: 'blue' }] };
    expect(await ann.fails(CreateUser, tagged)).toMatchObject({ shape: 'AccessDenied', action: 'iam:TagUser' });
  });
});
