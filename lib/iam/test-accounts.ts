import { SERVICE_CONTROL_POLICY } from '../core/authorization/guardrails';
import { newOrganizationId, newOrganizationPolicyId, newRootId } from '../core/ids';
import { type Actor, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import { recordedEvents } from '../core/testing/recorded-events';
import { PutUserPolicy } from './inline-policy/operations';
import { CreateUser } from './user/operations';

export type Statement = Readonly<Record<string, unknown>>;

export function policyDocument(...statements: Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export const ALLOW_ALL = policyDocument({ Effect: 'Allow', Action: '*', Resource: '*' });

/** Returns a trust policy for one `AWS` principal, or for EC2. */
export function trustPolicy(principal?: string): string {
  return policyDocument({
    Effect: 'Allow',
    Principal: principal ? { AWS: principal } : { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
}

/** Creates a user of root's account with the statements as its policy. */
export async function userWith(world: TestWorld, root: Actor, name: string, ...statements: Statement[]): Promise<Actor> {
  const { User } = await root.run(CreateUser, { UserName: name });
  if (statements.length > 0) {
    await root.run(PutUserPolicy, { UserName: name, PolicyName: 'test', PolicyDocument: policyDocument(...statements) });
  }
  return world.as(userCaller(User));
}

/** Moves an account into a new organization whose root has one SCP. */
export async function limitByScp(world: TestWorld, accountId: string, document: string): Promise<void> {
  const management = await world.account();
  const [organizationId, rootId, policyId] = [newOrganizationId(), newRootId(), newOrganizationPolicyId()];
  const type = SERVICE_CONTROL_POLICY;
  await world.database.writer.organization.create({
    data: {
      id: organizationId,
      managementAccountId: management.accountId,
      rootId,
      featureSet: 'ALL',
      createdAt: TEST_NOW,
      enabledPolicyTypes: { create: { type } },
      policies: {
        create: {
          id: policyId,
          type,
          name: 'limit',
          description: '',
          content: document,
          createdAt: TEST_NOW,
          updatedAt: TEST_NOW,
        },
      },
      attachments: {
        create: [
          { targetId: rootId, policyId, type, createdAt: TEST_NOW },
          { targetId: accountId, policyId: 'p-FullAWSAccess', type, createdAt: TEST_NOW },
          { targetId: rootId, policyId: 'p-FullAWSAccess', type, createdAt: TEST_NOW },
        ],
      },
    },
  });
  await world.database.writer.account.updateMany({
    where: { id: { in: [management.accountId, accountId] } },
    data: { organizationId, parentId: rootId, revision: { increment: 1 } },
  });
}

/** Returns the newest event of an account. */
export async function lastEvent(world: TestWorld, accountId: string) {
  const event = (await recordedEvents(world.database.reader, { accountId })).at(-1);
  if (!event) throw new Error('nothing was recorded');
  return event;
}
