import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { CreateSecret, DeleteSecret, PutResourcePolicy } from '../resources/secretsmanager/operations';
import { resourcePolicy } from '../resources/test-tables';
import { judge } from './judge';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

it('does not report a secret after its recovery window ends, even without a write', async () => {
  const owner = await world.account();
  const { accountId } = owner;
  const { ARN: SecretId = '' } = await owner.run(CreateSecret, { Name: 'shared' });
  const external = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'secretsmanager:GetSecretValue' };
  await owner.run(PutResourcePolicy, { SecretId, ResourcePolicy: resourcePolicy({ ...external, Resource: '*' }) });
  await owner.run(DeleteSecret, { SecretId, RecoveryWindowInDays: 7 });
  const found = async (days: number) => {
    const now = new Date(TEST_NOW.getTime() + days * 86_400_000);
    const judged = (await judge(world.database.reader, [accountId], now)).get(accountId);
    return judged?.verdicts.flatMap(({ check, found: each }) => (check.id === 'external-access' ? each : []));
  };
  expect(await found(6)).toMatchObject([{ failing: { subject: { arn: SecretId } } }]);
  expect(await found(8)).toEqual([]);
});
