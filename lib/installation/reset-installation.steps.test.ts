import { countSteps } from '@gatehouse/policy/testing/count-steps';
import { expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../core/test-world';
import { CreateUser } from '../iam/user/operations';
import { resetInstallation } from './reset-installation';

it('resetInstallation takes the same number of steps regardless of the amount of data', async () => {
  const world = await createTestWorld();
  const reset = () => resetInstallation(world.database, {}, TEST_NOW);
  await reset();
  // After the first call, Node.js tracks asynchronous contexts, which adds steps of its own.
  await (await world.account()).run(CreateUser, { UserName: 'first' });
  await reset();
  const ofNothing = await countSteps(reset);
  for (let account = 0; account < 3; account++) {
    const root = await world.account();
    for (let user = 0; user < 50; user++) await root.run(CreateUser, { UserName: `user-${user}` });
  }
  expect(await countSteps(reset)).toBeLessThan(1.5 * ofNothing);
  await world.close();
});
