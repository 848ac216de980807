import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { MoveAccount } from '../account/operations';
import { ListPoliciesForTarget } from '../attachment/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { ListTagsForResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import {
  CreateOrganizationalUnit,
  DeleteOrganizationalUnit,
  DescribeOrganizationalUnit,
  ListChildren,
  ListOrganizationalUnitsForParent,
  ListParents,
  UpdateOrganizationalUnit,
} from './operations';

const MISSING = 'ou-zzzz-00000000';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

describe('CreateOrganizationalUnit', () => {
  it('returns ID, ARN and path in the format of AWS, and stores tags', async () => {
    const { organizationId, rootId, management } = world;
    const parent = await world.unit('Workloads');
    const { OrganizationalUnit } = await management.run(CreateOrganizationalUnit, {
      ParentId: parent,
      Name: 'Production',
      Tags: [{ Key: 'team', Value: 'red' }],
    });
    const id = OrganizationalUnit.Id;
    expect(id).toMatch(new RegExp(`^ou-${rootId.slice(2)}-[a-z0-9]{8}$`));
    expect(OrganizationalUnit).toEqual({
      Id: id,
      Arn: `arn:aws:organizations::${management.accountId}:ou/${organizationId}/${id}`,
      Name: 'Production',
      Path: `${organizationId}/${rootId}/${parent}/${id}/`,
    });
    expect((await management.run(ListTagsForResource, { ResourceId: id })).Tags).toEqual([{ Key: 'team', Value: 'red' }]);
  });

  it('attaches the default policy of every enabled type to the new OU', async () => {
    const { management, rootId } = world;
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
    const TargetId = await world.unit('Sandbox');
    const scps = await management.run(ListPoliciesForTarget, { TargetId, Filter: 'SERVICE_CONTROL_POLICY' });
    const rcps = await management.run(ListPoliciesForTarget, { TargetId, Filter: 'RESOURCE_CONTROL_POLICY' });
    expect([scps, rcps].map(({ Policies }) => Policies.map(({ Id }) => Id))).toEqual([
      ['p-FullAWSAccess'],
      ['p-RCPFullAWSAccess'],
    ]);
  });

  it('refuses a duplicate name under one parent and accepts it under another', async () => {
    const parent = await world.unit('Workloads');
    const error = await world.management.fails(CreateOrganizationalUnit, { ParentId: world.rootId, Name: 'Workloads' });
    expect([error.shape, error.message]).toEqual([
      'DuplicateOrganizationalUnitException',
      'An OU with the same name already exists.',
    ]);
    expect(await world.unit('Workloads', parent)).toMatch(/^ou-/);
  });

  it('refuses a sixth level below the root', async () => {
    let parent = world.rootId;
    for (const level of [1, 2, 3, 4, 5]) parent = await world.unit(`level ${level}`, parent);
    const error = await world.management.fails(CreateOrganizationalUnit, { ParentId: parent, Name: 'level 6' });
    expect([error.shape, error.members.Reason]).toEqual(['ConstraintViolationException', 'OU_DEPTH_LIMIT_EXCEEDED']);
  });

  it('refuses OUs over the quota', async () => {
    setQuotas({ ...PRESETS.current, OrganizationalUnitsPerOrganization: 2 });
    await world.unit('one');
    await world.unit('two');
    const error = await world.management.fails(CreateOrganizationalUnit, { ParentId: world.rootId, Name: 'three' });
    expect(error.members.Reason).toBe('OU_NUMBER_LIMIT_EXCEEDED');
  });

  it('refuses a missing parent, a malformed parent ID and a missing name', async () => {
    const { management } = world;
    expect((await management.fails(CreateOrganizationalUnit, { ParentId: MISSING, Name: 'x' })).shape).toBe(
      'ParentNotFoundException',
    );
    const pattern = await management.fails(CreateOrganizationalUnit, { ParentId: 'root', Name: 'x' });
    expect([pattern.shape, pattern.members.Reason]).toEqual(['InvalidInputException', 'INVALID_PATTERN']);
    const missing = await management.fails(CreateOrganizationalUnit, { ParentId: world.rootId } as {
      ParentId: string;
      Name: string;
    });
    expect(missing.members.Reason).toBe('INPUT_REQUIRED');
  });

  it('requires permission on the parent, and organizations:TagResource for tags', async () => {
    const { management, rootId } = world;
    const unit = await world.unit('Workloads');
    const resource = `arn:aws:organizations::${management.accountId}:ou/*/${unit}`;
    const user = await userWith(world, management, 'maria', [
      { Effect: 'Allow', Action: 'organizations:CreateOrganizationalUnit', Resource: resource },
    ]);
    await user.run(CreateOrganizationalUnit, { ParentId: unit, Name: 'a' });
    expect((await user.fails(CreateOrganizationalUnit, { ParentId: rootId, Name: 'b' })).shape).toBe('AccessDenied');
    const Tags = [{ Key: 'team', Value: 'red' }];
    const error = await user.fails(CreateOrganizationalUnit, { ParentId: unit, Name: 'c', Tags });
    expect(error.message).toContain('is not authorized to perform: organizations:TagResource');
  });
});

describe('UpdateOrganizationalUnit', () => {
  it('changes the name and keeps the other properties', async () => {
    const OrganizationalUnitId = await world.unit('Sandbox');
    const before = await world.management.run(DescribeOrganizationalUnit, { OrganizationalUnitId });
    const after = await world.management.run(UpdateOrganizationalUnit, { OrganizationalUnitId, Name: 'Playground' });
    expect(after.OrganizationalUnit).toEqual({ ...before.OrganizationalUnit, Name: 'Playground' });
    expect(await world.management.run(UpdateOrganizationalUnit, { OrganizationalUnitId })).toEqual(after);
  });

  it('refuses the name of a sibling and a missing OU', async () => {
    await world.unit('Security');
    const OrganizationalUnitId = await world.unit('Sandbox');
    const duplicate = await world.management.fails(UpdateOrganizationalUnit, { OrganizationalUnitId, Name: 'Security' });
    expect(duplicate.shape).toBe('DuplicateOrganizationalUnitException');
    const missing = await world.management.fails(UpdateOrganizationalUnit, { OrganizationalUnitId: MISSING, Name: 'x' });
    expect([missing.shape, missing.message]).toEqual([
      'OrganizationalUnitNotFoundException',
      "You specified an organizational unit that doesn't exist.",
    ]);
  });
});

describe('DeleteOrganizationalUnit', () => {
  it('deletes an empty OU with its policy attachments', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const OrganizationalUnitId = await world.unit('Sandbox');
    await world.management.run(DeleteOrganizationalUnit, { OrganizationalUnitId });
    expect(await world.database.reader.organizationPolicyAttachment.count({ where: { targetId: OrganizationalUnitId } })).toBe(0);
    expect((await world.management.fails(DeleteOrganizationalUnit, { OrganizationalUnitId })).shape).toBe(
      'OrganizationalUnitNotFoundException',
    );
  });

  it('refuses an OU that contains an OU or an account', async () => {
    const withUnit = await world.unit('Workloads');
    await world.unit('Production', withUnit);
    const withAccount = await world.unit('Sandbox');
    const { accountId: AccountId } = await world.member('dev');
    await world.management.run(MoveAccount, { AccountId, SourceParentId: world.rootId, DestinationParentId: withAccount });
    for (const OrganizationalUnitId of [withUnit, withAccount]) {
      const error = await world.management.fails(DeleteOrganizationalUnit, { OrganizationalUnitId });
      expect(error.shape).toBe('OrganizationalUnitNotEmptyException');
    }
  });
});

describe('ListOrganizationalUnitsForParent, ListChildren and ListParents', () => {
  it('return each OU under a parent exactly once in pages', async () => {
    const ids = [await world.unit('a'), await world.unit('b'), await world.unit('c')].sort();
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await world.management.run(ListOrganizationalUnitsForParent, {
        ParentId: world.rootId,
        MaxResults: 2,
        NextToken,
      });
      expect(page.OrganizationalUnits.length).toBeLessThanOrEqual(2);
      seen.push(...page.OrganizationalUnits.map(({ Id }) => Id));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(ids);
  });

  it('refuse more than 20 results per page', async () => {
    const error = await world.management.fails(ListOrganizationalUnitsForParent, { ParentId: world.rootId, MaxResults: 21 });
    expect([error.shape, error.members.Reason]).toEqual(['InvalidInputException', 'MAX_VALUE_EXCEEDED']);
  });

  it('return children by type and the parent of each child', async () => {
    const unit = await world.unit('Workloads');
    const child = await world.unit('Production', unit);
    const { accountId } = await world.member('dev');
    const { management, rootId } = world;
    const children = (ParentId: string, ChildType: 'ACCOUNT' | 'ORGANIZATIONAL_UNIT') =>
      management.run(ListChildren, { ParentId, ChildType });
    expect((await children(unit, 'ORGANIZATIONAL_UNIT')).Children).toEqual([{ Id: child, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect((await children(rootId, 'ACCOUNT')).Children.map(({ Id }) => Id).sort()).toEqual(
      [accountId, management.accountId].sort(),
    );
    expect((await children(unit, 'ACCOUNT')).Children).toEqual([]);
    expect((await management.run(ListParents, { ChildId: child })).Parents).toEqual([{ Id: unit, Type: 'ORGANIZATIONAL_UNIT' }]);
    expect((await management.run(ListParents, { ChildId: accountId })).Parents).toEqual([{ Id: rootId, Type: 'ROOT' }]);
    expect((await management.fails(ListParents, { ChildId: child, NextToken: 'none' })).members.Reason).toBe(
      'INVALID_NEXT_TOKEN',
    );
  });

  it('refuse missing parents and children', async () => {
    const { management } = world;
    expect((await management.fails(ListChildren, { ParentId: MISSING, ChildType: 'ACCOUNT' })).shape).toBe(
      'ParentNotFoundException',
    );
    expect((await management.fails(ListOrganizationalUnitsForParent, { ParentId: 'r-zzzz' })).shape).toBe(
      'ParentNotFoundException',
    );
    for (const ChildId of [MISSING, '123456789012']) {
      expect((await management.fails(ListParents, { ChildId })).shape).toBe('ChildNotFoundException');
    }
  });
});
