import { randomUUID } from 'node:crypto';
import type { AccountFacts } from '../../core/account-facts';
import { partitionOfArn } from '../../core/arns';
import { authorizeCheck } from '../../core/authorization/authorize';
import { type Call, GLOBAL_REGION, type Partition } from '../../core/call';
import { afterLast } from '../../core/text/text-parts';
import type { Transaction } from '../../db/client';
import { callerOfRole } from '../../iam/callers';
import { findRole, type RoleRow, roleArn } from '../../iam/role/rows';
import { budgetArn } from './arns';

const BUDGETS = 'budgets.amazonaws.com';

/** Parses the ARN of a role: its account, and its name without path. */
export function readRoleArn(arn: string): { partition: Partition; accountId: string; name: string } {
  const [, , , , accountId = '', resource = ''] = arn.split(':');
  return { partition: partitionOfArn(arn), accountId, name: afterLast(resource, '/') };
}

/** Returns a role of an account by its ARN, or null. */
export async function findExecutionRole(db: Transaction, accountId: string, arn: string): Promise<RoleRow | null> {
  const named = readRoleArn(arn);
  const role = named.accountId === accountId ? await findRole({ db, accountId }, named.name) : null;
  return role && roleArn(named.partition, role) === arn ? role : null;
}

/** Returns whether a role's trust policy admits Budgets for a budget. */
export async function trustsBudgets(
  db: Transaction,
  account: AccountFacts,
  role: RoleRow,
  { arn, budgetName, now }: { arn: string; budgetName: string; now: Date },
): Promise<boolean> {
  const { partition } = readRoleArn(arn);
  const principal = { type: 'Service', serviceName: BUDGETS } as const;
  const call = serviceCall(partition, now, { accountId: '', principal, credential: 'longTerm' });
  const nobody = { ...account, id: '', organization: null, parentId: null };
  const policies = { policies: { identity: [], principalInManagementAccount: false }, tags: [], place: null, guardrails: null };
  const { allowed } = await authorizeCheck(db, call, nobody, policies, {
    action: 'sts:AssumeRole',
    resource: arn,
    resourceAccount: account.id,
    trustPolicy: { roleArn: arn, document: role.assumeRolePolicyDocument },
    context: { 'aws:SourceAccount': account.id, 'aws:SourceArn': budgetArn(partition, account.id, budgetName) },
  });
  return allowed;
}

/** Returns a call in a session of an action's role. */
export function callAsRole(arn: string, role: RoleRow, actionId: string, now: Date): Call {
  const { partition } = readRoleArn(arn);
  const caller = callerOfRole(partition, role, `BudgetsAction-${actionId}`);
  const session = { issuedAt: now.toISOString(), expiresAt: new Date(now.getTime() + 3_600_000).toISOString() };
  return serviceCall(partition, now, { ...caller, session });
}

/** Returns a call made by the service itself. AWS records the service in place of an address. */
function serviceCall(partition: Partition, now: Date, caller: Call['caller']): Call {
  const region = GLOBAL_REGION[partition];
  const how = { sourceIp: BUDGETS, userAgent: BUDGETS, secureTransport: true, via: 'system' } as const;
  return { caller, requestId: randomUUID(), now, region, partition, ...how };
}
