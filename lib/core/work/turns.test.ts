import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '../../db/client';
import { untilSettledOrWaiting } from '../../db/test-waiting';
import { transaction } from '../../db/transaction';
import { CreateSecret, PutResourcePolicy, TagResource, UpdateSecret } from '../../resources/secretsmanager/operations';
import { resourcePolicy } from '../../resources/test-tables';
import { type Actor, createTestWorld, type TestWorld } from '../test-world';

let world: TestWorld;
let owner: Actor;
let other: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  owner = await world.account('owner');
  other = await world.account('other');
});
afterAll(() => world.close());

const letsOther = (Action: string) =>
  resourcePolicy({ Effect: 'Allow', Principal: { AWS: other.accountId }, Action, Resource: '*' });

describe('a write to another account’s resource', () => {
  it('increments the revision of the owner', async () => {
    const { ARN: SecretId = '' } = await owner.run(CreateSecret, { Name: 'tagged' });
    await owner.run(PutResourcePolicy, { SecretId, ResourcePolicy: letsOther('secretsmanager:TagResource') });
    const revision = async () =>
      (await world.database.reader.account.findUniqueOrThrow({ where: { id: owner.accountId } })).revision;
    const before = await revision();
    await other.run(TagResource, { SecretId, Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(await revision()).toBe(before + 1);
  });
});

// Two clients of one database stand for two processes. SQLite has one writer at a time.
describe.runIf(inject('testTemplate').provider === 'postgresql')(
  'a write to another account’s resource beside the owner’s writes',
  () => {
    let process: Database;
    beforeAll(async () => {
      process = await openDatabase(world.database.url);
    });
    afterAll(() => process.close());

    it('waits for the owner’s write, and uses the state after it', async () => {
      const { ARN: SecretId = '' } = await owner.run(CreateSecret, { Name: 'shared', SecretString: 'x' });
      await owner.run(PutResourcePolicy, { SecretId, ResourcePolicy: letsOther('secretsmanager:UpdateSecret') });
      let outcome: Promise<unknown> = Promise.resolve();
      const scheduleDeletion = async (tx: Transaction) => {
        outcome = other.fails(UpdateSecret, { SecretId, Description: 'mine' });
        outcome.catch(() => undefined);
        await untilSettledOrWaiting(world.database, outcome);
        const { settings } = await tx.resource.findUniqueOrThrow({ where: { arn: SecretId } });
        const deleted = { ...JSON.parse(settings), deletedAt: '2026-04-01T00:00:00.000Z' };
        await tx.resource.update({ where: { arn: SecretId }, data: { settings: JSON.stringify(deleted) } });
      };
      await transaction(process, scheduleDeletion, { accounts: { [owner.accountId]: 'alone' } });
      expect(await outcome).toMatchObject({ shape: 'InvalidRequestException' });
      const { settings } = await world.database.reader.resource.findUniqueOrThrow({ where: { arn: SecretId } });
      expect(JSON.parse(settings)).toMatchObject({ deletedAt: '2026-04-01T00:00:00.000Z', description: '' });
    });
  },
);
