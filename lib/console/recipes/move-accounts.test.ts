import { afterAll, expect, it } from 'vitest';
import { ListAccountsForParent, MoveAccount } from '../../organizations/account/operations';
import { createOrganizationWorld, userWith } from '../../organizations/test-organization';
import { runAs } from '../testing/run-as';
import { each } from './each';
import { type AccountMove, moveAccount } from './move-accounts';

const world = await createOrganizationWorld();
afterAll(() => world.close());

it('moves accounts from their current parents, and leaves the others after a denied move', async () => {
  const { management, rootId } = world;
  const [unit, forbidden] = [await world.unit('Workloads'), await world.unit('Forbidden')];
  const ids = [(await world.member('web')).accountId, (await world.member('api')).accountId];
  const inUnit = async () =>
    (await management.run(ListAccountsForParent, { ParentId: unit })).Accounts.map(({ Id }) => Id).sort();
  await management.run(MoveAccount, { AccountId: ids[1] ?? '', SourceParentId: rootId, DestinationParentId: forbidden });
  const moves: AccountMove[] = [
    { id: ids[0] ?? '', name: 'web', from: rootId, to: unit },
    { id: ids[1] ?? '', name: 'api', from: forbidden, to: unit },
  ];

  const mover = await userWith(world, management, 'mover', [
    { Effect: 'Allow', Action: 'organizations:MoveAccount', Resource: '*' },
    { Effect: 'Deny', Action: 'organizations:MoveAccount', Resource: `arn:aws:organizations::*:ou/*/${forbidden}` },
  ]);
  const moveAccounts = each(moveAccount);
  expect(await moveAccounts(runAs(world, mover), [...moves].reverse())).toEqual({
    ok: true,
    data: [expect.objectContaining({ code: 'AccessDeniedException' }), null],
  });
  expect(await inUnit()).toEqual([ids[0]]);
  // One that is already in place counts as moved.
  expect(await moveAccounts(runAs(world, management), moves)).toEqual({ ok: true, data: [null, null] });
  expect(await inUnit()).toEqual([...ids].sort());
});
