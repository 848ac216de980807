import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { userWith } from '../../iam/test-accounts';
import { passwordFormOf } from './password-form';

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterEach(() => world.close());

async function formOf({ caller }: Pick<Actor, 'caller'>) {
  const account = await world.database.reader.account.findUniqueOrThrow({ where: { id: root.accountId } });
  const identity = { accountId: root.accountId, principal: caller.principal } as Parameters<typeof passwordFormOf>[1]['identity'];
  return passwordFormOf(world.database, { identity, account } as Parameters<typeof passwordFormOf>[1]);
}

it('shows the account’s password policy to its users, and AWS’s default without one and to the root user', async () => {
  const user = await userWith(world, root, 'maria');
  const byDefault = await formOf(user);
  expect(byDefault.rules).toContain('At least 8 characters');
  await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 14, RequireSymbols: true });
  const own = await formOf(user);
  expect(own.rules).toContain('At least 14 characters');
  expect(own.check.policy).toMatchObject({ MinimumPasswordLength: 14, RequireSymbols: true });
  expect((await formOf({ caller: rootCaller(root.accountId) })).rules).toBe(byDefault.rules);
  expect(own.check.taken).toHaveLength(2);
});
