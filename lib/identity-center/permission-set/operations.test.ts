import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { userWith } from '../../organizations/test-organization';
import { ListTagsForResource, TagResource, UntagResource } from '../tag/operations';
import { instanceWorld } from '../test-instance';
import {
  CreatePermissionSet,
  DeletePermissionSet,
  DescribePermissionSet,
  ListPermissionSets,
  UpdatePermissionSet,
} from './operations';
import {
  AttachManagedPolicyToPermissionSet,
  GetInlinePolicyForPermissionSet,
  ListManagedPoliciesInPermissionSet,
  PutInlinePolicyToPermissionSet,
} from './policy-operations';

let world: TestWorld;
let root: Actor;
let InstanceArn: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  ({ InstanceArn } = await instanceWorld(world, root));
});
afterAll(() => world.close());

let count = 0;
async function create(more: object = {}) {
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: `set-${++count}`, ...more });
  return { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
}

describe('a permission set', () => {
  it('has an ARN without Region and account, and lasts for one hour by default', async () => {
    const named = await create({ Description: 'Reads' });
    const { PermissionSet } = await root.run(DescribePermissionSet, named);
    expect(PermissionSet).toMatchObject({ Description: 'Reads', SessionDuration: 'PT1H' });
    expect(PermissionSet.PermissionSetArn).toBe(
      `${InstanceArn.replace(':instance/', ':permissionSet/')}/${PermissionSet.PermissionSetArn.split('/')[2]}`,
    );
    expect(PermissionSet.PermissionSetArn).toMatch(/\/ps-[0-9a-f]{16}$/);
  });

  it('loses the settings that an update does not send', async () => {
    const named = await create({ Description: 'Reads', RelayState: 'https://example.com/', SessionDuration: 'PT4H' });
    await root.run(UpdatePermissionSet, { ...named, Description: 'Writes' });
    const { PermissionSet } = await root.run(DescribePermissionSet, named);
    expect(PermissionSet).toMatchObject({ Description: 'Writes', SessionDuration: 'PT1H', RelayState: undefined });
  });

  it.each(['PT59M', 'PT12H1S', 'P1D', 'PT0H', 'P1W'])('does not last for %s', async (SessionDuration) => {
    const error = await root.fails(CreatePermissionSet, { InstanceArn, Name: 'long', SessionDuration });
    expect(error).toMatchObject({ shape: 'ValidationException', member: 'SessionDuration' });
  });

  it.each(['PT1H', 'PT60M', 'PT11H59M60S', 'PT43200S'])('can last for %s', async (SessionDuration) => {
    const { PermissionSet } = await root.run(DescribePermissionSet, await create({ SessionDuration }));
    expect(PermissionSet.SessionDuration).toBe(SessionDuration);
  });

  it('keeps its inline policy as it was written, without limit for white space below the model’s', async () => {
    const named = await create();
    expect(await root.run(GetInlinePolicyForPermissionSet, named)).toEqual({ InlinePolicy: '' });
    const statement = { Effect: 'Allow', Action: Array.from({ length: 800 }, (_, index) => `s3:Get${index}`), Resource: '*' };
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }).replaceAll(',', `,${' '.repeat(20)}`);
    expect(text.length).toBeGreaterThan(20_000);
    await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: text });
    expect(await root.run(GetInlinePolicyForPermissionSet, named)).toEqual({ InlinePolicy: text });
  });

  it('is listed in pages, each once, and is gone when deleted', async () => {
    for (let index = 0; index < 7; index++) await create();
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page: { PermissionSets: string[]; NextToken?: string } = await root.run(ListPermissionSets, {
        InstanceArn,
        MaxResults: 3,
        NextToken,
      });
      seen.push(...page.PermissionSets);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    const all = (await root.run(ListPermissionSets, { InstanceArn })).PermissionSets;
    expect(seen).toEqual(all);
    for (const PermissionSetArn of all) await root.run(DeletePermissionSet, { InstanceArn, PermissionSetArn });
    expect(await root.run(ListPermissionSets, { InstanceArn })).toEqual({ PermissionSets: [] });
  });

  it('lists its policies by ARN', async () => {
    const named = await create();
    for (const name of ['ReadOnlyAccess', 'AdministratorAccess'])
      await root.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: `arn:aws:iam::aws:policy/${name}` });
    const { AttachedManagedPolicies } = await root.run(ListManagedPoliciesInPermissionSet, named);
    expect(AttachedManagedPolicies.map(({ Name }) => Name)).toEqual(['AdministratorAccess', 'ReadOnlyAccess']);
  });
});

describe('permission for permission sets', () => {
  it('is needed for the instance as well, with aws:ResourceTag and sso:PrimaryRegion', async () => {
    const named = await create({ Tags: [{ Key: 'team', Value: 'red' }] });
    const other = await create();
    const permission = (Resource: string, Condition: object = {}) => ({
      Effect: 'Allow',
      Action: 'sso:DescribePermissionSet',
      Resource,
      ...(Object.keys(Condition).length > 0 && { Condition }),
    });
    const ofPermissionSets = `${InstanceArn.replace(':instance/', ':permissionSet/')}/*`;
    const red = { StringEquals: { 'aws:ResourceTag/team': 'red', 'sso:PrimaryRegion': 'us-east-1' } };
    const half = await userWith(world, root, 'half', [permission(ofPermissionSets)]);
    expect((await half.fails(DescribePermissionSet, named)).message).toContain(`on resource: ${InstanceArn} because`);
    const whole = await userWith(world, root, 'whole', [permission(InstanceArn), permission(ofPermissionSets, red)]);
    await whole.run(DescribePermissionSet, named);
    expect((await whole.fails(DescribePermissionSet, other)).message).toContain(`on resource: ${other.PermissionSetArn} because`);
  });
});

describe('tags', () => {
  it('are case-sensitive, listed by key, and deleted with the permission set', async () => {
    const { PermissionSetArn: ResourceArn, ...instance } = await create({ Tags: [{ Key: 'team', Value: 'red' }] });
    const tags = async () => (await root.run(ListTagsForResource, { ResourceArn, ...instance })).Tags;
    await root.run(TagResource, { ResourceArn, Tags: [{ Key: 'Team', Value: 'blue' }] });
    expect(await tags()).toEqual([
      { Key: 'Team', Value: 'blue' },
      { Key: 'team', Value: 'red' },
    ]);
    await root.run(UntagResource, { ResourceArn, TagKeys: ['team', 'none'] });
    expect(await tags()).toEqual([{ Key: 'Team', Value: 'blue' }]);
    await root.run(DeletePermissionSet, { InstanceArn, PermissionSetArn: ResourceArn });
    expect(await world.database.reader.tag.count({ where: { resourceId: ResourceArn.split('/')[2] } })).toBe(0);
  });
});
