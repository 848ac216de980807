import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { GetPermissionsBoundaryForPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { ListTagsForResource } from '../../identity-center/tag/operations';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { organizationOf } from '../../organizations/test-organization';
import { runAs } from '../testing/run-as';
import { setPermissionSetBoundary } from './permission-set';
import { saveTags } from './tags';

const world = await createTestWorld();
afterAll(() => world.close());

async function permissionSet() {
  const root = await world.account();
  await organizationOf(world, root);
  const { InstanceArn } = await enableIdentityCenter(root);
  const { PermissionSetArn = '' } = (await root.run(CreatePermissionSet, { InstanceArn, Name: 'Viewer' })).PermissionSet;
  return { root, named: { InstanceArn, PermissionSetArn } };
}

it.each([
  [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }, { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
  [
    { arn: 'arn:aws:iam::111122223333:policy/teams/web/Limit' },
    { CustomerManagedPolicyReference: { Name: 'Limit', Path: '/teams/web/' } },
  ],
  [{ name: 'Limit', path: '/' }, { CustomerManagedPolicyReference: { Name: 'Limit', Path: '/' } }],
])('sets the boundary %j of a permission set', async (boundary, expected) => {
  const { root, named } = await permissionSet();
  expect(await setPermissionSetBoundary(runAs(world, root), { ...named, boundary })).toMatchObject({ ok: true });
  expect((await root.run(GetPermissionsBoundaryForPermissionSet, named)).PermissionsBoundary).toEqual(expected);
});

it('tags a permission set and an instance', async () => {
  const { root, named } = await permissionSet();
  for (const id of Object.values(named)) {
    const on = { kind: 'identity-center' as const, id };
    await saveTags(runAs(world, root), { on, remove: [], put: [{ Key: 'team', Value: 'web' }] });
    const changed = await saveTags(runAs(world, root), { on, remove: ['team'], put: [{ Key: 'unit', Value: 'a' }] });
    expect(changed).toMatchObject({ ok: true });
    expect((await root.run(ListTagsForResource, { ResourceArn: id })).Tags).toEqual([{ Key: 'unit', Value: 'a' }]);
  }
});
