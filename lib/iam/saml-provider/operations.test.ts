import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { GetAccountSummary } from '../account/operations';
import { CreateOpenIDConnectProvider } from '../oidc-provider/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { keyDescriptor, samlMetadata } from '../test-saml-metadata';
import {
  CreateSAMLProvider,
  DeleteSAMLProvider,
  GetSAMLProvider,
  ListSAMLProviders,
  ListSAMLProviderTags,
  TagSAMLProvider,
  UntagSAMLProvider,
  UpdateSAMLProvider,
} from './operations';
import { openPrivateKey } from './rows';

const world = await createTestWorld();
afterAll(() => world.close());

const SAMLMetadataDocument = samlMetadata();
const inAHundredYears = new Date('2126-03-01T12:00:00.000Z');
const arnOf = (account: Actor, name = 'Acme') => `arn:aws:iam::${account.accountId}:saml-provider/${name}`;
const named = (account: Actor) => ({ SAMLProviderArn: arnOf(account) });
const rsaPem = (modulusLength = 2048) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const [KEY, SECOND_KEY] = [rsaPem(), rsaPem()];

async function accountWithProvider() {
  const root = await world.account();
  await root.run(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument });
  return root;
}

const keysOf = async (root: Actor) => (await root.run(GetSAMLProvider, named(root))).PrivateKeyList.map(({ KeyId }) => KeyId);

describe('CreateSAMLProvider', () => {
  it('stores the metadata, valid for 100 years without validUntil', async () => {
    const root = await world.account();
    const Tags = [{ Key: 'team', Value: 'blue' }];
    expect(await root.run(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument, Tags })).toEqual({
      SAMLProviderArn: arnOf(root),
      Tags,
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'CreateSAMLProvider', outcome: 'Success' });
    expect(await root.run(GetSAMLProvider, named(root))).toEqual({
      SAMLProviderUUID: expect.stringMatching(/^SAMLSP[A-Z0-9]{16}$/),
      SAMLMetadataDocument,
      CreateDate: TEST_NOW,
      ValidUntil: inAHundredYears,
      Tags,
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
    });
  });

  it('takes the expiration from validUntil of the metadata', async () => {
    const root = await world.account();
    await root.run(CreateSAMLProvider, {
      Name: 'Acme',
      SAMLMetadataDocument: samlMetadata({ validUntil: '2030-01-01T00:00:00Z' }),
    });
    expect((await root.run(ListSAMLProviders, {})).SAMLProviderList).toEqual([
      { Arn: arnOf(root), ValidUntil: new Date('2030-01-01T00:00:00Z'), CreateDate: TEST_NOW },
    ]);
  });

  it('omits metadata of more than 100 KB from the event', async () => {
    const root = await world.account();
    const large = `${SAMLMetadataDocument}<!--${'x'.repeat(110_000)}-->`;
    await root.run(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument: large });
    expect((await lastEvent(world, root.accountId)).requestParameters).toBe('{"omitted":true}');
    expect((await root.run(GetSAMLProvider, named(root))).SAMLMetadataDocument).toBe(large);
  });

  it('refuses an existing name of the account in any case', async () => {
    const root = await accountWithProvider();
    expect(await root.fails(CreateSAMLProvider, { Name: 'ACME', SAMLMetadataDocument })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'Provider with name ACME already exists.',
    });
    await (await world.account()).run(CreateSAMLProvider, { Name: 'ACME', SAMLMetadataDocument });
  });

  it('refuses unreadable metadata and parameters out of range', async () => {
    const root = await world.account();
    const attempt = (input: object) => root.fails(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument, ...input });
    expect(await attempt({ SAMLMetadataDocument: SAMLMetadataDocument.replaceAll('IDPSSO', 'SPSSO') })).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Could not parse metadata',
    });
    expect((await attempt({ SAMLMetadataDocument: samlMetadata({ keys: keyDescriptor().repeat(11) }) })).shape).toBe(
      'LimitExceededException',
    );
    expect((await attempt({ SAMLMetadataDocument: '<a/>' })).message).toContain('length greater than or equal to 1000');
    expect((await attempt({ Name: 'a b' })).message).toContain('regular expression pattern: [\\w._-]+');
    expect((await attempt({ Name: 'a'.repeat(129) })).message).toContain('length less than or equal to 128');
    expect((await attempt({ AssertionEncryptionMode: 'Maybe' })).message).toContain('enum value set: [Required, Allowed]');
    expect((await attempt({ Tags: [{ Key: 'aws:a', Value: '' }] })).shape).toBe('InvalidInputException');
    expect((await root.run(ListSAMLProviders, {})).SAMLProviderList).toEqual([]);
  });

  it('refuses a provider over the quota of 100, which excludes OpenID Connect providers', async () => {
    const root = await world.account();
    await world.database.writer.samlProvider.createMany({
      data: Array.from({ length: 100 }, (_, i) => ({
        arn: arnOf(root, `p${i}`),
        accountId: root.accountId,
        uuid: `SAMLSP${i}`,
        name: `p${i}`,
        nameKey: `p${i}`,
        metadata: SAMLMetadataDocument,
        createdAt: TEST_NOW,
      })),
    });
    expect(await root.fails(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for SAMLProvidersPerAccount: 100',
    });
    await root.run(CreateOpenIDConnectProvider, { Url: 'https://idp.acme.example' });
    expect((await root.run(GetAccountSummary, {})).SummaryMap).toMatchObject({ Providers: 101 });
  });

  it('denies access without an Allow, also for tagging, or with a Deny in an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const input = { Name: 'Acme', SAMLMetadataDocument };
    expect((await nobody.fails(CreateSAMLProvider, input)).message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreateSAMLProvider on resource: ${arnOf(root)} because no identity-based policy allows the iam:CreateSAMLProvider action`,
    );
    const creator = await userWith(world, root, 'creator', { Effect: 'Allow', Action: 'iam:CreateSAMLProvider', Resource: '*' });
    expect((await creator.fails(CreateSAMLProvider, { ...input, Tags: [{ Key: 'k', Value: '' }] })).message).toContain(
      `iam:TagSAMLProvider on resource: ${arnOf(root)}`,
    );
    const deny = policyDocument({ Effect: 'Deny', Action: 'iam:CreateSAMLProvider', Resource: '*' });
    await limitByScp(world, root.accountId, deny);
    expect((await creator.fails(CreateSAMLProvider, input)).message).toContain('service control policy');
  });
});

describe('the private keys of a SAML provider', () => {
  it('are encrypted in the database and hidden in events', async () => {
    const root = await world.account();
    await root.run(CreateSAMLProvider, {
      Name: 'Acme',
      SAMLMetadataDocument,
      AddPrivateKey: KEY,
      AssertionEncryptionMode: 'Required',
    });
    const event = await lastEvent(world, root.accountId);
    expect(JSON.parse(event.requestParameters ?? '')).toMatchObject({ addPrivateKey: 'HIDDEN_DUE_TO_SECURITY_REASONS' });
    const { PrivateKeyList, AssertionEncryptionMode } = await root.run(GetSAMLProvider, named(root));
    expect(AssertionEncryptionMode).toBe('Required');
    expect(PrivateKeyList).toEqual([{ KeyId: expect.stringMatching(/^[A-Z0-9]{22}$/), Timestamp: TEST_NOW }]);
    const row = await world.database.reader.samlPrivateKey.findFirstOrThrow({ where: { accountId: root.accountId } });
    expect(row.keyCipher).not.toContain(KEY.slice(40, 80));
    expect(openPrivateKey(row)).toBe(KEY);
  });

  it('number at most two, and one request can replace one', async () => {
    const root = await accountWithProvider();
    await root.run(UpdateSAMLProvider, { ...named(root), AddPrivateKey: KEY });
    await root
      .with({ now: new Date(TEST_NOW.getTime() + 1000) })
      .run(UpdateSAMLProvider, { ...named(root), AddPrivateKey: SECOND_KEY });
    const [first, second] = await keysOf(root);
    expect(await root.fails(UpdateSAMLProvider, { ...named(root), AddPrivateKey: rsaPem() })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for PrivateKeysPerSAMLProvider: 2',
    });
    await root.run(UpdateSAMLProvider, { ...named(root), AddPrivateKey: rsaPem(), RemovePrivateKey: first });
    const left = await keysOf(root);
    expect(left).toHaveLength(2);
    expect(left).toContain(second);
    expect(left).not.toContain(first);
    expect(await root.fails(UpdateSAMLProvider, { ...named(root), RemovePrivateKey: first })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `The private key with id ${first} cannot be found.`,
    });
  });

  it('must be RSA keys in PEM format without a password', async () => {
    const root = await accountWithProvider();
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
    const wrong = ['no key', ec, locked, publicKey.export({ type: 'spki', format: 'pem' }), rsaPem(512)];
    for (const AddPrivateKey of wrong) {
      expect(await root.fails(UpdateSAMLProvider, { ...named(root), AddPrivateKey: AddPrivateKey.toString() })).toMatchObject({
        shape: 'InvalidInputException',
        message: 'The private key must be an RSA key in PEM format, without a password.',
      });
    }
    const long = await root.fails(UpdateSAMLProvider, { ...named(root), AddPrivateKey: KEY.padEnd(16_385) });
    expect(long.message).toBe(
      "1 validation error detected: Value at 'addPrivateKey' failed to satisfy constraint: Member must have length less than or equal to 16384",
    );
    expect(await keysOf(root)).toEqual([]);
    await root.run(UpdateSAMLProvider, {
      ...named(root),
      AddPrivateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    });
  });

  it('are required when encrypted assertions are required', async () => {
    const root = await accountWithProvider();
    const NO_KEY = 'A SAML provider that requires encrypted assertions must have a private key.';
    const required = { AssertionEncryptionMode: 'Required' as const };
    const failures = [
      await root.fails(CreateSAMLProvider, { Name: 'Other', SAMLMetadataDocument, ...required }),
      await root.fails(UpdateSAMLProvider, { ...named(root), ...required }),
    ];
    await root.run(UpdateSAMLProvider, { ...named(root), ...required, AddPrivateKey: KEY });
    const [RemovePrivateKey] = await keysOf(root);
    failures.push(await root.fails(UpdateSAMLProvider, { ...named(root), RemovePrivateKey }));
    for (const { shape, message } of failures) expect([shape, message]).toEqual(['InvalidInputException', NO_KEY]);
    expect(await keysOf(root)).toEqual([RemovePrivateKey]);
    await root.run(UpdateSAMLProvider, { ...named(root), RemovePrivateKey, AssertionEncryptionMode: 'Allowed' });
  });

  it('cannot be removed through another provider', async () => {
    const [root, other] = [await accountWithProvider(), await accountWithProvider()];
    await other.run(UpdateSAMLProvider, { ...named(other), AddPrivateKey: KEY });
    const [RemovePrivateKey] = await keysOf(other);
    expect((await root.fails(UpdateSAMLProvider, { ...named(root), RemovePrivateKey })).shape).toBe('NoSuchEntityException');
    expect(await keysOf(other)).toEqual([RemovePrivateKey]);
  });
});

describe('UpdateSAMLProvider', () => {
  it('replaces metadata and expiration and keeps the other properties', async () => {
    const root = await accountWithProvider();
    const before = await root.run(GetSAMLProvider, named(root));
    const metadata = samlMetadata({ entityId: 'https://other.example', validUntil: '2031-01-01T00:00:00Z' });
    expect(await root.run(UpdateSAMLProvider, { ...named(root), SAMLMetadataDocument: metadata })).toEqual(named(root));
    expect(await root.run(GetSAMLProvider, named(root))).toEqual({
      ...before,
      SAMLMetadataDocument: metadata,
      ValidUntil: new Date('2031-01-01T00:00:00Z'),
    });
    await root.run(UpdateSAMLProvider, named(root));
    const unreadable = samlMetadata({ keys: '' }).padEnd(1000);
    expect(await root.fails(UpdateSAMLProvider, { ...named(root), SAMLMetadataDocument: unreadable })).toMatchObject({
      message: 'Could not parse metadata',
    });
    expect((await root.run(GetSAMLProvider, named(root))).SAMLMetadataDocument).toBe(metadata);
  });
});

describe('DeleteSAMLProvider', () => {
  it('deletes the provider with its keys and tags', async () => {
    const root = await world.account();
    await root.run(CreateSAMLProvider, {
      Name: 'Acme',
      SAMLMetadataDocument,
      AddPrivateKey: KEY,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    await root.run(DeleteSAMLProvider, named(root));
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'DeleteSAMLProvider', outcome: 'Success' });
    expect(await world.database.reader.samlPrivateKey.count({ where: { accountId: root.accountId } })).toBe(0);
    await root.run(CreateSAMLProvider, { Name: 'Acme', SAMLMetadataDocument });
    expect((await root.run(ListSAMLProviderTags, named(root))).Tags).toEqual([]);
  });
});

describe('ListSAMLProviders', () => {
  it('lists the providers of the account by name in the partition of the caller', async () => {
    const root = await world.account();
    for (const Name of ['b', 'A', 'c']) await root.run(CreateSAMLProvider, { Name, SAMLMetadataDocument });
    const china = root.with({ partition: 'aws-cn', region: 'cn-north-1' });
    expect((await china.run(ListSAMLProviders, {})).SAMLProviderList.map(({ Arn }) => Arn)).toEqual(
      ['A', 'b', 'c'].map((name) => arnOf(root, name).replace('arn:aws:', 'arn:aws-cn:')),
    );
  });
});

describe('operations on a SAML provider', () => {
  const ON_ONE = [
    [GetSAMLProvider, {}],
    [UpdateSAMLProvider, {}],
    [DeleteSAMLProvider, {}],
    [TagSAMLProvider, { Tags: [] }],
    [UntagSAMLProvider, { TagKeys: [] }],
    [ListSAMLProviderTags, {}],
  ] as const;

  it('fail for a provider that does not exist', async () => {
    const root = await world.account();
    for (const [operation, more] of ON_ONE) {
      expect(await root.fails(operation, { ...named(root), ...more } as never)).toMatchObject({
        shape: 'NoSuchEntityException',
        message: `Manifest not found for arn ${arnOf(root)}`,
      });
    }
    const oidc = arnOf(root).replace('saml-', 'oidc-');
    expect(await root.fails(GetSAMLProvider, { SAMLProviderArn: oidc })).toMatchObject({
      shape: 'ValidationError',
      message: 'Invalid resource type in ARN',
    });
  });

  it('deny access to a provider of another account, also to the root user', async () => {
    const [root, other] = [await world.account(), await accountWithProvider()];
    for (const [operation, more] of ON_ONE) {
      expect((await root.fails(operation, { ...named(other), ...more } as never)).message).toContain(
        `is not authorized to perform: iam:${operation.name} on resource: ${arnOf(other)}`,
      );
    }
  });

  it('require the permission of each operation on the provider', async () => {
    const root = await accountWithProvider();
    const nobody = await userWith(world, root, 'nobody');
    for (const [operation, more] of ON_ONE) {
      expect((await nobody.fails(operation, { ...named(root), ...more } as never)).message).toContain(
        `iam:${operation.name} on resource: ${arnOf(root)} because no identity-based policy allows`,
      );
    }
    expect((await nobody.fails(ListSAMLProviders, {})).message).toContain(
      `iam:ListSAMLProviders on resource: arn:aws:iam::${root.accountId}:saml-provider/* because`,
    );
  });

  it('add, remove and list tags, which affect authorization', async () => {
    const root = await accountWithProvider();
    await root.run(TagSAMLProvider, {
      ...named(root),
      Tags: [
        { Key: 'team', Value: 'blue' },
        { Key: 'cost', Value: '7' },
      ],
    });
    const blue = await userWith(world, root, 'blue', {
      Effect: 'Allow',
      Action: ['iam:GetSAMLProvider', 'iam:UntagSAMLProvider'],
      Resource: '*',
      Condition: { StringEquals: { 'iam:ResourceTag/team': 'blue' } },
    });
    await blue.run(GetSAMLProvider, named(root));
    await blue.run(UntagSAMLProvider, { ...named(root), TagKeys: ['TEAM'] });
    expect((await blue.fails(GetSAMLProvider, named(root))).shape).toBe('AccessDenied');
    const page = await root.run(ListSAMLProviderTags, { ...named(root), MaxItems: 1 });
    expect(page).toMatchObject({ Tags: [{ Key: 'cost', Value: '7' }], IsTruncated: false });
  });
});
