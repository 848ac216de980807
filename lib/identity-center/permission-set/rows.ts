import type { PermissionSet } from '@aws-sdk/client-sso-admin';
import { z } from 'zod';
import type { Partition } from '../../core/call';
import { readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { notFound } from '../errors';
import { type InstanceScope, lastPartOf } from '../operation';

export type PermissionSetRow = NonNullable<Awaited<ReturnType<Transaction['permissionSet']['findUnique']>>>;

const CustomerPolicy = z.object({ Name: z.string(), Path: z.string() });
/** A customer managed policy by name and path, which each account has for itself. */
export type CustomerPolicy = z.output<typeof CustomerPolicy>;

const Boundary = z.union([
  z.object({ ManagedPolicyArn: z.string() }),
  z.object({ CustomerManagedPolicyReference: CustomerPolicy }),
]);
/** One of both kinds of policies. AWS's policies have their stored ARNs. */
export type Boundary = z.output<typeof Boundary>;

const Definition = z.object({
  description: z.string().nullable(),
  managedPolicies: z.array(z.string()),
  customerPolicies: z.array(CustomerPolicy),
  inlinePolicy: z.string().nullable(),
  boundary: Boundary.nullable(),
});
/** The parts of a permission set that accounts get when it is provisioned. */
export type Definition = z.output<typeof Definition>;

export function definitionOf(row: PermissionSetRow): Definition {
  return {
    description: row.description,
    managedPolicies: readList(z.string(), row.managedPolicies),
    customerPolicies: readList(CustomerPolicy, row.customerPolicies),
    inlinePolicy: row.inlinePolicy,
    boundary: row.boundary === null ? null : Boundary.parse(JSON.parse(row.boundary)),
  };
}

/** Returns the columns of a definition. */
export function toColumns({ managedPolicies, customerPolicies, boundary, ...columns }: Definition) {
  return {
    ...columns,
    managedPolicies: JSON.stringify(managedPolicies),
    customerPolicies: JSON.stringify(customerPolicies),
    boundary: boundary && JSON.stringify(boundary),
  };
}

function readList<S extends z.ZodType>(item: S, json: string): z.output<S>[] {
  return z.array(item).parse(JSON.parse(json));
}

/** IAM ignores case in names of policies. IAM Identity Center User Guide, "Use customer managed policies": so does the match. */
export function samePolicy(one: CustomerPolicy, other: CustomerPolicy): boolean {
  return one.Name.toLowerCase() === other.Name.toLowerCase() && one.Path === other.Path;
}

export const DEFAULT_SESSION_DURATION = 'PT1H';

/** Returns the ARN of a permission set, which has no Region and no account. */
export function permissionSetArn(partition: Partition, { instanceId, id }: Pick<PermissionSetRow, 'instanceId' | 'id'>): string {
  return `arn:${partition}:sso:::permissionSet/${instanceId}/${id}`;
}

/** Reads the permission sets of an instance, by name. */
export async function readPermissionSets(db: Transaction, { id: instanceId }: { id: string }): Promise<PermissionSetRow[]> {
  const chunks = readInChunks(
    (after, take) => db.permissionSet.findMany({ where: { instanceId, name: { gt: after } }, orderBy: { name: 'asc' }, take }),
    ({ name }) => name,
  );
  const rows: PermissionSetRow[] = [];
  for await (const some of chunks) rows.push(...some);
  return rows;
}

/** Returns the permission set with an ARN in the scope's instance, or null. */
export async function findPermissionSet(
  { db, instance, partition }: Pick<InstanceScope, 'db' | 'instance' | 'partition'>,
  arn: string,
): Promise<PermissionSetRow | null> {
  const row = await db.permissionSet.findUnique({ where: { id: lastPartOf(arn) } });
  return row?.instanceId === instance.id && permissionSetArn(partition, row) === arn ? row : null;
}

export function findPermissionSetByName(db: Transaction, instanceId: string, name: string): Promise<PermissionSetRow | null> {
  return db.permissionSet.findUnique({ where: { instanceId_name: { instanceId, name } } });
}

/**
 * Returns an existing permission set.
 * @throws AwsError ResourceNotFoundException
 */
export function requirePermissionSet(row: PermissionSetRow | null, arn: string): PermissionSetRow {
  if (!row) throw notFound(`Could not find PermissionSet with id ${lastPartOf(arn)}`);
  return row;
}

/** Returns the SDK's shape. */
export function toPermissionSet(partition: Partition, row: PermissionSetRow) {
  return {
    Name: row.name,
    PermissionSetArn: permissionSetArn(partition, row),
    Description: row.description ?? undefined,
    CreatedDate: row.createdAt,
    SessionDuration: row.sessionDuration,
    RelayState: row.relayState ?? undefined,
  } satisfies PermissionSet;
}

/** Returns the seconds of an ISO 8601 duration of days, hours, minutes and seconds. */
export function sessionSeconds(duration: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
