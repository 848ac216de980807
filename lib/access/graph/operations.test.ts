import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { createOrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { enablePolicyType } from '../../organizations/test-tables';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { type AccessGraph, GetAccessGraph } from './operations';

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let member: Actor;
let other: Actor;
let stranger: string;
const BUCKET = 'arn:aws:s3:::pictured';
const arn = (actor: Actor, name: string) => `arn:aws:iam::${actor.accountId}:${name}`;

const allow = (Action: string | string[], Resource: string | string[] = '*') => ({ Effect: 'Allow', Action, Resource });
async function roleWith(RoleName: string, Principal: object, ...statements: object[]) {
  const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
  await member.run(CreateRole, { RoleName, AssumeRolePolicyDocument });
  for (const statement of statements)
    await member.run(PutRolePolicy, { RoleName, PolicyName: 'own', PolicyDocument: policyText(statement) });
}

beforeAll(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
  other = await world.member('other');
  const far = await userWith(world, other, 'far', [allow('s3:GetObject')]);
  stranger = arn(other, 'user/far');
  expect(far.accountId).toBe(other.accountId);
  await userWith(world, member, 'ana', [allow('sts:AssumeRole', arn(member, 'role/Reader'))]);
  await userWith(world, member, 'sly', [allow('iam:PutUserPolicy')]);
  await userWith(world, member, 'idle');
  await member.run(CreateGroup, { GroupName: 'staff' });
  await member.run(AddUserToGroup, { GroupName: 'staff', UserName: 'ana' });
  await roleWith('Reader', { AWS: member.accountId }, allow('s3:GetObject', `${BUCKET}/*`));
  await roleWith('Job', { Service: 'lambda.amazonaws.com' });
  await roleWith('Partner', { AWS: ['999999999999', stranger] });
  await member.run(CreateBucket, { Bucket: 'pictured' });
  const Policy = policyText({ ...allow('s3:GetObject', `${BUCKET}/*`), Principal: { AWS: stranger } });
  await member.run(PutBucketPolicy, { Bucket: 'pictured', Policy });
});
afterAll(() => world.close());

const told = ({ Nodes, Edges }: AccessGraph) =>
  Edges.map(({ From, To, Kind, Access }) => {
    const name = (at: number) => Nodes[at]?.Name;
    return `${name(From)} ${Kind}${Access === 'always' ? '' : '?'} ${name(To)}`;
  });

describe('GetAccessGraph', () => {
  it('returns memberships, role assumptions, resource access and escalations with their statements', async () => {
    const graph = await member.run(GetAccessGraph, {});
    expect(told(graph).sort()).toEqual(
      [
        '999999999999 assume Partner',
        'OrganizationAccountAccessRole administrator Everything in the account',
        'OrganizationAccountAccessRole assume Reader',
        'Reader read pictured',
        'ana assume Reader',
        'ana member staff',
        'far assume Partner',
        'far read pictured',
        'lambda.amazonaws.com assume Job',
        'management assume OrganizationAccountAccessRole',
        'organizations.amazonaws.com assume AWSServiceRoleForOrganizations',
        'root administrator Everything in the account',
        'sly escalate Everything in the account',
      ]
        .map((line) => line.replace('management', world.management.accountId))
        .sort(),
    );
    expect(graph).toMatchObject({ Alone: 1, NotLookedAt: 0, Cut: 0, Withheld: 0 });
    const assumes = graph.Edges.find(({ Kind, From }) => Kind === 'assume' && graph.Nodes[From]?.Name === 'ana');
    expect(
      assumes?.By.map((at) => [graph.Statements[at]?.Policy, graph.Statements[at]?.Type, graph.Statements[at]?.Number]),
    ).toEqual([
      ['trust policy', 'trust', 1],
      ['inline', 'identity', 1],
    ]);
    const rises = graph.Edges.find(({ Kind }) => Kind === 'escalate');
    expect(rises?.Steps).toEqual([{ Method: 'putPolicy', By: arn(member, 'user/sly'), On: arn(member, 'user/sly') }]);
    expect(graph.Nodes.find(({ Id }) => Id === '999999999999')).toMatchObject({ Kind: 'Account', Zone: 'outside' });
    expect(graph.Nodes.find(({ Id }) => Id === stranger)).toMatchObject({ Kind: 'Principal', Zone: 'organization' });
  });

  it('returns the nodes within a number of steps from a focus, in both directions', async () => {
    const around = async (Focus: string, Steps: number) => told(await member.run(GetAccessGraph, { Focus, Steps }));
    expect(await around(arn(member, 'user/ana'), 1)).toEqual(['ana member staff', 'ana assume Reader']);
    expect(await around(arn(member, 'user/ana'), 2)).toEqual(['ana member staff', 'ana assume Reader', 'Reader read pictured']);
    expect(await around(BUCKET, 2)).toEqual([
      'far read pictured',
      'Reader read pictured',
      'ana assume Reader',
      'OrganizationAccountAccessRole assume Reader',
    ]);
    expect(await around('lambda.amazonaws.com', 1)).toEqual(['lambda.amazonaws.com assume Job']);
    expect(await around(`administrator:${member.accountId}`, 1)).toContain('sly escalate Everything in the account');
    expect(await around(arn(member, 'user/idle'), 3)).toEqual([]);
  });

  it('shows other accounts only as named principals, and the organization to its management account', async () => {
    const { Nodes, Accounts } = await member.run(GetAccessGraph, {});
    expect(Accounts.map(({ Name }) => Name)).toEqual(['member']);
    expect(Nodes.filter(({ Id }) => Id.includes(other.accountId)).map(({ Id }) => Id)).toEqual([stranger]);
    await expect(member.run(GetAccessGraph, { Focus: arn(other, 'root') })).rejects.toMatchObject({
      shape: 'NoSuchEntityException',
    });
    await expect(member.run(GetAccessGraph, { Reach: 'organization' })).rejects.toMatchObject({ shape: 'AccessDeniedException' });
    const whole = await world.management.run(GetAccessGraph, { Reach: 'organization' });
    // The organization's graph includes the other account's own policies, and they do not let its user assume the role.
    expect(told(whole)).not.toContain('far assume Partner');
    expect(told(whole)).toContain('far read pictured');
    expect(whole.Accounts.map(({ Name }) => Name).sort()).toEqual(['management', 'member', 'other']);
  });

  it('names the SCPs and RCPs that limit a node, and shows none in the management account and for service-linked roles', async () => {
    const { management, rootId } = world;
    const text = { Deny: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] } };
    const rcp = { Version: '2012-10-17', Statement: [{ ...text.Deny.Statement[0], Action: 's3:PutObject', Principal: '*' }] };
    for (const [Type, Name, TargetId, document] of [
      ['SERVICE_CONTROL_POLICY', 'NoQueues', rootId, text.Deny],
      ['RESOURCE_CONTROL_POLICY', 'NoWrites', member.accountId, rcp],
    ] as const) {
      await enablePolicyType(management, Type);
      const input = { Name, Type, Description: '', Content: JSON.stringify(document) };
      const { Policy } = await management.run(CreatePolicy, input);
      await management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
    }
    const graph = await management.run(GetAccessGraph, { Reach: 'organization' });
    const limits = (id: string) => {
      const node = graph.Nodes.find(({ Id }) => Id === id);
      const at = graph.Accounts.findIndex(({ Id }) => Id === node?.AccountId);
      return graph.Guardrails.filter(({ Type, Accounts }) => node?.LimitedBy?.includes(Type) && Accounts.includes(at)).map(
        ({ Policy, At }) => `${Policy} at ${At}`,
      );
    };
    expect(limits(arn(member, 'user/ana'))).toEqual(['NoQueues at Root']);
    expect(limits(arn(member, 'role/Reader'))).toEqual(['NoQueues at Root', 'NoWrites at member']);
    expect(limits(BUCKET)).toEqual(['NoWrites at member']);
    expect(limits(arn(other, 'user/far'))).toEqual(['NoQueues at Root']);
    expect(graph.Guardrails.map(({ Policy }) => Policy)).toEqual(['NoQueues', 'NoWrites']);
    const exempt = graph.Nodes.filter(
      ({ Id, AccountId }) => AccountId === management.accountId || Id.includes(':role/aws-service-role/'),
    );
    expect(exempt.length).toBeGreaterThan(0);
    expect(exempt.filter(({ LimitedBy }) => LimitedBy !== undefined)).toEqual([]);
    const focused = await member.run(GetAccessGraph, { Focus: arn(member, 'user/ana'), Steps: 1 });
    expect(focused.Guardrails.map(({ Policy }) => Policy)).toEqual(['NoQueues', 'NoWrites']);
  });

  it('omits principals that the caller may not simulate and every path through them', async () => {
    const deny = { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: arn(member, 'role/Reader') };
    const asker = await userWith(world, member, 'asker', [allow('iam:SimulatePrincipalPolicy'), deny]);
    const graph = await asker.run(GetAccessGraph, {});
    expect(graph.Withheld).toBe(1);
    expect(JSON.stringify(graph)).not.toContain('Reader');
    await expect(asker.run(GetAccessGraph, { Focus: arn(member, 'role/Reader') })).rejects.toMatchObject({
      shape: 'AccessDenied',
    });
    const idle = await userWith(world, member, 'nobody');
    await expect(idle.run(GetAccessGraph, {})).rejects.toMatchObject({ shape: 'AccessDenied' });
  });
});
