import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { GetAccountSummary } from '../account/operations';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import {
  AddClientIDToOpenIDConnectProvider,
  CreateOpenIDConnectProvider,
  DeleteOpenIDConnectProvider,
  GetOpenIDConnectProvider,
  ListOpenIDConnectProviders,
  ListOpenIDConnectProviderTags,
  RemoveClientIDFromOpenIDConnectProvider,
  TagOpenIDConnectProvider,
  UntagOpenIDConnectProvider,
  UpdateOpenIDConnectProviderThumbprint,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const Url = 'https://idp.acme.example/realms/Acme';
const arnOf = (account: Actor, url = 'idp.acme.example/realms/Acme') => `arn:aws:iam::${account.accountId}:oidc-provider/${url}`;
const named = (account: Actor) => ({ OpenIDConnectProviderArn: arnOf(account) });
const thumbprint = (character: string) => character.repeat(40);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `client-${i}`);

async function accountWithProvider() {
  const root = await world.account();
  await root.run(CreateOpenIDConnectProvider, { Url });
  return root;
}

describe('CreateOpenIDConnectProvider', () => {
  it('names the provider by its URL without the scheme and stores client IDs, thumbprints and tags', async () => {
    const root = await world.account();
    const created = await root.run(CreateOpenIDConnectProvider, {
      Url,
      ClientIDList: ['web', 'cli', 'web'],
      ThumbprintList: ['ABCDEF1234'.repeat(4), thumbprint('z')],
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
    expect(created).toEqual({ OpenIDConnectProviderArn: arnOf(root), Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'CreateOpenIDConnectProvider',
      outcome: 'Success',
    });
    expect(await root.run(GetOpenIDConnectProvider, named(root))).toEqual({
      Url: 'idp.acme.example/realms/Acme',
      ClientIDList: ['web', 'cli'],
      ThumbprintList: ['abcdef1234'.repeat(4), thumbprint('z')],
      CreateDate: TEST_NOW,
      Tags: [{ Key: 'team', Value: 'blue' }],
    });
  });

  it('requires only the URL', async () => {
    const root = await world.account();
    expect(await root.run(CreateOpenIDConnectProvider, { Url })).toEqual({ OpenIDConnectProviderArn: arnOf(root) });
    expect(await root.run(GetOpenIDConnectProvider, named(root))).toMatchObject({
      ClientIDList: [],
      ThumbprintList: [],
      Tags: [],
    });
  });

  it('refuses an existing URL in the account, but accepts another case or a trailing slash', async () => {
    const root = await accountWithProvider();
    expect(await root.fails(CreateOpenIDConnectProvider, { Url })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: `Provider with url ${Url} already exists.`,
    });
    await root.run(CreateOpenIDConnectProvider, { Url: `${Url}/` });
    await root.run(CreateOpenIDConnectProvider, { Url: Url.toLowerCase() });
    await (await world.account()).run(CreateOpenIDConnectProvider, { Url });
    expect((await root.run(ListOpenIDConnectProviders, {})).OpenIDConnectProviderList).toHaveLength(3);
  });

  it('accepts URLs with host names, IP addresses and paths', async () => {
    const root = await world.account();
    for (const url of ['localhost', '198.51.100.7', 'a-b.example/', 'a.example/x/%20/~y;z=(1)', 'A.EXAMPLE']) {
      expect(await root.run(CreateOpenIDConnectProvider, { Url: `https://${url}` })).toEqual({
        OpenIDConnectProviderArn: arnOf(root, url),
      });
    }
  });

  const INVALID = 'Invalid Open ID Connect Provider URL';
  it.each([
    ['idp.acme.example', 'ValidationError', INVALID],
    ['https://', 'ValidationError', INVALID],
    ['https:///path', 'ValidationError', INVALID],
    ['http://idp.acme.example', 'InvalidInputException', `${INVALID}. The URL must begin with https://.`],
    ['HTTPS://idp.acme.example', 'InvalidInputException', `${INVALID}. The URL must begin with https://.`],
    ['https://idp.acme.example:8443', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.acme.example?a=b', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.acme.example/#a', 'InvalidInputException', `${INVALID}.`],
    ['https://me:secret@idp.acme.example', 'InvalidInputException', `${INVALID}.`],
    ['https://idp_acme.example', 'InvalidInputException', `${INVALID}.`],
    ['https://-idp.example', 'InvalidInputException', `${INVALID}.`],
    ['https://*.example', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.example/*', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.example/a b', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.exämple', 'InvalidInputException', `${INVALID}.`],
    ['https://idp.example\n', 'InvalidInputException', `${INVALID}.`],
  ])('refuses the URL %j', async (url, shape, message) => {
    const root = await world.account();
    expect(await root.fails(CreateOpenIDConnectProvider, { Url: url })).toMatchObject({ shape, message });
  });

  it('enforces the limits of lengths, lists and tags', async () => {
    const root = await world.account();
    const attempt = (input: object) => root.fails(CreateOpenIDConnectProvider, { Url, ...input });
    expect((await attempt({ Url: `https://${'a'.repeat(250)}` })).message).toContain(
      "at 'url' failed to satisfy constraint: Member must have length less than or equal to 255",
    );
    expect(await attempt({ ClientIDList: ['x'.repeat(256)] })).toMatchObject({
      shape: 'ValidationError',
      message:
        "1 validation error detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 1]",
    });
    expect((await attempt({ ThumbprintList: [thumbprint('a').slice(1)] })).message).toContain(
      "Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 40, Member must have length greater than or equal to 40]",
    );
    expect(await attempt({ ThumbprintList: [...'abcdef'].map(thumbprint) })).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Thumbprint list must contain fewer than 5 entries.',
    });
    expect(await attempt({ ClientIDList: numbers(101) })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    });
    expect(
      await attempt({
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      }),
    ).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
    expect((await root.run(ListOpenIDConnectProviders, {})).OpenIDConnectProviderList).toEqual([]);
    await root.run(CreateOpenIDConnectProvider, {
      Url,
      ThumbprintList: [...'abcde'].map(thumbprint),
      ClientIDList: numbers(100),
    });
  });

  it('refuses a provider over the quota of 100 per account', async () => {
    const root = await world.account();
    await world.database.writer.openIDConnectProvider.createMany({
      data: numbers(100).map((url) => ({
        arn: arnOf(root, url),
        accountId: root.accountId,
        url,
        clientIds: '[]',
        thumbprints: '[]',
        createdAt: TEST_NOW,
      })),
    });
    expect(await root.fails(CreateOpenIDConnectProvider, { Url })).toMatchObject({
      shape: 'LimitExceededException',
      message: expect.stringMatching(/^Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100\. Gatehouse.* up to 700\.$/),
    });
    expect((await root.run(GetAccountSummary, {})).SummaryMap).toMatchObject({ Providers: 100 });
  });

  it('denies access without an Allow, also for tagging, or with a Deny in an SCP', async () => {
    const root = await world.account();
    const arn = arnOf(root);
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreateOpenIDConnectProvider, { Url })).message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreateOpenIDConnectProvider on resource: ${arn} because no identity-based policy allows the iam:CreateOpenIDConnectProvider action`,
    );
    const creator = await userWith(world, root, 'creator', {
      Effect: 'Allow',
      Action: 'iam:CreateOpenIDConnectProvider',
      Resource: '*',
    });
    const Tags = [{ Key: 'team', Value: 'blue' }];
    expect((await creator.fails(CreateOpenIDConnectProvider, { Url, Tags })).message).toContain(
      `iam:TagOpenIDConnectProvider on resource: ${arn}`,
    );
    const onlyBlue = await userWith(world, root, 'only-blue', {
      Effect: 'Allow',
      Action: ['iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/team': 'blue' } },
    });
    expect((await onlyBlue.fails(CreateOpenIDConnectProvider, { Url })).shape).toBe('AccessDenied');
    await onlyBlue.run(CreateOpenIDConnectProvider, { Url, Tags });
    const deny = policyDocument({ Effect: 'Deny', Action: 'iam:CreateOpenIDConnectProvider', Resource: '*' });
    await limitByScp(world, root.accountId, deny);
    expect((await creator.fails(CreateOpenIDConnectProvider, { Url: 'https://b.example' })).message).toContain(
      'service control policy',
    );
  });
});

describe('the client IDs of an OpenID Connect provider', () => {
  it('can be added when present and removed when absent without an error', async () => {
    const root = await accountWithProvider();
    const ids = async () => (await root.run(GetOpenIDConnectProvider, named(root))).ClientIDList;
    for (const ClientID of ['b', 'a', 'b']) await root.run(AddClientIDToOpenIDConnectProvider, { ...named(root), ClientID });
    expect(await ids()).toEqual(['b', 'a']);
    await root.run(RemoveClientIDFromOpenIDConnectProvider, { ...named(root), ClientID: 'b' });
    await root.run(RemoveClientIDFromOpenIDConnectProvider, { ...named(root), ClientID: 'b' });
    expect(await ids()).toEqual(['a']);
  });

  it('number at most 100', async () => {
    const root = await world.account();
    await root.run(CreateOpenIDConnectProvider, { Url, ClientIDList: numbers(100) });
    expect(await root.fails(AddClientIDToOpenIDConnectProvider, { ...named(root), ClientID: 'more' })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    });
    await root.run(AddClientIDToOpenIDConnectProvider, { ...named(root), ClientID: 'client-7' });
  });
});

describe('UpdateOpenIDConnectProviderThumbprint', () => {
  it('replaces the thumbprint list', async () => {
    const root = await world.account();
    await root.run(CreateOpenIDConnectProvider, { Url, ThumbprintList: [thumbprint('a'), thumbprint('b')] });
    await root.run(UpdateOpenIDConnectProviderThumbprint, { ...named(root), ThumbprintList: [thumbprint('C')] });
    expect((await root.run(GetOpenIDConnectProvider, named(root))).ThumbprintList).toEqual([thumbprint('c')]);
  });

  it('accepts one to five thumbprints', async () => {
    const root = await accountWithProvider();
    const attempt = (ThumbprintList: string[]) =>
      root.fails(UpdateOpenIDConnectProviderThumbprint, { ...named(root), ThumbprintList });
    expect(await attempt([])).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Thumbprint list must contain at least one entry.',
    });
    expect(await attempt([...'abcdef'].map(thumbprint))).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Thumbprint list must contain fewer than 5 entries.',
    });
    expect((await attempt(['short'])).shape).toBe('ValidationError');
  });
});

describe('DeleteOpenIDConnectProvider', () => {
  it('deletes the provider with its tags and succeeds for a provider that does not exist', async () => {
    const root = await world.account();
    await root.run(CreateOpenIDConnectProvider, { Url, Tags: [{ Key: 'k', Value: 'v' }] });
    await root.run(DeleteOpenIDConnectProvider, named(root));
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'DeleteOpenIDConnectProvider',
      outcome: 'Success',
    });
    await root.run(DeleteOpenIDConnectProvider, named(root));
    expect(
      await root.fails(DeleteOpenIDConnectProvider, { OpenIDConnectProviderArn: 'idp.acme.example/realms/Acme' }),
    ).toMatchObject({ shape: 'ValidationError' });
    await root.run(CreateOpenIDConnectProvider, { Url });
    expect((await root.run(ListOpenIDConnectProviderTags, named(root))).Tags).toEqual([]);
  });
});

describe('operations on an OpenID Connect provider', () => {
  const ON_ONE = [
    [GetOpenIDConnectProvider, {}],
    [AddClientIDToOpenIDConnectProvider, { ClientID: 'c' }],
    [RemoveClientIDFromOpenIDConnectProvider, { ClientID: 'c' }],
    [UpdateOpenIDConnectProviderThumbprint, { ThumbprintList: [thumbprint('a')] }],
    [TagOpenIDConnectProvider, { Tags: [] }],
    [UntagOpenIDConnectProvider, { TagKeys: [] }],
    [ListOpenIDConnectProviderTags, {}],
  ] as const;

  it('fail for a provider that does not exist', async () => {
    const root = await world.account();
    for (const [operation, more] of ON_ONE) {
      const error = await root.fails(operation, { ...named(root), ...more } as never);
      expect(error.shape).toBe('NoSuchEntityException');
      expect(error.message).toBe(`OpenIDConnect Provider not found for arn ${arnOf(root)}`);
    }
  });

  it('accept only ARNs of OpenID Connect providers', async () => {
    const root = await accountWithProvider();
    const wrong = async (OpenIDConnectProviderArn: string) => {
      const error = await root.fails(GetOpenIDConnectProvider, { OpenIDConnectProviderArn });
      return `${error.shape}: ${error.message}`;
    };
    const arn = arnOf(root);
    expect(await wrong('idp.acme.example/realms/Acme')).toBe('ValidationError: Invalid ARN: idp.acme.example/realms/Acme');
    expect(await wrong(arn.replace('arn:aws:', 'arn:aws-cn:'))).toContain('Invalid ARN: arn:aws-cn:');
    expect(await wrong(arn.replace('::', ':eu-west-1:'))).toContain('Invalid ARN');
    expect(await wrong(arn.replace(':iam:', ':sts:'))).toBe('ValidationError: Invalid service in ARN');
    expect(await wrong(arn.replace('oidc-', 'saml-'))).toBe('ValidationError: Invalid resource type in ARN');
    expect(await wrong(arn.slice(0, 19))).toContain('Member must have length greater than or equal to 20');
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
    expect((await nobody.fails(ListOpenIDConnectProviders, {})).message).toContain(
      `iam:ListOpenIDConnectProviders on resource: arn:aws:iam::${root.accountId}:oidc-provider/* because`,
    );
  });

  it('can be allowed by the tags of the provider and of the request', async () => {
    const root = await world.account();
    await root.run(CreateOpenIDConnectProvider, { Url, Tags: [{ Key: 'team', Value: 'blue' }] });
    const blue = await userWith(
      world,
      root,
      'blue',
      { Effect: 'Allow', Action: 'iam:Get*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } } },
      {
        Effect: 'Allow',
        Action: ['iam:TagOpenIDConnectProvider', 'iam:UntagOpenIDConnectProvider'],
        Resource: '*',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] }, Null: { 'aws:TagKeys': 'false' } },
      },
    );
    await blue.run(GetOpenIDConnectProvider, named(root));
    await blue.run(TagOpenIDConnectProvider, { ...named(root), Tags: [{ Key: 'cost', Value: '7' }] });
    await blue.run(UntagOpenIDConnectProvider, { ...named(root), TagKeys: ['cost'] });
    expect((await blue.fails(UntagOpenIDConnectProvider, { ...named(root), TagKeys: ['team'] })).shape).toBe('AccessDenied');
    await root.run(UntagOpenIDConnectProvider, { ...named(root), TagKeys: ['team'] });
    expect((await blue.fails(GetOpenIDConnectProvider, named(root))).shape).toBe('AccessDenied');
  });

  it('store at most 50 tags and list them in pages', async () => {
    const root = await accountWithProvider();
    const tags = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({ Key: `k${String(from + i).padStart(2, '0')}`, Value: '' }));
    await root.run(TagOpenIDConnectProvider, { ...named(root), Tags: tags(0, 50) });
    expect(await root.fails(TagOpenIDConnectProvider, { ...named(root), Tags: tags(50, 1) })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'The number of tags has reached the maximum limit.',
    });
    await root.run(UntagOpenIDConnectProvider, { ...named(root), TagKeys: ['K00', 'none'] });
    const first = await root.run(ListOpenIDConnectProviderTags, { ...named(root), MaxItems: 40 });
    expect(first).toMatchObject({ IsTruncated: true, Tags: tags(1, 40) });
    const rest = await root.run(ListOpenIDConnectProviderTags, { ...named(root), Marker: first.Marker });
    expect(rest.Tags).toEqual(tags(41, 9));
  });

  it('return ARNs in the partition of the caller', async () => {
    const root = await accountWithProvider();
    const china = root.with({ partition: 'aws-cn', region: 'cn-north-1' });
    const arn = arnOf(root).replace('arn:aws:', 'arn:aws-cn:');
    expect((await china.run(ListOpenIDConnectProviders, {})).OpenIDConnectProviderList).toEqual([{ Arn: arn }]);
    expect((await china.run(GetOpenIDConnectProvider, { OpenIDConnectProviderArn: arn })).Url).toBe(
      'idp.acme.example/realms/Acme',
    );
  });
});
