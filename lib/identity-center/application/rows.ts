import type { Application } from '@aws-sdk/client-sso-admin';
import type { Partition } from '../../core/call';
import { newIdentityCenterId } from '../../core/ids';
import { deleteTagsOf } from '../../core/tags';
import { oneOf } from '../../core/text/lists';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { groupIdsOf, identityStoreArn } from '../../identity-store/rows';
import { invalid, requireRoom } from '../errors';
import { type InstanceRow, instanceArn } from '../instance/rows';
import { type InstanceScope, lastPartOf } from '../operation';
import { type ProviderName, providerArn } from './providers';
import { Origin, type PortalOptions, Status } from './schema';

export type ApplicationRow = NonNullable<Awaited<ReturnType<Transaction['identityCenterApplication']['findUnique']>>>;
export type ApplicationAssignmentRow = NonNullable<Awaited<ReturnType<Transaction['applicationAssignment']['findUnique']>>>;

type ArnParts = Pick<ApplicationRow, 'accountId' | 'instanceId' | 'id'>;

/** Returns the ARN of an application, which has the account that made it and no Region. */
export function applicationArn(partition: Partition, { accountId, instanceId, id }: ArnParts): string {
  return `arn:${partition}:sso::${accountId}:application/${instanceId}/${id}`;
}

/** Returns the account in the ARN of an application. */
export function accountOfApplicationArn(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** Returns the application with an ARN in the scope's instance, or null. */
export async function findApplication(
  { db, instance, partition }: Pick<InstanceScope, 'db' | 'instance' | 'partition'>,
  arn: string,
): Promise<ApplicationRow | null> {
  const row = await db.identityCenterApplication.findUnique({ where: { id: lastPartOf(arn) } });
  return row?.instanceId === instance.id && applicationArn(partition, row) === arn ? row : null;
}

type Portal = Pick<ApplicationRow, 'origin' | 'url'>;

/**
 * Returns the columns of the sign-in options.
 * @throws AwsError ValidationException for a sign-in at the application without its URL
 */
export function portalColumns({ SignInOptions }: PortalOptions = {}): Portal {
  if (SignInOptions?.Origin === 'APPLICATION' && SignInOptions.ApplicationUrl === undefined)
    throw invalid('ApplicationUrl is required if Origin is APPLICATION.', 'ApplicationUrl');
  return { origin: SignInOptions?.Origin ?? null, url: SignInOptions?.ApplicationUrl ?? null };
}

type NewApplication = {
  provider: ProviderName;
  Name: string;
  Description?: string | undefined;
  PortalOptions?: PortalOptions | undefined;
  Status?: 'ENABLED' | 'DISABLED' | undefined;
  /** The input of a call that may be repeated, with its token. */
  creation?: { clientToken: string; input: string };
};

/**
 * Creates an application of the caller's account. As in AWS, only people who are assigned to it have it.
 * @throws AwsError ServiceQuotaExceededException
 */
export async function insertApplication(
  { db, instance, accountId, now }: InstanceScope,
  { provider, Name, Description, PortalOptions, creation, ...given }: NewApplication,
): Promise<ApplicationRow> {
  const columns = portalColumns(PortalOptions);
  const present = await db.identityCenterApplication.count({ where: { instanceId: instance.id } });
  requireRoom('ApplicationsPerInstance', present);
  return db.identityCenterApplication.create({
    data: {
      id: newIdentityCenterId('apl'),
      instanceId: instance.id,
      ownerId: instance.ownerId,
      accountId,
      provider,
      name: Name,
      description: Description ?? null,
      status: given.Status ?? 'ENABLED',
      visibility: PortalOptions?.Visibility ?? 'ENABLED',
      ...columns,
      assignmentRequired: true,
      clientToken: creation?.clientToken ?? null,
      creation: creation?.input ?? null,
      createdAt: now,
    },
  });
}

/** Deletes applications with their assignments and tags. */
export async function deleteApplications(db: Transaction, ids: readonly string[]): Promise<void> {
  await readByIds(ids, async (some) => {
    await deleteTagsOf(db, some);
    await db.applicationAssignment.deleteMany({ where: { applicationId: { in: some } } });
    await db.identityCenterApplication.deleteMany({ where: { id: { in: some } } });
    return [];
  });
}

/** Deletes the applications that an account made in the instance of its organization. */
export async function deleteApplicationsOf(db: Transaction, { id }: InstanceRow, accountId: string): Promise<void> {
  const rows = await db.identityCenterApplication.findMany({ where: { instanceId: id, accountId }, select: { id: true } });
  await deleteApplications(
    db,
    rows.map((row) => row.id),
  );
}

/** Returns the conditions of the assignments that a user has: its own, and those of its groups. */
export async function applicationAssignmentsOfUser(db: Transaction, instance: InstanceRow, userId: string) {
  const groups = await groupIdsOf(db, instance.identityStoreId, userId);
  return {
    instanceId: instance.id,
    OR: [
      { principalType: 'USER', principalId: userId },
      { principalType: 'GROUP', principalId: { in: groups } },
    ],
  };
}

/** Returns the enabled applications that the access portal shows to a user: those for everybody, and those that it is assigned to. */
export async function applicationsOf(db: Transaction, instance: InstanceRow, userId: string): Promise<ApplicationRow[]> {
  const shown = { instanceId: instance.id, status: 'ENABLED', visibility: 'ENABLED' };
  const forAll = await db.identityCenterApplication.findMany({ where: { ...shown, assignmentRequired: false } });
  const where = await applicationAssignmentsOfUser(db, instance, userId);
  const assigned = await db.applicationAssignment.findMany({ where, select: { applicationId: true } });
  const own = await readByIds(
    assigned.map(({ applicationId }) => applicationId),
    (ids) => db.identityCenterApplication.findMany({ where: { ...shown, assignmentRequired: true, id: { in: ids } } }),
  );
  return [...forAll, ...own];
}

/** Returns the SDK's shape. */
export function toApplication(partition: Partition, instance: InstanceRow, row: ApplicationRow) {
  const { accountId, identityStoreId, region } = instance;
  const SignInOptions = row.origin !== null && {
    Origin: oneOf(Origin.options, row.origin),
    ApplicationUrl: row.url ?? undefined,
  };
  return {
    ApplicationArn: applicationArn(partition, row),
    ApplicationProviderArn: providerArn(partition, row.provider),
    Name: row.name,
    ApplicationAccount: row.accountId,
    InstanceArn: instanceArn(partition, instance.id),
    IdentityStoreArn: identityStoreArn(partition, accountId, identityStoreId),
    Status: oneOf(Status.options, row.status),
    PortalOptions: { ...(SignInOptions && { SignInOptions }), Visibility: oneOf(Status.options, row.visibility) },
    Description: row.description ?? undefined,
    CreatedDate: row.createdAt,
    CreatedFrom: region,
  } satisfies Application;
}
