import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RegisterDelegatedAdministrator } from '../organizations/delegated-administrator/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../organizations/test-organization';
import { CreateQueue } from '../resources/sqs/operations';
import { ListTagCompliance } from './operations';
import { TAG_POLICIES, tagPolicyFor } from './test-tag-policy';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const requireTeam = () => tagPolicyFor(world.management);

describe('the report of tag compliance', () => {
  it('lists wrong spellings, wrong values and missing keys with their fix and source', async () => {
    const member = await world.member('member');
    for (const [QueueName, tags] of [
      ['good', { Team: 'Blue-1' }],
      ['spelled', { TEAM: 'Red' }],
      ['valued', { Team: 'Green' }],
      ['untagged', undefined],
    ] as const)
      await member.run(CreateQueue, { QueueName, tags });
    expect((await member.run(ListTagCompliance, { Reach: 'account' })).Rows).toEqual([]);
    const policyId = await requireTeam();
    const { Rows, Matches } = await member.run(ListTagCompliance, { Reach: 'account' });
    const about = { AccountId: member.accountId, Region: 'us-east-1', Type: 'sqs:queue', CompliantKey: 'Team', Enforced: false };
    const source = { policyId, policyName: 'teams', nodeId: world.rootId, nodeName: 'Root' };
    expect(Matches).toBe(3);
    expect(Rows.map(({ Arn, Key, Value, Reason }) => [Arn.split(':').at(-1), Key, Value, Reason])).toEqual([
      ['spelled', 'TEAM', 'Red', 'Key has another spelling'],
      ['untagged', 'Team', undefined, 'Required key is missing'],
      ['valued', 'Team', 'Green', 'Value not allowed'],
    ]);
    for (const row of Rows) expect(row).toMatchObject({ ...about, AllowedValues: ['Red', 'Blue*'], Source: source });
    const asked = { Reach: 'account' as const, Filters: ['reason=Value not allowed'] };
    expect((await member.run(ListTagCompliance, asked)).Rows.map(({ Value }) => Value)).toEqual(['Green']);
  });

  it('covers all accounts for the management account and the delegate, and is refused to others', async () => {
    const [first, second] = [await world.member('first'), await world.member('second')];
    await requireTeam();
    for (const member of [first, second]) await member.run(CreateQueue, { QueueName: 'queue' });
    const { Rows } = await world.management.run(ListTagCompliance, { Reach: 'organization' });
    expect(new Set(Rows.map(({ AccountName }) => AccountName))).toEqual(new Set(['first', 'second']));
    expect((await first.fails(ListTagCompliance, { Reach: 'organization' })).shape).toBe('AccessDenied');
    await world.management.run(RegisterDelegatedAdministrator, { AccountId: first.accountId, ...TAG_POLICIES });
    expect((await first.run(ListTagCompliance, { Reach: 'organization' })).Matches).toBe(2);
    expect((await second.run(ListTagCompliance, { Reach: 'account' })).Matches).toBe(1);
  });

  it('needs the permission of AWS', async () => {
    await requireTeam();
    const nobody = await userWith(world, world.management, 'nobody');
    expect((await nobody.fails(ListTagCompliance, { Reach: 'account' })).action).toBe('tag:GetResources');
    expect((await nobody.fails(ListTagCompliance, { Reach: 'organization' })).action).toBe('tag:GetComplianceSummary');
  });
});
