import { afterAll, expect, it } from 'vitest';
import { findAccountFacts } from '../../core/account-facts';
import type { Scope } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { policyDocument, userWith } from '../../iam/test-accounts';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { requireKnownSubject } from '../subject';
import { permissionsOnResources } from './on-resources';

const world = await createTestWorld();
afterAll(() => world.close());

async function scopeOf({ accountId, caller }: Actor): Promise<Scope> {
  const db = world.database.reader;
  const account = await findAccountFacts(db, accountId);
  return { db, account, accountId, caller, partition: 'aws', now: TEST_NOW } as Scope;
}

it('permissionsOnResources reuses its answers until a policy changes', async () => {
  const root = await world.account();
  await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' });
  const arn = `arn:aws:iam::${root.accountId}:user/ana`;
  const ask = async () => {
    const scope = await scopeOf(root);
    return permissionsOnResources(await requireKnownSubject(arn, scope), scope);
  };
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders' });
  const Resource = `arn:aws:sqs:us-east-1:${root.accountId}:orders`;
  const Policy = policyDocument({ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sqs:SendMessage', Resource });
  await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
  const first = await ask();
  expect(first.permissions.outcome('sqs:SendMessage')).toBe('limited');
  const [second, third] = await Promise.all([ask(), ask()]);
  expect([second.answers === first.answers, third.answers === first.answers]).toEqual([true, true]);

  await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: '' } });
  expect((await ask()).permissions.outcome('sqs:SendMessage')).toBe('implicitDeny');
  await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
  const before = await ask();
  const PolicyDocument = policyDocument({ Effect: 'Deny', Action: 'sqs:*', Resource: '*' });
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'no', PolicyDocument });
  const after = await ask();
  expect(after.answers === before.answers).toBe(false);
  expect(after.permissions.outcome('sqs:SendMessage')).toBe('explicitDeny');
});
