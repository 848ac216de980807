import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../lib/core/test-world';
import { CreateAccessKey, UpdateAccessKey } from '../../lib/iam/access-key/operations';
import { resetInstallation } from '../../lib/installation/reset-installation';
import { findWeakKey } from './weak-key';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

it.each([
  [{}, 'AKIAIOSFODNN7EXAMPLE'],
  [{ accessKeyId: 'test', secretAccessKey: 'test' }, 'test'],
  [{ accessKeyId: 'AKIAI44QH8DHBSOMEONE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' }, 'AKIAI44QH8DHBSOMEONE'],
  [{ accessKeyId: 'AKIAI44QH8DHBSOMEONE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbDOCUMENTED' }, null],
])('after a reset with %j, findWeakKey returns %s', async (wishes, id) => {
  await resetInstallation(world.database, wishes, TEST_NOW);
  expect(await findWeakKey(world.database)).toBe(id);
});

it('findWeakKey ignores an inactive key', async () => {
  const { accountId, accessKeyId } = await resetInstallation(world.database, {}, TEST_NOW);
  const root = world.as({
    accountId,
    credential: 'longTerm',
    principal: { type: 'Root', accountId, arn: `arn:aws:iam::${accountId}:root` },
  });
  await root.run(CreateAccessKey, {});
  await root.run(UpdateAccessKey, { AccessKeyId: accessKeyId, Status: 'Inactive' });
  expect(await findWeakKey(world.database)).toBeNull();
});
