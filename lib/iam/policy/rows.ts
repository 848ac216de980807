import type { AttachedPolicy, Policy, PolicyVersion } from '@aws-sdk/client-iam';
import { findManagedPolicy, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import type { Partition } from '../../core/call';
import { AwsError, noSuchEntity, validationError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
import { readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { taggedCheck } from '../tags';
import { parsePolicyArn, requirePolicyArn, shownPolicyArn } from './arns';

export type PolicyRow = NonNullable<Awaited<ReturnType<Transaction['policy']['findUnique']>>>;

/** A managed policy, AWS's or the customer's, without documents. */
export type ManagedPolicy = {
  /** The stored form; see policy/arns.ts. */
  arn: string;
  /** An account id, or `aws`. */
  owner: string;
  id: string;
  name: string;
  path: string;
  description: string | null;
  defaultVersionId: string;
  createdAt: Date;
  updatedAt: Date;
};

export function fromRow(row: PolicyRow): ManagedPolicy {
  const { arn, id, name, path, description, defaultVersionId, createdAt, updatedAt } = row;
  return { arn, owner: row.accountId, id, name, path, description, defaultVersionId, createdAt, updatedAt };
}

export function fromCatalog(policy: NonNullable<ReturnType<typeof findManagedPolicy>>): ManagedPolicy {
  return {
    arn: policy.arn,
    owner: 'aws',
    id: policy.policyId,
    name: policy.name,
    path: policy.path,
    description: null,
    defaultVersionId: policy.defaultVersionId,
    createdAt: new Date(policy.createDate),
    updatedAt: new Date(policy.updateDate),
  };
}

/**
 * Returns the policy of an ARN, or null if it is neither AWS's nor the caller's.
 * @throws AwsError InvalidInput for other ARNs
 */
export function findPolicy(scope: Pick<Scope, 'db' | 'accountId' | 'partition'>, arn: string): Promise<ManagedPolicy | null> {
  return findStoredPolicy(scope, requirePolicyArn(scope, arn));
}

async function findStoredPolicy(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { owner, stored }: { owner: string; stored: string },
): Promise<ManagedPolicy | null> {
  if (owner === 'aws') {
    const aws = findManagedPolicy(stored);
    return aws ? fromCatalog(aws) : null;
  }
  const row = owner === accountId ? await db.policy.findUnique({ where: { arn: stored } }) : null;
  return row && fromRow(row);
}

/**
 * Returns an existing policy.
 * @throws AwsError NoSuchEntity
 */
export function requirePolicy(policy: ManagedPolicy | null, arn: string): ManagedPolicy {
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/**
 * Returns a policy that can be attached.
 * @throws AwsError NoSuchEntity or PolicyNotAttachable
 */
export function requireAttachable(policy: ManagedPolicy | null, arn: string): ManagedPolicy {
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  // In AWS, only services attach policies of service-linked roles, and root task policies are for AssumeRoot only.
  if (policy.owner === 'aws' && policy.path === '/aws-service-role/') {
    throw new AwsError('PolicyNotAttachableException', 'Cannot attach a Service Role Policy to a Customer Role.');
  }
  if (!isAttachable(policy)) throw new AwsError('PolicyNotAttachableException', `Policy ${arn} is not attachable.`);
  return policy;
}

/**
 * Returns the stored ARN of a policy for use as a boundary.
 * @throws AwsError ValidationError for another ARN, NoSuchEntity or PolicyNotAttachable
 */
export async function requireBoundaryPolicy(scope: Pick<Scope, 'db' | 'accountId' | 'partition'>, arn: string): Promise<string> {
  const parsed = parsePolicyArn(scope.partition, arn);
  if (!parsed) throw validationError(`Value (${arn}) for parameter PermissionsBoundary is invalid.`);
  return requireAttachable(await findStoredPolicy(scope, parsed), arn).arn;
}

/**
 * Returns the authorization check for a managed policy. A policy of another account is checked as that account's, which no policy
 * of its owner can ever allow. Everyone may read AWS's policies; the engine knows that nobody can change them.
 */
export async function policyCheck(
  action: string,
  scope: Scope,
  arn: string,
  policy: ManagedPolicy | null,
  { context }: { context?: Check['context'] } = {},
): Promise<Check[]> {
  const { owner } = requirePolicyArn(scope, arn);
  const foreign = owner !== scope.accountId && owner !== 'aws';
  const id = policy?.owner === 'aws' ? null : policy?.id;
  return taggedCheck(action, scope, arn, id, { ...(foreign ? { resourceAccount: owner } : {}), context });
}

export function isAttachable(policy: ManagedPolicy): boolean {
  return !(policy.owner === 'aws' && policy.path === '/root-task/');
}

export type PolicyUsage = { attachments: number; boundaries: number };

export const UNUSED: PolicyUsage = { attachments: 0, boundaries: 0 };

/** Returns how often an account uses policies, by stored ARN: attached to users, groups and roles, and as boundaries. */
export async function readUsage(db: Transaction, accountId: string, arn?: string): Promise<ReadonlyMap<string, PolicyUsage>> {
  const usage = new Map<string, PolicyUsage>();
  const add = (policyArn: string | null, attachments: number, boundaries: number) => {
    if (policyArn === null) return;
    const { attachments: a, boundaries: b } = usage.get(policyArn) ?? UNUSED;
    usage.set(policyArn, { attachments: a + attachments, boundaries: b + boundaries });
  };
  const attached = await db.policyAttachment.groupBy({
    by: ['policyArn'],
    where: { accountId, policyArn: arn },
    _count: { _all: true },
  });
  for (const { policyArn, _count } of attached) add(policyArn, _count._all, 0);
  const limits = { by: ['permissionsBoundary' as const], where: { accountId, permissionsBoundary: arn ?? { not: null } } };
  const users = await db.user.groupBy({ ...limits, _count: { _all: true } });
  const roles = await db.role.groupBy({ ...limits, _count: { _all: true } });
  for (const { permissionsBoundary, _count } of [...users, ...roles]) add(permissionsBoundary, 0, _count._all);
  return usage;
}

const ATTACHMENTS_AT_ONCE = 1000;

/** Returns the ids of the entities that a policy is attached to, by stored ARN. */
export async function readAttached({ db, accountId }: Pick<Scope, 'db' | 'accountId'>, policyArn: string): Promise<Set<string>> {
  const attached = new Set<string>();
  const chunks = readInChunks(
    (after, take) =>
      db.policyAttachment.findMany({
        where: { accountId, policyArn, entityId: { gt: after } },
        orderBy: { entityId: 'asc' },
        take,
        select: { entityId: true },
      }),
    ({ entityId }) => entityId,
    ATTACHMENTS_AT_ONCE,
  );
  for await (const rows of chunks) for (const { entityId } of rows) attached.add(entityId);
  return attached;
}

/** Returns the SDK's shape. As in AWS, lists leave out tags and description. */
export function toPolicy(partition: Partition, policy: ManagedPolicy, usage: PolicyUsage) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: shownPolicyArn(partition, policy.arn),
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: usage.attachments,
    PermissionsBoundaryUsageCount: usage.boundaries,
    IsAttachable: isAttachable(policy),
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  } satisfies Policy;
}

/** Returns a policy with the members that only a single policy has. */
export async function toSinglePolicy(scope: Pick<Scope, 'db' | 'accountId' | 'partition'>, policy: ManagedPolicy) {
  const usage = await readUsage(scope.db, scope.accountId, policy.arn);
  const tags = policy.owner === 'aws' ? [] : await readTags(scope.db, policy.id);
  return {
    ...toPolicy(scope.partition, policy, usage.get(policy.arn) ?? UNUSED),
    Description: policy.description ?? undefined,
    Tags: tags.length > 0 ? tags : undefined,
  } satisfies Policy;
}

export function toAttachedPolicy(partition: Partition, stored: string) {
  return {
    PolicyName: stored.slice(stored.lastIndexOf('/') + 1),
    PolicyArn: shownPolicyArn(partition, stored),
  } satisfies AttachedPolicy;
}

export type PolicyVersionRow = { versionId: string; document: string; createdAt: Date };

/** Returns all versions, newest first. For AWS's policies only the current one exists here. */
export async function readVersions(db: Transaction, policy: ManagedPolicy): Promise<PolicyVersionRow[]> {
  if (policy.owner === 'aws') {
    const document = managedPolicyDocument(policy.arn);
    return document === undefined ? [] : [{ versionId: policy.defaultVersionId, document, createdAt: policy.updatedAt }];
  }
  const rows = await db.policyVersion.findMany({ where: { policyId: policy.id } });
  return rows.sort((a, b) => versionNumber(b.versionId) - versionNumber(a.versionId));
}

/** Returns the SDK's shape. As in AWS, the list and the answer to a creation have no document. */
export function toVersion(policy: ManagedPolicy, version: Omit<PolicyVersionRow, 'document'>) {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: version.createdAt,
  } satisfies PolicyVersion;
}

export function versionNumber(versionId: string): number {
  return Number.parseInt(versionId.slice(1), 10);
}
