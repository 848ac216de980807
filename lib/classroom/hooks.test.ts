import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { later } from '../core/time/clock';
import { RemoveAccountFromOrganization } from '../organizations/account/operations';
import { organizationOf } from '../organizations/test-organization';
import { DeleteSnapshot, RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { writeAttempt } from './testing/write-attempt';

type Team = Awaited<ReturnType<typeof organizationOf>>;

let world: TestWorld;
let student: Team;
let stranger: Team;
beforeAll(async () => {
  world = await createTestWorld();
  student = await organizationOf(world, await world.account('student'));
  stranger = await organizationOf(world, await world.account('stranger'));
  await writeAttempt(world.database.writer, 't', [student.management.accountId], TEST_NOW);
});
afterAll(() => world.close());

const attemptOf = async (accountId: string) =>
  (await world.database.reader.attemptAccount.findUnique({ where: { accountId } }))?.attemptId;

describe('an account that an organization creates', () => {
  it('belongs to the same attempt as its management account', async () => {
    const [own, other] = [await student.member('own'), await stranger.member('other')];
    expect(await attemptOf(own.accountId)).toBe('t');
    expect(await attemptOf(other.accountId)).toBeUndefined();
  });

  it('belongs to the attempt after it leaves the organization', async () => {
    const left = await student.member('left');
    // AWS: a created account can leave only after some days.
    const afterAWeek = { now: later(TEST_NOW, 7 * 86_400_000) };
    await student.management.with(afterAWeek).run(RemoveAccountFromOrganization, { AccountId: left.accountId });
    expect(await attemptOf(left.accountId)).toBe('t');
    expect((await left.fails(SaveSnapshot, { Name: 'base' })).message).toMatch(/^Not in an account of a class/);
  });
});

describe('an account of a class', () => {
  it.each([
    ['SaveSnapshot', SaveSnapshot, { Name: 'base' }],
    ['RestoreSnapshot', RestoreSnapshot, { Name: 'base' }],
    ['DeleteSnapshot', DeleteSnapshot, { Name: 'base' }],
    ['PutAccountEnforcement', PutAccountEnforcement, { Enforcement: 'off' }],
  ] as const)('refuses %s from its own root user and from the root user of a member', async (_, operation, input) => {
    const member = await student.member(`member-${operation.name.toLowerCase()}`);
    for (const actor of [student.management, member]) {
      const error = await actor.fails(operation as typeof SaveSnapshot, input as never);
      expect([error.shape, error.message]).toEqual(['AccessDenied', expect.stringMatching(/^Not in an account of a class/)]);
    }
  });

  it('refuses operations that accounts outside a class allow', async () => {
    await stranger.management.run(SaveSnapshot, { Name: 'base' });
    await stranger.management.run(RestoreSnapshot, { Name: 'base' });
    expect(await stranger.management.run(DeleteSnapshot, { Name: 'base' })).toBeDefined();
  });
});
