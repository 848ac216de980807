import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prune } from '../../core/events/retention';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { CreateRole, DeleteRole } from '../role/operations';
import { CreateUser, DeleteUser } from '../user/operations';
import { ListDeletedPrincipals } from './operations';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

describe('ListDeletedPrincipals', () => {
  it('returns deleted users and roles of the account by ID until their deletion events expire', async () => {
    const owner = await world.account();
    const { UserId = '' } = (await owner.run(CreateUser, { UserName: 'ana' })).User;
    const { RoleId = '' } = (await owner.run(CreateRole, { RoleName: 'deploy', AssumeRolePolicyDocument: TRUST })).Role;
    const Ids = [UserId, RoleId];
    expect(await owner.run(ListDeletedPrincipals, { Ids })).toEqual({ Principals: [] });
    await owner.run(DeleteUser, { UserName: 'ana' });
    await owner.run(DeleteRole, { RoleName: 'deploy' });
    await owner.run(CreateUser, { UserName: 'ana' });
    const { Principals } = await owner.run(ListDeletedPrincipals, { Ids });
    expect(Principals.toSorted((a, b) => (a.Id < b.Id ? -1 : 1))).toEqual([
      { Id: UserId, Type: 'user', Name: 'ana', DeletedAt: TEST_NOW },
      { Id: RoleId, Type: 'role', Name: 'deploy', DeletedAt: TEST_NOW },
    ]);
    expect(await (await world.account()).run(ListDeletedPrincipals, { Ids })).toEqual({ Principals: [] });

    const kept = { days: 90, events: 1_000_000 };
    const daysLater = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
    await prune(world.database, kept, daysLater(89));
    expect((await owner.run(ListDeletedPrincipals, { Ids })).Principals).toHaveLength(2);
    await prune(world.database, kept, daysLater(91));
    expect(await owner.run(ListDeletedPrincipals, { Ids })).toEqual({ Principals: [] });
  });
});
