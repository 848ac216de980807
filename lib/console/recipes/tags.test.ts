import { afterAll, describe, expect, it } from 'vitest';
import { CreateOpenIDConnectProvider, ListOpenIDConnectProviderTags } from '../../iam/oidc-provider/operations';
import { CreatePolicy, ListPolicyTags } from '../../iam/policy/operations';
import { CreateRole, ListRoleTags } from '../../iam/role/operations';
import { CreateSAMLProvider, ListSAMLProviderTags } from '../../iam/saml-provider/operations';
import { ALLOW_ALL, trustPolicy } from '../../iam/test-accounts';
import { samlMetadata } from '../../iam/test-saml-metadata';
import { CreateUser, ListUserTags, TagUser } from '../../iam/user/operations';
import { ListTagsForResource } from '../../organizations/tag/operations';
import { createOrganizationWorld, userWith } from '../../organizations/test-organization';
import { runAs } from '../testing/run-as';
import { saveTags, type Tagged } from './tags';

const world = await createOrganizationWorld();
afterAll(() => world.close());

/** Creates a resource of every kind with tags. Returns each with the call that reads its tags. */
async function everyKind(): Promise<[Tagged, () => Promise<unknown>][]> {
  const root = world.management;
  await root.run(CreateUser, { UserName: 'ana' });
  await root.run(CreateRole, { RoleName: 'Worker', AssumeRolePolicyDocument: trustPolicy() });
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  const oidc = await root.run(CreateOpenIDConnectProvider, { Url: 'https://idp.acme.example' });
  const saml = await root.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument: samlMetadata() });
  const [PolicyArn, OpenIDConnectProviderArn, SAMLProviderArn] = [
    Policy.Arn,
    oidc.OpenIDConnectProviderArn,
    saml.SAMLProviderArn,
  ];
  return [
    [{ kind: 'users', id: 'ana' }, async () => (await root.run(ListUserTags, { UserName: 'ana' })).Tags],
    [{ kind: 'roles', id: 'Worker' }, async () => (await root.run(ListRoleTags, { RoleName: 'Worker' })).Tags],
    [{ kind: 'policies', id: PolicyArn }, async () => (await root.run(ListPolicyTags, { PolicyArn })).Tags],
    [
      { kind: 'oidc-providers', id: OpenIDConnectProviderArn },
      async () => (await root.run(ListOpenIDConnectProviderTags, { OpenIDConnectProviderArn })).Tags,
    ],
    [
      { kind: 'saml-providers', id: SAMLProviderArn },
      async () => (await root.run(ListSAMLProviderTags, { SAMLProviderArn })).Tags,
    ],
    [
      { kind: 'organization', id: world.rootId },
      async () => (await root.run(ListTagsForResource, { ResourceId: world.rootId })).Tags,
    ],
  ];
}

describe('saving tags', () => {
  it('sets and removes tags on every kind of taggable resource', async () => {
    const run = runAs(world, world.management);
    const team = { Key: 'Team', Value: 'blue' };
    const cost = { Key: 'Cost', Value: '1' };
    for (const [on, read] of await everyKind()) {
      expect(await saveTags(run, { on, remove: [], put: [team] })).toEqual({ ok: true, data: null });
      expect(await read(), on.kind).toEqual([team]);
      expect(await saveTags(run, { on, remove: ['Team'], put: [cost] })).toEqual({ ok: true, data: null });
      expect(await read(), on.kind).toEqual([cost]);
    }
  });

  it('removes tags first, so that a resource can keep 50 tags', async () => {
    const root = await world.account();
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(TagUser, { UserName: 'ana', Tags });
    const change = { on: { kind: 'users', id: 'ana' } as const, put: [{ Key: 'Team', Value: 'blue' }] };
    expect(await saveTags(runAs(world, root), { ...change, remove: [] })).toMatchObject({
      ok: false,
      error: { code: 'LimitExceeded' },
    });
    expect(await saveTags(runAs(world, root), { ...change, remove: ['k0'] })).toMatchObject({ ok: true });
  });

  it('reports the removed tags if setting the others is denied', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'Team', Value: 'blue' }] });
    const allow = { Effect: 'Allow', Action: 'iam:UntagUser', Resource: '*' };
    const admin = await userWith(world, root, 'admin', [allow]);
    const on = { kind: 'users', id: 'ana' } as const;
    expect(await saveTags(runAs(world, admin), { on, remove: ['Team'], put: [{ Key: 'Cost', Value: '1' }] })).toMatchObject({
      ok: false,
      error: { action: 'iam:TagUser', done: ['Remove Team'] },
    });
    expect((await root.run(ListUserTags, { UserName: 'ana' })).Tags).toEqual([]);
  });
});
