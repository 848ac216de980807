import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreateRole } from '../../iam/role/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { PutInlinePolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DisableUser } from '../../identity-store/password/console-operations';
import { organizationOf } from '../../organizations/test-organization';
import { allow, policy, trust, userWith } from '../../sts/test-actors';
import { type AccessGraph, GetAccessGraph } from './operations';

let world: TestWorld;
let root: Actor;
let member: Actor;
let ana: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('acme');
  member = await (await organizationOf(world, root)).member('production');
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  const group = await makeStoreGroup(root, IdentityStoreId, 'Operators');
  ana = await makeStoreUser(root, IdentityStoreId, 'ana', [group]);
  const UserId = await makeStoreUser(root, IdentityStoreId, 'gone', [group]);
  await root.run(DisableUser, { IdentityStoreId, UserId });
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Operate' });
  const set = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn ?? '' };
  await root.run(PutInlinePolicyToPermissionSet, { ...set, InlinePolicy: policy(allow('sts:AssumeRole')) });
  const target = { TargetType: 'AWS_ACCOUNT' as const, TargetId: member.accountId };
  await root.run(CreateAccountAssignment, { ...set, ...target, PrincipalType: 'GROUP', PrincipalId: group });
  const AssumeRolePolicyDocument = trust(`arn:aws:iam::${member.accountId}:root`);
  await member.run(CreateRole, { RoleName: 'deploy', AssumeRolePolicyDocument });
});
afterAll(() => world.close());

const told = ({ Nodes, Edges }: AccessGraph) =>
  Edges.map(({ From, To, Kind, Through }) => {
    const name = (at: number) => Nodes[at]?.Name.replace(/_[0-9a-f]{16}$/, '');
    return [name(From), Kind, name(To), ...(Through ? [`(${Through})`] : [])].join(' ');
  });

describe('people in the access graph', () => {
  it('lead by their groups and assignments to the roles that they can assume', async () => {
    const Focus = `arn:aws:identitystore:::user/${ana}`;
    const graph = await root.run(GetAccessGraph, { Reach: 'organization', Focus, Steps: 3 });
    expect(told(graph)).toEqual(
      expect.arrayContaining([
        'ana member Operators',
        'Operators assigned AWSReservedSSO_Operate (Operate in production)',
        'AWSReservedSSO_Operate assume deploy',
      ]),
    );
    expect(graph.Nodes[0]).toMatchObject({ Kind: 'Identity Center user', Name: 'ana', AccountId: null });
  });

  it('are counted by group in the whole graph', async () => {
    const graph = await root.run(GetAccessGraph, { Reach: 'organization' });
    expect(graph.Nodes.filter(({ Kind }) => Kind === 'Identity Center user')).toEqual([]);
    expect(graph.Nodes.find(({ Kind }) => Kind === 'Identity Center group')).toMatchObject({ Name: 'Operators', Members: 2 });
    const { Id: Focus = '' } = graph.Nodes.find(({ Kind }) => Kind === 'Identity Center group') ?? {};
    const around = await root.run(GetAccessGraph, { Reach: 'organization', Focus, Steps: 1 });
    expect(told(around).sort()).toEqual([
      'Operators assigned AWSReservedSSO_Operate (Operate in production)',
      'ana member Operators',
    ]);
  });

  it('are not shown to member accounts, and not without the permissions to list them', async () => {
    const Focus = `arn:aws:identitystore:::user/${ana}`;
    const graph = await member.run(GetAccessGraph, {});
    expect(told(graph)).toContain('AWSReservedSSO_Operate assume deploy');
    expect(JSON.stringify(graph)).not.toMatch(/identitystore|Operators|ana/);
    expect((await member.fails(GetAccessGraph, { Focus })).shape).toBe('NoSuchEntityException');
    const reader = await userWith(world, root, 'reader', allow(['iam:SimulatePrincipalPolicy', 'organizations:ListAccounts']));
    const asked = { Reach: 'organization' as const };
    const hidden = await reader.run(GetAccessGraph, asked);
    expect(JSON.stringify(hidden)).not.toMatch(/identitystore|Operators/);
    expect(hidden.Withheld).toBeGreaterThan(0);
    expect((await reader.fails(GetAccessGraph, { ...asked, Focus })).shape).toBe('NoSuchEntityException');
    const nobody = `arn:aws:identitystore:::user/00000000-0000-4000-8000-000000002222`;
    expect((await root.fails(GetAccessGraph, { ...asked, Focus: nobody })).shape).toBe('NoSuchEntityException');
  });
});
