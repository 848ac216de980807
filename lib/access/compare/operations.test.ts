import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';

import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { allow, policy, roleOf, trust, userWith } from '../../sts/test-actors';
import { ComparePrincipals, CompareService } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

async function furnished() {
  const root = await world.account();
  const onlyA = allow('s3:PutObject', 'arn:aws:s3:::a/*');
  const ana = await userWith(world, root, 'ana', allow(['s3:GetObject', 'sqs:*']), onlyA);
  const Role = await roleOf(root, 'job', trust(root.accountId));
  const own = policy(allow('s3:GetObject'), allow('s3:PutObject', 'arn:aws:s3:::b/*'), allow('ec2:DescribeInstances'));
  await root.run(PutRolePolicy, { RoleName: 'job', PolicyName: 'own', PolicyDocument: own });
  return { root, ana, Role };
}

describe('comparing two principals', () => {
  it('counts differences by service and access level and lists them by action', async () => {
    const { root, ana, Role } = await furnished();
    const answer = await root.run(ComparePrincipals, { Left: ana.arn, Right: Role });
    expect([answer.Left.Name, answer.Right.Name]).toEqual(['ana', 'job']);
    const of = (service: string, level: string) =>
      answer.Levels.find(({ Service, Level }) => Service === service && Level === level)?.Counts;
    expect(of('s3', 'Read')).toMatchObject({ left: 0, right: 0, differ: 0, same: 1 });
    expect(of('s3', 'Write')).toMatchObject({ left: 0, right: 0, differ: 1, same: 0 });
    expect(of('sqs', 'Write')).toMatchObject({ right: 0, differ: 0, same: 0 });
    expect(of('sqs', 'Write')?.left).toBeGreaterThan(3);
    expect(of('ec2', 'List')).toMatchObject({ left: 0, right: 1 });
    expect(of('kms', 'Read')).toBeUndefined();
    const { Actions } = await root.run(CompareService, { Left: ana.arn, Right: Role, Service: 's3' });
    const put = Actions.find(({ Name }) => Name === 'PutObject');
    expect(put).toMatchObject({ How: 'differ', Left: 'limited', Right: 'limited', Level: 'Write' });
    const turned = await root.run(ComparePrincipals, { Left: Role, Right: ana.arn });
    const { left, right, ...alike } = answer.Counts;
    expect(turned.Counts).toEqual({ left: right, right: left, ...alike });
  });

  it('finds no differences when different statements allow the same', async () => {
    const root = await world.account();
    const reads = ['s3:GetObject', 's3:ListBucket'];
    const one = await userWith(world, root, 'one', allow(reads, 'arn:aws:s3:::a*'));
    const apart = reads.map((action) => ({ ...allow(action, 'arn:aws:s3:::a*'), Sid: action.slice(3) }));
    const two = await userWith(world, root, 'two', ...apart);
    const { Counts } = await root.run(ComparePrincipals, { Left: one.arn, Right: two.arn });
    expect(Counts).toMatchObject({ left: 0, right: 0, differ: 0 });
  });

  it('requires read access to both accounts and permission to simulate both principals', async () => {
    const { root, ana, Role } = await furnished();
    const elsewhere = await userWith(world, await world.account(), 'other');
    expect((await root.fails(ComparePrincipals, { Left: ana.arn, Right: elsewhere.arn })).message).toContain('cannot be found');
    const half = await userWith(world, root, 'half', allow('iam:SimulatePrincipalPolicy', ana.arn));
    expect((await half.fails(ComparePrincipals, { Left: ana.arn, Right: Role })).message).toContain(Role);
    expect((await half.fails(CompareService, { Left: Role, Right: ana.arn, Service: 's3' })).message).toContain(Role);
    await half.run(ComparePrincipals, { Left: ana.arn, Right: ana.arn });
  });
});
