import type { PermissionSet } from '@aws-sdk/client-sso-admin';
import type { Partition } from '../../core/call';
import { notFound } from '../errors';
import { type InstanceScope, lastPartOf } from '../operation';
import type { PermissionSetRow } from './definition';

export const DEFAULT_SESSION_DURATION = 'PT1H';

/** Returns the ARN of a permission set, which has no Region and no account. */
export function permissionSetArn(partition: Partition, { instanceId, id }: Pick<PermissionSetRow, 'instanceId' | 'id'>): string {
  return `arn:${partition}:sso:::permissionSet/${instanceId}/${id}`;
}

/** Returns the permission set with an ARN in the scope's instance, or null. */
export async function findPermissionSet(
  { db, instance, partition }: Pick<InstanceScope, 'db' | 'instance' | 'partition'>,
  arn: string,
): Promise<PermissionSetRow | null> {
  const row = await db.permissionSet.findUnique({ where: { id: lastPartOf(arn) } });
  return row?.instanceId === instance.id && permissionSetArn(partition, row) === arn ? row : null;
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
