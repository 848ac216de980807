import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { TEST_NOW } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { createCrowdOfAccounts } from '../test-crowd';
import { createOrganizationWorld, type OrganizationWorld } from '../test-organization';
import { DescribeEffectivePolicy, ListAccountsWithInvalidEffectivePolicy } from './operations';

const TYPE = 'TAG_POLICY';
const ACCOUNTS = 1_000;
const POLICIES = 50;

let world: OrganizationWorld;
const ids: string[] = [];
beforeAll(async () => {
  setQuotas(PRESETS.large);
  world = await createOrganizationWorld();
  const { management, organizationId, rootId } = world;
  await createCrowdOfAccounts(world.database, organizationId, { accounts: ACCOUNTS, units: 100 });
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: TYPE });
  for (let index = 0; index < POLICIES; index++) ids.push(await create(`own-${index}`, keys(index, 20)));
  // Nearly every account has other policies than the others.
  await transaction(world.database, async (tx) => {
    const data = Array.from({ length: ACCOUNTS }, (_, index) =>
      [index % POLICIES, (index * 7 + 1 + Math.floor(index / POLICIES)) % POLICIES].map((policy, order) => ({
        targetId: String(900_000_000_000 + index),
        policyId: ids[policy] ?? '',
        organizationId,
        type: TYPE,
        createdAt: new Date(TEST_NOW.getTime() + order),
      })),
    ).flat();
    const unique = new Map(data.map((row) => [`${row.targetId} ${row.policyId}`, row]));
    await tx.organizationPolicyAttachment.createMany({ data: [...unique.values()] });
  });
}, 120_000);
afterAll(async () => {
  setQuotas(null);
  await world.close();
});

/** A tag policy that requires tags for instances. More than 50 are invalid. */
const keys = (from: number, count: number) =>
  JSON.stringify({
    tags: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `key${from}-${index}`,
        { report_required_tag_for: { '@@assign': ['ec2:instance'] } },
      ]),
    ),
  });

async function create(Name: string, Content: string): Promise<string> {
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type: TYPE, Content });
  return Policy.PolicySummary.Id;
}

async function countInvalid(): Promise<number> {
  let [count, NextToken]: [number, string | undefined] = [0, undefined];
  do {
    const page: { Accounts: unknown[]; NextToken?: string | undefined } = await world.management.run(
      ListAccountsWithInvalidEffectivePolicy,
      { PolicyType: TYPE, NextToken },
    );
    count += page.Accounts.length;
    NextToken = page.NextToken;
  } while (NextToken);
  return count;
}

it('notes what is in force for 1,000 accounts when a policy at the root makes all of them invalid', async () => {
  const { management, rootId } = world;
  const last = { PolicyType: TYPE, TargetId: String(900_000_000_000 + ACCOUNTS - 1) } as const;
  const before = await management.run(DescribeEffectivePolicy, last);
  const PolicyId = await create('root', keys(999, 30));
  await management.run(AttachPolicy, { PolicyId, TargetId: rootId });
  expect(await countInvalid()).toBeGreaterThan(900);
  const during = await management.run(DescribeEffectivePolicy, last);
  expect(during.EffectivePolicy.PolicyContent).toBe(before.EffectivePolicy.PolicyContent);
  await management.run(DetachPolicy, { PolicyId, TargetId: rootId });
  expect(await countInvalid()).toBe(0);
}, 60_000);
