import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { LeaveOrganization, MoveAccount } from '../../organizations/account/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { GetBill, ListBillAccounts } from './operations';
import { GetCostsInTree } from './tree-operations';

const Month = '2026-03';
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
let other: Actor;
let shops: string;
let inner: string;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
  other = await world.member('other');
  shops = await world.unit('shops');
  inner = await world.unit('inner', shops);
  const move = (AccountId: string, DestinationParentId: string) =>
    bob.run(MoveAccount, { AccountId, SourceParentId: world.rootId, DestinationParentId });
  await move(susan.accountId, shops);
  await move(other.accountId, inner);
  // These amounts give every account a fraction of a cent.
  await putTransfer(bob, Month, { [bob.accountId]: 8.01, [susan.accountId]: 4.007, [other.accountId]: 7.003 });
});
afterEach(() => world.close());

const asked = () => ({ Month, NodeIds: [world.rootId, shops, inner, bob.accountId, susan.accountId, other.accountId] });

it('GetCostsInTree adds up the costs of accounts for each OU above them, exactly and in cents', async () => {
  const { Costs, Left, ...rest } = await bob.run(GetCostsInTree, asked());
  const [root, outer, innermost, ...accounts] = Costs.map(({ Shown }) => Math.round(Number(Shown) * 100));
  const [bobs = 0, susans = 0, others = 0] = accounts;
  expect([root, outer, innermost]).toEqual([bobs + susans + others, susans + others, others]);
  const bill = await bob.run(GetBill, { Month });
  expect(Costs[0]).toEqual({ Id: world.rootId, Amount: bill.Total, Shown: bill.Shown });
  const listed = (await bob.run(ListBillAccounts, { Month })).Accounts;
  expect(Costs[4]?.Amount).toBe(listed.find(({ AccountId }) => AccountId === susan.accountId)?.Amount);
  expect(Left).toBeUndefined();
  expect(rest).toEqual({ Month, CurrentMonth: Month, Status: 'PENDING' });
});

it('GetCostsInTree returns the costs of accounts that left separately from the tree', async () => {
  await other.with({ now: day(20) }).run(LeaveOrganization, {});
  const { Costs, Left } = await bob.with({ now: day(20) }).run(GetCostsInTree, asked());
  const bill = await bob.with({ now: day(20) }).run(GetBill, { Month });
  expect(Left?.Accounts).toBe(1);
  expect(Number(Costs[0]?.Shown) + Number(Left?.Shown)).toBeCloseTo(Number(bill.Shown), 5);
  expect(Costs.map(({ Id, Shown }) => [Id, Shown])).toContainEqual([inner, '0.00']);
});

it('GetCostsInTree returns only its own costs to a member', async () => {
  const { Costs, Left } = await susan.run(GetCostsInTree, asked());
  expect(Costs.map(({ Id }) => Id)).toEqual([susan.accountId]);
  expect(Costs[0]?.Amount).toBe((await susan.run(GetBill, { Month })).Total);
  expect(Left).toBeUndefined();
});

it('GetCostsInTree requires the permission and activated IAM access to billing', async () => {
  expect((await (await userWith(world, bob, 'none')).fails(GetCostsInTree, asked())).message).toContain(
    'billing:GetBillingDetails',
  );
  const allowed = await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'billing:GetBillingDetails', Resource: '*' }]);
  expect((await allowed.fails(GetCostsInTree, asked())).message).toContain('IAM access to billing');
  await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  expect((await allowed.run(GetCostsInTree, asked())).Costs).toHaveLength(6);
});
